import type { IncomingRequest } from "../incoming-request.ts";

/** Request headers that MCP clients in browsers send (MCP 2025-11-25 and 2026-07-28, Streamable HTTP; W3C Trace Context). */
const requestHeaders =
  "authorization, content-type, accept, mcp-protocol-version, mcp-method, mcp-name, mcp-session-id, last-event-id, traceparent, tracestate";

/** Response headers that scripts may read: without the challenge a browser client cannot sign in. */
const exposedHeaders = "WWW-Authenticate, Retry-After, MCP-Protocol-Version, Mcp-Session-Id";

/** Whether a request only asks what it may send (Fetch, CORS-preflight request). */
export function isPreflight(request: IncomingRequest): boolean {
  return (
    request.method === "OPTIONS" &&
    request.headers.has("origin") &&
    request.headers.has("access-control-request-method")
  );
}

/** The answer to a preflight for the MCP endpoint. Credentials (cookies) are never allowed: tokens travel in a header. */
export function preflightResponse(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      "access-control-allow-methods": "POST, OPTIONS",
      "access-control-allow-headers": requestHeaders,
      "access-control-max-age": "7200",
    },
  });
}

/** The headers that let a page of an allowed origin read an answer of the endpoint, refusals included. Any other page sees nothing. */
export function corsHeaders(
  { headers }: Pick<IncomingRequest, "headers">,
  allowedOrigins: readonly string[],
): Readonly<Record<string, string>> {
  if (allowedOrigins.length === 0) return {};
  const origin = headers.get("origin");
  if (origin === null || !allowedOrigins.includes(origin)) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-expose-headers": exposedHeaders,
  };
}
