/** Longest one-line summary, in UTF-16 units. */
const LONGEST = 120;

/** Where a sentence ends: a mark followed by space, or an empty line. */
const SENTENCE_END = /[.!?](?=\s)|\r?\n\s*\r?\n/u;

/** The first sentence of a description, on one line, cut at a word when it is long. Not yet quoted. */
export function firstSentence(description: string): string {
  const text = description.trim();
  const end = SENTENCE_END.exec(text);
  const sentence = end === null ? text : text.slice(0, end.index + (end[0].length === 1 ? 1 : 0));
  const line = sentence.replaceAll(/\s+/gu, " ").trim();
  return line.length <= LONGEST ? line : cutAtWord(line);
}

function cutAtWord(line: string): string {
  const cut = line.slice(0, LONGEST - 3);
  const space = cut.lastIndexOf(" ");
  const kept = (space > LONGEST / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/u, "");
  return `${kept}...`;
}
