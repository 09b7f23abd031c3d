/** Scores of tools, by their numbers. What has none has nothing to do with the request. */
export type Scores = Map<number, number>;

/** The tools with the most, the best first; equals in the order of their names. */
export function best(scores: Scores, count: number): readonly number[] {
  return byScore([...scores.keys()], scores).slice(0, count);
}

/** The best first; equals in the order of their names. */
export function byScore(tools: readonly number[], scores: Scores): readonly number[] {
  return tools.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
}

/** The highest of some scores, above 0. */
export function highest(scores: Scores): number {
  let top = Number.MIN_VALUE;
  for (const score of scores.values()) top = Math.max(top, score);
  return top;
}

/** The same scores, of which the highest is `most`. */
export function upTo(most: number, scores: Scores): Scores {
  const top = highest(scores);
  return new Map([...scores].map(([tool, score]) => [tool, (score / top) * most]));
}
