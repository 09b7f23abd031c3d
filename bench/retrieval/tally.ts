/** Adds up how much of what requests need was found, by group. */
export interface Tally {
  /**
   * @param steps names of tools, of which one is enough for each step
   * @param found names of tools, the best first
   * @returns the share of the steps among the first 5
   */
  add(groups: readonly string[], steps: readonly (readonly string[])[], found: readonly string[]): number;
  groups(): readonly string[];
  count(group: string): number;
  /** The average share at 5 or 10, in %, for a table. */
  cell(group: string, at: 5 | 10): string;
}

interface Sum {
  count: number;
  5: number;
  10: number;
}

export function createTally(): Tally {
  const sums = new Map<string, Sum>();
  return {
    add(groups, steps, found) {
      const share = (most: number): number =>
        steps.filter((step) => found.slice(0, most).some((name) => step.includes(name))).length / steps.length;
      for (const group of groups) {
        const sum = sums.get(group) ?? { count: 0, 5: 0, 10: 0 };
        sums.set(group, { count: sum.count + 1, 5: sum[5] + share(5), 10: sum[10] + share(10) });
      }
      return share(5);
    },
    groups: () => [...sums.keys()],
    count: (group) => sums.get(group)?.count ?? 0,
    cell(group, at) {
      const sum = sums.get(group);
      return (sum === undefined ? "-" : ((100 * sum[at]) / sum.count).toFixed(1)).padStart(7);
    },
  };
}
