import { splitWords } from "../../identifier-case.ts";

/** Words that say nothing about one thing rather than another. */
const emptyWords: ReadonlySet<string> = new Set(
  [
    "a an the this that these those its their your it is are be been was were will can may of to in on at by for from with as into",
    "and or which who whom whose what where when whether how if any all some each every given specified provided certain",
    "use used using unique uniquely identifier identify represent value contain field property parameter attribute item object entry",
    "detail information info data list array string text number integer boolean flag set collection id ids key name input request",
    "has have want wish you we need should",
  ].flatMap((line) => line.split(" ").map(stem)),
);

/**
 * Whether a description has no word that the names around do not have: `The ID of the filter.` of `filterId`. What may be code, a number
 * or a value always says something, and so does a text in other letters than a name can have.
 * @param names the argument's own, those that it stands in, the operation's
 */
export function saysNothingNew(description: string, names: readonly string[]): boolean {
  if (description.length > 160 || /[`"“«\p{N}:*$<]|[^\p{ASCII}‘’]/u.test(description)) return false;
  const known = new Set(names.flatMap((name) => wordsOf(name)));
  return wordsOf(description).every((word) => emptyWords.has(word) || known.has(word));
}

/** Whether a sentence begins as another does and has every word of it: `Deletes a screen that is not used.` covers `Delete screen`. */
export function covers(sentence: string, other: string): boolean {
  if (/[^\p{ASCII}]/u.test(other)) return sentence.startsWith(other);
  const words = wordsOf(sentence).filter((word) => !articles.has(word));
  const wanted = wordsOf(other).filter((word) => !articles.has(word));
  const isSameVerb = words[0] === wanted[0] || (reading.has(words[0] ?? "") && reading.has(wanted[0] ?? ""));
  return isSameVerb && wanted.slice(1).every((word) => words.includes(word));
}

/** Stems of the verbs by which documents say that something is read. */
const reading: ReadonlySet<string> = new Set(["get", "list", "return", "retriev", "fetch", "read"]);

const articles: ReadonlySet<string> = new Set(["a", "an", "the", "of", "for", "to", "in", "by", "on"]);

function wordsOf(text: string): string[] {
  return splitWords(text.replaceAll(/['‘’]s\b/g, "")).map((word) => stem(word.toLowerCase()));
}

/** Enough of English to bring `creates`, `created` and `creating` together. */
function stem(word: string): string {
  if (word.length <= 3) return word;
  const plain = word.replace(/(?:ies|ied)$/, "y").replace(/(?:ing|ed|es|s)$/, "");
  return plain.length < 3 ? word : plain.replace(/e$/, "");
}
