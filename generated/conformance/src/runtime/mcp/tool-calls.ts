import type { ParsedBody } from "../guards/read-message.ts";
import type { Tool } from "../surface-types.ts";
import type { ToolView } from "./tool-view.ts";

/** The `tools/call` messages of a body, batches included. */
export interface ToolCalls {
  readonly count: number;
  /** The tools of the API that are reached, through whichever tool; unknown names are left to `tools/call` itself. */
  readonly tools: readonly Tool[];
  /** The name under which the first known call is logged. */
  readonly logged?: string;
}

/** Finds the calls in a body, before anything is dispatched. */
export function toolCallsOf(body: ParsedBody, view: Pick<ToolView, "reached" | "logged">): ToolCalls {
  const messages = Array.isArray(body) ? body : [body];
  const calls = messages.filter((message) => message["method"] === "tools/call");
  const tools = calls.map((call) => view.reached(call["params"])).filter((tool) => tool !== undefined);
  const logged = calls.map((call) => view.logged(call["params"])).find((name) => name !== undefined);
  return { count: calls.length, tools, ...(logged !== undefined && { logged }) };
}
