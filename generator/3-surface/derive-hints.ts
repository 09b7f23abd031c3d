import type { ToolHints } from "../../templates/src/runtime/surface-types.ts";

/** Safe methods (RFC 9110, 9.2.1) and QUERY (RFC 9110 registry, safe and idempotent). */
const readMethods = new Set(["GET", "HEAD", "QUERY"]);
/** Idempotent besides the safe ones (RFC 9110, 9.2.2). */
const idempotentMethods = new Set(["PUT", "DELETE"]);

/** Whether calls of this method change nothing. An unknown method is taken to write. */
export function isReadMethod(method: string): boolean {
  return readMethods.has(method);
}

/** All four MCP hints of a method; the user's rule wins over them. */
export function deriveHints(method: string, rule: Partial<ToolHints> | undefined): ToolHints {
  const reads = isReadMethod(method);
  return {
    readOnlyHint: reads,
    destructiveHint: !reads,
    idempotentHint: reads || idempotentMethods.has(method),
    openWorldHint: true,
    ...rule,
  };
}
