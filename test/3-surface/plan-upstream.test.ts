/** What the generator makes of the upstream modes: refusals, schemes, variables, scopes of callers. */
import { describe, expect, test } from "vitest";
import { GeneratorError } from "../../generator/errors.ts";
import type { UpstreamOptions } from "../../generator/options.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

const schemes = {
  "Api Key": { type: "apiKey", in: "header", name: "X-Key" },
  app_id: { type: "apiKey", in: "query", name: "app_id" },
  sid: { type: "apiKey", in: "cookie", name: "sid" },
  basic: { type: "http", scheme: "Basic" },
  token: { type: "http", scheme: "bearer" },
  machine: {
    type: "oauth2",
    flows: { clientCredentials: { tokenUrl: "https://login.example/token", scopes: { read: "", write: "" } } },
  },
  people: {
    type: "oauth2",
    flows: { implicit: { authorizationUrl: "https://login.example/a", scopes: { read: "" } } },
  },
  connect: { type: "openIdConnect", openIdConnectUrl: "https://login.example/.well-known/openid-configuration" },
  digest: { type: "http", scheme: "digest" },
  tls: { type: "mutualTLS" },
  host: { type: "apiKey", in: "header", name: "Host" },
  odd: { type: "apiKey", in: "header", name: "X Key" },
};

type Security = readonly Readonly<Record<string, readonly string[]>>[];

/** A document with one operation a path, each with its security. */
function documentOf(security: Readonly<Record<string, Security | undefined>>, others: object = {}): object {
  const paths = Object.fromEntries(
    Object.entries(security).map(([path, needed]) => [
      path,
      { get: { ...(needed && { security: needed }), ...others } },
    ]),
  );
  return openapi(paths, {
    components: { securitySchemes: schemes },
    security: [{ token: [] }],
    servers: [{ url: "https://api.example" }],
  });
}

const credentials: UpstreamOptions = { mode: "credentials", requires: { scope: "api:use" } };

function planned(document: object, upstream: UpstreamOptions = credentials): ReturnType<typeof surfaceOf> {
  return surfaceOf(document, { upstream });
}

