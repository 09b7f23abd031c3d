import type { ConfirmMode, ToolDefinition } from "../surface-types.ts";

/**
 * Whether a call of this tool waits for its user. The tool's hints decide, which the generator derived from the method, where an
 * unknown method writes and destroys, and from what config and `x-mcp` say otherwise.
 */
export function needsConfirmation({ annotations }: Pick<ToolDefinition, "annotations">, mode: ConfirmMode): boolean {
  if (mode === "never" || annotations.readOnlyHint) return false;
  return mode === "writes" || annotations.destructiveHint;
}
