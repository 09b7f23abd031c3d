import type { ClientRequest } from "./http-client.ts";

/** The revision that doctor speaks of those without a handshake. */
export const modernVersion = "2026-07-28";
/** The newest revision that begins with `initialize`. */
export const legacyVersion = "2025-11-25";

const clientInfo = { name: "slipway-doctor", version: "1" };

type ExtraHeaders = NonNullable<ClientRequest["headers"]>;
type Params = Readonly<Record<string, unknown>>;

/** A message as MCP clients send it: POST, JSON, both answer types accepted. */
function post(endpoint: URL, message: object, headers: ExtraHeaders): ClientRequest {
  return {
    method: "POST",
    url: endpoint,
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
    body: JSON.stringify(message),
  };
}

/** `initialize` (MCP 2025-11-25, Lifecycle). */
export function initializeRequest(endpoint: URL, headers: ExtraHeaders): ClientRequest {
  const params = { protocolVersion: legacyVersion, capabilities: {}, clientInfo };
  return post(endpoint, { jsonrpc: "2.0", id: 1, method: "initialize", params }, headers);
}

/** Any other message of the revisions with a handshake. Without an `id` it is a notification. */
export function legacyRequest(
  endpoint: URL,
  message: { readonly id?: number; readonly method: string; readonly params?: Params },
  headers: ExtraHeaders,
): ClientRequest {
  return post(endpoint, { jsonrpc: "2.0", ...message }, { "mcp-protocol-version": legacyVersion, ...headers });
}

/** A request of the revisions without a handshake (MCP 2026-07-28, Streamable HTTP, Request Metadata). */
export function modernRequest(
  endpoint: URL,
  { method, params = {}, version = modernVersion }: ModernMessage,
  headers: ExtraHeaders,
): ClientRequest {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": version,
    "io.modelcontextprotocol/clientInfo": clientInfo,
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  const { name } = params;
  return post(
    endpoint,
    { jsonrpc: "2.0", id: 1, method, params: { ...params, _meta: meta } },
    {
      "mcp-protocol-version": version,
      "mcp-method": method,
      ...(typeof name === "string" && { "mcp-name": name }),
      ...headers,
    },
  );
}

export interface ModernMessage {
  readonly method: string;
  readonly params?: Params;
  readonly version?: string;
}
