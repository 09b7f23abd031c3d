import { checkSync } from "recheck";
import { isPlainPattern } from "./plain-pattern.ts";

/** What is known of a pattern's running time: linear, or not; `unknown` when that could not be found out in time. */
export type PatternVerdict = "linear" | "slow" | "unknown";

/** Judges patterns of one document. */
export type JudgePattern = (pattern: string) => PatternVerdict;

/** Longer patterns are not analysed unless they are plain. */
const maxAnalysedLength = 2000;
/** Milliseconds for one pattern: real ones take 1 to 300. */
const maxMilliseconds = 5000;
/** Milliseconds for all patterns of a document. */
const maxTotalMilliseconds = 60_000;

/**
 * Makes a judge of patterns in JavaScript's Unicode mode: whether a hostile text can make the match take more than linear
 * time. Each pattern is judged once. Plain ones are known at sight, the others are analysed by recheck.
 */
export function createPatternJudge(now: () => number = () => performance.now()): JudgePattern {
  const verdicts = new Map<string, PatternVerdict>();
  let spent = 0;
  const analyse = (pattern: string): PatternVerdict => {
    if (pattern.length > maxAnalysedLength || spent > maxTotalMilliseconds) return "unknown";
    const started = now();
    const { status } = checkSync(pattern, "u", { timeout: maxMilliseconds });
    spent += now() - started;
    if (status === "safe") return "linear";
    return status === "vulnerable" ? "slow" : "unknown";
  };
  return (pattern) => {
    const known = verdicts.get(pattern);
    if (known !== undefined) return known;
    const verdict = isPlainPattern(pattern) ? "linear" : analyse(pattern);
    verdicts.set(pattern, verdict);
    return verdict;
  };
}
