import { limitDefinitions } from "./limits.ts";
import type { CredentialKind } from "./surface-types.ts";

/** One environment variable of the server. */
export interface EnvironmentVariable {
  readonly name: string;
  /** One sentence, without the default. */
  readonly meaning: string;
  /** What holds when it is not set; absent when nothing does. */
  readonly default?: string;
  readonly required: boolean;
  /** Only in projects with this feature. */
  readonly feature?: "audit" | "legacy-sse" | "metrics" | "otel" | "page" | "stdio" | "token-exchange";
  /** Holds a credential, or may: kept where secrets are kept. */
  readonly secret?: true;
  /** Bounds something: one of `limits.ts`. */
  readonly isLimit?: true;
}

/** The variables of OpenTelemetry that there is something to say about; its exporters read all of theirs. */
export const otelVariables: readonly Pick<EnvironmentVariable, "name" | "meaning" | "default" | "secret">[] = [
  {
    name: "OTEL_EXPORTER_OTLP_ENDPOINT",
    meaning: "the collector that traces and metrics are sent to, as JSON over HTTP",
    default: "http://localhost:4318",
  },
  {
    name: "OTEL_EXPORTER_OTLP_HEADERS",
    meaning: "headers for the collector, as name=value, comma-separated",
    default: "none",
    secret: true,
  },
  { name: "OTEL_SERVICE_NAME", meaning: "what the service is called there", default: "the server's name" },
  {
    name: "OTEL_RESOURCE_ATTRIBUTES",
    meaning: "what else is said of the service, as name=value, comma-separated",
    default: "none",
  },
  { name: "OTEL_TRACES_EXPORTER", meaning: "otlp, or none: no traces are sent", default: "otlp" },
  { name: "OTEL_METRICS_EXPORTER", meaning: "otlp, or none: no metrics are sent", default: "otlp" },
  {
    name: "OTEL_TRACES_SAMPLER",
    meaning: "which traces are sent: always_on, always_off, traceidratio, or one of these behind parentbased_",
    default: "parentbased_always_on",
  },
  { name: "OTEL_TRACES_SAMPLER_ARG", meaning: "the ratio of traceidratio, from 0 to 1", default: "1" },
  { name: "OTEL_BSP_SCHEDULE_DELAY", meaning: "between two exports of spans, in ms", default: "5000" },
  { name: "OTEL_METRIC_EXPORT_INTERVAL", meaning: "between two exports of metrics, in ms", default: "60000" },
  { name: "OTEL_SDK_DISABLED", meaning: "true: nothing is sent", default: "false" },
];

