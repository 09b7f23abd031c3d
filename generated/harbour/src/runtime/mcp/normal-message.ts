import {
  BAGGAGE_META_KEY,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  classifyInboundRequest,
  PROTOCOL_VERSION_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
  TRACEPARENT_META_KEY,
  TRACESTATE_META_KEY,
} from "@modelcontextprotocol/server";
import type { ParsedBody, ParsedMessage } from "../guards/read-message.ts";
import type { HeaderReader } from "../incoming-request.ts";
import { isRecord } from "../upstream/value-text.ts";

/** A `tools/call` or `tools/list` as clients send it every day: nothing in it needs to be refused, asked or explained. */
export interface NormalMessage {
  readonly era: "legacy" | "modern";
  readonly id: string | number;
  readonly method: "tools/call" | "tools/list";
  /** `params.name`; empty for a list. */
  readonly name: string;
  readonly args: object;
  readonly meta: Readonly<Record<string, unknown>>;
}

/** Recognises normal messages. */
export type NormalMessageReader = (body: ParsedBody, headers: HeaderReader) => NormalMessage | undefined;

const messageKeys: ReadonlySet<string> = new Set(["jsonrpc", "id", "method", "params"]);
const callKeys: ReadonlySet<string> = new Set(["name", "arguments", "_meta"]);
const listKeys: ReadonlySet<string> = new Set(["_meta"]);
const traceKeys: ReadonlySet<string> = new Set([TRACEPARENT_META_KEY, TRACESTATE_META_KEY, BAGGAGE_META_KEY]);
const envelopeKeys: ReadonlySet<string> = new Set([
  PROTOCOL_VERSION_META_KEY,
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
]);
const legacyVersions: ReadonlySet<string> = new Set(SUPPORTED_PROTOCOL_VERSIONS);
const modernVersion = "2026-07-28";

/** Envelopes that are remembered, and how long one may be, in characters. */
const maxEnvelopes = 256;
const maxEnvelopeLength = 2_048;

/**
 * Makes a reader of normal messages. It says undefined to whatever it does not know for certain to be in order, which the SDK then
 * judges: every condition here is narrower than the SDK's. What a client of 2026-07-28 says of itself with each request is judged
 * by the SDK once, and remembered.
 */
export function createNormalMessageReader(): NormalMessageReader {
  const accepted = new Set<string>();

  function isAccepted(message: ParsedMessage, meta: NormalMessage["meta"]): boolean {
    // As members: one that is missing is not one that is null.
    const key = JSON.stringify({ can: meta[CLIENT_CAPABILITIES_META_KEY], is: meta[CLIENT_INFO_META_KEY] });
    if (accepted.has(key)) return true;
    if (key.length > maxEnvelopeLength) return false;
    if (classifyInboundRequest({ httpMethod: "POST", body: message }).kind !== "modern") return false;
    const [oldest] = accepted;
    if (accepted.size >= maxEnvelopes && oldest !== undefined) accepted.delete(oldest);
    accepted.add(key);
    return true;
  }

  return (body, headers) => {
    if (!("method" in body) || !takesJsonAndEvents(headers)) return undefined;
    const message = readMessage(body);
    if (message === undefined) return undefined;
    const version = headers.get("mcp-protocol-version");
    if (version !== modernVersion) return isLegacy(message, version) ? { ...message, era: "legacy" } : undefined;
    return isModern(message, headers) && isAccepted(body, message.meta) ? { ...message, era: "modern" } : undefined;
  };
}

/** MCP, Streamable HTTP, Sending Messages: "The client MUST include an Accept header, listing both". */
function takesJsonAndEvents(headers: HeaderReader): boolean {
  const accept = headers.get("accept");
  return accept !== null && accept.includes("application/json") && accept.includes("text/event-stream");
}

function readMessage(body: ParsedMessage): Omit<NormalMessage, "era"> | undefined {
  const { jsonrpc, id, method, params = {} } = body;
  if (jsonrpc !== "2.0" || !hasOnly(body, messageKeys) || !isRecord(params)) return undefined;
  if (typeof id !== "string" && !isWholeNumber(id)) return undefined;
  if (method === "tools/list" && !hasOnly(params, listKeys)) return undefined;
  if (method === "tools/call" && !("name" in params && hasOnly(params, callKeys))) return undefined;
  return method === "tools/list" || method === "tools/call" ? readParams({ id, method }, params) : undefined;
}

function readParams(
  message: Pick<NormalMessage, "id" | "method">,
  { name = "", arguments: args = {}, _meta: meta = {} }: Readonly<Record<string, unknown>>,
): Omit<NormalMessage, "era"> | undefined {
  if (typeof name !== "string" || !isRecord(args) || !isRecord(meta)) return undefined;
  // The SDK drops an argument of this name, and there is no reason to have one.
  return Object.hasOwn(args, "__proto__") ? undefined : { ...message, name, args, meta };
}

function isWholeNumber(id: unknown): id is number {
  return Number.isSafeInteger(id);
}

function isLegacy({ meta }: Pick<NormalMessage, "meta">, version: string | null): boolean {
  return (version === null || legacyVersions.has(version)) && hasOnlyTrace(meta, noKeys);
}

const noKeys: ReadonlySet<string> = new Set();

/** MCP 2026-07-28, Standard Request Headers: they say what the body says. */
function isModern({ method, name, meta }: Omit<NormalMessage, "era">, headers: HeaderReader): boolean {
  if (meta[PROTOCOL_VERSION_META_KEY] !== modernVersion || headers.get("mcp-method") !== method) return false;
  const named = headers.get("mcp-name");
  return (method === "tools/call" ? named === name : named === null) && hasOnlyTrace(meta, envelopeKeys);
}

function hasOnlyTrace(meta: NormalMessage["meta"], others: ReadonlySet<string>): boolean {
  for (const key of Object.keys(meta)) {
    if (others.has(key)) continue;
    if (!traceKeys.has(key) || typeof meta[key] !== "string") return false;
  }
  return true;
}

function hasOnly(value: object, keys: ReadonlySet<string>): boolean {
  for (const key of Object.keys(value)) if (!keys.has(key)) return false;
  return true;
}
