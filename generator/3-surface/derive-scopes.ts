import type { ApiScopes } from "../../templates/src/runtime/surface-types.ts";
import type { Operation, SecurityRequirement, SecurityScheme } from "../2-model/api.ts";
import { isScopeToken, normalAlternatives } from "./scope-sets.ts";
import type { ScopeAlternatives, ScopeSet } from "./scope-sets.ts";

/** What the scopes of one operation depend on. */
export interface ScopeNeed {
  readonly operation: Operation;
  /** Whether its tool only reads. */
  readonly reads: boolean;
  /** Scopes that a rule or `x-mcp` puts in place of the document's. */
  readonly chosen: ScopeAlternatives | undefined;
}

/**
 * Scopes of each operation (OpenAPI 3.1, 4.8.30) and of the whole. The preferred alternative is that of least
 * privilege: it unlocks the fewest other operations, writes first; then the fewest scopes; then by name.
 */
export function deriveScopes(
  needs: readonly ScopeNeed[],
  schemes: readonly SecurityScheme[],
): { byOperation: ReadonlyMap<Operation, ScopeAlternatives>; api: ApiScopes } {
  const tokenSchemes = new Set(
    schemes.filter(({ type }) => type === "oauth2" || type === "openIdConnect").map(({ name }) => name),
  );
  const declared = new Set(schemes.map(({ name }) => name));
  const unordered = new Map(
    needs.map((need) => [
      need,
      need.chosen ?? alternativesOf(satisfiable(need.operation.security, declared), tokenSchemes),
    ]),
  );
  const privilege = privilegeOf(unordered);
  const ordered = [...unordered].map(
    ([need, sets]) => [need, sets.toSorted((a, b) => compareSets(a, b, privilege))] as const,
  );
  const preferred = (counts: (need: ScopeNeed) => boolean): string[] =>
    [...new Set(ordered.flatMap(([need, sets]) => (counts(need) ? (sets[0] ?? []) : [])))].toSorted();
  const supported = preferred(() => true);
  return {
    byOperation: new Map(ordered.map(([{ operation }, sets]) => [operation, sets])),
    api: {
      supported,
      baseline: { minimal: [], read: preferred(({ reads }) => reads), all: supported },
    },
  };
}

/** Nothing satisfies an undeclared scheme: its alternatives count only where there is no other, so that they open nothing. */
function satisfiable(
  security: readonly SecurityRequirement[],
  declared: ReadonlySet<string>,
): readonly SecurityRequirement[] {
  const possible = security.filter((requirement) => requirement.every(({ scheme }) => declared.has(scheme)));
  return possible.length > 0 ? possible : security;
}

/**
 * What a bearer token can satisfy. An alternative of other schemes only (an API key) is not open to our callers, unless
 * there is nothing else: then no scope is asked. An alternative without scopes makes all others needless.
 */
function alternativesOf(security: readonly SecurityRequirement[], tokenSchemes: ReadonlySet<string>): ScopeSet[] {
  const usable = security.filter(
    (requirement) =>
      requirement.length === 0 ||
      requirement.some(({ scheme, scopes }) => tokenSchemes.has(scheme) || scopes.length > 0),
  );
  return normalAlternatives(
    usable.map((requirement) => requirement.flatMap((part) => part.scopes).filter((scope) => isScopeToken(scope))),
  );
}

/** How many write operations, then how many operations in all, a set of scopes unlocks. */
type Privilege = (set: ScopeSet) => readonly [writes: number, all: number];

function privilegeOf(alternatives: ReadonlyMap<ScopeNeed, readonly ScopeSet[]>): Privilege {
  const byScope = new Map<string, Set<ScopeNeed>>();
  for (const [need, sets] of alternatives)
    for (const scope of sets.flat()) byScope.set(scope, (byScope.get(scope) ?? new Set()).add(need));
  const known = new Map<string, readonly [number, number]>();
  return (set) => {
    const key = set.join(" ");
    const counted = known.get(key) ?? count(new Set(set));
    known.set(key, counted);
    return counted;
  };
  function count(held: ReadonlySet<string>): readonly [number, number] {
    const touched = new Set([...held].flatMap((scope) => [...(byScope.get(scope) ?? [])]));
    const unlocked = [...touched].filter((need) =>
      alternatives.get(need)?.some((needed) => needed.every((scope) => held.has(scope))),
    );
    return [unlocked.filter(({ reads }) => !reads).length, unlocked.length];
  }
}

function compareSets(a: ScopeSet, b: ScopeSet, privilege: Privilege): number {
  const [writesA, allA] = privilege(a);
  const [writesB, allB] = privilege(b);
  return writesA - writesB || allA - allB || a.length - b.length || (a.join(" ") < b.join(" ") ? -1 : 1);
}
