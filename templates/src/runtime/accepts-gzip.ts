import type { HeaderReader } from "./incoming-request.ts";

/** RFC 9110, 12.5.3: gzip is named, and not with a weight of nothing. */
export function acceptsGzip(headers: HeaderReader): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0+)?(,|\s|$))/i.test(headers.get("accept-encoding") ?? "");
}
