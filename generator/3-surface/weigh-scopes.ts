import type { Operation } from "../2-model/api.ts";
import type { ScopeAlternatives, ScopeSet } from "./scope-sets.ts";

/** What the scopes of one operation depend on. */
export interface ScopeNeed {
  readonly operation: Operation;
  /** Whether it is a tool. Others only count as what a scope opens at the API. */
  readonly included: boolean;
  /** Whether its tool only reads. */
  readonly reads: boolean;
  /** Scopes that a rule or `x-mcp` puts in place of the document's. */
  readonly chosen: ScopeAlternatives | undefined;
}

/** One alternative of an operation, with what whoever holds it could do besides. */
export interface WeighedSet {
  readonly scopes: ScopeSet;
  /** Other operations of the document that it opens, writes among them. */
  readonly opens: number;
  readonly opensWrites: number;
  /** Scopes that it stands for, all that comes with them included. */
  readonly holds: number;
}

/** Knows what scopes open. */
export interface ScopeWeights {
  /** @param need whose alternative it is, which does not count */
  weigh(set: ScopeSet, need: ScopeNeed): WeighedSet;
  /** The operations that change something and that these scopes open; not those that need none. */
  writes(scopes: ScopeSet): ReadonlySet<ScopeNeed>;
}

/** @param broaden gives scopes with all that comes with them: a broad scope opens what its narrow ones open */
export function createWeights(
  alternatives: ReadonlyMap<ScopeNeed, ScopeAlternatives>,
  broaden: (scopes: ScopeSet) => ReadonlySet<string>,
): ScopeWeights {
  const byScope = new Map<string, Set<ScopeNeed>>();
  for (const [need, sets] of alternatives)
    for (const scope of sets.flat()) byScope.set(scope, (byScope.get(scope) ?? new Set()).add(need));
  const known = new Map<string, { readonly all: number; readonly writes: number; readonly holds: number }>();

  function openedBy(held: ReadonlySet<string>): ScopeNeed[] {
    const touched = new Set([...held].flatMap((scope) => [...(byScope.get(scope) ?? [])]));
    return [...touched].filter((need) =>
      alternatives.get(need)?.some((needed) => needed.every((scope) => held.has(scope))),
    );
  }
  function count(set: ScopeSet): { readonly all: number; readonly writes: number; readonly holds: number } {
    const held = broaden(set);
    const opened = openedBy(held);
    return { all: opened.length, writes: opened.filter(({ reads }) => !reads).length, holds: held.size };
  }
  return {
    weigh(scopes, { reads }) {
      const key = scopes.join(" ");
      const counted = known.get(key) ?? count(scopes);
      known.set(key, counted);
      const { all, writes, holds } = counted;
      return { scopes, opens: all - 1, opensWrites: writes - (reads ? 0 : 1), holds };
    },
    writes: (scopes) => new Set(openedBy(broaden(scopes)).filter(({ reads }) => !reads)),
  };
}

/** What decides between two alternatives of one operation, in this order; where all are equal, the name does. */
export const privileges = ["opensWrites", "opens", "holds"] as const;

/** Orders alternatives of one operation, that of least privilege first. */
export function byPrivilege(a: WeighedSet, b: WeighedSet): number {
  for (const privilege of privileges) if (a[privilege] !== b[privilege]) return a[privilege] - b[privilege];
  return a.scopes.length - b.scopes.length || (a.scopes.join(" ") < b.scopes.join(" ") ? -1 : 1);
}
