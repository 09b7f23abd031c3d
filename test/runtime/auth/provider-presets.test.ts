/**
 * Each preset on metadata and tokens made from its provider's documentation. NOT RUN LIVE: no provider was asked. The
 * sources are named in provider-presets.ts.
 */
import { describe, expect, test } from "vitest";
import { createIntrospection } from "../../../templates/src/runtime/auth/introspect.ts";
import { presetOf, providerNames } from "../../../templates/src/runtime/auth/provider-presets.ts";
import { resolveConfig } from "../../../templates/src/runtime/config.ts";
import { ConfigError } from "../../../templates/src/runtime/errors.ts";
import { api } from "../../../templates/src/api.ts";
import { bearer, createKey, createWorld, mcpRequest, mint, resource, type ToyOptions } from "../toy-world.ts";

const key = await createKey("provider-key", "RS256");
const time = 1_800_000_000;

/** What a provider's documentation says of it. */
interface Fixture {
  readonly provider: string;
  readonly issuer: string;
  /** Where its metadata is, and what of it matters here. */
  readonly metadata: { readonly at: string; readonly document: Record<string, unknown> };
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  readonly options?: ToyOptions;
  /** What must not pass, by changed claims, and why. */
  readonly refused: readonly (readonly [name: string, claims: Record<string, unknown>, says: string])[];
  /** What is said of the good token without the preset. */
  readonly without: string;
}

/** Claims that `mint` would add. */
const none = { client_id: undefined, jti: undefined, scope: undefined, aud: undefined };
const noType = "the token's type is not at+jwt";
const idToken = "the token is an ID token, not an access token";
const notAccess = (mark: string): string => `the token is not an access token of this provider: it has no ${mark}`;
const otherAudience = `the token is not for this resource: ask for one with resource=${resource}`;

const keycloak = "https://sso.example/realms/marina";
const auth0 = "https://tenant.auth0.com/";
const okta = "https://dev-1.okta.com/oauth2/default";
const entra = "https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0";
const cognito = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_EXAMPLE";
const workos = "https://marina.authkit.app";

