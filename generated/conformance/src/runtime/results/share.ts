/**
 * Shares `room` among needs so that the small ones are met and the large ones get the same (max-min fairness).
 * @returns what each gets, in the order of the needs
 */
export function share(needs: readonly number[], room: number): readonly number[] {
  let left = room;
  let level = Infinity;
  const ascending = needs.toSorted((a, b) => a - b);
  for (const [at, need] of ascending.entries()) {
    const equal = left / (ascending.length - at);
    if (need > equal) {
      level = equal;
      break;
    }
    left -= need;
  }
  return needs.map((need) => Math.min(need, level));
}