function refusal(document: object, upstream: UpstreamOptions): string {
  try {
    planned(document, upstream);
  } catch (error) {
    if (error instanceof GeneratorError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return "not refused";
}

describe("schemes and alternatives", () => {
  test("each kind of scheme, and what an operation may use", () => {
    const { surface, tools } = planned(
      documentOf({
        "/key": [{ "Api Key": [] }],
        "/both": [{ app_id: [], sid: [] }, { basic: [] }],
        "/client": [{ machine: ["write", "read"] }],
        "/optional": [{}, { people: ["read"] }, { connect: ["openid"] }],
        "/inherited": undefined,
        "/open": [],
        "/nothing": [{}],
        "/one-of-two": [{ digest: [] }, { tls: [], token: [] }, { token: ["role"] }],
      }),
    );
    expect(surface.api.upstream).toEqual({
      mode: "credentials",
      requires: { scope: "api:use" },
      schemes: {
        "Api Key": { kind: "apiKey", in: "header", name: "X-Key", variable: "UPSTREAM_API_KEY" },
        app_id: { kind: "apiKey", in: "query", name: "app_id", variable: "UPSTREAM_APP_ID" },
        basic: { kind: "basic", variable: "UPSTREAM_BASIC" },
        connect: { kind: "bearer", variable: "UPSTREAM_CONNECT" },
        machine: { kind: "client", variable: "UPSTREAM_MACHINE" },
        people: { kind: "bearer", variable: "UPSTREAM_PEOPLE" },
        sid: { kind: "apiKey", in: "cookie", name: "sid", variable: "UPSTREAM_SID" },
        token: { kind: "bearer", variable: "UPSTREAM_TOKEN" },
      },
    });
    const needed = [...tools].map(([name, { definition }]) => [name, definition.operation.credentials]);
    expect(Object.fromEntries(needed)).toEqual({
      get_key: [{ "Api Key": [] }],
      get_both: [{ app_id: [], sid: [] }, { basic: [] }],
      get_client: [{ machine: ["read", "write"] }],
      get_optional: [{}, { people: [] }, { connect: [] }],
      get_inherited: [{ token: [] }],
      get_open: undefined,
      get_nothing: undefined,
      get_one_of_two: [{ token: [] }],
    });
    expect([...surface.features]).toEqual(["upstream-credentials", "page"]);
    expect(surface.proposals.tokenUrls).toEqual({ UPSTREAM_MACHINE_TOKEN_URL: "https://login.example/token" });
  });

  test("names of variables: a clash and a name without letters carry a hash, and nobody else does", () => {
    const clash = {
      "a-b": { type: "apiKey", in: "query", name: "1" },
      a_b: { type: "apiKey", in: "query", name: "2" },
      漢字: { type: "apiKey", in: "query", name: "3" },
      plain: { type: "apiKey", in: "query", name: "4" },
    };
    const security = [Object.fromEntries(Object.keys(clash).map((name) => [name, []]))];
    const { surface } = planned(openapi({ "/a": { get: { security } } }, { components: { securitySchemes: clash } }));
    const { upstream } = surface.api;
    const names =
      upstream?.mode === "credentials" ? Object.values(upstream.schemes).map(({ variable }) => variable) : [];
    expect(names.map((name) => name.replace(/_[0-9A-F]{8}$/, "_#"))).toEqual([
      "UPSTREAM_A_B_#",
      "UPSTREAM_A_B_#",
      "UPSTREAM_PLAIN",
      "UPSTREAM_#",
    ]);
    expect(new Set(names).size).toBe(4);
  });

  test("a parameter that is the key itself is no argument", () => {
    const parameters = [
      { name: "app_id", in: "query", required: true, schema: { type: "string" } },
      { name: "x-key", in: "header", schema: { type: "string" } },
      { name: "q", in: "query", schema: { type: "string" } },
    ];
    const document = documentOf({ "/a": [{ app_id: [] }] }, { parameters });
    const argumentsOf = (upstream: UpstreamOptions): unknown =>
      Object.keys(planned(document, upstream).tools.get("get_a")?.definition.inputSchema.properties ?? {});
    expect([argumentsOf(credentials), argumentsOf({ mode: "forward" })]).toEqual([["q"], ["app_id", "x-key", "q"]]);
  });

  test("other modes carry nothing of it", () => {
    for (const upstream of [{}, { mode: "forward" }, { mode: "exchange", clientId: "c", audience: ["a"] }] as const) {
      const { surface, tools } = planned(documentOf({ "/a": [{ "Api Key": [] }] }), upstream);
      expect([
        tools.get("get_a")?.definition.operation.credentials,
        surface.features.has("upstream-credentials"),
      ]).toEqual([undefined, false]);
    }
  });
});

describe("who may, in mode credentials", () => {
  const document = documentOf({ "/a": [{ people: ["read"] }], "/b": [{ people: ["write"] }] });
  const scopes = { "x-mcp": { scopes: ["extra"] } };

  test("every tool asks for the required scope, and not for the document's; metadata and every baseline name it", () => {
    const { surface, tools } = planned(document);
    expect([...tools.values()].map(({ definition }) => definition.scopes)).toEqual([[["api:use"]], [["api:use"]]]);
    expect(surface.api.scopes).toEqual({
      supported: ["api:use"],
      baseline: { minimal: ["api:use"], read: ["api:use"], all: ["api:use"] },
    });
  });

  test("scopes that somebody chose are asked for besides", () => {
    const { tools } = planned(documentOf({ "/a": [{ people: ["read"] }] }, scopes));
    expect(tools.get("get_a")?.definition.scopes).toEqual([["api:use", "extra"]]);
  });

  test("a claim asks for no scope", () => {
    const { surface, tools } = planned(document, {
      mode: "credentials",
      requires: { claim: "role", values: ["staff"] },
    });
    expect([...tools.values()].map(({ definition }) => definition.scopes)).toEqual([[], []]);
    expect(surface.api.scopes).toEqual({ supported: [], baseline: { minimal: [], read: [], all: [] } });
    expect(surface.api.upstream).toMatchObject({ requires: { claim: "role", values: ["staff"] } });
  });

  test("the cause is told", () => {
    const { surface } = planned(document);
    const causes = surface.decisions[0]?.causes.filter(({ about }) => about === "scopes");
    expect(causes).toEqual([
      {
        about: "scopes",
        decided: "api:use",
        by: "default",
        because: "upstream.requires; the document's `security` is met by the server's own credentials",
      },
    ]);
  });
});

test("exchange: the settings are carried, and the document's scopes stay those of the callers", () => {
  const upstream: UpstreamOptions = {
    mode: "exchange",
    clientId: "c",
    audience: ["a"],
    resource: ["https://a.example"],
    baseUrl: "https://api.example/v2",
  };
  const { surface, tools } = planned(documentOf({ "/a": [{ people: ["read"] }] }), upstream);
  expect(surface.api.upstream).toEqual(upstream);
  expect([...surface.features]).toEqual(["token-exchange", "page"]);
  expect(tools.get("get_a")?.definition.scopes).toEqual([["read"]]);
});

describe("refused, with the reason", () => {
  const open = documentOf({ "/a": [] });
  const elsewhere = documentOf({ "/a": [{ token: [] }] }, { servers: [{ url: "https://up.example" }] });

  test.each<readonly [string, object, UpstreamOptions, string]>([
    [
      "exchange without a client",
      open,
      { mode: "exchange", audience: ["a"] },
      "upstream.clientId is missing: mode exchange needs the id of this server's own client, since an authorization server exchanges tokens for a client that it knows only. Its secret is OAUTH_CLIENT_SECRET of the environment.",
    ],
    [
      "exchange without a target",
      open,
      { mode: "exchange", clientId: "c" },
      "upstream.audience or upstream.resource is missing: mode exchange needs to say which API the token is for, as the authorization server names it.",
    ],
    [
      "a resource that is no URI",
      open,
      { mode: "exchange", clientId: "c", resource: ["api"] },
      'upstream.resource: "api" must be an absolute URI without fragment (RFC 8707, 2).',
    ],
    [
      "credentials without scope or claim",
      open,
      { mode: "credentials" },
      "upstream.requires must be { scope } or { claim, values }: in mode credentials every caller acts with the server's own rights, so one of them must say who may.",
    ],
    [
      "credentials with both",
      open,
      { mode: "credentials", requires: { scope: "a", claim: "b", values: ["c"] } },
      "upstream.requires must be { scope } or { claim, values }: in mode credentials every caller acts with the server's own rights, so one of them must say who may.",
    ],
    [
      "a claim without values",
      open,
      { mode: "credentials", requires: { claim: "b", values: [] } },
      "upstream.requires.values is missing: name the values of the claim of which a caller's token must have one.",
    ],
    [
      "an API that is not https",
      open,
      { baseUrl: "http://api.example" },
      "upstream.baseUrl must be https: credentials pass there. Plain http is allowed on loopback only.",
    ],
    [
      "an API that is no URL",
      open,
      { baseUrl: "api.example" },
      "upstream.baseUrl must be an http(s) URL without user, query and fragment, like https://api.example.com/v1.",
    ],
    [
      "an API with a password",
      open,
      { baseUrl: "https://a:b@api.example" },
      "upstream.baseUrl must be an http(s) URL without user, query and fragment, like https://api.example.com/v1.",
    ],
    [
      "a key of another mode",
      open,
      { audience: ["a"] },
      "upstream.audience is of mode exchange, but upstream.mode is forward.",
    ],
    [
      "keys of other modes",
      open,
      { mode: "credentials", requires: { scope: "a" }, clientId: "c" },
      "upstream.clientId is of mode exchange, but upstream.mode is credentials.",
    ],
    [
      "an unknown origin",
      open,
      { ...credentials, origins: ["up"] },
      'upstream.origins: "up" is no further origin of this API; the document has none.',
    ],
    [
      "an origin that is not named",
      elsewhere,
      credentials,
      "upstream.origins does not name up_example, to which operations go that need credentials: in mode credentials those go to the API alone unless you say so. Name it, or exclude the operations.",
    ],
    [
      "an origin that is not named, exchange",
      elsewhere,
      { mode: "exchange", clientId: "c", audience: ["a"] },
      "upstream.origins does not name up_example, to which operations go that need credentials: in mode exchange those go to the API alone unless you say so. Name it, or exclude the operations.",
    ],
    [
      "schemes that no server can send",
      documentOf({
        "/a": [{ digest: [] }, { tls: [] }],
        "/b": [{ host: [] }],
        "/c": [{ odd: [] }],
        "/d": [{ nobody: [] }],
      }),
      credentials,
      'upstream: GET /a, GET /b, GET /c, GET /d cannot be called in mode credentials: a server cannot have credentials of "digest", "tls", "host", "odd", "nobody". It sends API keys, basic, bearer tokens and client-credentials tokens. Exclude these operations, or mend the document by an overlay.',
    ],
    [
      "two schemes in one place",
      documentOf({ "/a": [{ basic: [], token: [] }] }),
      credentials,
      "upstream: GET /a cannot be called in mode credentials: their schemes want one place in the request twice. It sends API keys, basic, bearer tokens and client-credentials tokens. Exclude these operations, or mend the document by an overlay.",
    ],
  ])("%s", (_name, document, upstream, message) => {
    expect(refusal(document, upstream)).toBe(`bad-config: ${message}`);
  });

  test("everything wrong at once", () => {
    expect(refusal(open, { mode: "exchange", baseUrl: "http://api.example" }).split("\n").length).toBe(3);
  });

  test("an audience check that checks nothing", () => {
    expect(() => surfaceOf(open, { auth: { audience: [] } })).toThrow(
      "without an audience check any token of the issuer would do",
    );
    expect(surfaceOf(open, { auth: { audience: ["a"] } }).surface.api.auth).toEqual({ audience: ["a"] });
  });

  test.each([
    [elsewhere, { ...credentials, origins: ["up_example"] }],
    [documentOf({ "/a": [] }, { servers: [{ url: "https://up.example" }] }), credentials],
    [open, { baseUrl: "http://127.0.0.1:4000/v1" }],
    [open, { baseUrl: "https://api.example/v1" }],
  ] satisfies readonly (readonly [object, UpstreamOptions])[])("not refused: %#", (document, upstream) => {
    expect(refusal(document, upstream)).toBe("not refused");
  });
});
