import { createServer, type IncomingMessage, request as send, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { close, listen } from "./loopback.ts";

/** An answer on its way through the proxy. */
export interface PassingAnswer {
  readonly status: number;
  /** Empty without one. */
  readonly contentType: string;
  readonly body: Buffer;
}

/** An answer with the RPC method that was asked. */
export interface SeenAnswer extends PassingAnswer {
  /** `batch` for a list, empty when there was no JSON-RPC request. */
  readonly method: string;
}

/** A proxy that does what the suite's `server` command cannot: it sends a token. */
export interface TokenProxy extends AsyncDisposable {
  readonly url: string;
  /** Every complete answer, in order. */
  readonly answers: readonly SeenAnswer[];
}

/** Changes answers: how a fault is seeded into a server that has none. */
export type Tamper = (answer: PassingAnswer) => PassingAnswer;

/**
 * Passes every request on to `target` as it came (the `Host` and `Origin` that a scenario forges included), with `token` as
 * its bearer token. Streams are passed on as they come; other answers as a whole.
 */
export async function startTokenProxy(target: string, token: string, tamper: Tamper = (a) => a): Promise<TokenProxy> {
  const answers: SeenAnswer[] = [];
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const asked = await buffer(incoming);
    const answer = await ask(target, { incoming, asked, token, outgoing });
    const contentType = answer.headers["content-type"] ?? "";
    if (contentType.startsWith("text/event-stream")) {
      answers.push({ method: methodOf(asked), status: answer.statusCode ?? 0, contentType, body: Buffer.alloc(0) });
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      return void answer.pipe(outgoing);
    }
    const given = tamper({ status: answer.statusCode ?? 502, contentType, body: await buffer(answer) });
    answers.push({ method: methodOf(asked), ...given });
    const { "content-length": _, ...headers } = answer.headers;
    outgoing.writeHead(given.status, { ...headers, ...(contentType !== "" && { "content-type": given.contentType }) });
    outgoing.end(given.body);
  }

  return { url: await listen(server), answers, [Symbol.asyncDispose]: () => close(server) };
}

interface Passage {
  readonly incoming: IncomingMessage;
  readonly asked: Buffer;
  readonly token: string;
  readonly outgoing: ServerResponse;
}

function ask(target: string, { incoming, asked, token, outgoing }: Passage): Promise<IncomingMessage> {
  const { hostname, port } = new URL(target);
  const answered = Promise.withResolvers<IncomingMessage>();
  const upstream = send({
    hostname,
    port,
    method: incoming.method,
    path: incoming.url,
    setHost: false,
    headers: [
      ...withoutFraming(incoming.rawHeaders),
      "content-length",
      String(asked.length),
      "authorization",
      `Bearer ${token}`,
    ],
  });
  upstream.once("response", answered.resolve).once("error", answered.reject);
  outgoing.once("close", () => upstream.destroy());
  upstream.end(asked);
  return answered.promise;
}

/** The body was read as a whole: how it was framed no longer holds. And answers are read here as text: none must come compressed. */
function withoutFraming(rawHeaders: readonly string[]): string[] {
  const pairs = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ""]] : []));
  return pairs.filter(([name]) => !/^(?:content-length|transfer-encoding|accept-encoding)$/iu.test(name ?? "")).flat();
}

function methodOf(asked: Buffer): string {
  try {
    const message: unknown = JSON.parse(asked.toString());
    if (Array.isArray(message)) return "batch";
    return typeof message === "object" && message !== null && "method" in message ? String(message.method) : "";
  } catch {
    return "";
  }
}
