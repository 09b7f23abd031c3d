/** Document text in data formats: JSON and YAML. */
import { replaceInvisible } from "../../plain-text.ts";
import { escapeInvisible } from "../quote.ts";

/**
 * A value as JSON (RFC 8259) with two spaces, keys in their order, `__proto__` like any other, no line end after it.
 * Invisible characters are escaped. What JSON has no words for follows `JSON.stringify`.
 *
 * @throws TypeError for what has no JSON at all, such as `undefined` or a bigint
 */
export function json(value: unknown): string {
  const text: string | undefined = JSON.stringify(value, undefined, 2);
  if (text === undefined) {
    throw new TypeError(`A value of type ${typeof value} has no JSON.`);
  }
  return escapeInvisible(text);
}

/**
 * The same for large data: members of the outermost `levels` objects stand on a line each, and all that is in them on that line.
 */
export function jsonByLine(value: unknown, levels: number): string {
  return escapeInvisible(printLines(value, levels, ""));
}

function printLines(value: unknown, levels: number, indent: string): string {
  if (levels === 0 || typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value);
  const members = Object.entries(value);
  if (members.length === 0) return "{}";
  const inner = `${indent} `;
  const lines = members.map(
    ([key, member]) => `${inner}${JSON.stringify(key)}: ${printLines(member, levels - 1, inner)}`,
  );
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

/**
 * Text as a YAML 1.2 flow scalar in double quotes, on one line: a value or a key, always a string, never an anchor, alias, tag or
 * comment. Not for files that are templates again: Compose reads `$`, GitHub Actions `${{`; those get no document text.
 */
export function yamlScalar(text: string): string {
  return replaceInvisible(JSON.stringify(text), yamlEscape);
}

/** Beyond the basic plane YAML (5.7) wants one `\U`, where JSON has a pair of `\u`. */
function yamlEscape(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? String.raw`\U${code.padStart(8, "0")}` : String.raw`\u${code.padStart(4, "0")}`;
}
