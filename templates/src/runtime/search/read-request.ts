import { splitWords } from "./split-words.ts";
import { stemWord } from "./stem-word.ts";
import { stopWords } from "./stop-words.ts";
import type { Thesaurus } from "./thesaurus.ts";
import type { ToolAction } from "./tool-action.ts";
import { clauseAction } from "./request-action.ts";

/** One word of a request, as a stem, and how much it says of what is wanted. */
export interface RequestTerm {
  readonly stem: string;
  readonly weight: number;
  /** What a phrase stands for, where it is one. */
  readonly means?: readonly string[];
  /** Taken as it is: no other word stands for it. */
  readonly literal?: true;
}

/** One thing that is asked for. */
export interface Clause {
  readonly terms: readonly RequestTerm[];
  readonly actions: ReadonlySet<ToolAction>;
}

/** A request in users' words, taken apart. */
export interface ReadRequest {
  readonly whole: Clause;
  /** Its parts, where it has several; else none. */
  readonly clauses: readonly Clause[];
  /** Whether it names something by an identifier, which then needs no looking up. */
  readonly namesIds: boolean;
  /** It names somebody: two names in a row, an address, an account. */
  readonly namesPerson: boolean;
  /** It names something by its title. */
  readonly quotes: boolean;
}

/** Longest request that is read, and most parts of it. */
const maxLength = 1_000;
const maxClauses = 6;

export const reading = { decay: 0.046, least: 0.532, value: 0.3, name: 0.2, hint: 0.75, verb: 0.25, taken: 0.4 };

