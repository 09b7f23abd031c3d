import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { paths } from "./create-provider.ts";
import type { Endpoint, Fault } from "./options.ts";

/** Which endpoint a path belongs to. */
export function endpointOf(pathname: string): Endpoint {
  if (pathname.startsWith("/.well-known/")) return "discovery";
  if (pathname === paths.jwks) return "jwks";
  if (pathname.startsWith(paths.registration)) return "registration";
  if (pathname.startsWith(paths.authorization)) return "authorization";
  if (pathname.startsWith(paths.interaction)) return "interaction";
  if (pathname === paths.token) return "token";
  if (pathname === paths.revocation) return "revocation";
  if (pathname === paths.introspection) return "introspection";
  return "other";
}

const forBrowsers: ReadonlySet<Endpoint> = new Set(["discovery", "jwks", "registration", "token", "revocation"]);

/**
 * CORS for clients that run in a browser. The endpoints use no cookies, so every origin may call them.
 *
 * @returns whether this was a preflight, now answered
 */
export function handleCors(endpoint: Endpoint, request: IncomingMessage, response: ServerResponse): boolean {
  if (!forBrowsers.has(endpoint) || request.headers.origin === undefined) return false;
  response.setHeader("Access-Control-Allow-Origin", "*");
  if (request.method !== "OPTIONS") return false;
  response.writeHead(204, {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": request.headers["access-control-request-headers"] ?? "*",
    "Access-Control-Max-Age": "3600",
  });
  response.end();
  return true;
}

/** Misbehaves as asked. @returns whether the request is dealt with */
export async function applyFault(fault: Fault, response: ServerResponse): Promise<boolean> {
  if (fault.delayMs !== undefined) await delay(fault.delayMs);
  if (fault.reset === true) {
    response.socket?.resetAndDestroy();
    return true;
  }
  if (fault.hang === true) return true;
  if (fault.status === undefined && fault.body === undefined) return false;
  response.writeHead(fault.status ?? 200, { "Content-Type": "application/json", ...fault.headers });
  response.end(fault.body ?? "{}");
  return true;
}
