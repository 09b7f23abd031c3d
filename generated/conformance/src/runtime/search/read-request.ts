import { type FoundPhrase, findPhrases } from "./find-phrases.ts";
import { clauseAction } from "./request-action.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import { hintIn, markValues, placeIn, prefixIn, quotedIn } from "./request-values.ts";
import { splitWords } from "./split-words.ts";
import { stemWord } from "./stem-word.ts";
import { stopWords } from "./stop-words.ts";
import type { Thesaurus } from "./thesaurus.ts";
import type { ToolAction } from "./tool-action.ts";

/** One word of a request, as a stem, and how much it says of what is wanted. */
export interface RequestTerm {
  readonly stem: string;
  readonly weight: number;
  /** A phrase: what it stands for. */
  readonly means?: readonly string[];
  /** Nothing else stands for it: a name, or text in quotes. */
  readonly isLiteral?: true;
  /** The beginning of a word, from an identifier. */
  readonly isPrefix?: true;
}

/** One thing that is asked for. */
export interface Clause {
  readonly terms: readonly RequestTerm[];
  /** Kinds of action that its verb may mean; empty when it has none that is known. */
  readonly actions: ReadonlySet<ToolAction>;
}

/** A request in users' words, taken apart. */
export interface ReadRequest {
  readonly whole: Clause;
  /** Its parts, where it has several; else none. */
  readonly clauses: readonly Clause[];
  /** It names something by an identifier, which then needs no looking up. */
  readonly namesIds: boolean;
  /** It names somebody. */
  readonly namesPerson: boolean;
  /** It has a lone name, of somebody or something. */
  readonly namesOne: boolean;
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
  return {
    ...names,
    whole: { ...whole, actions: parts[0]?.actions ?? whole.actions },
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

function readClause(text: string, thesaurus: Thesaurus, weights: RankingWeights): Clause {
  const tokens = text.split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const words = tokens.flatMap((token, at) => wordsOf(token, at, weights));
  const phrases = findPhrases(
    words.map(({ word }) => stemWord(word)),
    thesaurus,
  );
  const verb = clauseAction(
    words.map(({ word }) => word),
    phrases,
  );
  if (verb?.isPlain === true) words[verb.at] = { word: words[verb.at]?.word ?? "", weight: weights.verb };
  return { terms: termsOf(words, phrases, weights), actions: verb?.actions ?? new Set() };
}

interface Word extends Pick<RequestTerm, "weight" | "isLiteral" | "isPrefix"> {
  readonly word: string;
}

function wordsOf(token: string, at: number, weights: RankingWeights): readonly Word[] {
  const hint = hintIn(token);
  if (hint !== undefined) return [{ word: hint, weight: weights.value }];
  const place = placeIn(token);
  if (place !== undefined) return [{ word: place, weight: weights.place }];
  const prefix = prefixIn(token);
  if (prefix !== undefined) return [{ word: prefix, weight: 1, isPrefix: true }];
  const quoted = quotedIn(token);
  if (quoted !== undefined)
    return splitWords(quoted).map((word) => ({ word, weight: weights.quoted, isLiteral: true }));
  const isName = at > 0 && /^\p{Lu}\p{Ll}/u.test(token);
  const isAdverb = /[a-z]{3}ly$/.test(token);
  if (isName || isAdverb) return splitWords(token).map((word) => ({ word, weight: weights.named, isLiteral: true }));
  return splitWords(token).map((word) => ({ word, weight: 1 }));
}

function termsOf(
  words: readonly Word[],
  phrases: readonly FoundPhrase[],
  weights: RankingWeights,
): readonly RequestTerm[] {
  const taken = new Set(phrases.flatMap(({ at }) => at));
  const terms: RequestTerm[] = phrases.map(({ phrase, means }) => ({ stem: phrase, weight: 1, means }));
  let passed = 0;
  for (const [at, { word, weight, ...kind }] of words.entries()) {
    if (kind.isPrefix !== true && ((stopWords.has(word) && word !== "who") || word.length < 2 || /^\d+$/.test(word)))
      continue;
    const decayed = Math.max(weights.least, 1 - weights.decay * passed);
    const own = taken.has(at) ? weight * weights.phrasePart : weight;
    terms.push({ stem: stemWord(word), weight: own * decayed, ...kind });
    if (own >= 0.5) passed++;
  }
  return merged(terms);
}

/** A word said twice counts once, as it counts most. */
function merged(terms: readonly RequestTerm[]): readonly RequestTerm[] {
  const byStem = new Map<string, RequestTerm>();
  for (const term of terms) {
    const known = byStem.get(term.stem);
    if (known === undefined || known.weight < term.weight) byStem.set(term.stem, term);
  }
  return [...byStem.values()];
}
