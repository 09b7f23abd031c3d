import { structuredPatch } from "diff";
import type { TextDifference } from "./check-result.ts";

/** Lines around a change. */
const context = 2;

/** Edits beyond which two texts are not set against each other: the work grows with them. */
const maxEdits = 3000;

/**
 * From one text to another, as unified hunks.
 * @param before - absent: there is no file
 * @param maxLines - lines of hunks at most
 */
export function textDifference(
  before: string | undefined,
  after: string | undefined,
  maxLines: number,
): TextDifference {
  if (before === undefined || after === undefined)
    return { added: countLines(after), removed: countLines(before), lines: [], omitted: 0 };
  const options = { context, maxEditLength: maxEdits, stripTrailingCr: true };
  const patch = structuredPatch("", "", before, after, "", "", options);
  if (patch === undefined) return { added: countLines(after), removed: countLines(before), lines: [], omitted: "all" };
  const lines = patch.hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines: body }) => [
    `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
    ...body,
  ]);
  const count = (sign: string): number => lines.filter((line) => line.startsWith(sign)).length;
  return {
    added: count("+"),
    removed: count("-"),
    lines: lines.slice(0, maxLines),
    omitted: Math.max(0, lines.length - maxLines),
  };
}

function countLines(text = ""): number {
  return text.split("\n").length - 1;
}
