import { type CallToolResult, isInputRequiredResult } from "@modelcontextprotocol/server";
import { assertEntitled, requirementOf } from "../auth/caller-requirement.ts";
import { neededScopes } from "../auth/scope-gate.ts";
import { RequestStateError } from "../confirm/confirmation-error.ts";
import type { HeaderReader } from "../incoming-request.ts";
import { describeError, type Log } from "../log.ts";
import type { ApiDefinition, Tool } from "../surface-types.ts";
import { traceOfMeta } from "../upstream/trace-context.ts";
import type { CallOutcome, ToolCall } from "./call-tool.ts";
import type { Exchange } from "./exchange.ts";
import type { OpenedCall } from "./tool-view.ts";

/** Where a call is served. */
export interface CallPlace extends Pick<ToolCall, "signal" | "takesLinks" | "onItems" | "asks"> {
  readonly parts: { readonly api: ApiDefinition; readonly log: Log };
  readonly exchange: Exchange;
  /** `params._meta`. */
  readonly meta: unknown;
}

/** `resource_link` came with revision 2025-06-18. A legacy request without the header is of 2025-03-26. */
export function knowsLinks(era: "legacy" | "modern", headers: Pick<HeaderReader, "get"> | undefined): boolean {
  return era === "modern" || (headers?.get("mcp-protocol-version") ?? "") >= "2025-06-18";
}

/**
 * Serves a call that a view has opened, to its result.
 * @throws RequestStateError, and nothing else
 */
export async function serveOpened(opened: OpenedCall, place: CallPlace): Promise<CallOutcome> {
  if ("result" in opened) {
    if (opened.result.isError === true) place.exchange.record.outcome = "tool_error";
    return opened.result;
  }
  const result = await serveCall(opened.tool, opened.args, place);
  return isInputRequiredResult(result) ? result : (opened.finish?.(result) ?? result);
}

async function serveCall(tool: Tool, args: unknown, place: CallPlace): Promise<CallOutcome> {
  const { parts, exchange, signal, onItems, asks, takesLinks } = place;
  const { caller, record } = exchange;
  try {
    // The scope gate has seen the body. Seen again here, a difference between the two readings cannot open a tool.
    if (neededScopes(tool, caller) !== undefined) throw new TypeError("the scope gate was passed without the scopes");
    assertEntitled(caller, requirementOf(parts.api));
    // OpenTelemetry, MCP conventions: the message's own context is the parent; that of the HTTP request stands in for it.
    const trace = traceOfMeta(place.meta) ?? exchange.trace;
    const result = await exchange.call(tool, args, {
      caller,
      signal,
      requestId: record.requestId,
      ...(takesLinks !== undefined && { takesLinks }),
      ...(trace !== undefined && { trace }),
      ...(onItems !== undefined && { onItems }),
      ...(asks !== undefined && { asks }),
    });
    if (isInputRequiredResult(result)) record.outcome = "input_required";
    else if (result.isError === true) record.outcome = "tool_error";
    return result;
  } catch (error) {
    if (error instanceof RequestStateError) {
      record.outcome = "state_refused";
      throw error;
    }
    return failed(error, tool, place);
  }
}

/** What a caller may know is in the result; what is thrown past it is a fault of ours, and may hold anything. */
function failed(error: unknown, { name }: Tool, { parts, exchange: { record } }: CallPlace): CallToolResult {
  record.outcome = "internal";
  parts.log.error("a call failed in the server itself", {
    requestId: record.requestId,
    tool: name,
    ...describeError(error),
  });
  return { isError: true, content: [{ type: "text", text: "The server failed to serve this call." }] };
}
