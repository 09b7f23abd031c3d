import { actionFactor } from "./action-factor.ts";
import type { SearchIndex } from "./load-index.ts";
import type { LookUp } from "./look-up.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import type { Clause, RequestTerm } from "./read-clause.ts";
import type { Scores } from "./scores.ts";
import { stemsFor } from "./stems-for.ts";

/** A tool's own words that were asked for, and how clearly. */
type Asked = Map<number, Map<string, number>>;

/** What scoring works with. */
export interface Scoring {
  readonly index: SearchIndex;
  readonly lookUp: LookUp;
  readonly weights: RankingWeights;
}

/** What tools get for a clause: its words by MiniSearch, how much of the tool was asked for, and whether it does what the verb says. */
export function scoreClause(clause: Clause, scoring: Scoring): Scores {
  const { index, weights } = scoring;
  const scores: Scores = new Map();
  const asked: Asked = new Map();
  for (const term of clause.terms)
    for (const [tool, score] of scoreTerm(term, asked, scoring)) scores.set(tool, (scores.get(tool) ?? 0) + score);
  for (const [number, score] of scores) {
    const tool = index.tools[number];
    if (tool === undefined) continue;
    const own = asked.get(number);
    const age = tool.isDeprecated ? weights.deprecated : 1;
    const aside = tool.asides.some((stem) => own?.has(stem) !== true) ? weights.aside : 1;
    const kept = weights.depth ** tool.depth * age * aside * actionFactor(clause, tool, weights);
    scores.set(number, score * kept * coverage(own, tool.words, scoring));
  }
  return scores;
}

/** What a tool keeps by which share of its own words was asked for. */
function coverage(own: ReadonlyMap<string, number> | undefined, words: number, { index, weights }: Scoring): number {
  let said = 0;
  for (const [stem, part] of own ?? []) said += part * index.ownWeight(stem);
  return 1 - weights.coverage + weights.coverage * Math.min(1, said / Math.max(weights.leastOwn, words));
}

/** What a word counts in each tool: its best match, be it the word itself or one that stands for it. */
function scoreTerm(term: RequestTerm, asked: Asked, { index, lookUp, weights }: Scoring): Scores {
  const best: Scores = new Map();
  for (const [stem, factor] of stemsFor(term, index, weights)) {
    for (const { tool, score, isOwn } of lookUp(stem)) {
      best.set(tool, Math.max(best.get(tool) ?? 0, score * factor * term.weight));
      if (!isOwn) continue;
      const words = asked.get(tool) ?? new Map<string, number>();
      asked.set(tool, words.set(stem, Math.max(words.get(stem) ?? 0, Math.min(1, term.weight))));
    }
  }
  return best;
}