/** Values that people write into requests, and the words for what they are. */
const values: readonly (readonly [RegExp, string])[] = [
  [/\bhttps?:\/\/\S+/gi, " \u0001url\u0002 "],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, " \u0001email\u0002 "],
  [/(?<=\s|^)@[\w.]+(?:@[\w.-]+)?/g, " \u0001account\u0002 "],
  [/(?:[$€£¥]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:dollars?|euros?|pounds?|usd|eur|gbp|cents?)\b)/gi, " \u0001amount\u0002 "],
  [/\b\d[\d.,]*\s?(?:%|percent\b)/gi, " \u0001percent\u0002 "],
  [/\+\d[\d ().-]{6,}\d/g, " \u0001phone\u0002 "],
  [/\b[\w-]+\.(?:pdf|docx?|xlsx?|pptx?|csv|txt|zip|jpe?g|png|gif|mp[34]|mov)\b/gi, " \u0001file\u0002 "],
  [/\b(?:today|tomorrow|tonight|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:'s)?\b/gi, " "],
  [/\b(?:january|february|march|april|june|july|august|september|october|november|december)\b/gi, " "],
];

const identifier = /\b[A-Za-z]*[_-]?(?=[\w-]*\d)[\w-]+\b/g;

/** Takes a request apart: values aside, words to stems, one clause for each thing that is asked for. */
export function readRequest(text: string, thesaurus: Thesaurus): ReadRequest {
  let quoted = text.slice(0, maxLength).replaceAll(/["“”«»]([^"“”«»]*)["“”«»]/g, (_, inner: string) => ` \u0003${splitWords(inner).join(" \u0003")} `);
  for (const [pattern, hint] of values) quoted = quoted.replaceAll(pattern, hint);
  const namesPerson = /\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+|\b(?:Mrs?|Ms|Dr)\.|[\w.+-]+@[\w-]+|(?:\s|^)@\w/u.test(text.replaceAll(/["“”«»]([^"“”«»]*)["“”«»]/g, " "));
  const namesIds = identifier.test(quoted);
  identifier.lastIndex = 0;
  const plain = quoted.replaceAll(/\b[\w.-]+\/[\w.-]+\b/g, " \u0001repository\u0002 ").replaceAll(identifier, (id) => idPrefix(id));
  const parts = plain
    .split(/[.;:?!](?:\s|$)|,\s*(?:and|then|but|so)\s|\s(?:and|then)\s|,\s/i)
    .map((part) => readClause(part, thesaurus))
    .filter(({ terms }) => terms.some(({ weight }) => weight >= 0.3))
    .slice(0, maxClauses);
  const whole = readClause(plain, thesaurus);
  return { whole: { ...whole, actions: parts[0]?.actions ?? whole.actions }, clauses: parts.length > 1 ? parts : [], namesIds, namesPerson, quotes: quoted.includes("\u0003") };
}

/** What stands before the number of an identifier is often short for what it identifies: `sub_1Mq77` is a subscription. */
function idPrefix(id: string): string {
  const prefix = /^([a-z]{2,})_/.exec(id)?.[1];
  return prefix === undefined ? " " : ` \u0004${prefix} `;
}

function readClause(text: string, thesaurus: Thesaurus): Clause {
  const tokens = text.split(/\s+/).filter((token) => /[\p{L}\p{N}]/u.test(token));
  const words = tokens.flatMap((token, at) => wordsOf(token, at));
  const verb = clauseAction(words.map(({ word }) => word));
  const marked = verb?.isPlain === true ? words.map((word, at) => (at === verb.at ? { ...word, weight: reading.verb } : word)) : words;
  return { terms: termsOf(marked, thesaurus), actions: verb?.actions ?? new Set() };
}

interface Word {
  readonly word: string;
  readonly weight: number;
  readonly literal?: true;
}

function wordsOf(token: string, at: number): readonly Word[] {
  const hint = /^\u0001(\w+)\u0002/.exec(token)?.[1];
  if (hint !== undefined) return [{ word: hint, weight: reading.hint }];
  if (token.startsWith("\u0004")) return [{ word: token, weight: 1 }];
  const isValue = token.startsWith("\u0003");
  if (isValue || (at > 0 && /^\p{Lu}\p{Ll}/u.test(token)))
    return splitWords(token).map((word) => ({ word, weight: isValue ? reading.value : reading.name, literal: true }));
  if (/[a-z]{3}ly$/.test(token)) return splitWords(token).map((word) => ({ word, weight: reading.name, literal: true }));
  return splitWords(token).map((word) => ({ word, weight: 1 }));
}

/** Most words between the parts of a phrase: "set it up", "give the money back". */
const maxGap = 3;

function termsOf(words: readonly Word[], thesaurus: Thesaurus): readonly RequestTerm[] {
  const stems = words.map(({ word }) => stemWord(word));
  const taken = new Set<number>();
  const terms: RequestTerm[] = [];
  for (const [phrase, means] of thesaurus.phrases) {
    const at = findPhrase(stems, phrase.split(" "));
    if (at === undefined) continue;
    for (const one of at) taken.add(one);
    terms.push({ stem: phrase, weight: 1, means });
  }
  for (const [at, { word, weight, literal }] of words.entries()) {
    if (stopWords.has(word) || (word.length < 2 && !word.startsWith("\u0004")) || /^\d+$/.test(word)) continue;
    terms.push({ stem: stems[at] ?? word, weight: taken.has(at) ? weight * reading.taken : weight, ...(literal && { literal }) });
  }
  return merged(decayed(terms));
}

function findPhrase(stems: readonly string[], phrase: readonly string[]): readonly number[] | undefined {
  const [first, ...rest] = phrase;
  for (let start = stems.indexOf(first ?? ""); start >= 0; start = stems.indexOf(first ?? "", start + 1)) {
    const at = [start];
    for (const stem of rest) {
      const from = (at.at(-1) ?? 0) + 1;
      const found = stems.slice(from, from + maxGap).indexOf(stem);
      if (found >= 0) at.push(from + found);
    }
    if (at.length === phrase.length) return at;
  }
  return undefined;
}

/** What comes first is what is wanted; what follows tells about it. */
function decayed(terms: readonly RequestTerm[]): readonly RequestTerm[] {
  let at = 0;
  return terms.map((term) => ({ ...term, weight: term.weight * Math.max(reading.least, 1 - reading.decay * (term.weight >= 0.5 && term.means === undefined ? at++ : at)) }));
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
