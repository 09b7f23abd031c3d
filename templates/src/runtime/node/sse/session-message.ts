import type { IncomingRequest } from "../../incoming-request.ts";

/** MCP, Streamable HTTP, Sending Messages: "The client MUST include an Accept header, listing both". */
const accepts = "application/json, text/event-stream";

/**
 * A message of a session as the request to the MCP endpoint that carries it: what guards a request there guards it too.
 * @param text the body
 * @param signal aborted when the session ends: the request that brought the message is answered long before the message is
 */
export function requestOfSession(request: IncomingRequest, text: string, signal: AbortSignal): IncomingRequest {
  const target = new URL(request.target);
  target.pathname = target.pathname.replace(/\/messages$/, "");
  target.searchParams.delete("sessionId");
  const read = (name: string): string | null => {
    const lower = name.toLowerCase();
    // Old clients do not say that they take what the endpoint may answer; and what goes into an event is not compressed.
    if (lower === "accept") return accepts;
    if (lower === "accept-encoding" || lower === "content-length") return null;
    return request.headers.get(lower);
  };
  return {
    method: request.method,
    target,
    headers: { get: read, has: (name) => read(name) !== null },
    signal,
    readText: async () => ({ tooLarge: false, text }),
    toRequest() {
      const headers = new Headers(request.toRequest().headers);
      headers.set("accept", accepts);
      headers.delete("accept-encoding");
      headers.delete("content-length");
      return new Request(target, { method: "POST", headers, body: text, signal });
    },
  };
}
