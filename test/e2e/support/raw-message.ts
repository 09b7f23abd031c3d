/** Messages of both protocol eras as they stand on the wire. */
export type Era = "2025-11-25" | "2026-07-28";

export const eras: readonly Era[] = ["2025-11-25", "2026-07-28"];

/** A request of an era, as JSON. */
export function rawRequest(era: Era, id: number, method: string, params: object = {}): RawRequest {
  const meta = {
    "io.modelcontextprotocol/protocolVersion": era,
    "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
    "io.modelcontextprotocol/clientCapabilities": {},
  };
  return { jsonrpc: "2.0", id, method, params: { ...params, ...(era === "2026-07-28" && { _meta: meta }) } };
}

export interface RawRequest {
  readonly jsonrpc: "2.0";
  readonly id: number;
  readonly method: string;
  readonly params: { readonly name?: string; readonly [member: string]: unknown };
}

/** Its headers over HTTP. */
export function rawHeaders(era: Era, { method, params }: RawRequest, token: string): Record<string, string> {
  return {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": era,
    ...(era === "2026-07-28" && {
      "mcp-method": method,
      ...(params.name !== undefined && { "mcp-name": params.name }),
    }),
  };
}
