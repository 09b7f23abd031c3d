import { changeOf } from "./classify.ts";
import type { Change } from "./diff-result.ts";
import type { ToolPair } from "./tool-pair.ts";
import { type Phrase, say } from "./phrase.ts";

/** What changed about the scopes that a tool needs: alternatives of sets, of which one is enough. */
export function compareScopes({ old, now }: ToolPair): readonly Change[] {
  const [before, after] = [alternatives(old.tool.scopes), alternatives(now.tool.scopes)];
  const one = (code: Parameters<typeof changeOf>[0], phrase: Phrase): Change => changeOf(code, phrase, now.name);
  const blocked = before.filter((had) => !after.some((needed) => isSubset(needed, had)));
  const opened = after.filter((needed) => !before.some((had) => isSubset(had, needed)));
  const [wanted, wants] = [textOf(before[0]), textOf(after[0])];
  if (blocked.includes(before[0] ?? [])) {
    const phrase = say`it needs ${wants}, and needed ${wanted}`;
    return [one(opened.length > 0 && isOther(before[0], after[0]) ? "scopes-replaced" : "scopes-added", phrase)];
  }
  const gone = blocked.map((set) => one("scopes-alternative-removed", say`${textOf(set)} is not enough any more`));
  const come = opened.map((set) => one("scopes-removed", say`${textOf(set)} is enough now, and was not`));
  if (gone.length + come.length > 0) return [...gone, ...come];
  return wanted === wants ? [] : [one("scopes-reordered", say`clients ask for ${wants}, and asked for ${wanted}`)];
}

type Scopes = readonly string[];

/** No scope at all is one alternative, which asks for nothing. */
function alternatives(scopes: readonly string[] | undefined): readonly Scopes[] {
  return scopes === undefined || scopes.length === 0 ? [[]] : scopes.map((set) => set.split(" ").filter(Boolean));
}

function isSubset(some: Scopes, all: Scopes): boolean {
  return some.every((scope) => all.includes(scope));
}

/** Something of the old set is not asked for any more. */
function isOther(before: Scopes = [], after: Scopes = []): boolean {
  return !isSubset(before, after);
}

function textOf(set: Scopes = []): string {
  return set.length === 0 ? "no scope" : set.join(" ");
}
