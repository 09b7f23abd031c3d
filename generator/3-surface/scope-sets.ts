/** A set of scopes that must all be held, sorted. */
export type ScopeSet = readonly string[];

/** What one operation needs: alternatives (OR) of sets (AND), the preferred one first; empty when nothing is needed. */
export type ScopeAlternatives = readonly ScopeSet[];

/** Scopes that no operation may ask for: a resource server does not decide on refresh tokens (MCP 2026-07-28, authorization). */
const neverAsked = new Set(["offline_access"]);

/** RFC 6749, 3.3 `scope-token`. Anything else cannot stand in a token or a challenge. */
export function isScopeToken(text: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);
}

/** Alternatives in their normal form: no scope twice, none that is never asked for, no set twice; an empty set makes all others needless. */
export function normalAlternatives(sets: readonly (readonly string[])[]): ScopeSet[] {
  const clean = sets.map((set) => [...new Set(set.filter((scope) => !neverAsked.has(scope)))].toSorted());
  if (clean.some((set) => set.length === 0)) return [];
  return [...new Map(clean.map((set) => [set.join(" "), set])).values()];
}

/**
 * Reads scopes as config and `x-mcp` write them: a list of scopes, all needed, or a list of such lists, one enough.
 * `undefined` for anything else.
 */
export function readScopeChoice(value: unknown): ScopeSet[] | undefined {
  if (!Array.isArray(value)) return undefined;
  if (value.length === 0) return [];
  const sets: readonly unknown[] = value;
  if (isScopeList(sets)) return normalAlternatives([sets]);
  return sets.every(isScopeList) ? normalAlternatives(sets) : undefined;
}

function isScopeList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((scope) => typeof scope === "string" && isScopeToken(scope));
}
