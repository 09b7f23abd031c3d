import { checkSync } from "recheck";
import type { VulnerableComplexity } from "recheck";
import { GeneratorError } from "../../errors.ts";
import { isPlainPattern } from "./plain-pattern.ts";

/**
 * What is known of a pattern's running time on a hostile text. The server matches no text of more than 1,024 characters
 * (`mcp/argument-schema.ts`), so that a quadratic pattern costs half a millisecond at most and is `fast` as well as a linear one;
 * `slow` is what takes seconds on such a text; `unknown`: it could not be found out in time.
 */
export type PatternVerdict = "fast" | "slow" | "unknown";

/** Judges patterns of one document. */
export type JudgePattern = (pattern: string) => PatternVerdict;

/** Longer patterns are not analysed unless they are plain. */
const maxAnalysedLength = 2000;
/** Milliseconds for one pattern: real ones take 1 to 300. */
const maxMilliseconds = 5000;
/** Milliseconds for all patterns of a document: real ones take seconds. Beyond it the document is refused, not read differently. */
const maxTotalMilliseconds = 60_000;

/**
 * Makes a judge of patterns in JavaScript's Unicode mode: whether a hostile text can make the match take long. Each pattern is judged
 * once. Plain ones are known at sight, the others are analysed by recheck. The judge throws a GeneratorError
 * (`document-too-large`) when the document's patterns take too long together: what is written must not depend on the machine's speed.
 */
export function createPatternJudge(now: () => number = () => performance.now()): JudgePattern {
  const verdicts = new Map<string, PatternVerdict>();
  let spent = 0;
  const analyse = (pattern: string): PatternVerdict => {
    if (pattern.length > maxAnalysedLength) return "unknown";
    if (spent > maxTotalMilliseconds) throw tooManyPatterns();
    const started = now();
    const found = checkSync(pattern, "u", { timeout: maxMilliseconds });
    spent += now() - started;
    if (found.status === "unknown") return "unknown";
    return found.status === "safe" || isQuadratic(found.complexity) ? "fast" : "slow";
  };
  return (pattern) => {
    const known = verdicts.get(pattern);
    if (known !== undefined) return known;
    const verdict = isPlainPattern(pattern) ? "fast" : analyse(pattern);
    verdicts.set(pattern, verdict);
    return verdict;
  };
}

function tooManyPatterns(): GeneratorError {
  return new GeneratorError(
    "document-too-large",
    `The document's patterns take more than ${maxTotalMilliseconds / 1000} s to judge, which no document needs. Simplify them, or remove some.`,
  );
}

function isQuadratic(complexity: VulnerableComplexity): boolean {
  return complexity.type === "polynomial" && complexity.degree === 2;
}
