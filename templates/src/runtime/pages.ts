import type { IncomingRequest } from "./incoming-request.ts";
import { jsonResponse } from "./responses.ts";
import type { ApiDefinition } from "./surface-types.ts";

/** What `/` says to who looks in: what this is and where to connect. */
export function homeJson(endpointUrl: string, api: ApiDefinition): string {
  return JSON.stringify({
    name: api.title,
    version: api.version,
    description: "A Model Context Protocol server. Add its URL to an MCP client; the client will ask you to sign in.",
    url: endpointUrl,
  });
}

/** The answer to a path that leads nowhere. */
export function notFoundResponse(endpointUrl: string): Response {
  const message = `Nothing is served here. The MCP endpoint is ${endpointUrl}`;
  return jsonResponse(404, JSON.stringify({ error: "not_found", message }));
}

/**
 * A public document, served to GET and HEAD. With `anyOrigin` every page may read it: discovery starts in browsers too
 * (RFC 9728, 3: the documents are public).
 */
export function documentResponse(
  request: Pick<IncomingRequest, "method">,
  json: string,
  options: { readonly anyOrigin: boolean },
): Response {
  const cors = options.anyOrigin
    ? { "access-control-allow-origin": "*", "access-control-allow-methods": "GET, HEAD, OPTIONS" }
    : undefined;
  if (request.method === "OPTIONS" && cors !== undefined) {
    return new Response(null, { status: 204, headers: { ...cors, "access-control-allow-headers": "*" } });
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    return jsonResponse(405, JSON.stringify({ error: "method_not_allowed" }), { allow: "GET, HEAD" });
  }
  return jsonResponse(200, json, { "cache-control": "public, max-age=300", ...cors });
}
