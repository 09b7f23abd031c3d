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

/** Whether every word of one sentence that says something stands in another. */
export function isCovered(sentence: string, by: string): boolean {
  if (/[^\p{ASCII}]/u.test(sentence)) return sentence === by;
  const known = new Set(wordsOf(by));
  return wordsOf(sentence).every((word) => known.has(word) || articles.has(word));
}

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
