import { MARK_TOKENS, markOf } from "./cut-marks.ts";
import { beginningOf } from "./cut-string.ts";

/** How much of the end may be given up for a better boundary: a quarter. */
const KEPT = 0.75;

/**
 * The beginning of a text within `tokens`: to the end of a line where one is near, else of a word, else of a character. A last line
 * says how many characters (UTF-16) were left out, and gives the advice.
 */
export function cutText(text: string, tokens: number, advice = ""): string {
  const { end } = beginningOf(
    text,
    { start: 0, end: text.length, isEscaped: false },
    Math.max(0, tokens - MARK_TOKENS),
  );
  const kept = text.slice(0, boundaryBefore(text, end));
  const mark = markOf("string", text.length - kept.length, kept.length);
  return `${kept}${kept === "" || kept.endsWith("\n") ? "" : "\n"}${mark}${advice === "" ? "" : `\n${advice}`}`;
}

function boundaryBefore(text: string, end: number): number {
  const least = end * KEPT;
  const line = text.lastIndexOf("\n", end - 1) + 1;
  if (line > least) return line;
  const word = text.lastIndexOf(" ", end - 1) + 1;
  return word > least ? word : end;
}
