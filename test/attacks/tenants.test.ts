/** Attacks on the walls between tenants, through the whole handler, in both protocol eras. */
import { exportJWK } from "jose";
import { describe, expect, test } from "vitest";
import { bearer, createKey, type Era, goodClaims, mcpRequest, publicUrl } from "../runtime/toy-world.ts";
import {
  createTenantWorld,
  endpointOf,
  issuerOf,
  metadataOf,
  mintFor,
  type TenantWorld,
  type TenantWorldOptions,
} from "../runtime/tenants/tenant-world.ts";
import { encode, signed } from "./token-attack.ts";

/** Keys with the same id, as two servers of one make have: nothing but the issuer says whose they are. */
const acme = await createKey("ec");
const globex = await createKey("ec");
const evil = await createKey("ec");
/** The server's own key, for asking authorization servers about opaque tokens. */
const clientKey = JSON.stringify({ ...(await exportJWK(evil.privateKey)), alg: "ES256", kid: "client" });
const sameBytes = await mintFor(acme, "acme", { jti: "remembered" });
const nothing = [] as const;
const otherIssuer = "the token is of another issuer";
const badSignature = "the token's signature is not valid";

interface TenantAttack {
  readonly name: string;
  /** Path that is called. */
  readonly at?: string;
  readonly send: (world: TenantWorld) => Promise<string> | string;
  readonly want:
    | { readonly status: 401; readonly tenant: string; readonly says: string; readonly fetched: readonly string[] }
    | { readonly status: 404 | 400; readonly fetched: readonly [] };
  readonly options?: Partial<TenantWorldOptions>;
  /** What happened before, and is not counted. */
  readonly before?: (world: TenantWorld) => Promise<void>;
}

const keysOf = (tenant: string): readonly string[] => [
  `${issuerOf(tenant)}/.well-known/oauth-authorization-server`,
  `${issuerOf(tenant)}/jwks`,
];

/** A token that is not Globex's. Nothing is fetched for it unless it claims to be. */
function atGlobex(
  name: string,
  send: TenantAttack["send"],
  says = otherIssuer,
  more: Partial<TenantAttack> = {},
): TenantAttack {
  const fetched = says === otherIssuer || says.includes("JWT") ? nothing : keysOf("globex");
  return { name, at: "/globex/mcp", send, want: { status: 401, tenant: "globex", says, fetched }, ...more };
}

/** A path that is no tenant's, called with a good token of Acme's. */
function nowhere(name: string, at: string, options?: Partial<TenantWorldOptions>): TenantAttack {
  return {
    name,
    at,
    send: () => mintFor(acme, "acme"),
    want: { status: 404, fetched: nothing },
    ...(options && { options }),
  };
}

/** A call that is a good one, before the attack. */
async function letIn(world: TenantWorld, tenant: string, token: string): Promise<void> {
  const list = mcpRequest("legacy", "tools/list", {}, bearer(token));
  const { status } = await world.handler.fetch(new Request(endpointOf(tenant), list));
  if (status !== 200) throw new Error(`a good token was refused with ${status}`);
}

const pattern: Partial<TenantWorldOptions> = { tenants: undefined, tenantPattern: "^acme$" };

