import type { Operation } from "../2-model/api.ts";
import { indexScopeSets } from "./index-scope-sets.ts";
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
  /** How many operations that write are opened by one of these sets; not those that need no scope. */
  countWrites(sets: readonly ScopeSet[]): number;
}

/** @param broaden gives scopes with all that comes with them: a broad scope opens what its narrow ones open */
export function createWeights(
  alternatives: ReadonlyMap<ScopeNeed, ScopeAlternatives>,
  broaden: (scopes: ScopeSet) => ReadonlySet<string>,
): ScopeWeights {
  const needs = [...alternatives.keys()];
  const index = indexScopeSets([...alternatives.values()]);
  /** The last count in which each operation was counted: once, though several of its alternatives be held. */
  const countedIn = new Uint32Array(needs.length);
  let counts = 0;

  function count(all: readonly ReadonlySet<string>[]): { readonly opens: number; readonly writes: number } {
    counts += 1;
    let [opens, writes] = [0, 0];
    for (const at of all.flatMap((held) => index.openedBy(held))) {
      if (countedIn[at] === counts) continue;
      countedIn[at] = counts;
      opens += 1;
      if (needs[at]?.reads === false) writes += 1;
    }
    return { opens, writes };
  }

  const known = new Map<string, WeighedSet>();
  return {
    weigh(scopes, { reads }) {
      const key = scopes.join(" ");
      let whole = known.get(key);
      if (whole === undefined) {
        const held = broaden(scopes);
        const { opens, writes } = count([held]);
        whole = { scopes, opens, opensWrites: writes, holds: held.size };
        known.set(key, whole);
      }
      return { ...whole, opens: whole.opens - 1, opensWrites: whole.opensWrites - (reads ? 0 : 1) };
    },
    countWrites: (sets) => count(sets.map((set) => broaden(set))).writes,
  };
}

/** What decides between two alternatives of one operation, in this order; where all are equal, the name does. */
export const privileges = ["opensWrites", "opens", "holds"] as const;

/** Orders alternatives of one operation, that of least privilege first. */
export function byPrivilege(a: WeighedSet, b: WeighedSet): number {
  for (const privilege of privileges) if (a[privilege] !== b[privilege]) return a[privilege] - b[privilege];
  return a.scopes.length - b.scopes.length || (a.scopes.join(" ") < b.scopes.join(" ") ? -1 : 1);
}
