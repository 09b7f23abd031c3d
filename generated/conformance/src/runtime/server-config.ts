import type { JWK } from "jose";
import type { ClaimRules } from "./auth/claim-rules.ts";
import type { CallerRequirement, ConfirmMode } from "./surface-types.ts";

/** The resolved configuration of a server: every value checked, every default filled in. Types only; `config.ts` makes it. */
export interface ServerConfig {
  /** Whose configuration this is, on a server for several tenants; the last segment of the public URL's path. */
  readonly tenant?: string;
  /** The public base URL, without trailing slash in its path. MCP is served at its path + `/mcp`. */
  readonly publicUrl: URL;
  /** The OAuth resource identifier (RFC 8707, RFC 9728 `resource`). */
  readonly resource: string;
  /** Issuers whose tokens are accepted, compared as exact strings (RFC 9068, 4). */
  readonly issuers: readonly string[];
  /** Audiences accepted in `aud`; a token must name at least one. */
  readonly audiences: readonly string[];
  /** Where the keys are, when discovery cannot say. Only with a single issuer. */
  readonly jwksUri?: URL;
  /** JWS algorithms accepted: asymmetric ones only. */
  readonly algorithms: readonly string[];
  /** Accepted JWT `typ` values, lower case, without `application/` (RFC 9068, 2.1: `at+jwt`). */
  readonly tokenTypes: readonly string[];
  /** How claims are read: RFC 9068, or what a provider's preset says. */
  readonly claims: ClaimRules;
  /** What the provider's preset loosens, a sentence each; empty without a preset. Told in the log at the start. */
  readonly relaxations: readonly string[];
  /** Clients whose tokens are accepted (`client_id`, `azp`). Absent: any client of a trusted issuer. */
  readonly allowedClients?: readonly string[];
  /** How this server identifies itself to the authorization server. */
  readonly client?: OAuthClient;
  /** Where opaque tokens are looked up. Absent: they are refused. Only with a single issuer. */
  readonly introspection?: IntrospectionConfig;
  /** Who may use the server's own credentials. Absent in the other modes. */
  readonly requires?: CallerRequirement;
  /** What the first 401 challenge asks for. */
  readonly baseline: "minimal" | "read" | "all";
  /** How tools are offered: each listed, or found by search. */
  readonly toolMode: "all" | "search";
  /** The API. Its path is a prefix of every request's path. */
  readonly apiBaseUrl: URL;
  /** Further named origins (see `OriginDefinition`). */
  readonly origins: ReadonlyMap<string, URL>;
  /** Browser origins that may read answers (CORS), as exact `scheme://host[:port]`. */
  readonly allowedOrigins: readonly string[];
  /** Host names (no port) the server answers to. */
  readonly allowedHosts: readonly string[];
  /** Which calls wait until their user has agreed. */
  readonly confirm: ConfirmMode;
  /** For clients that cannot ask their user: a code that the model passes on, or a refusal. */
  readonly confirmFallback: "code" | "refuse";
  /** What states are sealed with: the first one seals, all of them open. Empty: nothing is sealed. */
  readonly stateSecrets: readonly string[];
  /** Only tools that read are offered. */
  readonly readOnly: boolean;
  /** Whether the deprecated HTTP+SSE transport is offered too. */
  readonly legacySse: boolean;
  /** Where replicas share what each must know of the others. */
  readonly redisUrl?: URL;
  readonly limits: Limits;
}

/** Credentials of this server as a client of the authorization server: a secret, or a key (RFC 7523, 2.2). */
export interface OAuthClient {
  readonly id: string;
  readonly secret?: string;
  /** Private JWK with `alg`. */
  readonly key?: JWK;
}

/** How opaque tokens are looked up. */
export interface IntrospectionConfig {
  /** Absent: `introspection_endpoint` of the issuer's metadata. */
  readonly uri?: URL;
  /** `rfc7662`, or Google's `tokeninfo`. */
  readonly kind: "rfc7662" | "tokeninfo";
}

