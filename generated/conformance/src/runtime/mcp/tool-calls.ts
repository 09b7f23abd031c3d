import type { ParsedBody } from "../guards/read-message.ts";
import type { Tool } from "../surface-types.ts";
import type { ToolTable } from "./tool-table.ts";

/** The `tools/call` messages of a body, batches included. */
export interface ToolCalls {
  readonly count: number;
  /** The tools that are called; unknown names are left to `tools/call` itself. */
  readonly tools: readonly Tool[];
}

/** Finds the calls in a body, before anything is dispatched. */
export function toolCallsOf(body: ParsedBody, table: ToolTable): ToolCalls {
  const messages = Array.isArray(body) ? body : [body];
  const calls = messages.filter((message) => message["method"] === "tools/call");
  const tools = calls.map((call) => table.get(toolName(call["params"]))).filter((tool) => tool !== undefined);
  return { count: calls.length, tools };
}

function toolName(params: unknown): unknown {
  return typeof params === "object" && params !== null && "name" in params ? params.name : undefined;
}
