import type { IncomingMessage } from "node:http";
import { paths } from "./create-provider.ts";

/**
 * An authorization request without scope asks for `openid` (RFC 6749, 3.3: a default is the server's to choose). oidc-provider
 * grants nothing else to a client of an API that has no scopes.
 * @param issuer - base of the request's URL, which has no mount any more
 */
export function applyDefaultScope(issuer: string, request: IncomingMessage): void {
  const url = new URL(request.url ?? "/", issuer);
  if (url.pathname !== paths.authorization || request.method !== "GET") return;
  if ((url.searchParams.get("scope") ?? "") !== "") return;
  url.searchParams.set("scope", "openid");
  request.url = url.pathname + url.search;
}