const fixtures: readonly Fixture[] = [
  {
    provider: "keycloak",
    issuer: keycloak,
    metadata: {
      at: `${keycloak}/.well-known/openid-configuration`,
      document: {
        issuer: keycloak,
        jwks_uri: `${keycloak}/protocol/openid-connect/certs`,
        code_challenge_methods_supported: ["plain", "S256"],
      },
    },
    header: { alg: "RS256", typ: "JWT", kid: "provider-key" },
    claims: {
      ...none,
      iss: keycloak,
      jti: "onrtac:1",
      aud: [resource, "account"],
      typ: "Bearer",
      azp: "mcp-client",
      sid: "s-1",
      acr: "1",
      "allowed-origins": ["https://client.example"],
      realm_access: { roles: ["offline_access"] },
      scope: "openid pets:read",
    },
    refused: [
      ["an ID token", { typ: "ID", aud: resource }, notAccess("typ Bearer")],
      ["a refresh token", { typ: "Refresh" }, notAccess("typ Bearer")],
      ["a DPoP token", { typ: "DPoP", cnf: { jkt: "x" } }, "sender-constrained tokens (cnf) are not accepted"],
      ["a token without the audience mapper", { aud: undefined }, "the token names no audience"],
      ["a token for account only", { aud: "account" }, otherAudience],
      ["a token of another realm", { iss: "https://sso.example/realms/other" }, "the token is of another issuer"],
    ],
    without: noType,
  },
  {
    provider: "auth0",
    issuer: auth0,
    metadata: {
      at: `${auth0}.well-known/openid-configuration`,
      document: {
        issuer: auth0,
        jwks_uri: `${auth0}.well-known/jwks.json`,
        code_challenge_methods_supported: ["S256", "plain"],
      },
    },
    header: { alg: "RS256", typ: "JWT", kid: "provider-key" },
    claims: {
      ...none,
      iss: auth0,
      sub: "auth0|123456",
      aud: [resource, "https://tenant.auth0.com/userinfo"],
      azp: "my_client_id",
      scope: "openid profile pets:read",
    },
    refused: [
      ["an ID token", { aud: resource, azp: undefined, nonce: "n" }, idToken],
      ["an ID token without a nonce", { aud: resource, azp: undefined }, notAccess("azp or client_id")],
      ["a token for /userinfo only", { aud: "https://tenant.auth0.com/userinfo" }, otherAudience],
      ["the issuer without its slash", { iss: "https://tenant.auth0.com" }, "the token is of another issuer"],
    ],
    without: noType,
  },
  {
    provider: "okta",
    issuer: okta,
    metadata: {
      at: `${okta}/.well-known/openid-configuration`,
      document: {
        issuer: okta,
        jwks_uri: `${okta}/v1/keys`,
        registration_endpoint: "https://dev-1.okta.com/oauth2/v1/clients",
      },
    },
    header: { alg: "RS256", typ: undefined, kid: "provider-key" },
    claims: {
      ...none,
      ver: 1,
      jti: "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE",
      iss: okta,
      aud: resource,
      cid: "nmdP1fcyvdVO11AL7ECm",
      uid: "00ujmkLgagxeRrAg20g3",
      scp: ["openid", "pets:read"],
    },
    refused: [
      ["an ID token", { jti: "ID.1", cid: undefined, scp: undefined, at_hash: "h" }, idToken],
      ["an ID token without hashes", { jti: "ID.1", cid: undefined, scp: undefined }, notAccess("cid")],
      ["scp with a scope that is none", { scp: ["a b"] }, "the token's scp is not a list of scopes"],
      ["scp as an object", { scp: { 0: "pets:read" } }, "the token's scp is not a list of scopes"],
      [
        "a token of the org server",
        { iss: "https://dev-1.okta.com", aud: "https://dev-1.okta.com" },
        "the token is of another issuer",
      ],
      ["a token for api://default", { aud: "api://default" }, otherAudience],
    ],
    without: noType,
  },
  {
    provider: "entra",
    issuer: entra,
    metadata: {
      at: `${entra}/.well-known/openid-configuration`,
      document: {
        issuer: entra,
        jwks_uri: "https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/discovery/v2.0/keys",
        subject_types_supported: ["pairwise"],
      },
    },
    header: { alg: "RS256", typ: "JWT", kid: "provider-key" },
    claims: {
      ...none,
      aud: "00001111-aaaa-2222-bbbb-3333cccc4444",
      iss: entra,
      nbf: time - 10,
      aio: "AXQAi/8TAAAA",
      azp: "11112222-bbbb-3333-cccc-4444dddd5555",
      azpacr: "0",
      oid: "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb",
      scp: "pets:read access_as_user",
      tid: "aaaabbbb-0000-cccc-1111-dddd2222eeee",
      uti: "u",
      ver: "2.0",
    },
    options: { oauthAudience: ["00001111-aaaa-2222-bbbb-3333cccc4444"] },
    refused: [
      ["an ID token of the API itself", { scp: undefined, azp: undefined }, notAccess("scp or roles")],
      ["an ID token with a nonce", { scp: undefined, azp: undefined, nonce: "n" }, idToken],
      ["an ID token with app roles", { scp: undefined, azp: undefined, roles: ["reader"] }, notAccess("azp or appid")],
      ["scp as a list", { scp: ["pets:read"] }, "the token's scp is not a space-separated string"],
      ["a token of another tenant", { iss: entra.replace("aaaabbbb", "eeeeffff") }, "the token is of another issuer"],
      ["a token for Microsoft Graph", { aud: "00000003-0000-0000-c000-000000000000" }, otherAudience],
    ],
    without: noType,
  },
  {
    provider: "cognito",
    issuer: cognito,
    metadata: {
      at: `${cognito}/.well-known/openid-configuration`,
      document: { issuer: cognito, jwks_uri: `${cognito}/.well-known/jwks.json` },
    },
    header: { alg: "RS256", typ: undefined, kid: "provider-key" },
    claims: {
      ...none,
      iss: cognito,
      "cognito:groups": ["skippers"],
      version: 2,
      client_id: "djc98u3jiedmi283eu928",
      origin_jti: "o",
      event_id: "e",
      token_use: "access",
      scope: "openid pets:read",
      auth_time: time - 10,
      jti: "j",
      username: "alice",
    },
    options: { oauthAllowedClients: ["djc98u3jiedmi283eu928"] },
    refused: [
      ["an ID token", { token_use: "id", aud: resource }, notAccess("token_use access")],
      [
        "a token without aud of another client",
        { client_id: "other" },
        "the token was issued to a client that is not accepted here",
      ],
      ["a token for another resource", { aud: "https://other.example/mcp" }, otherAudience],
      ["a token whose aud is null", { aud: null }, "the token names no audience"],
    ],
    without: noType,
  },
  {
    provider: "workos",
    issuer: workos,
    metadata: {
      at: `${workos}/.well-known/oauth-authorization-server`,
      document: {
        issuer: workos,
        jwks_uri: `${workos}/oauth2/jwks`,
        introspection_endpoint: `${workos}/oauth2/introspection`,
        registration_endpoint: `${workos}/oauth2/register`,
        code_challenge_methods_supported: ["S256"],
      },
    },
    header: { alg: "RS256", typ: undefined, kid: "provider-key" },
    claims: {
      ...none,
      iss: workos,
      aud: resource,
      sub: "user_01HBEQKA6K4QJAS93VPE39W1JT",
      client_id: "client_01",
      org_id: "org_01",
      sid: "consent_01",
      scope: "openid pets:read",
      jti: "01HQSXZXPPFPKMDD32RKTFY6PV",
    },
    refused: [
      ["a token for the environment", { aud: "client_123456789" }, otherAudience],
      ["a session token", { iss: "https://api.workos.com", client_id: undefined }, "the token is of another issuer"],
      ["a token without a client", { client_id: undefined }, notAccess("client_id")],
      ["a token without jti", { jti: undefined }, notAccess("jti")],
    ],
    without: noType,
  },
];