const tokens: readonly TenantAttack[] = [
  atGlobex("a good token of another tenant", () => mintFor(acme, "acme")),
  atGlobex("a good token of another tenant, whose audience is ours", () =>
    mintFor(acme, "acme", { aud: endpointOf("globex") }),
  ),
  atGlobex("a good token of another tenant, for both", () =>
    mintFor(acme, "acme", { aud: [endpointOf("acme"), endpointOf("globex")] }),
  ),
  atGlobex("our issuer, signed by another tenant's key of the same id", () => mintFor(acme, "globex"), badSignature),
  atGlobex("our issuer, signed by nobody's key", () => mintFor(evil, "globex"), badSignature),
  atGlobex(
    "our issuer and key, for another tenant",
    () => mintFor(globex, "globex", { aud: endpointOf("acme") }),
    `the token is not for this resource: ask for one with resource=${endpointOf("globex")}`,
  ),
  atGlobex(
    "our issuer and key, for the server as a whole",
    () => mintFor(globex, "globex", { aud: `${publicUrl}/mcp` }),
    `the token is not for this resource: ask for one with resource=${endpointOf("globex")}`,
  ),
  atGlobex(
    "our issuer and key, for what begins like ours",
    () => mintFor(globex, "globex", { aud: `${endpointOf("globex")}/` }),
    `the token is not for this resource: ask for one with resource=${endpointOf("globex")}`,
  ),
  ...[
    ["the template itself", "https://{tenant}.auth.example"],
    ["a list with ours", [issuerOf("globex"), issuerOf("acme")]],
    ["ours with a slash", `${issuerOf("globex")}/`],
    ["ours with a port", `${issuerOf("globex")}:443`],
    ["ours in upper case", issuerOf("globex").toUpperCase()],
    ["ours with a dot", "https://globex.auth.example."],
    ["ours over http", "http://globex.auth.example"],
    ["ours as a user of another host", "https://globex.auth.example@evil.example"],
    ["ours as the start of another host", "https://globex.auth.example.evil.example"],
    ["ours as a label of another", "https://x.globex.auth.example"],
    ["ours as a path of another tenant's", `${issuerOf("acme")}/globex`],
    ["ours with a path to another tenant's", `${issuerOf("globex")}/../acme`],
    ["a template filled with a path", "https://acme.auth.example/#.auth.example"],
    ["ours with a look-alike letter", "https://gl\u043Ebex.auth.example"],
    ["ours with a space", ` ${issuerOf("globex")}`],
    ["the sample's", issuerOf("tenant")],
    ["none", undefined],
    ["the tenant's bare name", "globex"],
  ].map(([name, iss]) =>
    atGlobex(`another tenant's key, and as issuer ${name as string}`, () => mintFor(acme, "acme", { iss })),
  ),
  atGlobex(
    "iss twice, ours last: signed by another tenant",
    () =>
      signed(
        JSON.stringify({ alg: "ES256", typ: "at+jwt", kid: "ec" }),
        JSON.stringify({ ...goodClaims(), aud: endpointOf("globex"), iss: issuerOf("acme") }).replace(
          /\}$/,
          `,"iss":"${issuerOf("globex")}"}`,
        ),
        acme,
      ),
    badSignature,
  ),
  atGlobex(
    "a kid that names another tenant's keys",
    () => mintFor(acme, "globex", {}, { kid: `${issuerOf("acme")}/jwks` }),
    "the token is signed with an unknown key",
  ),
  atGlobex(
    "a jku that names another tenant's keys",
    () => mintFor(acme, "globex", {}, { jku: `${issuerOf("acme")}/jwks` }),
    badSignature,
  ),
  atGlobex(
    "another tenant's key in the header",
    () => mintFor(acme, "globex", {}, { jwk: acme.publicJwk }),
    badSignature,
  ),
  atGlobex("tenant claims of ours in another tenant's token", () =>
    mintFor(acme, "acme", { tid: "globex", tenant: "globex", org_id: "globex" }),
  ),
  atGlobex(
    "an unsigned token of ours",
    () =>
      `${encode({ alg: "none", typ: "at+jwt" })}.${encode({ ...goodClaims(), iss: issuerOf("globex"), aud: endpointOf("globex") })}.`,
    "the token is not signed with an accepted algorithm",
    {
      want: {
        status: 401,
        tenant: "globex",
        says: "the token is not signed with an accepted algorithm",
        fetched: nothing,
      },
    },
  ),
  atGlobex(
    "a token that the other tenant's endpoint has just let in",
    () => mintFor(acme, "acme", { jti: "used" }),
    otherIssuer,
    {
      before: async (world) => {
        await letIn(world, "acme", await mintFor(acme, "acme", { jti: "used" }));
      },
    },
  ),
  atGlobex("the same bytes that the other tenant's endpoint remembers", () => sameBytes, otherIssuer, {
    before: async (world) => {
      await letIn(world, "acme", sameBytes);
      await letIn(world, "acme", sameBytes);
    },
  }),
  atGlobex("another tenant's key when both tenants' keys are held", () => mintFor(acme, "globex"), badSignature, {
    before: async (world) => {
      await letIn(world, "acme", await mintFor(acme, "acme"));
      await letIn(world, "globex", await mintFor(globex, "globex"));
    },
    want: { status: 401, tenant: "globex", says: badSignature, fetched: nothing },
  }),
  atGlobex(
    "a good token of another tenant, where the audience is the same for all",
    () => mintFor(acme, "acme", { aud: "api://pets" }),
    otherIssuer,
    { options: { oauthAudience: ["api://pets"] } },
  ),
  atGlobex(
    "another tenant's key, where the audience is the same for all",
    () => mintFor(acme, "globex", { aud: "api://pets" }),
    badSignature,
    { options: { oauthAudience: ["api://pets"] } },
  ),
  atGlobex("an opaque token that another tenant's server knows", () => "opaque-of-acme", "the token is not active", {
    options: opaque(),
    want: {
      status: 401,
      tenant: "globex",
      says: "the token is not active",
      fetched: [keysOf("globex")[0] ?? "", `${issuerOf("globex")}/introspect`],
    },
  }),
  atGlobex(
    "an opaque token that another tenant's endpoint remembers",
    () => "opaque-of-acme",
    "the token is not active",
    {
      options: opaque(),
      before: async (world) => {
        await letIn(world, "acme", "opaque-of-acme");
      },
      want: {
        status: 401,
        tenant: "globex",
        says: "the token is not active",
        fetched: [keysOf("globex")[0] ?? "", `${issuerOf("globex")}/introspect`],
      },
    },
  ),
  atGlobex(
    "an opaque token that our server knows, for another tenant",
    () => "opaque-of-acme",
    `the token is not for this resource: ask for one with resource=${endpointOf("globex")}`,
    {
      options: opaque({ globex: { aud: endpointOf("acme"), iss: undefined } }),
      want: {
        status: 401,
        tenant: "globex",
        says: `the token is not for this resource: ask for one with resource=${endpointOf("globex")}`,
        fetched: [keysOf("globex")[0] ?? "", `${issuerOf("globex")}/introspect`],
      },
    },
  ),
];

