import type { ApiClient, Tool, ToolDefinition } from "./surface-types.ts";

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
