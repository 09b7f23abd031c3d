import { Refusal } from "../errors.ts";
import type { IncomingRequest } from "../incoming-request.ts";
import { hostOf } from "./host-guard.ts";

/**
 * MCP, Streamable HTTP, Security: "Servers MUST validate the Origin header on all incoming connections ... If the Origin
 * header is present and invalid, servers MUST respond with HTTP 403 Forbidden". Valid are the allowed origins, as exact
 * strings, and the server's own: that of the `Host` which the host guard has let pass.
 * @throws Refusal `origin_not_allowed`
 */
export function checkOrigin(request: IncomingRequest, allowedOrigins: readonly string[]): void {
  const origin = request.headers.get("origin");
  if (origin === null || allowedOrigins.includes(origin)) return;
  const host = hostOf(request);
  if (origin === `https://${host}` || origin === `http://${host}`) return;
  throw new Refusal("origin_not_allowed", "Pages of that origin may not call this server (ALLOWED_ORIGINS).");
}
