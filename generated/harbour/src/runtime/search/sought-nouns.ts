import { isVerb } from "./request-action.ts";
import { isId, isMarked, labelIn, quotedIn } from "./marks.ts";
import { splitWords } from "./split-words.ts";
import { stemWord } from "./stem-word.ts";
import { stopWords } from "./stop-words.ts";

/** A noun that has to be looked up: the request says which one is meant, and not by an id. */
export interface SoughtNoun {
  readonly stem: string;
  /** `name`: it stands beside a name, as in `the form "Quote"`; `article`: behind a word as in `the old form`. */
  readonly by: "name" | "article";
}

/** Words that say that something is there already. */
const definite = /^(?:the|my|our|his|her|their|its|your|this|that|these|those|each|every|all|both|which|what|any)$/i;

/** Words that say that something is not there yet. */
const indefinite = /^(?:an?|new|another)$/i;

const naming = /^(?:called|named|titled|labell?ed|for|as|with|of|on|in|to)$/i;

/** Words that stand before nouns, or for them. */
const vague =
  /^(?:old|oldest|new|newest|last|latest|first|second|next|current|earlier|main|whole|wrong|right|own|other|others|ones?|way|week|month|year|day|thing|stuff|same|best|worst|clearly|exist|good)$/;

/** How far behind its article a noun stands at most. */
const reach = 4;

/** The nouns of a request, with its values marked, that have to be looked up, in the order of the text. */
export function soughtNouns(plain: string): readonly SoughtNoun[] {
  const tokens = plain.split(/\s+/).filter((token) => token !== "");
  return tokens.flatMap((token, at) => {
    if (isName(tokens, at)) return besideName(tokens, at);
    return definite.test(token) ? behindArticle(tokens, at) : [];
  });
}

/** Before the name, or right behind it. */
function besideName(tokens: readonly string[], at: number): readonly SoughtNoun[] {
  const found: string[] = [];
  if (!isName(tokens, at + 1)) found.push(...nounAt(tokens, at + 1));
  if (!isName(tokens, at - 1)) {
    const before = tokens.slice(Math.max(0, at - reach), at);
    const noun = before.findLastIndex((token) => !naming.test(token));
    const isNew = before.slice(0, noun).some((token) => indefinite.test(token));
    if (noun >= 0 && !isNew) found.push(...nounAt(before, noun));
  }
  return found.map((stem) => ({ stem, by: "name" }));
}

function behindArticle(tokens: readonly string[], at: number): readonly SoughtNoun[] {
  const found: SoughtNoun[] = [];
  for (let next = at + 1; next <= at + reach && next < tokens.length; next++) {
    const token = tokens[next] ?? "";
    if (isName(tokens, next) || isId(token)) return [];
    if (definite.test(token) || indefinite.test(token)) break;
    found.push(...nounAt(tokens, next).map((stem) => ({ stem, by: "article" as const })));
    if (/[.,;:?!]$/.test(token)) break;
    if (stopWords.has(token.toLowerCase()) && found.length > 0) break;
  }
  return found;
}

/** The stem of a plain word. */
function nounAt(tokens: readonly string[], at: number): readonly string[] {
  const token = tokens[at] ?? "";
  if (isMarked(token)) return [];
  return splitWords(token)
    .filter((word) => word.length > 2 && !stopWords.has(word) && !(at === 0 && isVerb(word)) && !vague.test(word))
    .slice(-1)
    .map(stemWord);
}

/** Text in quotes, a name that somebody made, or capitals that begin no sentence. */
function isName(tokens: readonly string[], at: number): boolean {
  const token = tokens[at] ?? "";
  if (quotedIn(token) !== undefined || labelIn(token) !== undefined) return true;
  return at > 0 && /^\p{Lu}\p{Ll}+/u.test(token) && !/[.:?!]$/.test(tokens[at - 1] ?? "");
}
