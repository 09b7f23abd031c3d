import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  isInputRequiredResult,
  ProtocolError,
  SERVER_INFO_META_KEY,
} from "@modelcontextprotocol/server";
import type { PlainAnswer } from "../answer.ts";
import { needsConfirmation } from "../confirm/confirm-mode.ts";
import type { ParsedBody } from "../guards/read-message.ts";
import type { IncomingRequest } from "../incoming-request.ts";
import { isRecord } from "../upstream/value-text.ts";
import { checkCaller, type Exchange } from "./exchange.ts";
import type { Listings } from "./listings.ts";
import { createNormalMessageReader, type NormalMessage } from "./normal-message.ts";
import { knowsLinks, serveOpened } from "./serve-call.ts";
import type { ServerParts } from "./server-factory.ts";
import type { OpenedCall, ToolView } from "./tool-view.ts";

/** Answers a request without the SDK; undefined for one that is left to it. Nothing was done then. */
export type DirectAnswers = (
  request: IncomingRequest,
  body: ParsedBody,
  exchange: Exchange,
) => Promise<PlainAnswer | undefined>;

const json = { "content-type": "application/json" } as const;

/**
 * The short way for what clients ask every day: a `tools/call` or `tools/list` in its normal shape. The SDK's way from bytes to bytes
 * costs several times what the call itself does. What is answered here is what the SDK answers, byte for byte
 * (`test/runtime/mcp/direct-answers.test.ts`); all else is the SDK's.
 */
export function createDirectAnswers(parts: ServerParts, listings: Listings): DirectAnswers {
  const read = createNormalMessageReader();
  const { name, title, version } = parts.api;
  const stamp = { [SERVER_INFO_META_KEY]: { name, title, version } };

  async function call(
    message: NormalMessage,
    request: IncomingRequest,
    exchange: Exchange,
  ): Promise<PlainAnswer | undefined> {
    const opened = open(message, exchange);
    if (opened === undefined) return undefined;
    const { era, meta, id } = message;
    const { signal } = request;
    const place = { parts, exchange, signal, takesLinks: knowsLinks(era, request.headers), meta };
    const result = await serveOpened(opened, place);
    // Nobody could be asked: such calls were left to the SDK.
    if (isInputRequiredResult(result)) throw new TypeError("a call that nobody can be asked about asked");
    if (signal.aborted) return { status: 499, headers: {}, body: "" };
    const body = JSON.stringify({ result: encode(result, era, stamp), jsonrpc: "2.0", id });
    return { status: 200, headers: json, body };
  }

  return async (request, body, exchange) => {
    checkCaller(exchange.caller);
    const message = read(body, request.headers);
    if (message === undefined) return undefined;
    return message.method === "tools/call" ? call(message, request, exchange) : listings(message, request, exchange);
  };
}

/** What the call comes to; undefined when that is an error of the protocol, or a question to the user. */
function open(
  { era, name, args, meta }: NormalMessage,
  { view, caller, confirm, record }: Exchange,
): OpenedCall | undefined {
  const { requestId } = record;
  const opened = tryOpen(view, name, args, { caller, canBeAsked: era === "modern", requestId, isTrial: true });
  if (opened === undefined || "result" in opened || era === "legacy") return opened;
  const capabilities = meta[CLIENT_CAPABILITIES_META_KEY];
  const canAsk = isRecord(capabilities) && "elicitation" in capabilities;
  return canAsk && needsConfirmation(opened.tool, confirm) ? undefined : opened;
}

function tryOpen(view: ToolView, ...[name, args, asking]: Parameters<ToolView["open"]>): OpenedCall | undefined {
  try {
    return view.open(name, args, asking);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/** The result as the SDK writes it: its members in the schema's order, and what an era asks for besides. */
function encode(result: CallToolResult, era: NormalMessage["era"], stamp: object): object {
  const { _meta: meta, content, structuredContent, isError } = result;
  const stamped = era === "modern" ? { ...meta, ...stamp } : meta;
  return {
    ...(meta !== undefined && { _meta: stamped }),
    content,
    ...(structuredContent !== undefined && { structuredContent: structured(structuredContent, era) }),
    ...(isError !== undefined && { isError }),
    ...(era === "modern" && { resultType: "complete", ...(meta === undefined && { _meta: stamped }) }),
  };
}

/** MCP 2025-11-25, Structured Content: "a JSON object"; the SDK wraps what is none. */
function structured(content: unknown, era: NormalMessage["era"]): unknown {
  return era === "modern" || isRecord(content) ? content : { result: content };
}
