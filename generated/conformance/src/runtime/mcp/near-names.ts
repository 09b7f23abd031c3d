/**
 * Finds names that share words with an unknown one: `getPet` -> `get_pet`. Linear in the number of names, so that asking
 * for unknown tools costs the server no more than a list does.
 */
export function createNearNames(names: readonly string[]): (unknown: string) => readonly string[] {
  const known = names.map((name) => ({ name, words: wordsOf(name) }));
  return (unknown) => {
    const wanted = wordsOf(unknown.slice(0, 64));
    return known
      .map(({ name, words }) => ({ name, shared: shared(words, wanted) }))
      .filter((candidate) => candidate.shared > 0.5)
      .toSorted((a, b) => b.shared - a.shared)
      .slice(0, 3)
      .map((candidate) => candidate.name);
  };
}

function wordsOf(name: string): ReadonlySet<string> {
  const separated = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  return new Set(separated.split(/[^a-z0-9]+/).filter((word) => word !== ""));
}

/** Dice's coefficient: 1 when all words are shared, 0 when none is. */
function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((word) => b.has(word)).length;
  return a.size + b.size === 0 ? 0 : (2 * both) / (a.size + b.size);
}
