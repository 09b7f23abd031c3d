import { GeneratorError } from "../errors.ts";

/** What JSON says about an error that ended a command. */
export function describeError(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof GeneratorError) return { code: error.code, message: error.message };
  return { code: "internal", message: error instanceof Error ? error.message : String(error) };
}
