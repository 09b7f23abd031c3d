/** One request to an MCP server, complete but for its token. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The protocol eras: the 2025 revisions, and 2026-07-28. */
export type Era = "legacy" | "modern";

/** A `tools/call` or `tools/list` as a client of the era sends it. */
export function message(era: Era, method: string, params: Readonly<Record<string, unknown>> = {}): Message {
  const common = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  if (era === "legacy") {
    return {
      headers: { ...common, "mcp-protocol-version": "2025-11-25" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 7, method, params }),
    };
  }
  const meta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1" },
  };
  const name = params["name"];
  return {
    headers: {
      ...common,
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": method,
      ...(typeof name === "string" && { "mcp-name": name }),
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 7, method, params: { ...params, _meta: meta } }),
  };
}
