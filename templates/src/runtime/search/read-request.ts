import { type Clause, merged, readClause } from "./read-clause.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import { markValues } from "./request-values.ts";
import { type SoughtNoun, soughtNouns } from "./sought-nouns.ts";
import type { Thesaurus } from "./thesaurus.ts";

/** A request in users' words, taken apart. */
export interface ReadRequest {
  readonly whole: Clause;
  /** Its parts, where it has several; else none. */
  readonly clauses: readonly Clause[];
  /** What has to be looked up. */
  readonly sought: readonly SoughtNoun[];
  /** It names something by an identifier, which then needs no looking up. */
  readonly namesIds: boolean;
  /** It names somebody. */
  readonly namesPerson: boolean;
  /** It has a lone name, of somebody or something. */
  readonly namesOne: boolean;
  /** It has the name of something that somebody made. */
  readonly namesThing: boolean;
  /** It names something by its title, in quotes. */
  readonly quotes: boolean;
  /** It is about what is the caller's own. */
  readonly saysMy: boolean;
}

/** Longest request that is read, in characters, and most parts of it. */
const maxLength = 1_000;
const maxClauses = 6;

/** Below this a word is not what a clause is about. */
const leastOfClause = 0.3;

/** A word of less weight is not what the next clause refers to; a clause with more words than this says itself what it is about. */
const carriedFrom = 0.5;
const mostOwn = 2;

const clauseEnd = /[.;:?!](?:\s|$)|,\s*(?:and|then|but|so)\s|\s(?:and|then)\s|,\s/i;

/** Takes a request apart: values aside, words to stems, a clause for each thing that is asked for. */
export function readRequest(text: string, thesaurus: Thesaurus, weights: RankingWeights): ReadRequest {
  const { plain, ...names } = markValues(text.slice(0, maxLength));
  const parts = clausesOf(plain, thesaurus, weights);
  const whole = readClause(plain, thesaurus, weights);
  const others = new Set(parts.flatMap(({ actions }) => [...actions]));
  return {
    ...names,
    sought: soughtNouns(plain),
    whole: { ...whole, actions: parts[0]?.actions ?? whole.actions, others },
    clauses: parts.length > 1 ? parts : [],
  };
}

/** The parts that say something. One that speaks of `it` or `the first` is about what the part before it was about. */
function clausesOf(plain: string, thesaurus: Thesaurus, weights: RankingWeights): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const part of plain.split(clauseEnd)) {
    const clause = readClause(part, thesaurus, weights);
    const says = clause.terms.filter(({ weight }) => weight >= carriedFrom).length;
    const before =
      refersBack.test(part) && says <= mostOwn
        ? (clauses.at(-1)?.terms ?? []).filter(({ weight }) => weight >= carriedFrom)
        : [];
    const carried = before.map((term) => ({ ...term, weight: term.weight * weights.carried }));
    const terms = merged([...clause.terms, ...carried]);
    if (terms.some(({ weight }) => weight >= leastOfClause)) clauses.push({ ...clause, terms });
    if (clauses.length === maxClauses) break;
  }
  return clauses;
}

const refersBack =
  /\b(?:it|its|them|their|those|these|that|this|one|ones|first|last|oldest|newest|latest|her|him|his|they)\b/i;
