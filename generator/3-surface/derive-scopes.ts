import type { ApiScopes } from "../../templates/src/runtime/surface-types.ts";
import type { Operation, SecurityRequirement, SecurityScheme } from "../2-model/api.ts";
import { isReadMethod } from "./derive-hints.ts";

/** A set of scopes that must all be held, sorted. */
export type ScopeSet = readonly string[];

/** What one operation needs: alternatives (OR) of sets (AND), the preferred one first; empty when nothing is needed. */
export type ScopeAlternatives = readonly ScopeSet[];

/** Scopes that no operation may ask for: a resource server does not decide on refresh tokens (MCP 2026-07-28, authorization). */
const neverAsked = new Set(["offline_access"]);

/**
 * Scopes of each operation (OpenAPI 3.1, 4.8.30) and of the whole. The preferred alternative is that of least
 * privilege: it unlocks the fewest other operations, writes first; then the fewest scopes; then by name.
 */
export function deriveScopes(
  operations: readonly Operation[],
  schemes: readonly SecurityScheme[],
): { byOperation: ReadonlyMap<Operation, ScopeAlternatives>; api: ApiScopes } {
  const tokenSchemes = new Set(
    schemes.filter(({ type }) => type === "oauth2" || type === "openIdConnect").map(({ name }) => name),
  );
  const unordered = new Map(
    operations.map((operation) => [operation, alternativesOf(operation.security, tokenSchemes)]),
  );
  const privilege = privilegeOf(unordered);
  const byOperation = new Map(
    [...unordered].map(([operation, sets]) => [operation, sets.toSorted((a, b) => compareSets(a, b, privilege))]),
  );
  const preferred = (included: (operation: Operation) => boolean): string[] =>
    [
      ...new Set([...byOperation].flatMap(([operation, sets]) => (included(operation) ? (sets[0] ?? []) : []))),
    ].toSorted();
  const supported = preferred(() => true);
  return {
    byOperation,
    api: {
      supported,
      baseline: { minimal: [], read: preferred(({ method }) => isReadMethod(method)), all: supported },
    },
  };
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
  const sets = usable.map((requirement) => {
    const scopes = requirement
      .flatMap((part) => part.scopes)
      .filter((scope) => isScopeToken(scope) && !neverAsked.has(scope));
    return [...new Set(scopes)].toSorted();
  });
  if (sets.some((set) => set.length === 0)) return [];
  return [...new Map(sets.map((set) => [set.join(" "), set])).values()];
}

/** RFC 6749, 3.3 `scope-token`. Anything else cannot stand in a token or a challenge. */
function isScopeToken(text: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);
}

/** How many write operations, then how many operations in all, a set of scopes unlocks. */
type Privilege = (set: ScopeSet) => readonly [writes: number, all: number];

function privilegeOf(alternatives: ReadonlyMap<Operation, readonly ScopeSet[]>): Privilege {
  const gated = [...alternatives].filter(([, sets]) => sets.length > 0);
  const known = new Map<string, readonly [number, number]>();
  return (set) => {
    const key = set.join(" ");
    const counted = known.get(key) ?? count(new Set(set));
    known.set(key, counted);
    return counted;
  };
  function count(held: ReadonlySet<string>): readonly [number, number] {
    const unlocked = gated.filter(([, sets]) => sets.some((needed) => needed.every((scope) => held.has(scope))));
    return [unlocked.filter(([{ method }]) => !isReadMethod(method)).length, unlocked.length];
  }
}

function compareSets(a: ScopeSet, b: ScopeSet, privilege: Privilege): number {
  const [writesA, allA] = privilege(a);
  const [writesB, allB] = privilege(b);
  return writesA - writesB || allA - allB || a.length - b.length || (a.join(" ") < b.join(" ") ? -1 : 1);
}
