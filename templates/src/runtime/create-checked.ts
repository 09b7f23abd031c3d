import type { Handler } from "./create-runtime.ts";
import { ConfigError } from "./errors.ts";

/**
 * One message for everything: the handler's problems join those found before.
 * @throws ConfigError
 */
export function createChecked(create: () => Handler, problems: readonly string[]): Handler {
  try {
    const handler = create();
    if (problems.length === 0) return handler;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError([...problems, ...error.problems]);
  }
  throw new ConfigError(problems);
}
