import type { ScopeAlternatives, ScopeSet } from "./scope-sets.ts";

/** Finds what scopes open. */
export interface ScopeSetIndex {
  /** The operations of which an alternative is held whole, by their index; one may come several times. */
  openedBy(held: ReadonlySet<string>): readonly number[];
}

/** A set of scopes, and the operations that it opens by itself. */
interface Opener {
  readonly scopes: ScopeSet;
  readonly opened: number[];
}

/**
 * Files each set under its rarest scope, so that few are looked at: a document may have thousands of operations that share
 * a scope.
 */
export function indexScopeSets(alternatives: readonly ScopeAlternatives[]): ScopeSetIndex {
  const openers = openersOf(alternatives);
  const uses = new Map<string, number>();
  for (const scope of openers.flatMap(({ scopes }) => scopes)) uses.set(scope, (uses.get(scope) ?? 0) + 1);
  const rarity = (scope: string): number => uses.get(scope) ?? 0;
  const filed = Map.groupBy(openers, ({ scopes: [first = "", ...others] }) =>
    others.reduce((rarest, scope) => (rarity(scope) < rarity(rarest) ? scope : rarest), first),
  );
  return {
    openedBy: (held) =>
      [...held]
        .flatMap((scope) => filed.get(scope) ?? [])
        .filter(({ scopes }) => scopes.every((scope) => held.has(scope)))
        .flatMap(({ opened }) => opened),
  };
}

function openersOf(alternatives: readonly ScopeAlternatives[]): readonly Opener[] {
  const openers = new Map<string, Opener>();
  for (const [at, sets] of alternatives.entries()) {
    for (const scopes of sets) {
      const key = scopes.join(" ");
      const opener = openers.get(key) ?? { scopes, opened: [] };
      opener.opened.push(at);
      openers.set(key, opener);
    }
  }
  return [...openers.values()];
}