/** Two servers of opaque tokens: Acme's knows one, and says whose it is. */
function opaque(others: Record<string, object> = {}): Partial<TenantWorldOptions> {
  const known = { active: true, sub: "alice", client_id: "c", scope: "pets:read", exp: 1_800_000_300 };
  const said: Record<string, object> = {
    acme: { iss: issuerOf("acme"), aud: endpointOf("acme") },
    ...others,
  };
  return {
    oauthIntrospectionUri: "discover",
    oauthClientId: "server",
    oauthClientKey: clientKey,
    introspect: (tenant) => (said[tenant] === undefined ? { active: false } : { ...known, ...said[tenant] }),
  };
}

const paths: readonly TenantAttack[] = [
  nowhere("a tenant that is not listed", "/initech/mcp"),
  nowhere("no tenant", "/mcp"),
  nowhere("an empty tenant", "//mcp"),
  nowhere("two dots", "/acme/../mcp"),
  nowhere("encoded dots", "/%2e%2e/mcp"),
  nowhere("an encoded slash", "/acme%2fmcp"),
  nowhere("an encoded path to another", "/acme%2f..%2fglobex/mcp"),
  nowhere("twice encoded", "/acme%252f..%252fglobex/mcp"),
  nowhere("a backslash, encoded", "/acme%5cglobex/mcp"),
  nowhere("an encoded letter", "/%61cme/mcp"),
  nowhere("upper case", "/ACME/mcp"),
  nowhere("mixed case", "/Acme/mcp"),
  nowhere("a look-alike letter", "/\u0430cme/mcp"),
  nowhere("a full-width letter", "/\uFF41cme/mcp"),
  nowhere("a letter that folds to ours", "/acme\u212A/mcp"),
  nowhere("a zero-width letter", "/ac\u200Bme/mcp"),
  nowhere("a dot behind", "/acme./mcp"),
  nowhere("a host", "/acme.auth.example/mcp"),
  nowhere("a domain of somebody else", "/evil.example%23/mcp"),
  nowhere("a user", "/evil@acme/mcp"),
  nowhere("a port", "/acme:8443/mcp"),
  nowhere("a parameter", "/acme;x=globex/mcp"),
  nowhere("a NUL", "/acme%00/mcp"),
  nowhere("a line break", "/acme%0a/mcp"),
  nowhere("a space", "/acme%20/mcp"),
  nowhere("a plus", "/+acme/mcp"),
  nowhere("a star", "/*/mcp"),
  nowhere("the placeholder", "/{tenant}/mcp"),
  nowhere("the placeholder, encoded", "/%7Btenant%7D/mcp"),
  nowhere("the sample", "/tenant/mcp"),
  nowhere("what objects inherit", "/constructor/mcp"),
  nowhere("what objects inherit, with underscores", "/__proto__/mcp"),
  nowhere("two tenants", "/acme/globex/mcp"),
  nowhere("a slash behind", "/acme/mcp/"),
  nowhere("more behind", "/acme/mcp/globex"),
  nowhere("64 characters", `/${"a".repeat(64)}/mcp`),
  nowhere("8,000 characters", `/${"a".repeat(8_000)}/mcp`),
  nowhere("a name that begins like a tenant's", "/acme-evil/mcp"),
  nowhere("a name that ends like a tenant's", "/evil-acme/mcp"),
  nowhere("punycode", "/xn--acme/mcp", { tenantPattern: "^[a-z0-9-]+$" }),
  nowhere("the endpoint's own name", "/mcp/mcp", { tenantPattern: "^[a-z0-9-]+$" }),
  nowhere("a dash before, which a pattern would let in", "/-acme/mcp", { tenantPattern: "^[a-z0-9-]+$" }),
  nowhere("64 characters, which a pattern would let in", `/${"a".repeat(64)}/mcp`, { tenantPattern: "^[a-z0-9-]+$" }),
  nowhere("behind a pattern's end", "/acmeevil/mcp", pattern),
  nowhere("before a pattern's start", "/evilacme/mcp", pattern),
  nowhere("a line break behind a pattern's end", "/acme%0aevil/mcp", pattern),
  nowhere("a listed tenant under the path that PUBLIC_URL has, twice", "/tools/tools/acme/mcp", {
    publicUrl: `${publicUrl}/tools`,
  }),
  {
    name: "a token in the query of a tenant",
    at: "/acme/mcp?access_token=x",
    send: () => mintFor(acme, "acme"),
    want: { status: 400, fetched: nothing },
  },
];

