import type { IncomingMessage } from "node:http";
import { Refusal } from "../errors.ts";
import type { BodyText, HeaderReader, IncomingRequest } from "../incoming-request.ts";
import { toWebRequest } from "./web-request.ts";

/** Fetch, "forbidden method": what no web-standard request can have, no request here has. */
const forbiddenMethods: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);

/**
 * A Node message as the steps see a request. Headers are taken as they came (`headersDistinct`): `headers` keeps the first of two
 * `Authorization` or `Host` headers and drops the second, which the gates then could not refuse. The body is read when it is
 * asked for, not before: nobody who is not let in makes the server read one.
 */
export class NodeRequest implements IncomingRequest {
  readonly method: string;
  readonly target: URL;
  readonly headers: HeaderReader;
  readonly #incoming: IncomingMessage;
  readonly #signal: () => AbortSignal;
  #isRead = false;

  /**
   * @param signal makes what is aborted when the client goes away, when somebody asks
   * @throws TypeError for what is no request: a bad host, a target that is no path, a method that Fetch forbids.
   */
  constructor(incoming: IncomingMessage, signal: () => AbortSignal) {
    const { method = "GET", headersDistinct: distinct } = incoming;
    if (forbiddenMethods.has(method)) throw new TypeError("The method is not allowed");
    this.method = method;
    this.headers = {
      get: (name) => {
        const values = distinct[name.toLowerCase()];
        if (values === undefined) return null;
        return values.length === 1 ? (values[0] ?? null) : values.join(", ");
      },
      has: (name) => distinct[name.toLowerCase()] !== undefined,
    };
    this.target = targetOf(incoming, this.headers.get("host") ?? "");
    this.#incoming = incoming;
    this.#signal = signal;
  }

  get signal(): AbortSignal {
    return this.#signal();
  }

  async readText(maxBytes: number): Promise<BodyText> {
    this.#isRead = true;
    return await readText(this.#incoming, maxBytes);
  }

  toRequest(): Request {
    return toWebRequest(this.#incoming, this, this.#isRead);
  }
}

function targetOf({ url = "" }: IncomingMessage, host: string): URL {
  if (!url.startsWith("/")) throw new TypeError("The request target is not a path");
  const target = new URL(`http://${host}${url}`);
  if (target.host.toLowerCase() !== hostWithoutDefaultPort(host)) throw new TypeError("The host is not valid");
  return target;
}

/** A URL leaves port 80 out. */
function hostWithoutDefaultPort(host: string): string {
  return host.toLowerCase().replace(/:80$/, "");
}

/**
 * Reads a body to its end, or until it is too long. What is left then is read away and dropped, within `requestTimeout`, so that a
 * refused client gets its answer and not a reset.
 * @throws Refusal `client_gone`; TypeError when somebody else has read it
 */
async function readText(incoming: IncomingMessage, maxBytes: number): Promise<BodyText> {
  if (Number(incoming.headers["content-length"]) > maxBytes) return { tooLarge: true };
  // What has ended already tells nobody again.
  if (incoming.readableEnded)
    throw new TypeError("The body was read before: mount this handler before what parses bodies");
  if (incoming.destroyed) throw clientGone();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      chunks.push(chunk);
      if (size <= maxBytes) return;
      incoming.off("data", take);
      incoming.resume();
      resolve({ tooLarge: true });
    };
    incoming.on("data", take);
    incoming.on("end", () => resolve({ tooLarge: false, text: decode(chunks) }));
    const fail = (): void => {
      // Every request closes: an error is made for one that broke off only.
      if (!incoming.readableEnded) reject(clientGone());
    };
    incoming.on("error", fail);
    incoming.on("close", fail);
  });
}

/** Not a fault of the server's: whoever watches it must not see one for each client that breaks off. */
function clientGone(): Refusal {
  return new Refusal("client_gone", "The client went away before its body was there.");
}

/** As the web reads text: a byte order mark is none of it, and what is not UTF-8 is replaced. */
function decode(chunks: readonly Buffer[]): string {
  const [only] = chunks;
  return decoder.decode(chunks.length === 1 ? only : Buffer.concat(chunks));
}

const decoder = new TextDecoder();
