/** A toy server, an authorization server and an API around it, all in this process: no socket, no real clock. */
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from "jose";
import { api } from "../../templates/src/api.ts";
import { createRuntime, type Handler, type RuntimeFeatures } from "../../templates/src/runtime/create-runtime.ts";
import type { HandlerOptions } from "../../templates/src/runtime/handler-options.ts";
import type { Log, LogFields } from "../../templates/src/runtime/log.ts";
import type { ApiDefinition, Customization, Tool } from "../../templates/src/runtime/surface-types.ts";
import { searchIndex } from "../../templates/src/search-index.ts";
import { tools as petsTools, type ToolTypes } from "../../templates/src/tools/index.ts";

export const issuer = "https://as.example";
const apiBase = "https://api.example/v1";
export const publicUrl = "https://pets.example";
export const resource: string = `${publicUrl}/mcp`;
export const metadataUrl: string = `${publicUrl}/.well-known/oauth-protected-resource/mcp`;
const allScopes = "pets:read pets:write";

/** A key of an authorization server. */
export interface TestKey {
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
}

export async function createKey(kid: string, alg = "ES256"): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, privateKey, publicJwk: { ...(await exportJWK(publicKey)), kid, alg, use: "sig" } };
}

export interface LoggedLine extends LogFields {
  readonly level: string;
  readonly message: string;
}

/** What a test sees and sets. */
export interface ToyWorld {
  readonly handler: Handler;
  readonly lines: LoggedLine[];
  /** URLs fetched from the authorization server. */
  readonly keyFetches: string[];
  /** Requests that reached the API. */
  readonly apiRequests: { readonly url: string; readonly authorization: string | null }[];
  /** Fetches to anywhere else: there must be none. */
  readonly strays: string[];
  /** Milliseconds since the epoch. */
  now: number;
  /** What the authorization server answers at its `jwks_uri`; throws for an outage. */
  jwks: (signal: AbortSignal | null | undefined) => Promise<Response> | Response;
  /** What it answers elsewhere: metadata, introspection. */
  discovery: (url: URL, init?: RequestInit) => Promise<Response> | Response;
  api: (url: string, init: RequestInit | undefined) => Promise<Response> | Response;
}

export interface ToyOptions extends Partial<HandlerOptions> {
  readonly keys?: readonly TestKey[];
  /** What a generator would have written otherwise. */
  readonly api?: Partial<ApiDefinition>;
  readonly features?: RuntimeFeatures;
  /** Other tools than the toy's. */
  readonly tools?: readonly Tool[];
  /** What `src/custom.ts` would say. */
  readonly custom?: Customization<ToolTypes>;
}

export function createWorld({
  keys = [],
  api: written,
  features = {},
  tools = petsTools,
  custom = {},
  ...options
}: ToyOptions = {}): ToyWorld {
  const lines: LoggedLine[] = [];
  const world = {
    lines,
    keyFetches: [] as string[],
    apiRequests: [] as { url: string; authorization: string | null }[],
    strays: [] as string[],
    now: 1_800_000_000_000,
    jwks: () => Response.json({ keys: keys.map((key) => key.publicJwk) }),
    discovery: () => Response.json({ issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token` }),
    api: () => Response.json([{ id: "1", name: "Rex" }]),
  } as Omit<ToyWorld, "handler"> as ToyWorld & { handler: Handler };
  const fetchInside: typeof fetch = async (input, init) => {
    const url = new URL(String(input instanceof Request ? input.url : input));
    if (url.href === `${issuer}/jwks`) {
      world.keyFetches.push(url.href);
      return await world.jwks(init?.signal);
    }
    if (url.origin === issuer || options.oauthIssuer?.some((name) => new URL(name).origin === url.origin) === true) {
      world.keyFetches.push(url.href);
      return await world.discovery(url, init);
    }
    if (url.href.startsWith(apiBase)) {
      const headers = new Headers(input instanceof Request ? input.headers : init?.headers);
      world.apiRequests.push({ url: url.href, authorization: headers.get("authorization") });
      return await world.api(url.href, init);
    }
    world.strays.push(url.href);
    throw new TypeError("a stray fetch");
  };
  const surface = { api: { ...api, ...written }, tools, custom, searchIndex, features };
  const handler = createRuntime(surface, {
    publicUrl,
    oauthIssuer: [issuer],
    apiBaseUrl: apiBase,
    ...options,
    effects: { fetch: fetchInside, now: () => world.now, log: recordingLog(lines), ...options.effects },
  });
  return Object.assign(world, { handler });
}

export function recordingLog(lines: LoggedLine[]): Log {
  const line =
    (level: string) =>
    (message: string, fields?: LogFields): void => {
      lines.push({ level, message, ...fields });
    };
  return { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
}

/** Claims of a good access token (RFC 9068, 2.2) at the world's clock. */
export function goodClaims(now = 1_800_000_000_000): Record<string, unknown> {
  const seconds = now / 1000;
  return {
    iss: issuer,
    aud: resource,
    sub: "alice",
    client_id: "client-1",
    jti: "token-1",
    iat: seconds - 10,
    exp: seconds + 300,
    scope: allScopes,
  };
}

/** A token with `claims` over the good ones; `undefined` leaves a claim out. */
export async function mint(
  key: TestKey,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const all = Object.entries({ ...goodClaims(), ...claims }).filter(([, value]) => value !== undefined);
  const protectedHeader = { alg: key.alg, typ: "at+jwt", kid: key.publicJwk.kid, ...header };
  return await new SignJWT(Object.fromEntries(all))
    .setProtectedHeader(
      Object.fromEntries(Object.entries(protectedHeader).filter(([, v]) => v !== undefined)) as { alg: string },
    )
    .sign(key.privateKey);
}

export type Era = "legacy" | "modern";

/** A request of either era: the message is complete, `authorization` and other headers are the test's. */
export function mcpRequest(
  era: Era,
  method: string,
  params: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  capabilities: object = {},
): Request {
  const modernMeta = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientCapabilities": capabilities,
    "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
  };
  const modernHeaders = {
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": method,
    ...(typeof params["name"] === "string" && { "mcp-name": params["name"] }),
    ...(typeof params["uri"] === "string" && { "mcp-name": params["uri"] }),
  };
  return post(
    { jsonrpc: "2.0", id: 7, method, params: era === "modern" ? { ...params, _meta: modernMeta } : params },
    { ...(era === "modern" ? modernHeaders : { "mcp-protocol-version": "2025-11-25" }), ...headers },
  );
}

/** A POST to the endpoint with a JSON body. */
export function post(body: unknown, headers: Record<string, string> = {}, url: string = resource): Request {
  return new Request(url, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

export function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
