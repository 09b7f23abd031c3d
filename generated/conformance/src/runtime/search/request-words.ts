import { hintIn, isId, labelIn, placeIn, prefixIn, quotedIn } from "./marks.ts";
import type { RankingWeights } from "./ranking-weights.ts";
import { splitWords } from "./split-words.ts";

/** A word of a request, and how much it says of what is wanted. */
export interface RequestWord {
  readonly word: string;
  readonly weight: number;
  /** Nothing else stands for it. */
  readonly isLiteral?: true;
  /** The beginning of a word. */
  readonly isPrefix?: true;
}

/** Nouns for whoever it may be: what is wanted is said by others. */
const vague: ReadonlySet<string> = new Set(
  "people person persons guy guys folks man woman team company customer customers user users client clients".split(" "),
);

/** What ends like an adverb and is none, or says what is wanted. */
const noAdverbs: ReadonlySet<string> = new Set(
  "reply apply supply comply multiply family assembly anomaly monthly yearly".split(" "),
);

/** The words of the token at a place. */
export function wordsOf(tokens: readonly string[], at: number, weights: RankingWeights): readonly RequestWord[] {
  const words = markedWords(tokens[at] ?? "", weights) ?? plainWords(tokens[at] ?? "", at, weights);
  if (!isBehindPreposition(tokens, at)) return words;
  return words.map((word) => ({ ...word, weight: word.weight * weights.behindPreposition }));
}

/** What a value says; undefined for a token that is none. */
function markedWords(token: string, weights: RankingWeights): readonly RequestWord[] | undefined {
  const prefix = prefixIn(token);
  if (prefix !== undefined) return [{ word: prefix, weight: 1, isPrefix: true }];
  if (isId(token)) return [];
  const hint = hintIn(token);
  if (hint !== undefined) return [{ word: hint, weight: weights.value, isLiteral: true }];
  const place = placeIn(token);
  if (place !== undefined) return [{ word: place, weight: weights.place }];
  const label = labelIn(token);
  if (label !== undefined) return [{ word: label, weight: weights.label, isLiteral: true }];
  const quoted = quotedIn(token);
  return quoted === undefined ? undefined : literal(quoted, weights.quoted);
}

function plainWords(token: string, at: number, weights: RankingWeights): readonly RequestWord[] {
  const isName = at > 0 && /^\p{Lu}\p{Ll}/u.test(token);
  const isAdverb = /[a-z]{3}ly$/.test(token) && !noAdverbs.has(token);
  if (isName || isAdverb) return literal(token, weights.named);
  return splitWords(token).map((word) => ({ word, weight: vague.has(word) ? weights.vague : 1 }));
}

function literal(text: string, weight: number): readonly RequestWord[] {
  return splitWords(text).map((word) => ({ word, weight, isLiteral: true }));
}

const preposition = /^(?:on|of|in|from|for|with|under|at|by|about|into|over|through|as|since|until|till|because|so)$/i;

/** How many words a preposition governs at most. */
const reach = 4;

/** Whether a word says where, of what or why, and so less of what is wanted. */
function isBehindPreposition(tokens: readonly string[], at: number): boolean {
  const before = tokens.slice(Math.max(0, at - reach), at);
  const last = before.findLastIndex((token) => /[,;:]$/.test(token) || preposition.test(token));
  return last >= 0 && preposition.test(before[last] ?? "");
}
