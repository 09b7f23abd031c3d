import type { ApiScopes } from "../../templates/src/runtime/surface-types.ts";
import { askedFor, createHierarchy, withoutPrefix } from "./scope-language.ts";
import type { ScopeLanguage } from "./scope-language.ts";

/** Two scopes that would be asked for by one name. */
export interface Twins {
  readonly one: string;
  readonly other: string;
  readonly spelling: string;
}

/**
 * What a token's scope stands for, and how clients ask for a scope: worked out for the scopes that tools need and those
 * that the language names. A token may say a scope as the document does, as clients ask for it, or without the prefix.
 */
export function nameScopes(needed: readonly string[], language: ScopeLanguage): Pick<ApiScopes, "implies" | "asked"> {
  const broad = createHierarchy(language);
  const asked = allScopes(needed, language).map((scope) => [scope, askedFor(scope, language)] as const);
  const meanings = new Map<string, Set<string>>();
  for (const [scope, spelling] of asked) {
    for (const said of [scope, spelling, withoutPrefix(scope, language)]) {
      meanings.set(said, new Set([...(meanings.get(said) ?? []), ...broad([scope])]));
    }
  }
  for (const [said, meant] of meanings) meant.delete(said);
  const impliedBy = [...meanings].filter(([, meant]) => meant.size > 0).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const renamed = asked.filter(([scope, spelling]) => scope !== spelling);
  return {
    ...(impliedBy.length > 0 && {
      implies: Object.fromEntries(impliedBy.map(([said, meant]) => [said, [...meant].toSorted()])),
    }),
    ...(renamed.length > 0 && { asked: Object.fromEntries(renamed) }),
  };
}

/** The first scope that would be asked for by the name of another, and so be granted with it. */
export function findTwins(needed: readonly string[], language: ScopeLanguage): Twins | undefined {
  const all = allScopes(needed, language);
  const owner = new Map(all.map((scope) => [scope, scope]));
  for (const scope of all) {
    const spelling = askedFor(scope, language);
    const other = owner.get(spelling) ?? scope;
    if (other !== scope) return { one: scope, other, spelling };
    owner.set(spelling, scope);
  }
  return undefined;
}

function allScopes(needed: readonly string[], { map, implies }: ScopeLanguage): string[] {
  return [...new Set([...needed, ...map.keys(), ...[...implies].flat(2)])].toSorted();
}
