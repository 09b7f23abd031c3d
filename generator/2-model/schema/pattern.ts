import type { LoadedDocument } from "../../1-spec/source-file.ts";
import type { Cursor } from "../cursor.ts";
import { report } from "../reading.ts";
import type { Reading } from "../reading.ts";
import { createPatternJudge } from "./safe-pattern.ts";
import type { JudgePattern } from "./safe-pattern.ts";

/** One judge for each document: what it found out, and the time it may still take, belong to that document. */
const judges = new WeakMap<LoadedDocument, JudgePattern>();

/**
 * A pattern as the server can use it: it runs in JavaScript's Unicode mode, and no text makes it hang.
 * `undefined`, and reported, when it cannot be had.
 */
export function checkedPattern(
  reading: Pick<Reading, "document" | "diagnostics">,
  cursor: Cursor,
  pattern: string,
): string | undefined {
  const runnable = unicodePattern(pattern);
  if (runnable === undefined) {
    report(reading, cursor, {
      severity: "warning",
      code: "pattern-not-runnable",
      message: "The pattern is no regular expression of ECMA-262; it is not checked, the API will.",
      help: "Write it in JavaScript's syntax.",
    });
    return undefined;
  }
  const judge = judges.get(reading.document) ?? createPatternJudge();
  judges.set(reading.document, judge);
  const verdict = judge(runnable);
  if (verdict === "fast") return runnable;
  report(reading, cursor, {
    severity: "warning",
    code: "pattern-may-hang",
    message:
      verdict === "slow"
        ? "A hostile text can make the pattern run for very long; it is not checked, the API will."
        : "The pattern could not be shown to end soon on any text; it is not checked, the API will.",
    help: "Avoid repetitions inside repetitions, and neighbours that match the same text; start it with ^.",
  });
  return undefined;
}

/**
 * A pattern that runs in JavaScript's Unicode mode, which JSON Schema asks for (2020-12, 6.4): as it stands, or mended where
 * the intent is plain. `undefined` when it cannot run at all.
 */
export function unicodePattern(pattern: string): string | undefined {
  return [undelimited(pattern), inOurSyntax(undelimited(pattern))].find(compiles);
}

/** `/^...$/` is how programs write a regular expression; as a pattern nothing could ever match it. */
function undelimited(pattern: string): string {
  return /^\/\^.*\$\/$/s.test(pattern) ? pattern.slice(1, -1) : pattern;
}

/** Without the needless escapes that Unicode mode refuses (`\_`, `\@`), and with its names for the ends of the text. */
function inOurSyntax(pattern: string): string {
  return withoutNeedlessEscapes(pattern.replace(/^\\A/, "^").replace(/(^|[^\\])\\[zZ]$/, "$1$"));
}

/** Escapes that Unicode mode knows: letters and digits have meanings of their own, the others are syntax characters. */
const knownEscape = /[A-Za-z0-9^$\\.*+?()[\]{}|/]/;

function withoutNeedlessEscapes(pattern: string): string {
  let inClass = false;
  return pattern.replaceAll(/\\(.)|[[\]]/gsu, (match, escaped: string | undefined) => {
    if (escaped === undefined) {
      inClass = match === "[";
      return match;
    }
    return knownEscape.test(escaped) || (inClass && escaped === "-") ? match : escaped;
  });
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
