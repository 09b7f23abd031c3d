/** The settings of a server for several tenants: what is refused at the start, and what is derived for each. */
import { exportJWK } from "jose";
import { expect, test } from "vitest";
import { api } from "../../../templates/src/api.ts";
import { custom } from "../../../templates/src/custom.ts";
import { createRuntime } from "../../../templates/src/runtime/create-runtime.ts";
import { ConfigError } from "../../../templates/src/runtime/errors.ts";
import type { HandlerOptions } from "../../../templates/src/runtime/handler-options.ts";
import { optionsFromEnvironment } from "../../../templates/src/runtime/options-from-environment.ts";
import { readTenants } from "../../../templates/src/runtime/tenants/read-tenants.ts";
import { optionsOfTenant } from "../../../templates/src/runtime/tenants/tenant-options.ts";
import { createKey } from "../toy-world.ts";

const good: HandlerOptions = {
  publicUrl: "https://mcp.example/tools/",
  tenants: ["acme"],
  oauthIssuer: ["https://{tenant}.auth.example"],
  apiBaseUrl: "https://api.example/{tenant}/v1",
};
const privateKey = { ...(await exportJWK((await createKey("k")).privateKey)), alg: "ES256" };
const client = { oauthClientId: "mcp-{tenant}", oauthClientKey: JSON.stringify(privateKey) };

