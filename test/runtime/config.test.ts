import { describe, expect, test } from "vitest";
import { api } from "../../templates/src/api.ts";
import { standardClaimRules } from "../../templates/src/runtime/auth/claim-rules.ts";
import { resolveConfig } from "../../templates/src/runtime/config.ts";
import { environmentVariables } from "../../templates/src/runtime/environment.ts";
import { ConfigError } from "../../templates/src/runtime/errors.ts";
import type { HandlerOptions } from "../../templates/src/runtime/handler-options.ts";
import { defaultLimits } from "../../templates/src/runtime/limits.ts";
import { optionsFromEnvironment } from "../../templates/src/runtime/options-from-environment.ts";

const good: HandlerOptions = { oauthIssuer: ["https://as.example"], apiBaseUrl: "https://api.example/v1/" };

/** The problems of a configuration; empty when it is good. */
function problemsOf(options: HandlerOptions, definition: typeof api = api): readonly string[] {
  try {
    resolveConfig(options, definition);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test("the defaults", () => {
  expect(resolveConfig(good, api)).toEqual({
    publicUrl: new URL("http://localhost:3000"),
    resource: "http://localhost:3000/mcp",
    issuers: ["https://as.example"],
    audiences: ["http://localhost:3000/mcp"],
    algorithms: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
    tokenTypes: ["at+jwt"],
    toolMode: "all",
    claims: standardClaimRules,
    relaxations: [],
    baseline: "read",
    apiBaseUrl: new URL("https://api.example/v1"),
    origins: new Map(),
    allowedOrigins: [],
    allowedHosts: ["localhost", "127.0.0.1", "[::1]"],
    confirm: "never",
    confirmFallback: "code",
    stateSecrets: [],
    legacySse: false,
    readOnly: false,
    limits: defaultLimits,
  });
});

test("secrets: of bytes, not of characters; the config may ask for consent too", () => {
  const stateSecret = ["é".repeat(16), "b".repeat(32)];
  const config = resolveConfig({ ...good, stateSecret }, { ...api, confirm: "destructive" });
  expect([config.confirm, config.stateSecrets]).toEqual(["destructive", stateSecret]);
  expect(problemsOf(good, { ...api, confirm: "destructive" })).toHaveLength(1);
});

test("a public URL off loopback: its host only, its path without a trailing slash", () => {
  const config = resolveConfig({ ...good, publicUrl: "https://mcp.example:8443/pets/" }, api);
  expect([config.publicUrl.href, config.resource, config.allowedHosts]).toEqual([
    "https://mcp.example:8443/pets",
    "https://mcp.example:8443/pets/mcp",
    ["mcp.example"],
  ]);
});

test("everything wrong is told at once", () => {
  expect(
    problemsOf({
      publicUrl: "http://mcp.example",
      oauthIssuer: [],
      oauthAudience: [],
      apiBaseUrl: "",
      scopeBaseline: "some",
      limits: { maxRequestBytes: 0 },
    }),
  ).toEqual([
    "PUBLIC_URL (publicUrl) must be https: tokens pass there. Plain http is allowed on loopback only.",
    "API_BASE_URL (apiBaseUrl) is missing: name the API that the callers' tokens are sent to.",
    "OAUTH_ISSUER (oauthIssuer) is missing: name the authorization server whose tokens you trust, exactly as its tokens say in iss.",
    "OAUTH_AUDIENCE (oauthAudience) is set but names no audience: name at least one, or leave it out to accept the resource only.",
    'SCOPE_BASELINE (scopeBaseline) must be minimal, read or all, not "some".',
    "MAX_REQUEST_BYTES must be a whole number above 0, for example 1048576.",
  ]);
});

const howToMake = "Make one with: openssl rand -base64 32";
const shortSecret = `STATE_SECRET (stateSecret) must be 32 random bytes or more, or several such secrets, comma-separated. ${howToMake}`;
const wrongRedisUrl =
  "REDIS_URL (redisUrl) must be a URL such as redis://user:password@host:6379/0, or rediss:// for TLS.";
const noHttp = "must be https: tokens pass there. Plain http is allowed on loopback only.";
const algorithms = "RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519";

const client = { oauthClientId: "c", oauthClientSecret: "s" };

describe("one problem", () => {
  test.each<readonly [Partial<HandlerOptions>, string]>([
    [
      { toolConfirm: "writes" },
      `STATE_SECRET (stateSecret) is missing: it seals what users agree to, since confirmation of calls is on (writes). Give every replica the same one. ${howToMake}`,
    ],
    [{ toolConfirm: "yes" }, "TOOL_CONFIRM (toolConfirm) must be one of never, destructive, writes."],
    [{ confirmFallback: "ask" }, "CONFIRM_FALLBACK (confirmFallback) must be code or refuse."],
    [{ stateSecret: ["a".repeat(31)] }, shortSecret],
    [{ stateSecret: ["é".repeat(32), "short"] }, shortSecret],
    [{ stateSecret: [] }, shortSecret],
    [{ readOnly: "yes" }, "READ_ONLY (readOnly) must be true or false."],
    [{ redisUrl: "https://user:canary@host" }, wrongRedisUrl],
    [{ redisUrl: "redis:" }, wrongRedisUrl],
    [{ redisUrl: "localhost:6379" }, wrongRedisUrl],
    [{ apiBaseUrl: "http://api.example" }, `API_BASE_URL (apiBaseUrl) ${noHttp}`],
    [{ apiBaseUrl: "http://127.0.0.1.evil.example" }, `API_BASE_URL (apiBaseUrl) ${noHttp}`],
    [
      { apiBaseUrl: "api.example" },
      "API_BASE_URL (apiBaseUrl) is not a URL: write it in full, like https://example.com/path.",
    ],
    [{ apiBaseUrl: "ftp://api.example" }, "API_BASE_URL (apiBaseUrl) must be an http or https URL."],
    [{ apiBaseUrl: "https://u:p@api.example" }, "API_BASE_URL (apiBaseUrl) must not hold a user name or password."],
    [{ apiBaseUrl: "https://api.example/?" }, "API_BASE_URL (apiBaseUrl) must not have a query."],
    [{ apiBaseUrl: "https://api.example/#" }, "API_BASE_URL (apiBaseUrl) must not have a fragment."],
    [{ oauthIssuer: ["http://as.example"] }, `OAUTH_ISSUER (oauthIssuer) "http://as.example" ${noHttp}`],
    [{ oauthIssuer: ["https://a.example", "https://a.example"] }, "OAUTH_ISSUER (oauthIssuer) names an issuer twice."],
    [
      { oauthIssuer: ["https://a.example", "https://b.example"], oauthJwksUri: "https://a.example/jwks" },
      "OAUTH_JWKS_URI (oauthJwksUri) works with a single issuer only: leave it out, keys are discovered per issuer.",
    ],
    [{ oauthJwksUri: "http://as.example/jwks" }, `OAUTH_JWKS_URI (oauthJwksUri) ${noHttp}`],
    [
      { oauthResource: "https://mcp.example/#x" },
      "OAUTH_RESOURCE (oauthResource) must be an absolute URI without fragment, like https://example.com/mcp.",
    ],
    [
      { oauthResource: "mcp" },
      "OAUTH_RESOURCE (oauthResource) must be an absolute URI without fragment, like https://example.com/mcp.",
    ],
    [
      { oauthAudience: [""] },
      "OAUTH_AUDIENCE (oauthAudience) is set but names no audience: name at least one, or leave it out to accept the resource only.",
    ],
    [{ oauthAlgorithms: ["none"] }, `OAUTH_ALGORITHMS (oauthAlgorithms) cannot hold none: allowed are ${algorithms}.`],
    [
      { oauthAlgorithms: ["ES256", "HS256"] },
      `OAUTH_ALGORITHMS (oauthAlgorithms) cannot hold HS256: allowed are ${algorithms}.`,
    ],
    [{ oauthAlgorithms: [] }, `OAUTH_ALGORITHMS (oauthAlgorithms) is empty: allowed are ${algorithms}.`],
    [
      { oauthTokenTypes: ["id+jwt"] },
      "OAUTH_TOKEN_TYPES (oauthTokenTypes) may hold at+jwt (RFC 9068) and JWT, and must hold one of them.",
    ],
    [
      { oauthAllowedClients: [] },
      "OAUTH_ALLOWED_CLIENTS (oauthAllowedClients) is set but names no client: name one, or leave it out to accept every client of the issuer.",
    ],
    [
      { oauthClientSecret: "s" },
      "OAUTH_CLIENT_ID (oauthClientId) is missing: OAUTH_CLIENT_SECRET and OAUTH_CLIENT_KEY are the credentials of a client.",
    ],
    [
      { oauthClientId: "c" },
      "OAUTH_CLIENT_ID (oauthClientId) needs OAUTH_CLIENT_SECRET (oauthClientSecret) or OAUTH_CLIENT_KEY (oauthClientKey), one of them.",
    ],
    [
      { oauthClientId: "c", oauthClientSecret: "s", oauthClientKey: "{}" },
      "OAUTH_CLIENT_ID (oauthClientId) needs OAUTH_CLIENT_SECRET (oauthClientSecret) or OAUTH_CLIENT_KEY (oauthClientKey), one of them.",
    ],
    ...[
      "s3cret",
      "[]",
      '{"kty":"oct","k":"AA","alg":"HS256"}',
      '{"kty":"EC","alg":"ES256"}',
      '{"kty":"EC","d":"AA"}',
    ].map(
      (oauthClientKey) =>
        [
          { oauthClientId: "c", oauthClientKey },
          `OAUTH_CLIENT_KEY (oauthClientKey) must be a private JWK as JSON with alg, one of ${algorithms}.`,
        ] as const,
    ),
    [
      { oauthIntrospectionUri: "discover" },
      "OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) needs OAUTH_CLIENT_ID (oauthClientId): introspection answers to registered clients only.",
    ],
    [
      { ...client, oauthIntrospectionUri: "http://as.example/introspect" },
      `OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) ${noHttp}`,
    ],
    [
      { ...client, oauthIntrospectionUri: "discover", oauthIssuer: ["https://a.example", "https://b.example"] },
      "OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) works with a single issuer only.",
    ],
    [
      { allowedOrigins: ["https://a.example/"] },
      'ALLOWED_ORIGINS (allowedOrigins) "https://a.example/" is not an origin: write scheme://host[:port], lower case, without path; wildcards are not supported.',
    ],
    [
      { allowedOrigins: ["*"] },
      'ALLOWED_ORIGINS (allowedOrigins) "*" is not an origin: write scheme://host[:port], lower case, without path; wildcards are not supported.',
    ],
    [
      { allowedHosts: ["https://a.example"] },
      'ALLOWED_HOSTS (allowedHosts) "https://a.example" is not a host name: write it without scheme and port.',
    ],
    [{ allowedHosts: [] }, "ALLOWED_HOSTS (allowedHosts) is set but empty: name a host, or leave it out."],
    [
      { apiOrigins: { uploads: "https://up.example" } },
      "API_ORIGIN_UPLOADS (apiOrigins.uploads) names no origin of this API.",
    ],
    [{ limits: { maxResultTokens: 499 } }, "MAX_RESULT_TOKENS must be at least 500: less says nothing of an answer."],
    [
      { limits: { maxBatchCalls: 17 } },
      "MAX_BATCH_CALLS must not be above MAX_CONCURRENT_CALLS_PER_CALLER: such a batch could never be served.",
    ],
    [{ limits: { callTimeoutMs: Number.NaN } }, "CALL_TIMEOUT_MS must be a whole number above 0, for example 30000."],
  ])("%j", (options, problem) => {
    expect(problemsOf({ ...good, ...options })).toEqual([problem]);
  });
});

describe("further origins", () => {
  const definition = { ...api, origins: [{ name: "uploads", proposed: "https://uploads.example" }] };
  test("one without a URL is no fault: only its tools are refused", () => {
    expect(problemsOf(good, definition)).toEqual([]);
    expect(resolveConfig(good, definition).origins).toEqual(new Map());
  });
  test("are taken", () => {
    const config = resolveConfig({ ...good, apiOrigins: { uploads: "https://up.example/x/" } }, definition);
    expect(config.origins).toEqual(new Map([["uploads", new URL("https://up.example/x")]]));
  });
});

describe("the provider", () => {
  const generated = { ...api, auth: { provider: "okta" } };
  const custom: HandlerOptions = { ...good, oauthIssuer: ["https://dev-1.okta.com/oauth2/default"] };

  test("of the project, when the environment names none", () => {
    const { claims, tokenTypes } = resolveConfig(custom, generated);
    expect([claims.scopeClaim, claims.scopeList, tokenTypes]).toEqual(["scp", true, ["at+jwt", "jwt"]]);
  });

  test("of the environment wins", () => {
    expect(resolveConfig({ ...custom, oauthProvider: "workos" }, generated).claims.scopeClaim).toBe("scope");
  });
});

describe("the environment", () => {
  test("each variable of the table is read", () => {
    const listening = new Set(["HOST", "LOG_LEVEL", "LAME_DUCK_MS", "IDLE_GRACE_MS", "MCP_TOKEN"]);
    const empty = JSON.stringify(optionsFromEnvironment({}));
    for (const { name } of environmentVariables.filter((variable) => !listening.has(variable.name))) {
      expect(JSON.stringify(optionsFromEnvironment({ [name]: "7" })), name).not.toBe(empty);
    }
  });

  test("becomes options", () => {
    const options = optionsFromEnvironment({
      PORT: "8080",
      OAUTH_ISSUER: " https://a.example , https://b.example,",
      API_BASE_URL: "https://api.example",
      API_ORIGIN_UPLOADS: "https://up.example",
      MAX_REQUEST_BYTES: "10",
      OAUTH_AUDIENCE: "",
      ALLOWED_HOSTS: ",",
      UPSTREAM_KEY_KEY: " abc ",
      EXCHANGE_AUDIENCE: "api, other",
    });
    expect(options).toEqual({
      publicUrl: "http://localhost:8080",
      oauthIssuer: ["https://a.example", "https://b.example"],
      apiBaseUrl: "https://api.example",
      apiOrigins: { uploads: "https://up.example" },
      allowedHosts: [],
      upstreamCredentials: { UPSTREAM_KEY_KEY: "abc" },
      exchangeAudience: ["api", "other"],
      limits: { maxRequestBytes: 10 },
    });
  });
});
