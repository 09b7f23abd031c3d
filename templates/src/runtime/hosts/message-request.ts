import {
  isJSONRPCRequest,
  type JSONRPCNotification,
  type JSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/server";
import { isRecord } from "../upstream/value-text.ts";

/** Where messages go, and whose they are. */
export interface MessageSender {
  /** The MCP endpoint. */
  readonly endpoint: string;
  readonly token: string;
}

/**
 * A message as the HTTP request that carries it (MCP 2026-07-28, Streamable HTTP), so that whatever guards an HTTP request guards it.
 * @param revision what `initialize` agreed on; a message of 2026-07-28 names its own
 */
export function requestOfMessage(
  message: JSONRPCRequest | JSONRPCNotification,
  sender: MessageSender,
  { revision, signal }: { readonly revision: string | undefined; readonly signal: AbortSignal },
): Request {
  const headers = new Headers({
    authorization: `Bearer ${sender.token}`,
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
  });
  const own = ownRevision(message);
  const spoken = own ?? revision;
  if (spoken !== undefined) headers.set("mcp-protocol-version", spoken);
  if (own !== undefined) setRoutingHeaders(headers, message);
  return new Request(sender.endpoint, { method: "POST", headers, body: JSON.stringify(message), signal });
}

/** MCP 2026-07-28, Streamable HTTP, Request Headers: what is called is said in the headers too. */
function setRoutingHeaders(headers: Headers, message: JSONRPCRequest | JSONRPCNotification): void {
  headers.set("mcp-method", headerValue(message.method));
  if (!isJSONRPCRequest(message)) return;
  const { name, uri } = message.params ?? {};
  const target = message.method === "resources/read" ? uri : name;
  if (typeof target === "string") headers.set("mcp-name", headerValue(target));
}

/** The revision that a message of 2026-07-28 names; undefined for earlier ones, which say it once. */
function ownRevision({ params }: JSONRPCRequest | JSONRPCNotification): string | undefined {
  const meta: unknown = params?.["_meta"];
  const revision = isRecord(meta) ? meta[PROTOCOL_VERSION_META_KEY] : undefined;
  return typeof revision === "string" ? headerValue(revision) : undefined;
}

/** MCP 2026-07-28, Value Encoding: what a header cannot hold as it is goes in base64. */
function headerValue(text: string): string {
  if (/^[!-~](?:[\t -~]*[!-~])?$/.test(text) && !/^=\?base64\?.*\?=$/.test(text)) return text;
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return `=?base64?${btoa(bytes.join(""))}?=`;
}