function problemsOf(options: Partial<HandlerOptions>, definition = api): readonly string[] {
  try {
    readTenants({ ...good, ...options }, definition);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test("what is derived for a tenant", () => {
  const origins = { ...api, origins: [{ name: "uploads", proposed: "https://up.example" }] };
  const options: HandlerOptions = {
    ...good,
    ...client,
    oauthResource: "https://{tenant}.api.example/mcp",
    oauthAudience: ["api://{tenant}", "pets"],
    oauthJwksUri: "https://{tenant}.auth.example/keys",
    oauthAllowedClients: ["desk", "desk-{tenant}"],
    apiOrigins: { uploads: "https://{tenant}.up.example" },
  };
  expect(readTenants(options, origins).config).toMatchObject({
    tenant: "acme",
    publicUrl: new URL("https://mcp.example/tools/acme"),
    resource: "https://acme.api.example/mcp",
    issuers: ["https://acme.auth.example"],
    audiences: ["api://acme", "pets"],
    jwksUri: new URL("https://acme.auth.example/keys"),
    client: { id: "mcp-acme", key: privateKey },
    allowedClients: ["desk", "desk-acme"],
    apiBaseUrl: new URL("https://api.example/acme/v1"),
    origins: new Map([["uploads", new URL("https://acme.up.example")]]),
    allowedHosts: ["mcp.example"],
    limits: { maxCachedTokens: 200 },
  });
});

test("the resource is the endpoint, and the audience the resource, where nothing else is set", () => {
  const { config, endpointUrl } = readTenants(good, api);
  expect([config.resource, config.audiences, endpointUrl]).toEqual([
    "https://mcp.example/tools/acme/mcp",
    ["https://mcp.example/tools/acme/mcp"],
    "https://mcp.example/tools/{tenant}/mcp",
  ]);
});

test("names are put in as text, not as patterns of replacement", () => {
  expect(optionsOfTenant(good, "$&").apiBaseUrl).not.toContain("{tenant}");
});

test("the environment", () => {
  const options = optionsFromEnvironment({ TENANTS: "acme, globex", TENANT_PATTERN: " ^t[0-9]+$ " });
  expect([options.tenants, options.tenantPattern]).toEqual([["acme", "globex"], "^t[0-9]+$"]);
});

test.each<readonly [string, Partial<HandlerOptions>, readonly string[]]>([
  ["nothing", {}, []],
  ["a pattern only", { tenants: undefined, tenantPattern: "^t[0-9]+$" }, []],
  ["both", { tenantPattern: "^t[0-9]+$" }, []],
  ["an API that is the same for all", { apiBaseUrl: "https://api.example" }, []],
  ["opaque tokens by discovery", { oauthIntrospectionUri: "discover", ...client }, []],
  ["Entra", { oauthIssuer: ["https://login.microsoftonline.com/{tenant}/v2.0"], oauthProvider: "entra" }, []],
  [
    "names that are none",
    { tenants: ["Acme", "a.b", "mcp", ""] },
    ["Acme", "a.b", "mcp", ""].map(
      (name) =>
        `TENANTS (tenants) "${name}" cannot be a tenant: a name has 1 to 63 of a-z, 0-9 and -, no - at its ends, none at its third and fourth place, not mcp.`,
    ),
  ],
  ["an empty list", { tenants: [] }, ["TENANTS (tenants) is set but names no tenant: name one, or leave it out."]],
  [
    "an issuer without the placeholder",
    { oauthIssuer: ["https://auth.example"] },
    ["OAUTH_ISSUER (oauthIssuer) must hold {tenant}: each tenant has an issuer of its own."],
  ],
  [
    "no issuer",
    { oauthIssuer: [] },
    [
      "OAUTH_ISSUER (oauthIssuer) is missing: name the authorization server whose tokens you trust, exactly as its tokens say in iss.",
    ],
  ],
  [
    "two issuers, which could be made the same for two tenants",
    { oauthIssuer: ["https://auth.example/{tenant}/b", "https://auth.example/a/{tenant}"] },
    ["OAUTH_ISSUER (oauthIssuer) must be a single one: what two templates make could be of two tenants."],
  ],
  [
    "an issuer anyone can register",
    { oauthIssuer: ["https://{tenant}.com"] },
    [
      'OAUTH_ISSUER (oauthIssuer) "https://{tenant}.com" must name your own domain behind {tenant}, like https://{tenant}.auth.example.com.',
    ],
  ],
  [
    "keys for all",
    { oauthJwksUri: "https://auth.example/keys" },
    ["OAUTH_JWKS_URI (oauthJwksUri) must hold {tenant}: keys of one tenant would vouch for tokens of another."],
  ],
  [
    "the placeholder where nothing is derived",
    { publicUrl: "https://{tenant}.mcp.example", allowedOrigins: ["https://{tenant}.app.example"] },
    [
      "PUBLIC_URL (publicUrl) cannot hold {tenant}: it is the same for all tenants.",
      "ALLOWED_ORIGINS (allowedOrigins) cannot hold {tenant}: it is the same for all tenants.",
    ],
  ],
  [
    "an API in a port, and an origin in a user",
    { apiBaseUrl: "https://api.example:{tenant}" },
    [
      'API_BASE_URL (apiBaseUrl) "https://api.example:{tenant}" must hold {tenant} as a whole label of its host or a whole segment of its path.',
    ],
  ],
  [
    "a secret for all",
    { oauthClientId: "mcp", oauthClientSecret: "s", oauthIntrospectionUri: "discover" },
    [
      "OAUTH_CLIENT_SECRET (oauthClientSecret) would be told to the authorization server of every tenant: use OAUTH_CLIENT_KEY (oauthClientKey).",
    ],
  ],
  [
    "one place to look up the tokens of all",
    { oauthIntrospectionUri: "https://auth.example/introspect", ...client },
    [
      "OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) must be discover: each tenant's tokens are looked up at its own issuer.",
    ],
  ],
  [
    "opaque tokens with an audience for all",
    { oauthIntrospectionUri: "discover", ...client, oauthAudience: ["api://{tenant}", "pets"] },
    [
      "OAUTH_AUDIENCE (oauthAudience) must hold {tenant} where opaque tokens are looked up: nothing else is sure to say which tenant they are for.",
    ],
  ],
  [
    "opaque tokens with a resource for all, which is the audience then",
    { oauthIntrospectionUri: "discover", ...client, oauthResource: "https://api.example" },
    [
      "OAUTH_AUDIENCE (oauthAudience) must hold {tenant} where opaque tokens are looked up: nothing else is sure to say which tenant they are for.",
    ],
  ],
  [
    "opaque tokens that name no audience",
    { oauthIntrospectionUri: "discover", ...client, oauthProvider: "cognito", oauthAllowedClients: ["a"] },
    [
      "OAUTH_PROVIDER (oauthProvider): opaque tokens of this provider do not say which tenant they are for, so they cannot be looked up where there are tenants.",
    ],
  ],
  [
    "everything at once, of tenants and of all",
    {
      tenants: ["A"],
      tenantPattern: "^a",
      apiBaseUrl: "",
      scopeBaseline: "some",
      publicUrl: "http://mcp.example",
      oauthIssuer: ["https://x{tenant}.auth.example"],
    },
    [
      'TENANTS (tenants) "A" cannot be a tenant: a name has 1 to 63 of a-z, 0-9 and -, no - at its ends, none at its third and fourth place, not mcp.',
      "TENANT_PATTERN (tenantPattern) does not begin with ^ and end with $: write a pattern like ^[a-z][a-z0-9-]{2,30}$, of characters a-z, 0-9 and -, sets of them, and ? * + {n} {n,m}.",
      'OAUTH_ISSUER (oauthIssuer) "https://x{tenant}.auth.example" must hold {tenant} as a whole label of its host or a whole segment of its path.',
      "PUBLIC_URL (publicUrl) must be https: tokens pass there. Plain http is allowed on loopback only.",
      "API_BASE_URL (apiBaseUrl) is missing: name the API that the callers' tokens are sent to.",
      'SCOPE_BASELINE (scopeBaseline) must be minimal, read or all, not "some".',
    ],
  ],
])("%s", (_name, options, want) => {
  expect(problemsOf(options)).toEqual(want);
});

test("a listed name that the provider does not have stops the start", () => {
  const entra = { oauthIssuer: ["https://login.microsoftonline.com/{tenant}/v2.0"], oauthProvider: "entra" };
  expect(problemsOf({ ...entra, tenants: ["acme", "common"] })).toEqual([
    expect.stringContaining('OAUTH_ISSUER (oauthIssuer) "https://login.microsoftonline.com/common/v2.0"'),
  ]);
});

const surface = { api, tools: [], custom };

test("a server that was generated without tenants", () => {
  expect(() => createRuntime(surface, good)).toThrow(
    "This server was generated for a single tenant: set auth.tenants in slipway.config and generate again, or leave TENANTS (tenants) and TENANT_PATTERN (tenantPattern) out.",
  );
});

test("a server that could have tenants, and has none, is one resource; a placeholder is then a mistake", () => {
  const withTenants = { ...surface, features: { tenants: readTenants } };
  const single: HandlerOptions = { oauthIssuer: ["https://auth.example"], apiBaseUrl: "https://api.example" };
  expect(() => createRuntime(withTenants, single)).not.toThrow();
  expect(() => createRuntime(withTenants, { ...single, oauthIssuer: ["https://{tenant}.auth.example"] })).toThrow(
    'OAUTH_ISSUER (oauthIssuer) "https://{tenant}.auth.example" has a placeholder, which only servers for several tenants fill in: set TENANTS or TENANT_PATTERN.',
  );
});
