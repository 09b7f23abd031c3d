import { stripVTControlCharacters } from "node:util";

/**
 * What must not reach a terminal or a log: controls (C0, DEL, C1), line separators, bidirectional controls, invisible
 * characters, and the tag characters that can carry hidden text.
 */
const harmful =
  /[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/**
 * Makes text of a document fit for a terminal: one line, without escape sequences and without anything that hides or
 * reorders what is shown.
 */
export function harmless(text: string): string {
  const spaced = stripVTControlCharacters(text.toWellFormed()).replace(/[\s\u2028\u2029]+/gu, " ");
  return spaced.replace(harmful, "").trim();
}

/** The same for text of several lines, whose line breaks and spaces are kept. */
export function harmlessLines(text: string): string {
  const lines = stripVTControlCharacters(text.toWellFormed()).split(/\r?\n/u);
  return lines.map((line) => line.replaceAll("\t", "  ").replace(harmful, "").trimEnd()).join("\n");
}

/** JSON for standard output, which may be a terminal: the same characters escaped, so that the value stays as it is. */
export function harmlessJson(value: unknown): string {
  const lines = JSON.stringify(value, undefined, 2).split("\n");
  return lines.map((line) => line.replace(harmful, escapeUnits)).join("\n");
}

/** As JSON writes them: one `\\uXXXX` for each UTF-16 code unit. */
function escapeUnits(character: string): string {
  const units = character.split("");
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
