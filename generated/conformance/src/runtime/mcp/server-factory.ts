import {
  isInputRequiredResult,
  type McpRequestContext,
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type ServerContext,
  type ServerOptions,
} from "@modelcontextprotocol/server";
import type { Log } from "../log.ts";
import type { ApiDefinition } from "../surface-types.ts";
import { RequestStateError } from "../confirm/confirmation-error.ts";
import { askableClientOf } from "./asking-client.ts";
import type { CallOutcome } from "./call-tool.ts";
import { type Exchange, exchangeOf } from "./exchange.ts";
import { progressOf } from "./progress.ts";
import { type CallPlace, knowsLinks, serveOpened } from "./serve-call.ts";
import { serveLinks } from "./serve-links.ts";
import type { OpenedCall } from "./tool-view.ts";

/** What the MCP servers of one runtime share. */
export interface ServerParts {
  readonly api: ApiDefinition;
  /** Whether results may hold links, which are resources. */
  readonly hasLinks: boolean;
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

  function placeOf(exchange: Exchange, context: ServerContext, era: McpRequestContext["era"]): CallPlace {
    const onItems = progressOf(context);
    const asks = askableClientOf(context);
    return {
      parts,
      exchange,
      signal: context.mcpReq.signal,
      meta: context.mcpReq["_meta"],
      takesLinks: knowsLinks(era, context.http?.req?.headers),
      ...(onItems !== undefined && { onItems }),
      ...(asks !== undefined && { asks }),
    };
  }

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
      const result = await serve(opened, placeOf(exchange, toolContext, context.era));
      return isInputRequiredResult(result) ? result : server.projectCallToolResult(result, undefined);
    });
    if (exchange.linked !== undefined) serveLinks(server, exchange.linked, { ...parts, exchange });
    return server;
  };
}

/** A refused answer of the user's is an error of the protocol, not of the tool. */
async function serve(opened: OpenedCall, place: CallPlace): Promise<CallOutcome> {
  try {
    return await serveOpened(opened, place);
  } catch (error) {
    if (!(error instanceof RequestStateError)) throw error;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message, { reason: "invalid_request_state" });
  }
}

function invalidParams(message: string): ProtocolError {
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message);
}
