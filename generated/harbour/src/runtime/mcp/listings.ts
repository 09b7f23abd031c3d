import type { PlainAnswer } from "../answer.ts";
import type { ParsedBody } from "../guards/read-message.ts";
import type { IncomingRequest } from "../incoming-request.ts";
import type { Caller } from "../surface-types.ts";
import type { BodyCompressor, CompressedBody } from "./compressed-body.ts";
import { acceptsGzip } from "../accepts-gzip.ts";
import type { Exchange } from "./exchange.ts";
import type { NormalMessage } from "./normal-message.ts";
import type { ToolView } from "./tool-view.ts";

/** Answers a `tools/list`; undefined when that is left to the SDK. */
export type Listings = (
  message: NormalMessage,
  request: IncomingRequest,
  exchange: Exchange,
) => Promise<PlainAnswer | undefined>;

/** What listings are made of. */
export interface ListingParts {
  /** How the SDK answers. */
  readonly ask: (request: IncomingRequest, body: ParsedBody, exchange: Exchange) => Promise<Response>;
  /** Scopes that decide what a caller sees; undefined where everybody sees everything. */
  readonly deciding: ReadonlySet<string> | undefined;
  readonly compress?: BodyCompressor;
}

/** An answer up to its message's id, which is all that differs from one to the next. */
interface Listing {
  readonly head: Uint8Array<ArrayBuffer>;
  readonly gzip?: CompressedBody;
}

/** Lists of one view that are kept: one for each set of scopes in use, in each era. */
const maxListings = 32;

/** Smaller ones are not worth the compression. */
const minCompressed = 1_024;

/** Longer ones, of an id that nobody needs so long, are not compressed: one stored block holds no more. */
const maxTail = 65_535;

/**
 * Keeps what the SDK answers to `tools/list`, serialised and compressed once for each view, era and set of scopes. The first of each kind is
 * asked with an id that occurs nowhere else, and taken apart there.
 */
export function createListings({ ask, deciding, compress }: ListingParts): Listings {
  // What is finished, and no promise: on some platforms one that a client has left never settles, and who waits for it with it.
  const kept = new WeakMap<ToolView, Map<string, Listing>>();

  async function make(
    message: NormalMessage,
    request: IncomingRequest,
    exchange: Exchange,
  ): Promise<Listing | undefined> {
    const id = crypto.randomUUID();
    const { method, meta } = message;
    const params = Object.keys(meta).length === 0 ? {} : { params: { _meta: meta } };
    const response = await ask(request, { jsonrpc: "2.0", id, method, ...params }, exchange);
    const text = await response.text();
    const tail = `${JSON.stringify(id)}}`;
    if (response.status !== 200 || !text.endsWith(tail) || text.indexOf(id) !== text.lastIndexOf(id)) return undefined;
    const head = new TextEncoder().encode(text.slice(0, -tail.length));
    if (compress === undefined || head.byteLength < minCompressed) return { head };
    return { head, gzip: await compress(head) };
  }

  async function find(
    message: NormalMessage,
    request: IncomingRequest,
    exchange: Exchange,
  ): Promise<Listing | undefined> {
    const ofView = kept.get(exchange.view) ?? new Map<string, Listing>();
    kept.set(exchange.view, ofView);
    const key = keyOf(message, exchange.caller, deciding);
    const listing = ofView.get(key) ?? (await make(message, request, exchange));
    // Its client may have gone away, or been refused: the next one asks again.
    if (listing === undefined) return undefined;
    // The one used last goes last, the one unused for longest goes out.
    ofView.delete(key);
    ofView.set(key, listing);
    const [oldest] = ofView.keys();
    if (ofView.size > maxListings && oldest !== undefined) ofView.delete(oldest);
    return listing;
  }

  return async (message, request, exchange) => {
    const listing = await find(message, request, exchange);
    if (listing === undefined) return undefined;
    const tail = new TextEncoder().encode(`${JSON.stringify(message.id)}}`);
    const headers = { "content-type": "application/json" };
    if (listing.gzip === undefined || tail.byteLength > maxTail)
      return { status: 200, headers, body: [listing.head, tail] };
    const vary = { ...headers, vary: "accept-encoding" };
    if (!acceptsGzip(request.headers)) return { status: 200, headers: vary, body: [listing.head, tail] };
    return { status: 200, headers: { ...vary, "content-encoding": "gzip" }, body: listing.gzip(tail) };
  };
}

function keyOf({ era }: NormalMessage, { scopes }: Caller, deciding: ReadonlySet<string> | undefined): string {
  if (deciding === undefined) return era;
  // RFC 6749, 3.3: no scope holds a space.
  return [era, ...[...scopes].filter((scope) => deciding.has(scope)).toSorted()].join(" ");
}
