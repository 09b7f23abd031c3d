import { request as send } from "node:http";
import type { World } from "./world.ts";

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Lower-case names; without those of the connection. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it is JSON, the text otherwise; `""` without a body. */
  readonly body: unknown;
}

/** A request whose every header the test decides. */
export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text as it stands. */
  readonly body?: unknown;
  /** Destroys the connection when it is aborted. */
  readonly signal?: AbortSignal;
}

const ofConnection = new Set(["date", "connection", "keep-alive", "content-length", "transfer-encoding"]);

/** Sends one HTTP request, adding nothing to it but `Host` and the body's length. */
export function sendRaw(
  origin: string,
  { method = "POST", path = "/mcp", headers = {}, body, signal }: RawRequest,
): Promise<RawAnswer> {
  const answered = Promise.withResolvers<RawAnswer>();
  const request = send(new URL(path, origin), { method, headers, ...(signal && { signal }) }, (response) => {
    response.setEncoding("utf8");
    response.toArray().then((chunks) => {
      const text = chunks.join("");
      const entries = Object.entries(response.headers).filter(([name]) => !ofConnection.has(name));
      answered.resolve({
        status: response.statusCode ?? 0,
        headers: Object.fromEntries(entries.map(([name, value]) => [name, String(value)])),
        body: response.headers["content-type"] === "application/json" ? JSON.parse(text) : text,
      });
    }, answered.reject);
  });
  request.once("error", answered.reject);
  request.end(typeof body === "string" || body === undefined ? body : JSON.stringify(body));
  return answered.promise;
}

/** Headers of a caller with a token, as every client must send them. */
export function callerHeaders(world: World): Readonly<Record<string, string>> {
  return {
    authorization: `Bearer ${world.token}`,
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
  };
}

/** `_meta` of a 2026-07-28 request without any client capability. */
export const modernMeta: Readonly<Record<string, unknown>> = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** What differs from a well-formed request. A header that is `undefined` is left out. */
export interface Deviation {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly meta?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

/** A request of 2026-07-28: metadata in the body, mirrored in headers. */
export function modernRequest(
  world: World,
  method: string,
  params: { readonly name?: string; readonly [name: string]: unknown } = {},
  { headers = {}, meta = modernMeta, signal }: Deviation = {},
): Promise<RawAnswer> {
  const mirrored = {
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": method,
    ...(params.name !== undefined && { "mcp-name": params.name }),
  };
  return sendRaw(world.origin, {
    headers: withoutUndefined({ ...callerHeaders(world), ...mirrored, ...headers }),
    body: { jsonrpc: "2.0", id: 1, method, params: { _meta: meta, ...params } },
    ...(signal && { signal }),
  });
}

/** A request of 2025-11-25, after an `initialize` that a stateless server does not remember. */
export function legacyRequest(
  world: World,
  method: string,
  params?: object,
  { headers = {}, signal }: Deviation = {},
): Promise<RawAnswer> {
  return sendRaw(world.origin, {
    headers: withoutUndefined({ ...callerHeaders(world), "mcp-protocol-version": "2025-11-25", ...headers }),
    body: { jsonrpc: "2.0", id: 1, method, ...(params !== undefined && { params }) },
    ...(signal && { signal }),
  });
}

function withoutUndefined(headers: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  const given = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(given);
}
