import { RuntimeError, type RuntimeErrorCode } from "../errors.ts";

/** What came of judging a token: `ok`, or the code of the refusal. */
export type TokenVerdict = "ok" | RuntimeErrorCode;

/** The verdict of a token that was refused with `error`. */
export function verdictOf(error: unknown): TokenVerdict {
  return error instanceof RuntimeError ? error.code : "internal";
}
