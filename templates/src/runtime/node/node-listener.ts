import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type Answer, type PlainAnswer, withHeaders } from "../answer.ts";
import type { IncomingRequest } from "../incoming-request.ts";
import { createJsonLog, describeError, type Log } from "../log.ts";
import { badRequest } from "../responses.ts";
import { NodeRequest } from "./node-request.ts";

/** The generated server's handler, or anything with a web-standard `fetch`. */
export type ListenerHandler =
  | { answer(request: IncomingRequest): Promise<Answer> }
  | { fetch(request: Request): Response | Promise<Response> };

/** What a listener may be told. */
export interface ListenerOptions {
  /** Default: JSON lines on the console. */
  readonly log?: Log;
  /** Whether answers say `Connection: close`: true once the server stops. */
  readonly closing?: () => boolean;
}

/** A listener for `node:http`, Express and Fastify that answers with `handler`. */
export function createNodeListener(
  handler: ListenerHandler,
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

async function answer(handler: ListenerHandler, { incoming, outgoing, closing }: Connection): Promise<void> {
  const request = readRequest(incoming, signalOf(outgoing));
  const answered = request === undefined ? badRequest : await answerWith(handler, request);
  const complete = closing() ? withHeaders(answered, { connection: "close" }) : answered;
  if (complete instanceof Response) await writeResponse(complete, outgoing);
  else write(complete, outgoing);
}

async function answerWith(handler: ListenerHandler, request: IncomingRequest): Promise<Answer> {
  return "answer" in handler ? await handler.answer(request) : await handler.fetch(request.toRequest());
}

function readRequest(incoming: IncomingMessage, signal: () => AbortSignal): NodeRequest | undefined {
  try {
    return new NodeRequest(incoming, signal);
  } catch {
    return undefined;
  }
}

/** Makes, when it is first asked for, what is aborted when the connection closes before the answer is written. */
function signalOf(outgoing: ServerResponse): () => AbortSignal {
  let gone: AbortController | undefined;
  return () => {
    if (gone !== undefined) return gone.signal;
    const controller = new AbortController();
    gone = controller;
    const check = (): void => {
      if (!outgoing.writableFinished) controller.abort();
    };
    if (outgoing.closed) check();
    else outgoing.once("close", check);
    return controller.signal;
  };
}

function write({ status, headers, body }: PlainAnswer, outgoing: ServerResponse): void {
  if (outgoing.destroyed) return;
  if (typeof body === "string") {
    outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    outgoing.end(body);
    return;
  }
  const length = body.reduce((sum, piece) => sum + piece.byteLength, 0);
  outgoing.writeHead(status, { ...headers, "content-length": length });
  // One write to the socket, and no piece is copied.
  outgoing.cork();
  for (const piece of body) outgoing.write(piece);
  outgoing.end();
  outgoing.uncork();
}

/** JSON answers are written at once, with their length; a stream (`subscriptions/listen`) as it comes. */
async function writeResponse(response: Response, outgoing: ServerResponse): Promise<void> {
  const headers = Object.fromEntries(response.headers);
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true && response.body !== null) {
    // Whoever left before the first byte ends the stream too: a pipeline to what is destroyed leaves its source open.
    if (outgoing.destroyed) return await response.body.cancel();
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
