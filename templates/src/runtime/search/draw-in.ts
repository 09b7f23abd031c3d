import type { SearchIndex } from "./load-index.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import type { ReadRequest } from "./read-request.ts";
import { best, byScore, type Scores } from "./scores.ts";

/** How many of the best hits draw in what they need, how much of it, and over how many steps. */
const drawing = { hits: 5, producers: 2, steps: 2 };

/**
 * Raises what yields an id that a good hit needs. Of a request that names things, even if it says nothing of how to find them: one that
 * gives ids, or neither, has to.
 */
export function drawIn(scores: Scores, read: ReadRequest, { tools }: SearchIndex, weights: RankingWeights): void {
  const before = new Map(scores);
  const link = weights.link * linkFactor(read, weights);
  const isNamed = !read.namesIds && (read.quotes || read.namesPerson || read.namesOne || read.namesThing);
  let from = best(before, drawing.hits);
  for (let step = 0; step < drawing.steps; step++) {
    const reached: number[] = [];
    for (const hit of from) {
      const producers = (tools[hit]?.links ?? []).filter((tool) => isNamed || before.has(tool));
      for (const producer of byScore(producers, before).slice(0, drawing.producers)) {
        const raised = (before.get(producer) ?? 0) + link * weights.secondLink ** step * (before.get(hit) ?? 0);
        scores.set(producer, Math.max(scores.get(producer) ?? 0, raised));
        reached.push(producer);
      }
    }
    from = reached;
  }
}

function linkFactor({ namesIds, namesPerson, namesThing, quotes }: ReadRequest, weights: RankingWeights): number {
  if (namesIds) return weights.linkWithIds;
  return namesPerson || quotes || namesThing ? weights.linkNamed : 1;
}
