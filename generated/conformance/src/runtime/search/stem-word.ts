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

/** Forms that no rule leads back. */
const irregular: ReadonlyMap<string, string> = new Map(
  (
    "paid pay,sent send,resent resend,sold sell,bought buy,built build,rebuilt rebuild,ran run,reran rerun,wrote write,written write,made make,took take,taken take,gave give," +
    "given give,shown show,drew draw,drawn draw,chose choose,chosen choose,kept keep,held hold,lost lose,found find,told tell,said say,spoke speak,spoken speak,spent spend,met meet," +
    "threw throw,thrown throw,won win,withdrew withdraw,withdrawn withdraw,froze freeze,frozen freeze,hid hide,hidden hide,began begin,begun begin,broke break,broken break,brought bring," +
    "caught catch,came come,drove drive,driven drive,forgot forget,forgotten forget,got get,grew grow,grown grow,knew know,overwrote overwrite,taught teach,woke wake,rang ring," +
    "undid undo,undone undo,children child,men man,women woman,indices index,indexes index,analyses analysis,matrices matrix"
  )
    .split(",")
    .map((pair) => pair.split(" "))
    .map(([form = "", word = ""]) => [form, word]),
);

/** Whether a verb tells what has been done, by its form: nobody asks for that. */
export function isPast(word: string): boolean {
  return irregular.has(word) || /[^e]ed$/.test(word);
}

/**
 * A word without its inflection: plural, past, -ing, and the last `e`, which they take away. Unlike {@link rootOf} it keeps
 * apart what is derived: customer and custom, subscription and subscribe.
 * @param word lower case
 */
export function stemWord(word: string): string {
  if (irregular.has(word)) return stemWord(irregular.get(word) ?? "");
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