/** Every environment variable that `main.ts` reads. README and `.env.example` are made from this table. */
export const environmentVariables: readonly EnvironmentVariable[] = [
  { name: "PORT", meaning: "port it listens on", default: "3000", required: false },
  { name: "HOST", meaning: "address it listens on (0.0.0.0 in the container)", default: "127.0.0.1", required: false },
  {
    name: "PUBLIC_URL",
    meaning: "the public base URL, may have a path; MCP is served at it + /mcp",
    default: "http://localhost:PORT",
    required: false,
  },
  {
    name: "TENANTS",
    meaning: "names of tenants, comma-separated, each served at PUBLIC_URL + /name/mcp; needs {tenant} in OAUTH_ISSUER",
    default: "none: one resource for all",
    required: false,
  },
  {
    name: "TENANT_PATTERN",
    meaning: "instead of TENANTS or beside it: the names that are tenants, like ^[a-z][a-z0-9-]{2,30}$",
    default: "none",
    required: false,
  },
  {
    name: "OAUTH_ISSUER",
    meaning: "the trusted authorization servers, comma-separated, exactly as tokens name them in iss",
    required: true,
  },
  {
    name: "OAUTH_RESOURCE",
    meaning: "the resource identifier that the metadata names",
    default: "PUBLIC_URL + /mcp",
    required: false,
  },
  {
    name: "OAUTH_AUDIENCE",
    meaning: "the accepted audiences, comma-separated; a token must name one of them in aud",
    default: "OAUTH_RESOURCE",
    required: false,
  },
  {
    name: "OAUTH_JWKS_URI",
    meaning: "where the keys are, when discovery cannot say; only with a single issuer",
    default: "discovered",
    required: false,
  },
  {
    name: "OAUTH_ALGORITHMS",
    meaning: "the accepted signature algorithms, comma-separated; asymmetric ones only",
    default: "RS256,RS384,RS512,PS256,PS384,PS512,ES256,ES384,ES512,EdDSA,Ed25519",
    required: false,
  },
  {
    name: "OAUTH_TOKEN_TYPES",
    meaning: "the accepted token types (typ), comma-separated; add JWT for servers that do not issue at+jwt",
    default: "at+jwt, or what OAUTH_PROVIDER says",
    required: false,
  },
  {
    name: "OAUTH_PROVIDER",
    meaning:
      "how this authorization server departs from RFC 9068: keycloak, auth0, okta, entra, cognito, workos or google",
    default: "none: RFC 9068 as it stands",
    required: false,
  },
  {
    name: "OAUTH_ALLOWED_CLIENTS",
    meaning: "the clients whose tokens are accepted (client_id or azp), comma-separated",
    default: "any client of a trusted issuer",
    required: false,
  },
  {
    name: "OAUTH_INTROSPECTION_URI",
    meaning:
      "where opaque tokens are looked up (RFC 7662), or discover to take it from the metadata; needs OAUTH_CLIENT_ID",
    default: "opaque tokens are refused",
    required: false,
  },
  {
    name: "OAUTH_CLIENT_ID",
    meaning: "this server's own client id at the authorization server",
    default: "none",
    required: false,
  },
  {
    name: "OAUTH_CLIENT_SECRET",
    meaning: "the secret of OAUTH_CLIENT_ID",
    default: "none",
    required: false,
    secret: true,
  },
  {
    name: "OAUTH_CLIENT_KEY",
    meaning: "instead of the secret: a private JWK with alg and kid, as JSON, for private_key_jwt",
    default: "none",
    required: false,
    secret: true,
  },
  {
    name: "EXCHANGE_AUDIENCE",
    meaning: "the audience that tokens for the API are exchanged for (RFC 8693), comma-separated",
    default: "what the project was generated with",
    required: false,
    feature: "token-exchange",
  },
  {
    name: "EXCHANGE_RESOURCE",
    meaning: "the resource that tokens for the API are exchanged for (RFC 8707), comma-separated",
    default: "what the project was generated with",
    required: false,
    feature: "token-exchange",
  },
  {
    name: "EXCHANGE_TOKEN_AUDIENCE",
    meaning: "what aud of an exchanged token must name, comma-separated",
    default: "EXCHANGE_AUDIENCE and EXCHANGE_RESOURCE",
    required: false,
    feature: "token-exchange",
  },
  {
    name: "EXCHANGE_TOKEN_URI",
    meaning: "where tokens are exchanged, when the issuer's metadata cannot say",
    default: "discovered",
    required: false,
    feature: "token-exchange",
  },
  {
    name: "SCOPE_BASELINE",
    meaning: "the scopes that the first challenge asks for: minimal (none), read (what read-only tools need) or all",
    default: "read",
    required: false,
  },
  {
    name: "TOOL_MODE",
    meaning: "how tools are offered: all (each is listed) or search (found with search_tools, in few tokens)",
    default: "what the project was generated with, else all",
    required: false,
  },
  { name: "API_BASE_URL", meaning: "the API; tokens go to its origin only", required: true },
  {
    name: "ALLOWED_ORIGINS",
    meaning: "browser origins that may call, comma-separated, exact",
    default: "none",
    required: false,
  },
  {
    name: "ALLOWED_HOSTS",
    meaning: "host names the server answers to, comma-separated, without port",
    default: "the host of PUBLIC_URL",
    required: false,
  },
  {
    name: "HOME_PAGE",
    meaning: "what the page at / says: off, summary (how to connect) or tools (the tools too, to whoever looks)",
    default: "what the project was generated with: summary unless the config says otherwise",
    required: false,
    feature: "page",
  },
  {
    name: "TOOL_CONFIRM",
    meaning: "calls that wait until their user has agreed: never, destructive or writes",
    default: "what the config said, else never",
    required: false,
  },
  {
    name: "CONFIRM_FALLBACK",
    meaning:
      "for clients that cannot ask their user: code (the model gets a code and is told to ask), or refuse (such calls are refused)",
    default: "code",
    required: false,
  },
  {
    name: "STATE_SECRET",
    meaning:
      "what consent and links to large results are sealed with: 32 random bytes or more, the same at every replica; required with TOOL_CONFIRM. Several, comma-separated: the first seals, all open",
    default: "none: large results have no links",
    required: false,
    secret: true,
  },
  { name: "READ_ONLY", meaning: "true: no tool that writes is offered", default: "false", required: false },
  {
    name: "REDIS_URL",
    meaning: "where replicas share what each must know of the others, in a project generated with sharedStore: redis",
    default: "none: each replica knows its own",
    required: false,
    secret: true,
  },
  {
    name: "MCP_TOKEN",
    meaning: "for stdio only: the access token of the user whom the server works for",
    default: "none: over HTTP each request brings its own",
    required: false,
    feature: "stdio",
    secret: true,
  },
  {
    name: "METRICS_PORT",
    meaning: "port of the Prometheus metrics, at /metrics",
    default: "none: they are not served",
    required: false,
    feature: "metrics",
  },
  {
    name: "METRICS_HOST",
    meaning: "address that METRICS_PORT is opened on",
    default: "127.0.0.1",
    required: false,
    feature: "metrics",
  },
  {
    name: "AUDIT_KEY",
    meaning: "what callers are hashed with in the audit log: 32 random bytes or more, the same at every replica",
    default: "a random one at each start",
    required: false,
    feature: "audit",
    secret: true,
  },
  {
    name: "AUDIT_ARGUMENTS",
    meaning: "true: the audit log holds arguments too, bounded and without what looks like a secret",
    default: "false",
    required: false,
    feature: "audit",
  },
  ...otelVariables.map((variable) => ({ ...variable, required: false, feature: "otel" as const })),
  { name: "LOG_LEVEL", meaning: "trace, debug, info, warn, error, fatal or silent", default: "info", required: false },
  {
    name: "LEGACY_SSE",
    meaning:
      "true: the deprecated HTTP+SSE transport too, at PUBLIC_URL + /mcp/sse; its sessions live in one process, so that all requests of a session must reach the same replica",
    default: "false",
    required: false,
    feature: "legacy-sse",
  },
  {
    name: "LAME_DUCK_MS",
    meaning: "how long a stopping server says it is not ready before it stops listening, in ms",
    default: "1000",
    required: false,
  },
  {
    name: "IDLE_GRACE_MS",
    meaning:
      "how long it then serves connections that are open before it closes those that idle, in ms; more than a proxy in front keeps idle ones",
    default: "3000",
    required: false,
  },
  ...limitDefinitions.map((limit) => ({
    name: limit.variable,
    meaning: limit.meaning,
    default: String(limit.default),
    required: false,
    isLimit: true as const,
  })),
];