function worldOf(fixture: Fixture, options: ToyOptions = {}): ReturnType<typeof createWorld> {
  const world = createWorld({ keys: [key], oauthIssuer: [fixture.issuer], ...fixture.options, ...options });
  world.discovery = (url) => {
    if (url.href === fixture.metadata.at) return Response.json(fixture.metadata.document);
    return url.href === fixture.metadata.document["jwks_uri"]
      ? Response.json({ keys: [key.publicJwk] })
      : new Response(null, { status: 404 });
  };
  return world;
}

/** Calls a tool: the status, and the reason of the refusal. */
async function call(world: ReturnType<typeof createWorld>, token: string, tool = "list_pets"): Promise<unknown[]> {
  const args = tool === "create_pet" ? { name: "Rex" } : {};
  const response = await world.handler.fetch(
    mcpRequest("modern", "tools/call", { name: tool, arguments: args }, bearer(token)),
  );
  const challenge = response.headers.get("www-authenticate");
  return [response.status, challenge === null ? null : (/error_description="([^"]*)"/.exec(challenge)?.[1] ?? "")];
}

describe.each(fixtures)("$provider (not run live)", (fixture) => {
  const preset = { oauthProvider: fixture.provider };

  test("its access token is let in with its scopes, and with no more", async () => {
    const world = worldOf(fixture, preset);
    const token = await mint(key, fixture.claims, fixture.header);
    expect(await call(world, token)).toEqual([200, null]);
    expect((await call(world, token, "create_pet"))[0]).toBe(403);
    expect(world.apiRequests.map(({ authorization }) => authorization)).toEqual([`Bearer ${token}`]);
    expect(world.strays).toEqual([]);
  });

  test("without the preset it is refused", async () => {
    const token = await mint(key, fixture.claims, fixture.header);
    expect(await call(worldOf(fixture), token)).toEqual([401, fixture.without]);
  });

  test.each(fixture.refused)("refused: %s", async (_name, claims, says) => {
    const world = worldOf(fixture, preset);
    expect(await call(world, await mint(key, { ...fixture.claims, ...claims }, fixture.header))).toEqual([401, says]);
    expect(world.apiRequests).toEqual([]);
  });

  test("expired, forged, without exp or sub: refused as everywhere", async () => {
    const foreign = await createKey("provider-key", "RS256");
    const refusals = await Promise.all(
      [
        mint(key, { ...fixture.claims, exp: time - 6 }, fixture.header),
        mint(foreign, fixture.claims, fixture.header),
        mint(key, { ...fixture.claims, exp: undefined }, fixture.header),
        mint(key, { ...fixture.claims, sub: undefined }, fixture.header),
        mint(key, { ...fixture.claims, cnf: { jkt: "x" } }, fixture.header),
        mint(key, fixture.claims, { ...fixture.header, typ: "logout+jwt" }),
      ].map(async (token) => await call(worldOf(fixture, preset), await token)),
    );
    expect(refusals).toEqual([
      [401, "the token has expired"],
      [401, "the token's signature is not valid"],
      [401, "the token has no valid exp"],
      [401, "the token has no sub"],
      [401, "sender-constrained tokens (cnf) are not accepted"],
      [401, "the token's type is not at+jwt or jwt"],
    ]);
  });

  test("an at+jwt is held to RFC 9068 all the same", async () => {
    const claims = { ...fixture.claims, jti: undefined };
    const token = await mint(key, claims, { ...fixture.header, typ: "at+jwt" });
    expect(await call(worldOf(fixture, preset), token)).toEqual([401, "the token has no jti"]);
  });

  test("the explicit variable wins: no plain JWT", async () => {
    const world = worldOf(fixture, { ...preset, oauthTokenTypes: ["at+jwt"] });
    expect(await call(world, await mint(key, fixture.claims, fixture.header))).toEqual([401, noType]);
  });

  test("what it loosens is told at the start", () => {
    const { lines } = worldOf(fixture, preset);
    expect(lines.filter(({ level }) => level === "warn")).toEqual(
      presetOf(fixture.provider as "okta").relaxes.map((reason) => ({
        level: "warn",
        message: "the provider's preset loosens a check",
        reason,
      })),
    );
  });
});

