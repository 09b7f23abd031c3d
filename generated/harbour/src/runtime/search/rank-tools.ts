import type { Finder, SearchIndex } from "./load-index.ts";
import { createLookUp } from "./look-up.ts";
import { type RankingWeights, rankingWeights } from "./ranking-weights.ts";
import { type ReadRequest, readRequest } from "./read-request.ts";
import { scoreClause, type Scores } from "./score-clause.ts";

/**
 * Tools for a request in users' words, the best first, by their numbers. Each part of the request is scored for itself and with the
 * whole; then what yields the ids that the best hits need is drawn in, so that the steps before the last are found too.
 */
export function rankTools(
  request: string,
  index: SearchIndex,
  weights: RankingWeights = rankingWeights,
): readonly number[] {
  const read = readRequest(request, index.thesaurus, weights);
  const scoring = { index, lookUp: createLookUp(index, weights), weights };
  const scores = upTo(1, scoreClause(read.whole, scoring));
  for (const clause of read.clauses) {
    for (const [tool, score] of upTo(weights.clause, scoreClause(clause, scoring))) {
      const whole = scores.get(tool) ?? 0;
      scores.set(tool, Math.max(whole, score) + weights.clauseToo * Math.min(whole, score));
    }
  }
  drawIn(scores, index, { ...weights, link: weights.link * linkFactor(read, weights) });
  const asked = finding(read, weights);
  for (const { tool, finds, share } of index.finders)
    if (asked[finds] > 0) scores.set(tool, (scores.get(tool) ?? 0) + asked[finds] * share);
  return best(scores, scores.size);
}

function linkFactor({ namesIds, namesPerson, quotes }: ReadRequest, weights: RankingWeights): number {
  if (namesIds) return weights.linkWithIds;
  return namesPerson || quotes ? weights.linkNamed : 1;
}

/** How much the tools count that find what the request names in words. */
function finding(read: ReadRequest, weights: RankingWeights): { readonly [finds in Finder["finds"]]: number } {
  const perhaps = read.namesOne ? weights.perhapsPeople : 0;
  return {
    people: read.namesPerson ? weights.people : perhaps,
    anything: read.quotes && !read.namesIds ? weights.anything : 0,
    self: read.saysMy ? weights.self : 0,
  };
}

/** How many of the best hits draw in what they need, how much of it, and over how many steps. */
const drawing = { hits: 5, producers: 2, steps: 2 };

/** Raises what yields an id that a good hit needs, if the request says anything of it. */
function drawIn(scores: Scores, { tools }: SearchIndex, { link, secondLink }: RankingWeights): void {
  const before = new Map(scores);
  let from = best(before, drawing.hits);
  for (let step = 0; step < drawing.steps; step++) {
    const reached: number[] = [];
    for (const hit of from) {
      const producers = (tools[hit]?.links ?? []).filter((tool) => before.has(tool));
      for (const producer of byScore(producers, before).slice(0, drawing.producers)) {
        const raised = (before.get(producer) ?? 0) + link * secondLink ** step * (before.get(hit) ?? 0);
        scores.set(producer, Math.max(scores.get(producer) ?? 0, raised));
        reached.push(producer);
      }
    }
    from = reached;
  }
}

function best(scores: Scores, count: number): readonly number[] {
  return byScore([...scores.keys()], scores).slice(0, count);
}

/** The best first; equals in the order of their names. */
function byScore(tools: readonly number[], scores: Scores): readonly number[] {
  return tools.toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
}

/** The same scores, of which the highest is `most`. */
function upTo(most: number, scores: Scores): Scores {
  let top = Number.MIN_VALUE;
  for (const score of scores.values()) top = Math.max(top, score);
  return new Map([...scores].map(([tool, score]) => [tool, (score / top) * most]));
}
