import type { Transport } from "./upstream/transport.ts";
import type { BodyCompressor } from "./mcp/compressed-body.ts";
import type { Digest } from "./auth/token-cache.ts";
import type { Log } from "./log.ts";
import type { GivenLimits } from "./limits.ts";

/**
 * What `createHandler` takes: the environment variables of `environment.ts` in camelCase, the limits, and the effects.
 * Where a variable is a comma-separated list, an array is taken.
 */
export interface HandlerOptions {
  /** `PUBLIC_URL` */
  readonly publicUrl?: string | undefined;
  /** `TENANTS`: names of tenants; `{tenant}` in the settings below stands for one. */
  readonly tenants?: readonly string[] | undefined;
  /** `TENANT_PATTERN`: names of further tenants */
  readonly tenantPattern?: string | undefined;
  /** `OAUTH_ISSUER` */
  readonly oauthIssuer: readonly string[];
  /** `OAUTH_RESOURCE` */
  readonly oauthResource?: string | undefined;
  /** `OAUTH_AUDIENCE` */
  readonly oauthAudience?: readonly string[] | undefined;
  /** `OAUTH_JWKS_URI` */
  readonly oauthJwksUri?: string | undefined;
  /** `OAUTH_ALGORITHMS` */
  readonly oauthAlgorithms?: readonly string[] | undefined;
  /** `OAUTH_TOKEN_TYPES` */
  readonly oauthTokenTypes?: readonly string[] | undefined;
  /** `OAUTH_PROVIDER`: a name of `auth/provider-presets.ts` */
  readonly oauthProvider?: string | undefined;
  /** `OAUTH_ALLOWED_CLIENTS` */
  readonly oauthAllowedClients?: readonly string[] | undefined;
  /** `OAUTH_INTROSPECTION_URI`: a URL, or `discover` */
  readonly oauthIntrospectionUri?: string | undefined;
  /** `OAUTH_CLIENT_ID` */
  readonly oauthClientId?: string | undefined;
  /** `OAUTH_CLIENT_SECRET` */
  readonly oauthClientSecret?: string | undefined;
  /** `OAUTH_CLIENT_KEY`: a private JWK as JSON */
  readonly oauthClientKey?: string | undefined;
  /** `EXCHANGE_AUDIENCE` */
  readonly exchangeAudience?: readonly string[] | undefined;
  /** `EXCHANGE_RESOURCE` */
  readonly exchangeResource?: readonly string[] | undefined;
  /** `EXCHANGE_TOKEN_AUDIENCE` */
  readonly exchangeTokenAudience?: readonly string[] | undefined;
  /** `EXCHANGE_TOKEN_URI` */
  readonly exchangeTokenUri?: string | undefined;
  /** `UPSTREAM_<SCHEME>_...`: the server's own credentials, by the variable's name. */
  readonly upstreamCredentials?: { readonly [variable: string]: string } | undefined;
  /** `SCOPE_BASELINE`: `minimal`, `read` or `all` */
  readonly scopeBaseline?: string | undefined;
  /** `HOME_PAGE`: `off`, `summary` or `tools` */
  readonly homePage?: string | undefined;
  /** `TOOL_MODE`: `all` or `search` */
  readonly toolMode?: string | undefined;
  /** `API_BASE_URL` */
  readonly apiBaseUrl: string;
  /** `API_ORIGIN_<NAME>`: URLs of further origins, by name. */
  readonly apiOrigins?: { readonly [name: string]: string } | undefined;
  /** `ALLOWED_ORIGINS` */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** `ALLOWED_HOSTS` */
  readonly allowedHosts?: readonly string[] | undefined;
  /** `TOOL_CONFIRM`: `never`, `destructive` or `writes` */
  readonly toolConfirm?: string | undefined;
  /** `CONFIRM_FALLBACK`: `code` or `refuse` */
  readonly confirmFallback?: string | undefined;
  /** `STATE_SECRET` */
  readonly stateSecret?: readonly string[] | undefined;
  /** `READ_ONLY` */
  readonly readOnly?: boolean | string | undefined;
  /** `LEGACY_SSE` */
  readonly legacySse?: boolean | string | undefined;
  /** `REDIS_URL` */
  readonly redisUrl?: string | undefined;
  /** `METRICS_PORT` */
  readonly metricsPort?: number | string | undefined;
  /** `METRICS_HOST` */
  readonly metricsHost?: string | undefined;
  /** `AUDIT_KEY` */
  readonly auditKey?: string | undefined;
  /** `AUDIT_ARGUMENTS` */
  readonly auditArguments?: boolean | string | undefined;
  /** `OTEL_...`, by the variable's name. */
  readonly otel?: OtelVariables | undefined;
  readonly limits?: GivenLimits | undefined;
  readonly effects?: HandlerEffects | undefined;
}

/** The variables of OpenTelemetry that this server reads itself; its SDK reads the others from the process. */
export interface OtelVariables {
  readonly [name: string]: string | undefined;
}

/** What a server does to the outside. Tests and hosts give their own. */
export interface HandlerEffects {
  /** Default: the platform's `fetch`. */
  readonly fetch?: typeof fetch | undefined;
  /** How requests to the API are sent. Default: by `fetch`. */
  readonly transport?: Transport | undefined;
  /** SHA-256 of a token. Default: by WebCrypto. */
  readonly digest?: Digest | undefined;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /**
   * Told of work that requests share, such as fetching keys. For platforms that stop what a request began once it is answered. Default: nothing.
   */
  readonly keepAlive?: ((work: Promise<unknown>) => void) | undefined;
  /** Whether the process has more to do than it can: MCP requests are refused before they are read. Default: it never has. */
  readonly isOverloaded?: (() => boolean) | undefined;
  /** How answers are compressed that are kept. Default: not; who stands before the server may. */
  readonly compress?: BodyCompressor | undefined;
  /** Default: JSON lines on the console. */
  readonly log?: Log | undefined;
}
