import type { LockedTool } from "../4-emit/lock/surface-lock.ts";
import { changeOf } from "./classify.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { Change, ChangeCode } from "./diff-result.ts";
import { type Phrase, say } from "./phrase.ts";
import type { SchemaEffect, SchemaFinding } from "./schema-finding.ts";
import { hashOf, memberOf } from "./surface-side.ts";
import type { ToolPair } from "./tool-pair.ts";

/** What changed about the arguments of a tool. */
export function compareArguments(pair: ToolPair): readonly Change[] {
  const { old, now } = pair;
  const [before, after] = [Object.keys(old.tool.arguments), Object.keys(now.tool.arguments)];
  const gone = before.filter((name) => !Object.hasOwn(now.tool.arguments, name));
  const come = after.filter((name) => !Object.hasOwn(old.tool.arguments, name));
  const renamed = renaming(pair, gone, come);
  const one = (code: ChangeCode, phrase: Phrase): Change => changeOf(code, phrase, now.name);
  if (renamed !== undefined)
    return [
      one("argument-renamed", say`the argument ${renamed.from} is called ${renamed.to} now`),
      ...compareKept(pair, before),
    ];
  return [
    ...gone.map((name) => one("argument-removed", say`the argument ${name} is gone`)),
    ...come.map((name) =>
      isRequired(now.tool, name)
        ? one("argument-added-required", say`the argument ${name} is new, and required`)
        : one("argument-added", say`the argument ${name} is new, and optional`),
    ),
    ...compareKept(pair, before),
  ];
}

/** One argument that went and one that came, and that say the same. */
function renaming(
  { old, now }: ToolPair,
  gone: readonly string[],
  come: readonly string[],
): { readonly from: string; readonly to: string } | undefined {
  const [from, to] = [gone[0], come[0]];
  if (gone.length !== 1 || come.length !== 1 || from === undefined || to === undefined) return undefined;
  return old.tool.arguments[from] === now.tool.arguments[to] && needsMore(old.tool, now.tool)
    ? { from, to }
    : undefined;
}

/** Tools of one argument are renamed too; but where all arguments are alike, nothing says that it is a renaming. */
function needsMore(old: LockedTool, now: LockedTool): boolean {
  const alike = (tool: LockedTool): number => new Set(Object.values(tool.arguments)).size;
  return alike(old) === Object.keys(old.arguments).length && alike(now) === Object.keys(now.arguments).length;
}

function compareKept(pair: ToolPair, names: readonly string[]): readonly Change[] {
  return names.filter((name) => Object.hasOwn(pair.now.tool.arguments, name)).flatMap((name) => compareOne(pair, name));
}

function compareOne(pair: ToolPair, name: string): readonly Change[] {
  const { old, now } = pair;
  const [was, is] = [isRequired(old.tool, name), isRequired(now.tool, name)];
  const requirement =
    was === is
      ? []
      : [
          is
            ? changeOf("argument-required", say`the argument ${name} is required now`, now.name)
            : changeOf("argument-optional", say`the argument ${name} is optional now`, now.name),
        ];
  if (hashOf(memberOf(old.tool.arguments, name)) === hashOf(memberOf(now.tool.arguments, name))) return requirement;
  return [...requirement, ...compareValues(pair, name)];
}

function compareValues({ old, now }: ToolPair, name: string): readonly Change[] {
  const [before, after] = [old.side.schemas?.argument(old.name, name), now.side.schemas?.argument(now.name, name)];
  if (before === undefined || after === undefined || !old.side.schemas || !now.side.schemas) {
    const phrase = say`the values of the argument ${name} changed; how cannot be told from the lock`;
    return [changeOf("argument-changed", phrase, now.name)];
  }
  const found = compareSchemas([before, old.side.schemas.shared], [after, now.side.schemas.shared]);
  // Nothing found: only names of shared schemas changed, which nobody sees.
  return found.map((finding) => changeOf(codes[finding.effect], describe(name, finding), now.name));
}

const codes: Readonly<Record<SchemaEffect, ChangeCode>> = {
  narrowed: "argument-narrowed",
  retyped: "argument-narrowed",
  widened: "argument-widened",
  added: "argument-widened",
  changed: "argument-changed",
  removed: "argument-changed",
};

function describe(name: string, { path, phrase }: SchemaFinding): Phrase {
  if (path === "") return say`the argument ${name} ${phrase}`;
  return say`the argument ${name}: ${path} ${phrase}`;
}

function isRequired(tool: LockedTool, name: string): boolean {
  return memberOf(tool.arguments, name)?.startsWith("required ") === true;
}
