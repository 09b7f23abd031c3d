import { readRequestBody } from "@modelcontextprotocol/server";

/** Reads headers by name, in any case. A header that came several times is one value, joined by a comma (RFC 9110, 5.3). */
export interface HeaderReader {
  get(name: string): string | null;
  has(name: string): boolean;
}

/** A body that was read, or the word that it is longer than was allowed. */
export type BodyText = { readonly tooLarge: true } | { readonly tooLarge: false; readonly text: string };

/**
 * What the steps of a request see of it. A web-standard `Request` becomes one below; Node's own message (`node/node-request.ts`)
 * for a fraction of what making a `Request` of it costs.
 */
export interface IncomingRequest {
  readonly method: string;
  /** Where it goes: parsed once. */
  readonly target: URL;
  readonly headers: HeaderReader;
  /** Aborted when the client goes away before its answer. */
  readonly signal: AbortSignal;
  /** The body as UTF-8 text, once. What is longer than `maxBytes` is left unread. */
  readText(maxBytes: number): Promise<BodyText>;
  /** The same as the web has it, for who needs more than the above: the SDK. Its body is gone when it was read here. */
  toRequest(): Request;
}

/** A web-standard request as the steps see it. */
export function fromWebRequest(request: Request): IncomingRequest {
  const { method, headers, signal } = request;
  return {
    method,
    target: new URL(request.url),
    headers,
    signal,
    readText: async (maxBytes) => readRequestBody(request, maxBytes),
    toRequest: () => request,
  };
}
