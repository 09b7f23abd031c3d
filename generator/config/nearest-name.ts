/**
 * The allowed name that was probably meant, or `undefined` when none is near: at most a third of the letters differ.
 */
export function nearestName(name: string, allowed: readonly string[]): string | undefined {
  const wanted = name.toLowerCase();
  const ranked = allowed
    .map((candidate) => ({ candidate, distance: editDistance(wanted, candidate.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (best === undefined) return undefined;
  return best.distance <= Math.max(wanted.length, best.candidate.length) / 3 ? best.candidate : undefined;
}

/** Insertions, deletions and replacements that turn one into the other (Levenshtein, one row at a time). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of from.split("").entries()) {
    const next = [index + 1];
    for (const [column, other] of to.split("").entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
