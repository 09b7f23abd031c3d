import { api } from "./api.ts";
import { custom } from "./custom.ts";
import { features } from "./features.ts";
import { createRuntime, type Handler } from "./runtime/create-runtime.ts";
import type { HandlerOptions } from "./runtime/handler-options.ts";
import { searchIndex } from "./search-index.ts";
import { tools } from "./tools/index.ts";

/**
 * The server as a web-standard handler, for any framework or platform: `createHandler(options).fetch(request)`.
 * @throws ConfigError that lists everything wrong with the options.
 */
export function createHandler(options: HandlerOptions): Handler {
  return createRuntime({ api, tools, custom, searchIndex, features }, options);
}
