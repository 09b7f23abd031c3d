/**
 * Text for readers, human or model: what cannot be seen is taken out, because it can only mislead.
 */

/**
 * Controls (Cc), formats such as bidi overrides, zero-width and tag characters (Cf), lone surrogates (Cs), the line and paragraph
 * separators (Zl, Zp), and what fonts leave blank: Hangul fillers, variation selectors (Default_Ignorable_Code_Point).
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Every way to end a line in Unicode (UAX 14: BK, CR, LF, NL), of which editors and parsers know different ones. */
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu;

/** Blanks between words; invisible ones are gone already. */
const BLANKS = /[\p{Zs}\t]+/gu;

/**
 * Replaces each character that a reader does not see.
 *
 * @param replacement - gets one code point (or one lone surrogate) and says what stands for it
 */
export function replaceInvisible(text: string, replacement: (character: string) => string): string {
  return text.replace(INVISIBLE, replacement);
}

/**
 * Text of one or more lines, ended by `\n`: invisible characters taken out, blanks collapsed, at most one empty line in a row.
 * Not quoted for any language.
 *
 * @param maxLength - in code points, with the ellipsis that marks a cut
 */
export function plainText(text: string, maxLength: number = Number.POSITIVE_INFINITY): string {
  const lines = text.split(LINE_BREAK).map(collapse).join("\n");
  return cut(lines.replaceAll(/\n{3,}/gu, "\n\n").trim(), maxLength);
}

/**
 * {@link plainText} on one line, for titles and tables. Not quoted for any language.
 *
 * @param maxLength - in code points, with the ellipsis that marks a cut
 */
export function plainLine(text: string, maxLength: number = Number.POSITIVE_INFINITY): string {
  return cut(collapse(text.replaceAll(LINE_BREAK, " ")), maxLength);
}

function collapse(line: string): string {
  const visible = replaceInvisible(line, (character) => (character === "\t" ? " " : ""));
  return visible.replaceAll(BLANKS, " ").trim();
}

/** Cuts by code points, so that no emoji is halved; at the end of a word, unless that would lose more than half of the text. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) {
    return text;
  }
  const characters = Array.from(text);
  if (characters.length <= maxLength) {
    return text;
  }
  const head = characters.slice(0, maxLength).join("");
  const atWord = head.slice(0, Math.max(0, head.search(/\s\S*$/u)));
  const anywhere = characters.slice(0, Math.max(0, maxLength - 1)).join("");
  return `${(atWord.length * 2 > anywhere.length ? atWord : anywhere).trimEnd()}…`;
}