/** Every limit of the server, in one place. Times in ms, sizes in bytes, but for tokens. */
export interface Limits {
  /** An MCP request's body. */
  readonly maxRequestBytes: number;
  /** Nesting of an MCP request's JSON. */
  readonly maxRequestDepth: number;
  /** A bearer token. */
  readonly maxTokenBytes: number;
  /** `tools/call` in one JSON-RPC batch (2025-03-26 clients). */
  readonly maxBatchCalls: number;
  /** Calls in flight, all callers together; further ones wait. */
  readonly maxConcurrentCalls: number;
  /** Calls in flight of one caller; further ones wait. */
  readonly maxConcurrentCallsPerCaller: number;
  /** Calls that wait for a place, all callers together; beyond it 503. */
  readonly maxQueuedCalls: number;
  /** Calls of one caller that wait; beyond it 429 or 503, by what there is no place for. */
  readonly maxQueuedCallsPerCaller: number;
  /** How long a call waits for a place. 0: not at all. */
  readonly queueTimeoutMs: number;
  /** Calls of one caller in one window; beyond it 429. 0: as many as they like. */
  readonly rateLimitCallsPerCaller: number;
  /** Calls to one API in one window, all callers together; beyond it 429. 0: as many as they like. */
  readonly rateLimitCalls: number;
  /** A window, which begins with a caller's first call; whole seconds count. */
  readonly rateLimitWindowMs: number;
  /** Callers whose calls are counted at once. */
  readonly maxCountedCallers: number;
  /** Failures in a row after which an API is not asked for a while. 0: it always is. */
  readonly circuitFailures: number;
  /** How long it is not asked. */
  readonly circuitOpenMs: number;
  /** One call, from its arguments to its result. */
  readonly callTimeoutMs: number;
  /** A file argument, decoded. */
  readonly maxFileBytes: number;
  /** An answer of the API, counted after decompression. */
  readonly maxResponseBytes: number;
  /** Items of a streamed answer. */
  readonly maxStreamItems: number;
  /** How long a streamed answer is collected, at most four fifths of a call. */
  readonly maxStreamMs: number;
  /** Nesting of an answer's JSON. */
  readonly maxResponseDepth: number;
  /** How long a user has to agree to a call. */
  readonly confirmTimeoutMs: number;
  /** Text and bytes of an answer beyond which a link stands for them, where links can be sealed. */
  readonly maxInlineBytes: number;
  /** The same of images and audio. */
  readonly maxInlineMediaBytes: number;
  /** How long such a link works. */
  readonly resultLinkMs: number;
  /** What a model gets of one result, in tokens. */
  readonly maxResultTokens: number;
  /** Fetching keys or discovery documents of an issuer. */
  readonly keyFetchTimeoutMs: number;
  /** A key set or discovery document. */
  readonly maxKeySetBytes: number;
  /** Verified tokens that are remembered, for a minute at most. */
  readonly maxCachedTokens: number;
  /** Tenants whose keys and tokens are held at once, where there are several. */
  readonly maxTenants: number;
  /** Verified tokens that are remembered of one tenant, where there are several. */
  readonly maxCachedTokensPerTenant: number;
  /** Fetches a minute from authorization servers of tenants that only a pattern lets in and that have not answered yet. */
  readonly maxTenantFetchesPerMinute: number;
  /** Opaque tokens being looked up at once; beyond it 503. */
  readonly maxConcurrentIntrospections: number;
  /** Tokens for the API that are kept, in the modes where it does not get the caller's own. */
  readonly maxCachedUpstreamTokens: number;
  /** Tokens for the API being asked for at once; beyond it the call fails. */
  readonly maxConcurrentTokenRequests: number;
  /** Asking the authorization server for a token. */
  readonly tokenRequestTimeoutMs: number;
  /** Open sessions of HTTP+SSE, where it is on; beyond it 503. */
  readonly maxSseSessions: number;
  /** The same of one caller; beyond it 429. */
  readonly maxSseSessionsPerCaller: number;
  /** Between two comments on a stream of HTTP+SSE that say that it lives. */
  readonly sseKeepAliveMs: number;
  /** Median delay of Node's event loop beyond which MCP requests are refused with 503 before they are read. 0: they never are. */
  readonly maxEventLoopDelayMs: number;
  /** How long SIGTERM waits for calls in flight. */
  readonly drainTimeoutMs: number;
}
