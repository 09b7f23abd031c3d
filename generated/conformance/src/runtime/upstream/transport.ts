import { readBody } from "./read-body.ts";

/** A request as it goes on the wire. */
export interface WireRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Ends the request and the reading of its answer. */
  readonly signal: AbortSignal;
}

/** An answer whose body was not read yet. It must be read by one of its members, or discarded. */
export interface WireAnswer {
  /** 0: a redirect that the platform hides. */
  readonly status: number;
  readonly headers: Headers;
  /**
   * The whole body, decompressed.
   * @throws UpstreamError `upstream_too_large` beyond `maxBytes`, counted after decompression; the rest is left unread
   */
  read(maxBytes: number): Promise<Uint8Array<ArrayBuffer>>;
  /** The body piece by piece, decompressed; null when there is none. */
  stream(): ReadableStream<Uint8Array> | null;
  discard(): void;
}

/**
 * Sends a request to the API and follows no redirect: `fetch`, or what costs less on a target (`node/http-transport.ts`).
 * Rejects when there is no answer, with an error whose innermost cause has the platform's code.
 */
export type Transport = (request: WireRequest) => Promise<WireAnswer>;

/** The transport of every target. */
export function fetchTransport(send: typeof fetch): Transport {
  return async ({ method, url, headers, body, signal }) => {
    const response = await send(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: "manual",
      signal,
    });
    return {
      status: response.type === "opaqueredirect" ? 0 : response.status,
      headers: response.headers,
      read: async (maxBytes) => readBody(response, maxBytes),
      stream: () => response.body,
      discard: () => void response.body?.cancel().catch(() => undefined),
    };
  };
}