describe("cognito without a list of clients", () => {
  const fixture = fixtures.find(({ provider }) => provider === "cognito");

  test("a token without aud is refused, one for this resource is let in", async () => {
    if (fixture === undefined) throw new TypeError("no fixture");
    const open = (): ReturnType<typeof createWorld> =>
      worldOf({ ...fixture, options: {} }, { oauthProvider: "cognito" });
    expect(await call(open(), await mint(key, fixture.claims, fixture.header))).toEqual([
      401,
      "the token names no audience",
    ]);
    expect(await call(open(), await mint(key, { ...fixture.claims, aud: resource }, fixture.header))).toEqual([
      200,
      null,
    ]);
  });
});

describe("entra with its prefix (not run live)", () => {
  test("scopes are asked for with the prefix and found without it", async () => {
    const fixture = fixtures.find(({ provider }) => provider === "entra");
    if (fixture === undefined) throw new TypeError("no fixture");
    const prefixed = {
      scopes: {
        ...api.scopes,
        asked: { "pets:read": "api://pets/pets:read", "pets:write": "api://pets/pets:write" },
        implies: { "api://pets/pets:read": ["pets:read"], "api://pets/pets:write": ["pets:write"] },
      },
    };
    const world = worldOf(fixture, { oauthProvider: "entra", api: prefixed });
    const token = await mint(key, fixture.claims, fixture.header);
    expect(await call(world, token)).toEqual([200, null]);
    const refused = await world.handler.fetch(
      mcpRequest("modern", "tools/call", { name: "create_pet", arguments: { name: "Rex" } }, bearer(token)),
    );
    expect(/ scope="([^"]*)"/.exec(refused.headers.get("www-authenticate") ?? "")?.[1]).toBe("api://pets/pets:write");
  });
});

