import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { TLSSocket } from "node:tls";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { Answer, Exchange } from "./exchange.ts";
import { notSent } from "./exchange.ts";

/** One request. */
export interface ClientRequest {
  readonly method: string;
  readonly url: URL;
  /** Several values of one name are sent as several header lines. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
  /** Follow redirects of a GET within the origin, or from http to https of the same host. Default: none. */
  readonly follow?: boolean;
  /** Do not wait for the body. */
  readonly headersOnly?: boolean;
}

/** Bounds of everything that is read. */
export interface ClientLimits {
  readonly maxRequests: number;
  readonly maxBytes: number;
  /** Milliseconds for one request, body included. */
  readonly timeout: number;
  /** Milliseconds for all of them. */
  readonly maxTotal: number;
}

/** Makes requests, and counts them. */
export interface HttpClient {
  /** Never rejects: what went wrong stands in the exchange. */
  send(request: ClientRequest): Promise<Exchange>;
  readonly count: number;
}

const maxRedirects = 3;

/**
 * An HTTP client that is no friendlier than it must be: bounded in number, time and size, without cookies, and without
 * redirects unless asked for. Node's own client is used because certificates and repeated headers are part of what is
 * looked at; private CAs and proxies are set by Node's own variables (`NODE_EXTRA_CA_CERTS`, `NODE_USE_ENV_PROXY`).
 */
export function createHttpClient(limits: ClientLimits, now: () => number): HttpClient {
  let count = 0;
  let spent = 0;
  const sendOnce = async (request: ClientRequest): Promise<Exchange> => {
    if (count >= limits.maxRequests) return notSent(`${limits.maxRequests} requests were made, and no more are`);
    if (spent >= limits.maxTotal) return notSent(`waiting for answers took ${limits.maxTotal / 1000} s already`);
    count += 1;
    const began = now();
    const exchange = { method: request.method, url: request.url.href, redirects: [] };
    try {
      const answer = await exchangeOnce(request, limits, now);
      return { ...exchange, answer, problem: "", failure: "none" };
    } catch (error) {
      return { ...exchange, answer: undefined, ...describeFailure(error) };
    } finally {
      spent += now() - began;
    }
  };
  return {
    get count() {
      return count;
    },
    async send(request) {
      const redirects: string[] = [];
      let { url } = request;
      while (true) {
        const exchange = await sendOnce({ ...request, url });
        const target = request.follow === true ? redirectOf(exchange, url) : undefined;
        if (target === undefined || redirects.length >= maxRedirects) return { ...exchange, redirects };
        redirects.push(target.href);
        url = target;
      }
    },
  };
}

/** Where to follow: in the same origin, or from http to https of the same host. */
function redirectOf({ answer }: Exchange, from: URL): URL | undefined {
  if (answer === undefined || ![301, 302, 303, 307, 308].includes(answer.status)) return undefined;
  const target = URL.parse(answer.headers.get("location") ?? "", from);
  if (target === null) return undefined;
  const isUpgrade = from.protocol === "http:" && target.protocol === "https:" && from.hostname === target.hostname;
  return target.origin === from.origin || isUpgrade ? target : undefined;
}

async function exchangeOnce(request: ClientRequest, limits: ClientLimits, now: () => number): Promise<Answer> {
  const signal = AbortSignal.timeout(limits.timeout);
  const message = await open(request, signal);
  const headers = headersOf(message);
  const receivedAt = now();
  const { socket } = message;
  const ends = socket instanceof TLSSocket ? Date.parse(socket.getPeerCertificate().valid_to) : Number.NaN;
  const body =
    request.headersOnly === true
      ? Buffer.alloc(0)
      : await readBody(message, headers, limits.maxBytes).catch((error: unknown) => {
          // Node says "aborted" here.
          throw signal.aborted ? signal.reason : error;
        });
  message.destroy();
  const text = decode(body, headers.get("content-encoding"), limits.maxBytes).toString("utf8");
  const certificateEnds = Number.isNaN(ends) ? undefined : ends;
  return {
    status: message.statusCode ?? 0,
    headers,
    text,
    json: parseBody(text, headers),
    certificateEnds,
    receivedAt,
  };
}

async function open({ method, url, headers, body }: ClientRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const options: RequestOptions = {
    method,
    signal,
    headers: {
      "user-agent": "slipway-doctor",
      "accept-encoding": "identity",
      ...headers,
      ...(body !== undefined && { "content-length": String(Buffer.byteLength(body)) }),
    },
  };
  return await new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? httpsRequest : httpRequest)(url, options, resolve);
    request.once("error", reject);
    request.end(body);
  });
}

function headersOf(message: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) {
      // A value that the web's type cannot hold is as good as absent.
      if (/^[\t\u0020-\u00ff]*$/u.test(value)) headers.append(name, value);
    }
  }
  return headers;
}

async function readBody(message: IncomingMessage, headers: Headers, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const isStream = isEventStream(headers);
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new RangeError(`the answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
    // A server may keep its stream open after the response.
    if (isStream && responseInStream(Buffer.concat(chunks).toString("utf8")) !== undefined) break;
  }
  return Buffer.concat(chunks);
}

function decode(body: Buffer, encoding: string | null, maxOutputLength: number): Buffer {
  if (encoding === "gzip") return gunzipSync(body, { maxOutputLength });
  if (encoding === "br") return brotliDecompressSync(body, { maxOutputLength });
  if (encoding === "deflate") return inflateSync(body, { maxOutputLength });
  return body;
}

function isEventStream(headers: Headers): boolean {
  return (headers.get("content-type") ?? "").startsWith("text/event-stream");
}

function parseBody(text: string, headers: Headers): unknown {
  return isEventStream(headers) ? responseInStream(text) : parseJson(text);
}

/** The JSON-RPC response among the messages of an event stream. */
function responseInStream(text: string): unknown {
  for (const event of text.split(/\r?\n\r?\n/u).slice(0, -1)) {
    const lines = event.split(/\r?\n/u).filter((line) => line.startsWith("data:"));
    const message = parseJson(lines.map((line) => line.slice(5).trimStart()).join("\n"));
    if (typeof message === "object" && message !== null && ("result" in message || "error" in message)) return message;
  }
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describeFailure(error: unknown): Pick<Exchange, "problem" | "failure"> {
  if (!(error instanceof Error)) return { problem: String(error), failure: "network" };
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (error.name === "AbortError" || error.name === "TimeoutError") {
    return { problem: "no answer in time", failure: "network" };
  }
  const isTls = /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|EPROTO|ERR_OSSL)/u.test(code);
  // Several addresses may have been tried: the error of all of them has no message of its own.
  return { problem: error.message || code || "no connection", failure: isTls ? "tls" : "network" };
}
