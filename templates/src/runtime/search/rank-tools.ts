import type MiniSearch from "minisearch";
import type { IndexedTool } from "./index-fields.ts";
import { type Clause, readRequest, type RequestTerm } from "./read-request.ts";
import { rootOf } from "./stem-word.ts";
import type { Thesaurus } from "./thesaurus.ts";
import type { ToolAction } from "./tool-action.ts";

/** What the ranking works on. */
export interface RankingData {
  readonly index: MiniSearch<IndexedTool>;
  readonly vocabulary: ReadonlySet<string>;
  readonly byRoot: ReadonlyMap<string, readonly string[]>;
  readonly thesaurus: Thesaurus;
  readonly actions: readonly ToolAction[];
  readonly links: readonly (readonly number[])[];
  /** Words of name, title and path of each tool. */
  readonly identity: readonly ReadonlySet<string>[];
  readonly deprecated: readonly boolean[];
}

export const tuning = {
  boost: { name: 2.2, title: 2, path: 2, service: 1, arguments: 0.6, description: 1, details: 0.35 } as Record<string, number>,
  bm25: { k: 1.2, b: 0.6, d: 0.5 },
  root: 0.375,
  synonym: 0.413,
  phrase: 0.45,
  prefix: 0.7,
  actionFit: 1.25,
  actionMiss: 0.798,
  readForAct: 0.998,
  otherWrite: 0.8,
  coverage: 0.665,
  clause: 0.8,
  clauseAdd: 0.665,
  link: 0.387,
  linkById: 0.3,
  linkNamed: 1.144,
  person: 0.665,
  linkTop: 5,
  hop: 0.5,
  deprecated: 0.3,
  synCover: 0.684,
};

export type Scores = Map<number, number>;

export function rankTools(request: string, data: RankingData): number[] {
  const read = readRequest(request, data.thesaurus);
  const scores = scoreClause(read.whole, data);
  normalise(scores, 1);
  for (const clause of read.clauses) {
    const part = scoreClause(clause, data);
    normalise(part, tuning.clause);
    for (const [id, score] of part) {
      const own = scores.get(id) ?? 0;
      scores.set(id, Math.max(own, score) + tuning.clauseAdd * Math.min(own, score));
    }
  }
  linkSteps(scores, data, read.namesIds ? tuning.linkById : read.namesPerson || read.quotes ? tuning.linkNamed : 1);
  if (read.namesPerson) for (const [id, share] of (data as any).people) scores.set(id, Math.max(scores.get(id) ?? 0, (scores.get(id) ?? 0) + tuning.person * share));
  return sorted(scores).map(([id]) => id);
}

function sorted(scores: Scores): [number, number][] {
  return [...scores].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
}

function linkSteps(scores: Scores, { links }: RankingData, factor: number): void {
  const before = new Map(scores);
  let from = sorted(scores).slice(0, tuning.linkTop).map(([id]) => id);
  let strength = tuning.link * factor;
  for (let hop = 0; hop < 2; hop++) {
    const reached: number[] = [];
    for (const id of from) {
      const score = before.get(id) ?? 0;
      const producers = (links[id] ?? []).map((one) => [one, before.get(one) ?? 0] as const).filter(([, own]) => own > 0).toSorted((a, b) => b[1] - a[1]).slice(0, 2);
      for (const [one, own] of producers) {
        scores.set(one, Math.max(scores.get(one) ?? 0, own + strength * score));
        reached.push(one);
      }
    }
    from = reached;
    strength *= tuning.hop;
  }
}

function normalise(scores: Scores, top: number): void {
  const most = Math.max(...scores.values(), 1e-9);
  for (const [id, score] of scores) scores.set(id, (score / most) * top);
}

export function scoreClause(clause: Clause, data: RankingData): Scores {
  const scores: Scores = new Map();
  const covered = new Map<number, Map<string, number>>();
  for (const term of clause.terms) {
    const best: Scores = new Map();
    for (const [word, factor] of alternatives(term, data)) {
      for (const { id, score } of lookUp(word, data)) {
        const number = id as number;
        const value = score * factor * term.weight;
        if (value > (best.get(number) ?? 0)) best.set(number, value);
        if (data.identity[number]?.has(word) === true) {
          const words = covered.get(number) ?? new Map<string, number>();
          words.set(word, Math.max(words.get(word) ?? 0, Math.min(1, term.weight) * (factor >= tuning.root ? 1 : tuning.synCover)));
          covered.set(number, words);
        }
      }
    }
    for (const [id, score] of best) scores.set(id, (scores.get(id) ?? 0) + score);
  }
  for (const [id, score] of scores) {
    const matched = [...(covered.get(id)?.values() ?? [])].reduce((sum, one) => sum + one, 0);
    const share = matched / Math.max(1, data.identity[id]?.size ?? 1);
    const coverage = 1 - tuning.coverage + tuning.coverage * Math.min(1, share);
    const age = data.deprecated[id] === true ? tuning.deprecated : 1;
    scores.set(id, score * coverage * age * actionFactor(clause.actions, data.actions[id]));
  }
  return scores;
}

function actionFactor(wanted: ReadonlySet<ToolAction>, has: ToolAction | undefined): number {
  if (wanted.size === 0 || has === undefined) return 1;
  if (wanted.has(has)) return tuning.actionFit;
  if (has === "read") return wanted.has("act") ? tuning.readForAct : tuning.actionMiss;
  if (wanted.size === 1 && wanted.has("read")) return tuning.actionMiss;
  if (wanted.has("act") || has === "act" || has === "update") return 1;
  return tuning.otherWrite;
}

function lookUp(word: string, { index, lookUp }: any): { id: unknown; score: number }[] {
  if (lookUp) return lookUp(word);
  return index.search(word, { boost: tuning.boost, bm25: tuning.bm25 });
}

function alternatives(term: RequestTerm, data: RankingData): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (word: string, factor: number): void => {
    if (data.vocabulary.has(word) && (found.get(word) ?? 0) < factor) found.set(word, factor);
  };
  if (term.stem.startsWith("\u0004")) {
    const prefix = term.stem.slice(1);
    for (const word of data.vocabulary) if (prefix.length >= 3 && word.startsWith(prefix)) add(word, tuning.prefix);
    return found;
  }
  for (const word of term.means ?? []) add(word, tuning.phrase);
  if (term.means !== undefined) return found;
  add(term.stem, 1);
  if (term.literal) return found;
  for (const word of data.byRoot.get(rootOf(term.stem)) ?? []) add(word, tuning.root);
  for (const word of data.thesaurus.words.get(term.stem) ?? []) add(word, tuning.synonym);
  return found;
}
