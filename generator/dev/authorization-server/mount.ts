import type { IncomingMessage } from "node:http";

/** The path of an issuer, which is that of what is in front of it; empty without one. */
export function mountOf(issuer: string): string {
  return new URL(issuer).pathname.replace(/\/$/, "");
}

/**
 * Takes the issuer's own path off a request: before the endpoint's, or, by RFC 8414, 3.1, behind the well-known name. oidc-provider
 * puts it back where it names its endpoints.
 */
export function enterMount(issuer: string, request: IncomingMessage): string {
  const [baseUrl, url = "/"] = [mountOf(issuer), request.url];
  const isWellKnown = url.startsWith("/.well-known/") && url.endsWith(baseUrl);
  const inside = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url;
  request.url = isWellKnown ? url.slice(0, url.length - baseUrl.length) : inside;
  Object.assign(request, { baseUrl });
  return request.url;
}