describe("google (not run live)", () => {
  const client = "407408718192.apps.googleusercontent.com";
  const info = {
    azp: client,
    aud: client,
    sub: "110169484474386276334",
    scope: "openid pets:read",
    exp: String(time + 3_000),
    expires_in: "3000",
    email: "alice@example.com",
    access_type: "online",
  };

  function google(answer: () => Response): { world: ReturnType<typeof createWorld>; asked: unknown[] } {
    const asked: unknown[] = [];
    const world = createWorld({
      oauthProvider: "google",
      oauthIssuer: ["https://accounts.google.com"],
      oauthAudience: [client],
      features: { introspection: createIntrospection },
      effects: {
        fetch: async (input, init) => {
          const url = input instanceof Request ? input.url : input.toString();
          if (url.startsWith("https://api.example/")) return Response.json([]);
          const authorization = new Headers(init?.headers).get("authorization");
          asked.push([init?.method, url, authorization, init?.body]);
          return answer();
        },
      },
    });
    return { world, asked };
  }

  test("an opaque token is looked up at tokeninfo, once, and not in an address", async () => {
    const { world, asked } = google(() => Response.json(info));
    expect(await call(world, "ya29.a0AfB_by-1")).toEqual([200, null]);
    expect((await call(world, "ya29.a0AfB_by-1", "create_pet"))[0]).toBe(403);
    expect(asked).toEqual([
      ["POST", "https://oauth2.googleapis.com/tokeninfo", "Bearer ya29.a0AfB_by-1", new URLSearchParams()],
    ]);
  });

  test.each<readonly [string, object, number, readonly unknown[]]>([
    ["a token of another client", { ...info, aud: "evil", azp: "evil" }, 200, [401, otherAudience]],
    ["a token without openid, email or profile", { ...info, sub: undefined }, 200, [401, "the token has no sub"]],
    ["a token that Google does not know", { error: "invalid_token" }, 400, [401, "the token is not active"]],
    ["an expired one", { ...info, exp: String(time - 6) }, 200, [401, "the token has expired"]],
    ["exp that is no number", { ...info, exp: "soon" }, 200, [401, "the token has no valid exp"]],
    ["an outage", {}, 500, [503, null]],
  ])("%s", async (_name, answer, status, want) => {
    const { world } = google(() => Response.json(answer, { status }));
    expect(await call(world, "ya29.a0AfB_by-1")).toEqual(want);
  });
});

describe("what does not go together with a preset stops the start", () => {
  const problemsOf = (oauthProvider: string, issuer: string): readonly string[] => {
    try {
      resolveConfig({ oauthProvider, oauthIssuer: [issuer], apiBaseUrl: "https://api.example" }, api);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  };

  test.each<readonly [string, string, string]>([
    [
      "keycloak",
      `${keycloak}/`,
      "a realm is an issuer: write https://<host>/realms/<realm>, without a slash at the end",
    ],
    [
      "auth0",
      "https://tenant.auth0.com",
      "Auth0's issuers end in a slash: write https://<tenant>.auth0.com/ or https://<custom domain>/",
    ],
    [
      "okta",
      "https://dev-1.okta.com",
      "use a custom authorization server: write https://<domain>/oauth2/<id>, without a slash at the end; tokens of the org server are for Okta alone",
    ],
    [
      "entra",
      "https://login.microsoftonline.com/common/v2.0",
      "name one tenant by its id: https://login.microsoftonline.com/<tenant id>/v2.0; common, organizations and consumers are no issuers",
    ],
    [
      "cognito",
      "https://marina.auth.eu-west-1.amazoncognito.com",
      "the issuer is the user pool, not its sign-in domain: write https://cognito-idp.<region>.amazonaws.com/<pool id>",
    ],
    [
      "workos",
      "https://api.workos.com",
      "the issuer is the AuthKit domain: write https://<subdomain>.authkit.app, without a slash at the end; session tokens of api.workos.com are not for MCP",
    ],
  ])("%s with %s", (provider, issuer, advice) => {
    expect(problemsOf(provider, issuer)).toEqual([`OAUTH_ISSUER (oauthIssuer) "${issuer}": ${advice}.`]);
  });

  test("google without client ids, and an unknown name", () => {
    expect([problemsOf("google", "https://accounts.google.com"), problemsOf("ping", "https://as.example")]).toEqual([
      [
        "OAUTH_AUDIENCE (oauthAudience) is missing: Google's tokens name the client they were issued to, so list the OAuth client ids that may call.",
      ],
      [`OAUTH_PROVIDER (oauthProvider) must be one of ${providerNames.join(", ")}, not "ping".`],
    ]);
  });

  test.each(fixtures.map(({ provider, issuer }) => [provider, issuer]))("%s with %s starts", (provider, issuer) => {
    expect(problemsOf(provider, issuer)).toEqual([]);
  });
});
