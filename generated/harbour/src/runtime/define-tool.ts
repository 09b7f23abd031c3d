import type { ApiAnswer, ApiClient, Tool, ToolDefinition } from "./surface-types.ts";

/**
 * Makes a tool out of its definition: the handler sends the tool's operation to the API.
 * What a tool does besides goes into the hooks of `src/custom.ts`.
 */
export function defineTool<Input extends object, Output>(definition: ToolDefinition): Tool<Input, Output> {
  return Object.freeze({
    ...definition,
    handler: (input: Input, api: ApiClient) => api.send<Output>(definition.operation, input),
  });
}

/** A value as the answer of a tool in `src/custom.ts`: models get it as JSON. */
export function jsonAnswer<Output>(output: Output): ApiAnswer<Output> {
  return { status: 200, headers: new Headers(), mediaType: "application/json", output };
}