/** Prefix of the variables that give a further origin its URL: `API_ORIGIN_UPLOADS` for the origin `uploads`. */
export const originVariablePrefix: string = "API_ORIGIN_";

/** Prefix of the variables that hold the server's own credentials: `UPSTREAM_API_KEY_KEY` for the scheme `api_key`. */
export const credentialVariablePrefix: string = "UPSTREAM_";

/** One variable of a security scheme: the end of its name, behind `UPSTREAM_<SCHEME>`. */
export interface CredentialVariable {
  readonly suffix: string;
  readonly meaning: string;
  /** Whether the scheme is not configured without it. */
  readonly required: boolean;
  /** Holds a credential, or may. */
  readonly secret?: true;
}

/** The variables of each kind of scheme. */
export const credentialVariables: { readonly [kind in CredentialKind["kind"]]: readonly CredentialVariable[] } = {
  apiKey: [
    { suffix: "_KEY", meaning: "an API key of this server's own, at least 8 characters", required: true, secret: true },
  ],
  basic: [
    { suffix: "_USERNAME", meaning: "user name of this server at the API (HTTP basic)", required: true, secret: true },
    {
      suffix: "_PASSWORD",
      meaning: "its password; set but empty where the user name is the key",
      required: true,
      secret: true,
    },
  ],
  bearer: [
    { suffix: "_TOKEN", meaning: "a bearer token of this server's own for the API", required: true, secret: true },
  ],
  client: [
    { suffix: "_CLIENT_ID", meaning: "this server's client at the API's authorization server", required: true },
    { suffix: "_CLIENT_SECRET", meaning: "its secret", required: true, secret: true },
    { suffix: "_TOKEN_URL", meaning: "where it gets its tokens, https", required: true },
    { suffix: "_AUDIENCE", meaning: "audience of the token request, where the server wants one", required: false },
    { suffix: "_RESOURCE", meaning: "resource of the token request (RFC 8707)", required: false },
  ],
};
