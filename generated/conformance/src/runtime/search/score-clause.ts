import type { SearchIndex } from "./load-index.ts";
import type { LookUp } from "./look-up.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import type { Clause, RequestTerm } from "./read-request.ts";
import { rootOf } from "./stem-word.ts";
import type { ToolAction } from "./tool-action.ts";

/** Scores of tools, by their numbers. What has none has nothing to do with the request. */
export type Scores = Map<number, number>;

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
    const said = [...(asked.get(number)?.values() ?? [])].reduce((total, one) => total + one, 0);
    const covered = 1 - weights.coverage + weights.coverage * Math.min(1, said / Math.max(1, tool.words));
    const age = tool.isDeprecated ? weights.deprecated : 1;
    const depth = weights.depth ** tool.depth;
    scores.set(number, score * depth * covered * age * actionFactor(clause.actions, tool.action, weights));
  }
  return scores;
}

/** What a word counts in each tool: its best match, be it the word itself or one that stands for it. */
function scoreTerm(term: RequestTerm, asked: Asked, { index, lookUp, weights }: Scoring): Scores {
  const best: Scores = new Map();
  for (const [stem, factor] of alternatives(term, index, weights)) {
    for (const { tool, score, isOwn } of lookUp(stem)) {
      best.set(tool, Math.max(best.get(tool) ?? 0, score * factor * term.weight));
      if (!isOwn) continue;
      const words = asked.get(tool) ?? new Map<string, number>();
      asked.set(tool, words.set(stem, Math.max(words.get(stem) ?? 0, Math.min(1, term.weight))));
    }
  }
  return best;
}

/** The stems to look up for a word, and what each counts next to the word itself. */
function alternatives(term: RequestTerm, index: SearchIndex, weights: RankingWeights): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (stems: Iterable<string>, factor: number): void => {
    for (const stem of stems) if (index.has(stem) && (found.get(stem) ?? 0) < factor) found.set(stem, factor);
  };
  if (term.means !== undefined) add(term.means, weights.phrase);
  else if (term.isPrefix === true) add(index.startingWith(term.stem), weights.prefix);
  else add([term.stem], 1);
  if (term.means !== undefined || term.isPrefix === true || term.isLiteral === true) return found;
  add(index.byRoot.get(rootOf(term.stem)) ?? [], weights.root);
  add(index.thesaurus.words.get(term.stem) ?? [], weights.synonym);
  if (found.size === 0 && term.stem.length > 4) found.set(term.stem, weights.misspelt);
  return found;
}

function actionFactor(wanted: ReadonlySet<ToolAction>, has: ToolAction, weights: RankingWeights): number {
  if (wanted.size === 0) return 1;
  if (wanted.has(has)) return weights.sameAction;
  if (has === "read") return wanted.has("act") ? weights.readToAct : weights.readOrWrite;
  if (wanted.size === 1 && wanted.has("read")) return weights.readOrWrite;
  return wanted.has("act") || has === "act" || has === "update" ? 1 : weights.otherWrite;
}
