import { drawIn } from "./draw-in.ts";
import type { SearchIndex } from "./load-index.ts";
import { createLookUp } from "./look-up.ts";
import { raiseFinders } from "./raise-finders.ts";
import { type RankingWeights, rankingWeights } from "./ranking-weights.ts";
import { type ReadRequest, readRequest } from "./read-request.ts";
import { scoreClause, type Scoring } from "./score-clause.ts";
import { best, highest, type Scores, upTo } from "./scores.ts";

/**
 * Tools for a request in users' words, the best first, by their numbers. Each part of the request is scored for itself and with the
 * whole; then what yields the ids that the best hits need is drawn in, and what finds the things that the request names, so that the
 * steps before the last are found too.
 */
export function rankTools(
  request: string,
  index: SearchIndex,
  weights: RankingWeights = rankingWeights,
): readonly number[] {
  const read = readRequest(request, index.thesaurus, weights);
  const scores = scoreParts(read, { index, lookUp: createLookUp(index, weights), weights });
  drawIn(scores, read, index, weights);
  raiseFinders(scores, read, index, weights);
  return best(scores, scores.size);
}

/** Scores the whole, and each part by how much the API has of it: a story around a request matches little. */
function scoreParts({ whole, clauses }: ReadRequest, scoring: Scoring): Scores {
  const { weights } = scoring;
  const ofWhole = scoreClause(whole, scoring);
  const top = highest(ofWhole);
  const scores = upTo(1, ofWhole);
  for (const clause of clauses) {
    const part = scoreClause(clause, scoring);
    const evidence = Math.min(1, highest(part) / top) ** weights.clauseEvidence;
    const most = weights.clause * evidence * (clause.actions.size > 0 ? 1 : weights.verbless);
    for (const [tool, score] of upTo(most, part)) {
      const before = scores.get(tool) ?? 0;
      scores.set(tool, Math.max(before, score) + weights.clauseToo * Math.min(before, score));
    }
  }
  return scores;
}
