import { createChecked } from "../create-checked.ts";
import type { Handler } from "../create-runtime.ts";
import type { HandlerOptions } from "../handler-options.ts";
import { type Environment, optionsFromEnvironment } from "../options-from-environment.ts";

/** Values by name, as a platform hands them in: text, or anything else that was bound to a name. */
export interface Bindings {
  readonly [name: string]: unknown;
}

/**
 * One handler for as long as the program lives, made when it is first asked for. A platform must be able to load a program whose variables are
 * not set yet, and some allow no work before the first request.
 * @returns gives the handler, or throws the ConfigError of making it
 */
export function handlerAtFirstUse(
  createHandler: (options: HandlerOptions) => Handler,
  bindings: Bindings,
): () => Handler {
  let handler: Handler | undefined;
  return () => (handler ??= createNamed(createHandler, textsOf(bindings)));
}

/** Where nobody listens on localhost, its address is no default: challenges would lead clients there. */
function createNamed(createHandler: (options: HandlerOptions) => Handler, environment: Environment): Handler {
  const isNamed = (environment["PUBLIC_URL"]?.trim() ?? "") !== "";
  const missing = isNamed ? [] : ["PUBLIC_URL is missing: the public base URL of this server, as clients reach it."];
  return createChecked(() => createHandler(optionsFromEnvironment(environment)), missing);
}

/** Databases, queues and other bindings are no variables of ours. */
function textsOf(bindings: Bindings): Environment {
  return Object.fromEntries(
    Object.entries(bindings).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
