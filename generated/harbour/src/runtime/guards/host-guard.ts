import { Refusal } from "../errors.ts";
import type { IncomingRequest } from "../incoming-request.ts";

const hostHeader = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i;

/**
 * Refuses a request for another host: a page that had its name pointed at this address (DNS rebinding) still says its
 * own name. Stricter than the SDK's helper, which reads the header as a URL and so lets user info and other spellings of
 * an address pass.
 * @throws Refusal `host_not_allowed`
 */
export function checkHost(request: IncomingRequest, allowedHosts: readonly string[]): void {
  const hostname = hostHeader.exec(hostOf(request))?.[1]?.toLowerCase();
  if (hostname !== undefined && allowedHosts.includes(hostname)) return;
  throw new Refusal("host_not_allowed", "This server does not answer to that host name (ALLOWED_HOSTS).");
}

/** The `Host` of a request; where the platform keeps that header to itself, the host it put into the URL. */
export function hostOf(request: Pick<IncomingRequest, "target" | "headers">): string {
  return request.headers.get("host") ?? request.target.host;
}
