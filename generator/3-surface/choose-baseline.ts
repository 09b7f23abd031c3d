import type { ScopeAlternatives, ScopeSet } from "./scope-sets.ts";
import type { ScopeWeights } from "./weigh-scopes.ts";

/** Alternatives tried at most: a document may hold any number. */
const maxTries = 500;

/**
 * The scopes of all tools that read: the preferred alternative of each. Together they may open a write that none of them
 * opens by itself (one needs `a`, another `b`, the write both); then another alternative is taken where that closes it.
 *
 * @param reading the alternatives of each tool that reads, the preferred one first
 */
export function chooseBaseline(reading: readonly ScopeAlternatives[], weights: ScopeWeights): string[] {
  const groups = [...new Map(reading.map((sets) => [JSON.stringify(sets), sets])).values()];
  const chosen = groups.map((sets) => sets[0] ?? []);
  let open = weights.countWrites([union(chosen)]);
  const apart = weights.countWrites(chosen);
  let tries = 0;
  for (const [at, sets] of groups.entries()) {
    for (const set of sets.slice(1)) {
      if (open <= apart || tries++ >= maxTries) return union(chosen);
      const instead = chosen.with(at, set);
      const opened = weights.countWrites([union(instead)]);
      if (opened >= open) continue;
      open = opened;
      chosen[at] = set;
    }
  }
  return union(chosen);
}

function union(sets: readonly ScopeSet[]): string[] {
  return [...new Set(sets.flat())].toSorted();
}
