/** Header parameters of these names say nothing (OpenAPI 3.1, 4.8.12.1): the document describes them elsewhere. */
const describedElsewhere: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** Headers that a generated server lets no argument set; the runtime has the same list (`build-headers.ts`), a test compares them. */
const reserved: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-encoding",
  "content-length",
  "cookie",
  "cookie2",
  "expect",
  "forwarded",
  "host",
  "keep-alive",
  "set-cookie",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "via",
  "x-real-ip",
]);
const reservedPrefixes: readonly string[] = ["proxy-", "sec-", "x-forwarded-", "mcp-"];

/** Why a header parameter becomes no argument; `undefined` when it does. */
export function whyReserved(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (describedElsewhere.has(lower)) {
    return "OpenAPI has such a header parameter ignored: content types and security schemes say the same";
  }
  const isReserved = reserved.has(lower) || reservedPrefixes.some((prefix) => lower.startsWith(prefix));
  return isReserved ? "it belongs to the connection, the message or the caller's credentials" : undefined;
}
