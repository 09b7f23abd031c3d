import { stemmer } from "stemmer";

/** Spellings of British English and their American ones, which most documents have. */
const spellings: readonly (readonly [RegExp, string])[] = [
  [/is(?=(?:e[ds]?|ing|ation(?:s)?|er(?:s)?)$)/, "iz"],
  [/(?<=[a-z]{2})our(?=(?:s|ed|ing|ite|ites|able|ful)?$)/, "or"],
  [/(?<=[aeiou])ll(?=(?:ed|ing|ation|ations)$)/, "l"],
  [/^centre/, "center"],
  [/^programme/, "program"],
  [/^catalogue/, "catalog"],
  [/^cheque/, "check"],
  [/^licence/, "license"],
  [/^grey$/, "gray"],
];

/**
 * A word without its inflection: plural, past, -ing, and the last `e`, which they take away. Unlike {@link rootOf} it keeps
 * apart what is derived: customer and custom, subscription and subscribe.
 * @param word lower case
 */
export function stemWord(word: string): string {
  if (word.length <= 3 || /\d/.test(word)) return word;
  const spelled = spellings.reduce((text, [from, to]) => text.replace(from, to), word);
  const stem = withoutEnding(withoutPlural(spelled));
  return stem.length > 3 && stem.endsWith("e") ? stem.slice(0, -1) : stem;
}

function withoutPlural(word: string): string {
  if (/(?:ss|us|is)$/.test(word) || !word.endsWith("s")) return word;
  if (word.endsWith("ies")) return word.length > 4 ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  if (/(?:ss|x|ch|sh|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

function withoutEnding(word: string): string {
  if (word.endsWith("ied")) return word.length > 4 ? `${word.slice(0, -3)}y` : word;
  const stem = /^(.*[aeiouy].*?)(?:ed|ing)$/.exec(word)?.[1];
  if (stem === undefined || stem.length < 3 || word.endsWith("eed") || word === "during") return word;
  return /([bdfgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem;
}

/** What a family of words shares (Porter's algorithm): refund, refunded and refundable; but customer and custom too. */
export function rootOf(word: string): string {
  return stemmer(word);
}
