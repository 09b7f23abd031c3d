import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib";
import { tooLarge } from "../upstream/read-body.ts";
import { UpstreamError } from "../upstream/upstream-error.ts";
import type { Transport, WireAnswer, WireRequest } from "../upstream/transport.ts";

/**
 * Sends by `node:http`, which costs about a third of what `fetch` does. Connections are kept by Node's global agents, so that its
 * settings for proxies and certificates hold here as they do for `fetch`.
 */
export const httpTransport: Transport = async (request) => {
  const incoming = await exchange(request);
  const body = decompress(incoming, request.method);
  return {
    status: incoming.statusCode ?? 0,
    headers: headersOf(incoming),
    read: async (maxBytes) => readAll(body, incoming, maxBytes),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's type of the same class
    stream: () => Readable.toWeb(body) as ReadableStream<Uint8Array>,
    discard: () => {
      body.destroy();
      incoming.destroy();
    },
  } satisfies WireAnswer;
};

async function exchange({ method, url, headers, body, signal }: WireRequest): Promise<IncomingMessage> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    let isAnswered = false;
    const sent: ClientRequest = send(
      {
        protocol: url.protocol,
        hostname: url.hostname.replace(/^\[(.*)\]$/, "$1"),
        port: url.port,
        path: url.pathname + url.search,
        method,
        headers: { "accept-encoding": encodings, ...Object.fromEntries(headers), ...lengthOf(body) },
      },
      (incoming) => {
        isAnswered = true;
        resolve(incoming);
      },
    );
    const abort = (): void => void sent.destroy(reasonOf(signal));
    signal.addEventListener("abort", abort, { once: true });
    sent.on("error", reject);
    sent.on("close", () => {
      signal.removeEventListener("abort", abort);
      // An answer that was no answer: 101, which nobody asked for, ends the connection without a word.
      if (!isAnswered) reject(brokenOff());
    });
    sent.end(body);
  });
}

/** Said for every body: `node:http` frames none for DELETE and OPTIONS by itself. */
function lengthOf(body: WireRequest["body"]): { readonly "content-length"?: string } {
  return body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new DOMException("The request was aborted", "AbortError");
}

const decoders = {
  gzip: () => createGunzip(),
  "x-gzip": () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
} as const;

const encodings = "gzip, deflate, br, zstd";

/** Encodings of one answer that are undone: each costs a decoder, and a header holds thousands of names. */
const maxEncodings = 5;

/**
 * Undoes `Content-Encoding`, the last applied first (RFC 9110, 8.4). An encoding nobody asked for leaves the bytes as they are.
 * @throws UpstreamError `upstream_bad_response` for more encodings than anybody applies
 */
function decompress(incoming: IncomingMessage, method: string): Readable {
  const applied = incoming.headers["content-encoding"];
  const isEmpty = method === "HEAD" || incoming.statusCode === 204 || incoming.statusCode === 304;
  if (applied === undefined || isEmpty) return incoming;
  const names = applied.split(",").map((name) => name.trim().toLowerCase());
  if (!names.every((name) => isEncoding(name))) return incoming;
  if (names.length > maxEncodings) {
    incoming.destroy();
    throw new UpstreamError("upstream_bad_response", `The API's answer is encoded more than ${maxEncodings} times.`);
  }
  return names.reduceRight<Readable>((body, name) => {
    if (!isEncoding(name)) return body;
    const decoder = decoders[name]();
    body.on("error", (error) => decoder.destroy(error));
    // Heard also when nobody reads the answer: an error without a listener would end the process.
    decoder.on("error", () => incoming.destroy());
    decoder.on("close", () => incoming.destroy());
    return body.pipe(decoder);
  }, incoming);
}

function isEncoding(name: string): name is keyof typeof decoders {
  return Object.hasOwn(decoders, name);
}

/** Header by header as they came. A value that the web's `Headers` cannot hold is left out. */
function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    try {
      headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
    } catch {
      continue;
    }
  }
  return headers;
}

async function readAll(body: Readable, incoming: IncomingMessage, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    // What has broken off before tells nobody again.
    if (body.destroyed) return reject(body.errored ?? brokenOff());
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= maxBytes) return;
      reject(tooLarge(maxBytes, incoming.statusCode ?? 0));
      // A decoder goes on with what it has: a little of that may be a lot of text.
      body.off("data", take);
      body.destroy();
      incoming.destroy();
    };
    body.on("data", take);
    body.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    body.on("error", reject);
    body.on("close", () => {
      if (!body.readableEnded) reject(brokenOff());
    });
  });
}

function brokenOff(): Error {
  return Object.assign(new Error("The answer broke off"), { code: "ECONNRESET" });
}
