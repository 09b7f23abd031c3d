import {
  isInputRequiredResult,
  type McpRequestContext,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
  type ServerOptions,
} from "@modelcontextprotocol/server";
import { assertEntitled, requirementOf } from "../auth/caller-requirement.ts";
import { neededScopes } from "../auth/scope-gate.ts";
import type { Closing } from "../closing.ts";
import { describeError, type Log } from "../log.ts";
import type { ApiDefinition, Tool } from "../surface-types.ts";
import { RequestStateError } from "../confirm/confirmation-error.ts";
import { askableClientOf } from "./asking-client.ts";
import type { CallOutcome } from "./call-tool.ts";
import { type Exchange, exchangeOf } from "./exchange.ts";
import { traceOfMeta } from "../upstream/trace-context.ts";
import { progressOf } from "./progress.ts";
import { serveLinks } from "./serve-links.ts";
import type { OpenedCall } from "./tool-view.ts";

/** What the MCP servers of one runtime share. */
export interface ServerParts {
  readonly api: ApiDefinition;
  /** Whether results may hold links, which are resources. */
  readonly hasLinks: boolean;
  /** Ends calls when the runtime is closed. */
  readonly closing: Closing;
  readonly log: Log;
}

/** What is the same for every caller changes with a deployment only. */
const publicHint = { ttlMs: 3_600_000, cacheScope: "public" } as const;

/** A list that depends on scopes is the caller's own, and another after a step-up (MCP 2026-07-28, Caching). */
const privateHint = { ttlMs: 60_000, cacheScope: "private" } as const;

/**
 * Makes the SDK's server for one request: the low-level class, whose cost does not grow with the number of tools.
 * It refuses to be made for a request without a verified caller.
 */
export function createServerFactory(parts: ServerParts): (context: McpRequestContext) => Server {
  const { api } = parts;
  const hides = api.auth?.unauthorizedTools === "hidden";
  const info = { name: api.name, title: api.title, version: api.version };
  const options: ServerOptions = {
    capabilities: { tools: {}, ...(parts.hasLinks && { resources: {} }) },
    cacheHints: { "tools/list": hides ? privateHint : publicHint, "server/discover": publicHint },
  };
  return (context) => {
    const exchange = exchangeOf(context.authInfo);
    const { view } = exchange;
    const instructions = [api.instructions, view.instructions].filter((text) => text !== undefined).join("\n\n");
    const server = new Server(info, { ...options, ...(instructions !== "" && { instructions }) });
    server.setRequestHandler("tools/list", (request) => {
      if (request.params?.cursor !== undefined) throw invalidParams("Unknown cursor: the list has one page.");
      const listed = context.era === "legacy" ? view.listedUnasked : view.listed;
      return { tools: hides ? view.listedFor(exchange.caller, listed) : listed };
    });
    server.setRequestHandler("tools/call", async (request, toolContext) => {
      const asking = {
        caller: exchange.caller,
        canBeAsked: context.era === "modern",
        requestId: exchange.record.requestId,
      };
      const opened = view.open(request.params.name, request.params.arguments ?? {}, asking);
      const place = { parts, exchange, context: toolContext, era: context.era };
      const result = await serveOpened(opened, place);
      return isInputRequiredResult(result) ? result : server.projectCallToolResult(result, undefined);
    });
    if (exchange.linked !== undefined) serveLinks(server, exchange.linked, { ...parts, exchange });
    return server;
  };
}

/** Where a call is served. */
interface CallPlace {
  readonly parts: ServerParts;
  readonly exchange: Exchange;
  readonly context: ServerContext;
  readonly era: McpRequestContext["era"];
}

async function serveOpened(opened: OpenedCall, place: CallPlace): Promise<CallOutcome> {
  if ("result" in opened) {
    if (opened.result.isError === true) place.exchange.record.outcome = "tool_error";
    return opened.result;
  }
  const result = await serveCall(opened.tool, opened.args, place);
  return isInputRequiredResult(result) ? result : (opened.finish?.(result) ?? result);
}

/** `resource_link` came with revision 2025-06-18. A legacy request without the header is of 2025-03-26. */
function takesLinks({ context, era }: CallPlace): boolean {
  return era === "modern" || (context.http?.req?.headers.get("mcp-protocol-version") ?? "") >= "2025-06-18";
}

async function serveCall(tool: Tool, args: unknown, place: CallPlace): Promise<CallOutcome> {
  const { parts, exchange, context } = place;
  const { caller, record } = exchange;
  try {
    // The scope gate has seen the body. Seen again here, a difference between the two readings cannot open a tool.
    if (neededScopes(tool, caller) !== undefined) throw new TypeError("the scope gate was passed without the scopes");
    assertEntitled(caller, requirementOf(parts.api));
    const onItems = progressOf(context);
    // OpenTelemetry, MCP conventions: the message's own context is the parent; that of the HTTP request stands in for it.
    const trace = traceOfMeta(context.mcpReq["_meta"]) ?? exchange.trace;
    const asks = askableClientOf(context);
    const result = await parts.closing.during(context.mcpReq.signal, async (signal) =>
      exchange.call(tool, args, {
        caller,
        signal,
        requestId: record.requestId,
        takesLinks: takesLinks(place),
        ...(trace !== undefined && { trace }),
        ...(onItems !== undefined && { onItems }),
        ...(asks !== undefined && { asks }),
      }),
    );
    if (isInputRequiredResult(result)) record.outcome = "input_required";
    else if (result.isError === true) record.outcome = "tool_error";
    return result;
  } catch (error) {
    if (error instanceof RequestStateError) {
      record.outcome = "state_refused";
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message, { reason: "invalid_request_state" });
    }
    // What a caller may know is in the result; what is thrown past it is a fault of ours, and may hold anything.
    record.outcome = "internal";
    parts.log.error("a call failed in the server itself", {
      requestId: record.requestId,
      tool: tool.name,
      ...describeError(error),
    });
    return { isError: true, content: [{ type: "text", text: "The server failed to serve this call." }] };
  }
}

function invalidParams(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
