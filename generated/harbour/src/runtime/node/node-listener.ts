import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createJsonLog, describeError, type Log } from "../log.ts";
import { toWebRequest } from "./web-request.ts";

/** Anything with a web-standard `fetch`: the generated server's handler. */
export interface FetchHandler {
  fetch(request: Request): Promise<Response>;
}

/** What a listener may be told. */
export interface ListenerOptions {
  /** Default: JSON lines on the console. */
  readonly log?: Log;
  /** Whether answers say `Connection: close`: true once the server stops. */
  readonly closing?: () => boolean;
}

/** A listener for `node:http`, Express and Fastify that answers with `handler`. */
export function createNodeListener(
  handler: FetchHandler,
  { log = createJsonLog(), closing = () => false }: ListenerOptions = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  return (incoming, outgoing) => {
    answer(handler, { incoming, outgoing, closing }).catch((error: unknown) => {
      log.error("an answer could not be written", describeError(error));
      outgoing.destroy();
    });
  };
}

interface Connection {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly closing: () => boolean;
}

async function answer(handler: FetchHandler, { incoming, outgoing, closing }: Connection): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  const request = readRequest(incoming, gone.signal);
  const response =
    request === undefined
      ? Response.json(
          { error: "bad_request", message: "The request line or the Host header is not valid." },
          { status: 400, headers: { "x-content-type-options": "nosniff" } },
        )
      : await handler.fetch(request);
  if (closing()) response.headers.set("connection", "close");
  await write(response, outgoing);
}

function readRequest(incoming: IncomingMessage, signal: AbortSignal): Request | undefined {
  try {
    return toWebRequest(incoming, signal);
  } catch {
    return undefined;
  }
}

/** JSON answers are written at once, with their length; a stream (`subscriptions/listen`) as it comes. */
async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true && response.body !== null) {
    outgoing.writeHead(response.status, headers);
    // A client that goes away ends the stream: that is no error.
    await pipeline(Readable.from(response.body), outgoing).catch(() => {});
    return;
  }
  const body = Buffer.from(await response.arrayBuffer());
  if (outgoing.destroyed) return;
  const length = response.status === 204 || response.status === 304 ? {} : { "content-length": String(body.length) };
  outgoing.writeHead(response.status, { ...headers, ...length });
  outgoing.end(body);
}
