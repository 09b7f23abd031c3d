import { type FoundPhrase, findPhrases } from "./find-phrases.ts";
import { isId } from "./marks.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import { clauseAction } from "./request-action.ts";
import { type RequestWord, wordsOf } from "./request-words.ts";
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
  /** Kinds of action that other parts ask for. */
  readonly others: ReadonlySet<ToolAction>;
  /** It has an identifier. */
  readonly hasId: boolean;
}

/** Reads a part of a request, or all of it, with its values marked. */
export function readClause(text: string, thesaurus: Thesaurus, weights: RankingWeights): Clause {
  const tokens = text.split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token) || isId(token));
  const words = tokens.flatMap((_, at) => wordsOf(tokens, at, weights));
  const phrases = findPhrases(
    words.map(({ word }) => stemWord(word)),
    thesaurus,
  );
  const verb = clauseAction(
    words.map(({ word }) => word),
    phrases,
  );
  if (verb?.isPlain === true) words[verb.at] = { word: words[verb.at]?.word ?? "", weight: weights.verb };
  return {
    terms: termsOf(words, phrases, weights),
    actions: verb?.actions ?? new Set(),
    others: new Set(),
    hasId: tokens.some(isId),
  };
}

function termsOf(
  words: readonly RequestWord[],
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
export function merged(terms: readonly RequestTerm[]): readonly RequestTerm[] {
  const byStem = new Map<string, RequestTerm>();
  for (const term of terms) {
    const known = byStem.get(term.stem);
    if (known === undefined || known.weight < term.weight) byStem.set(term.stem, term);
  }
  return [...byStem.values()];
}
