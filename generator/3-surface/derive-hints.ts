import type { ToolHints } from "../../templates/src/runtime/surface-types.ts";
import type { Choices } from "./resolve-choices.ts";

/** Safe methods (RFC 9110, 9.2.1) and QUERY (RFC 9110 registry, safe and idempotent). */
const readMethods = new Set(["GET", "HEAD", "QUERY"]);
/** Idempotent besides the safe ones (RFC 9110, 9.2.2). */
const idempotentMethods = new Set(["PUT", "DELETE"]);

/** Whether calls of this method change nothing. An unknown method is taken to write. */
function isReadMethod(method: string): boolean {
  return readMethods.has(method);
}

/** All four MCP hints: what is chosen, else what follows for a tool that reads or writes, as chosen or by its method. */
export function deriveHints(method: string, chosen: Partial<ToolHints>): ToolHints {
  const reads = chosen.readOnlyHint ?? isReadMethod(method);
  return {
    readOnlyHint: reads,
    destructiveHint: !reads,
    idempotentHint: reads || isReadMethod(method) || idempotentMethods.has(method),
    openWorldHint: true,
    ...chosen,
  };
}

/** The hints that rules and `x-mcp` choose. */
export function chosenHints({ hints }: Choices): Partial<ToolHints> {
  return Object.fromEntries([...hints].map(([name, { value }]) => [name, value]));
}