async function judge(era: Era, attack: TenantAttack): Promise<{ readonly seen: object; readonly want: object }> {
  const world = createTenantWorld({
    servers: { acme: [acme], globex: [globex], evil: [evil], tenant: [evil] },
    tenants: ["acme", "globex"],
    ...attack.options,
  });
  await attack.before?.(world);
  const earlier = { fetched: world.fetched.length, api: world.apiRequests.length };
  const token = await attack.send(world);
  const message = mcpRequest(era, "tools/call", { name: "list_pets", arguments: {} }, bearer(token));
  const request = new Request(`${publicUrl}${attack.at ?? "/acme/mcp"}`, message);
  const response = await world.handler.fetch(request);
  const { want } = attack;
  return {
    seen: {
      status: response.status,
      challenge: want.status === 400 ? undefined : response.headers.get("www-authenticate"),
      fetched: world.fetched.slice(earlier.fetched),
      api: world.apiRequests.slice(earlier.api),
      bodyWasRead: request.bodyUsed,
      logged: JSON.stringify(world.lines).includes(token),
    },
    want: {
      status: want.status,
      challenge: challengeOf(want),
      fetched: want.fetched,
      api: [],
      bodyWasRead: false,
      logged: false,
    },
  };
}

function challengeOf(want: TenantAttack["want"]): string | null | undefined {
  if (want.status !== 401) return want.status === 404 ? null : undefined;
  return `Bearer error="invalid_token", error_description="${want.says}", scope="pets:read", resource_metadata="${metadataOf(want.tenant)}"`;
}

describe.each<Era>(["legacy", "modern"])("in the %s era", (era) => {
  test.each([...tokens, ...paths])("$name", async (attack) => {
    const { seen, want } = await judge(era, attack);
    expect(seen).toEqual(want);
  });

  test("control: each tenant's token at its own endpoint reaches its own API, and nobody else", async () => {
    const world = createTenantWorld({ servers: { acme: [acme], globex: [globex] }, tenants: ["acme", "globex"] });
    for (const [tenant, key] of [
      ["acme", acme],
      ["globex", globex],
    ] as const) {
      world.fetched.length = 0;
      world.apiRequests.length = 0;
      const token = await mintFor(key, tenant);
      const message = mcpRequest(era, "tools/call", { name: "list_pets", arguments: {} }, bearer(token));
      const response = await world.handler.fetch(new Request(endpointOf(tenant), message));
      expect([response.status, await response.text()]).toEqual([200, expect.stringContaining(`${tenant}.api.example`)]);
      const url = `https://${tenant}.api.example/v1/pets`;
      expect(world.apiRequests).toEqual([{ url, authorization: `Bearer ${token}` }]);
      expect(world.fetched).toEqual([...keysOf(tenant), url]);
    }
  });

  test("control: an opaque token at its own endpoint", async () => {
    const world = createTenantWorld({ servers: { acme: [acme] }, tenants: ["acme"], ...opaque() });
    await expect(letIn(world, "acme", "opaque-of-acme")).resolves.toBeUndefined();
  });
});

test("the table holds what it claims to", () => {
  const names = [...tokens, ...paths].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(80);
});
