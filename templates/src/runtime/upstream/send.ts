import type { UpstreamCredentials } from "./authorizer.ts";
import type { UpstreamRequest } from "./build-request.ts";
import { endOf } from "./call-end.ts";
import { collectStream, type CollectedStream, type CollectOptions } from "./collect-stream.ts";
import { scrubHeaders } from "./scrub-token.ts";
import { streamFormatOf } from "./stream-format.ts";
import type { Transport, WireAnswer } from "./transport.ts";
import { UpstreamError } from "./upstream-error.ts";

/** What sending needs beside the request. */
export interface SendOptions {
  readonly transport: Transport;
  /** The origins that the operator named: credentials go nowhere else. */
  readonly allowedOrigins: ReadonlySet<string>;
  readonly credentials: UpstreamCredentials;
  readonly userAgent: string;
  /** Aborted when the call ends: see `call-end.ts`. */
  readonly signal: AbortSignal;
  readonly maxResponseBytes: number;
  /** How an answer that is a stream of items is collected. */
  readonly stream: Omit<CollectOptions, "format">;
}

/** An answer of the API as it came: read to its end, not judged. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The body; empty for a stream. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** A success answer that is a stream of items, collected. */
  readonly stream?: CollectedStream;
}

/** The connection was reset before the answer began. */
export class ResetError extends UpstreamError {}

/**
 * Sends a request with its credentials, once: no retry here (see `send-again.ts`), no redirect followed (307 and 308 would carry the body on, and fetch
 * keeps custom headers across origins). This is the only place where credentials are put on a request to the API.
 */
export async function send(request: UpstreamRequest, options: SendOptions): Promise<RawAnswer> {
  if (!options.allowedOrigins.has(request.url.origin)) {
    throw new UpstreamError(
      "upstream_not_configured",
      "The request's origin is not one that this server is configured for.",
    );
  }
  const headers = withHeaders(request.headers, options.credentials);
  if (!headers.has("user-agent")) {
    headers.set("user-agent", options.userAgent);
  }
  let answer: WireAnswer | undefined;
  try {
    answer = await options.transport({
      method: request.method,
      url: withQuery(request.url, options.credentials),
      headers,
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: options.signal,
    });
    assertNoRedirect(answer);
    return await readAnswer(answer, options);
  } catch (error) {
    throw describeFailure(error, options, answer === undefined);
  }
}

/** Credentials win over what arguments say by the same name. */
function withHeaders(given: Headers, { headers: added, cookies }: UpstreamCredentials): Headers {
  const headers = new Headers(given);
  for (const [name, value] of added) {
    headers.set(name, value);
  }
  if (cookies.length > 0) {
    const names = new Set(cookies.map(([name]) => name));
    const others = (headers.get("cookie") ?? "").split("; ").filter((part) => !names.has(part.split("=", 1)[0] ?? ""));
    const all = [...others, ...cookies.map(([name, value]) => `${name}=${value}`)];
    headers.set("cookie", all.filter((part) => part !== "").join("; "));
  }
  return headers;
}

function withQuery(url: URL, { query }: UpstreamCredentials): URL {
  if (query.length === 0) {
    return url;
  }
  const names = new Set(query.map(([name]) => name));
  const others = url.search
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && ![...new URLSearchParams(part).keys()].some((name) => names.has(name)));
  const added = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const complete = new URL(url);
  complete.search = [...others, ...added].join("&");
  return complete;
}

async function readAnswer(answer: WireAnswer, options: SendOptions): Promise<RawAnswer> {
  const { status } = answer;
  const headers = scrubHeaders(answer.headers, options.credentials.secrets);
  const format = status >= 200 && status < 300 ? streamFormatOf(headers.get("content-type")) : undefined;
  const body = format === undefined ? null : answer.stream();
  if (format === undefined || body === null) {
    return { status, headers, bytes: await answer.read(options.maxResponseBytes) };
  }
  const stream = await collectStream(body, { ...options.stream, format });
  return { status, headers, bytes: new Uint8Array(), stream };
}

function assertNoRedirect(answer: WireAnswer): void {
  const { status } = answer;
  if (status !== 0 && (status < 300 || status >= 400 || status === 304)) {
    return;
  }
  answer.discard();
  throw new UpstreamError(
    "upstream_redirect",
    `The API answered with a redirect${status === 0 ? "" : ` (${status})`}. Redirects are not followed, because they would carry credentials elsewhere.`,
    { details: status === 0 ? {} : { status } },
  );
}

/** Error messages of the platform name addresses and ports: they stay in `cause`, for the log. */
function describeFailure(error: unknown, options: SendOptions, unanswered: boolean): UpstreamError {
  if (error instanceof UpstreamError) {
    return error;
  }
  const end = endOf(options.signal);
  if (end !== undefined) {
    return end;
  }
  if (isBrokenAnswer(error)) {
    const message = "The API's answer broke off or was not valid HTTP. Whether it did what was asked is not known.";
    const isReset = unanswered && /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET)$/.test(failureCode(error));
    return new (isReset ? ResetError : UpstreamError)("upstream_bad_response", message, { cause: error });
  }
  return new UpstreamError("upstream_unreachable", "The API could not be reached.", { cause: error });
}

/** Codes (of the HTTP parser its name, since Node 24 gives it no code) that say: the connection stood, its content was broken. */
const BROKEN = /^(?:HTTPParserError|HPE_|UND_ERR_SOCKET|UND_ERR_RES|UND_ERR_HEADERS_OVERFLOW|Z_|ERR__|ECONNRESET)/;

function isBrokenAnswer(error: unknown): boolean {
  return BROKEN.test(failureCode(error)) || (error instanceof TypeError && error.message === "terminated");
}

/** The code of the innermost cause, such as `ECONNREFUSED`, else its class: fit for a log, free of addresses. */
export function failureCode(error: unknown): string {
  let code = "";
  let at = error instanceof UpstreamError ? error.cause : error;
  for (let depth = 0; at instanceof Error && depth < 5; depth++) {
    code = "code" in at && typeof at.code === "string" ? at.code : at.name;
    at = at.cause;
  }
  return code;
}
