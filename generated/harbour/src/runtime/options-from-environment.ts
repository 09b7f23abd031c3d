import { credentialVariablePrefix, originVariablePrefix, otelVariables } from "./environment.ts";
import type { HandlerOptions, OtelVariables } from "./handler-options.ts";
import { type GivenLimits, limitDefinitions } from "./limits.ts";

/** Environment variables by name. */
export interface Environment {
  readonly [name: string]: string | undefined;
}

/** Reads the handler's options from the environment. Nothing is checked here: `config.ts` checks, all at once. */
export function optionsFromEnvironment(environment: Environment): HandlerOptions {
  const text = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const list = (name: string): readonly string[] | undefined => splitList(text(name));
  return {
    publicUrl: text("PUBLIC_URL") ?? `http://localhost:${text("PORT") ?? "3000"}`,
    tenants: list("TENANTS"),
    tenantPattern: text("TENANT_PATTERN"),
    oauthIssuer: list("OAUTH_ISSUER") ?? [],
    oauthResource: text("OAUTH_RESOURCE"),
    oauthAudience: list("OAUTH_AUDIENCE"),
    oauthJwksUri: text("OAUTH_JWKS_URI"),
    oauthAlgorithms: list("OAUTH_ALGORITHMS"),
    oauthTokenTypes: list("OAUTH_TOKEN_TYPES"),
    oauthProvider: text("OAUTH_PROVIDER"),
    oauthAllowedClients: list("OAUTH_ALLOWED_CLIENTS"),
    oauthIntrospectionUri: text("OAUTH_INTROSPECTION_URI"),
    oauthClientId: text("OAUTH_CLIENT_ID"),
    oauthClientSecret: text("OAUTH_CLIENT_SECRET"),
    oauthClientKey: text("OAUTH_CLIENT_KEY"),
    exchangeAudience: list("EXCHANGE_AUDIENCE"),
    exchangeResource: list("EXCHANGE_RESOURCE"),
    exchangeTokenAudience: list("EXCHANGE_TOKEN_AUDIENCE"),
    exchangeTokenUri: text("EXCHANGE_TOKEN_URI"),
    upstreamCredentials: credentialsFrom(environment),
    scopeBaseline: text("SCOPE_BASELINE"),
    homePage: text("HOME_PAGE"),
    toolMode: text("TOOL_MODE"),
    apiBaseUrl: text("API_BASE_URL") ?? "",
    apiOrigins: originsFrom(environment),
    allowedOrigins: list("ALLOWED_ORIGINS"),
    allowedHosts: list("ALLOWED_HOSTS"),
    toolConfirm: text("TOOL_CONFIRM"),
    confirmFallback: text("CONFIRM_FALLBACK"),
    stateSecret: list("STATE_SECRET"),
    readOnly: text("READ_ONLY"),
    legacySse: text("LEGACY_SSE"),
    redisUrl: text("REDIS_URL"),
    metricsPort: text("METRICS_PORT"),
    metricsHost: text("METRICS_HOST"),
    auditKey: text("AUDIT_KEY"),
    auditArguments: text("AUDIT_ARGUMENTS"),
    otel: otelFrom(text),
    limits: limitsFrom(text),
  };
}

/** A set variable is a list, even of nothing: `OAUTH_AUDIENCE=,` is a mistake to be told, not the default. */
function splitList(text: string | undefined): readonly string[] | undefined {
  return text
    ?.split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function originsFrom(environment: Environment): { readonly [name: string]: string } {
  const entries = Object.entries(environment).filter(([name]) => name.startsWith(originVariablePrefix));
  return Object.fromEntries(
    entries.map(([name, value]) => [name.slice(originVariablePrefix.length).toLowerCase(), value?.trim() ?? ""]),
  );
}

function credentialsFrom(environment: Environment): { readonly [variable: string]: string } {
  const entries = Object.entries(environment).filter(([name]) => name.startsWith(credentialVariablePrefix));
  return Object.fromEntries(entries.map(([name, value]) => [name, value?.trim() ?? ""]));
}

/** Undefined when nothing is set. */
function otelFrom(text: (name: string) => string | undefined): OtelVariables | undefined {
  const given = otelVariables.map(({ name }) => [name, text(name)] as const).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** What is no number becomes NaN here, and a problem that names the variable in `resolveLimits`. */
function limitsFrom(text: (name: string) => string | undefined): GivenLimits {
  return Object.fromEntries(
    limitDefinitions.map(({ name, variable }) => [
      name,
      text(variable) === undefined ? undefined : Number(text(variable)),
    ]),
  );
}
