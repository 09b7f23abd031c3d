/** Mode `exchange` through the whole handler. Against a real authorization server: test/e2e/exchange.test.ts. */
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../templates/src/runtime/errors.ts";
import type { ExchangeUpstream } from "../../../templates/src/runtime/surface-types.ts";
import { exchangeMode } from "../../../templates/src/runtime/upstream/exchange-mode.ts";
import {
  bearer,
  createKey,
  createWorld,
  issuer,
  mcpRequest,
  mint,
  resource,
  type TestKey,
  type ToyOptions,
  type ToyWorld,
} from "../toy-world.ts";

const key = await createKey("one");
const target = "https://api.example";
const seconds = 1_800_000_000;
const upstream: ExchangeUpstream = { mode: "exchange", clientId: "pets-mcp", resource: [target] };
const accessToken = "urn:ietf:params:oauth:token-type:access_token";

interface Asked {
  readonly url: string;
  readonly authorization: string | null;
  readonly redirect: string | undefined;
  readonly form: readonly (readonly [string, string])[];
}

interface ExchangeWorld {
  readonly world: ToyWorld;
  readonly asked: Asked[];
  /** What the token endpoint answers. */
  token: (form: URLSearchParams, signal: AbortSignal | null | undefined) => Promise<Response> | Response;
}

/** A token for the API that says whose it is and what for: what a JWT of the authorization server would. */
async function exchanged(
  form: URLSearchParams,
  claims: Record<string, unknown> = {},
  by: TestKey = key,
): Promise<string> {
  const subject = JSON.parse(atob(form.get("subject_token")?.split(".")[1] ?? "")) as { sub: string };
  return await mint(by, {
    aud: target,
    sub: subject.sub,
    scope: form.get("scope") ?? undefined,
    jti: "exchanged",
    ...claims,
  });
}

async function goodAnswer(form: URLSearchParams, more: object = {}): Promise<Response> {
  const token = await exchanged(form);
  return Response.json({
    access_token: token,
    issued_token_type: accessToken,
    token_type: "Bearer",
    expires_in: 120,
    ...more,
  });
}

function exchangeWorld(options: ToyOptions = {}): ExchangeWorld {
  const asked: Asked[] = [];
  const world = createWorld({
    keys: [key],
    api: { upstream },
    features: { upstream: exchangeMode },
    oauthClientSecret: "s3cret-value",
    ...options,
  });
  const made: ExchangeWorld = { world, asked, token: async (form) => await goodAnswer(form) };
  world.discovery = async (url, init) => {
    if (init?.method !== "POST") {
      return Response.json({ issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token` });
    }
    const form = init.body instanceof URLSearchParams ? init.body : new URLSearchParams();
    const authorization = new Headers(init.headers).get("authorization");
    asked.push({ url: url.href, authorization, redirect: init.redirect, form: [...form] });
    return await made.token(form, init.signal);
  };
  return made;
}

interface Called {
  readonly status: number;
  readonly isError: boolean;
  readonly code: string | undefined;
  readonly text: string;
}

async function call(world: ToyWorld, token: string, name = "list_pets", args: object = {}): Promise<Called> {
  const response = await world.handler.fetch(
    mcpRequest("modern", "tools/call", { name, arguments: args }, bearer(token)),
  );
  const text = await response.text();
  const { result } = JSON.parse(text) as {
    result?: { isError?: boolean; structuredContent?: { error?: { code: string } } };
  };
  return {
    status: response.status,
    isError: result?.isError === true,
    code: result?.structuredContent?.error?.code,
    text,
  };
}

/** The claims of the tokens that reached the API. */
function reached(world: ToyWorld): readonly { sub: string; aud: string; scope?: string; jti: string }[] {
  return world.apiRequests.map(({ authorization }) => JSON.parse(atob(authorization?.split(".")[1] ?? "")) as never);
}

describe("what is asked for, and what the API gets", () => {
  test("RFC 8693, 2.1, by the server's own client, with the scopes of this operation", async () => {
    const { world, asked } = exchangeWorld();
    const token = await mint(key);
    expect((await call(world, token)).isError).toBe(false);
    expect(asked).toEqual([
      {
        url: `${issuer}/token`,
        authorization: `Basic ${btoa("pets-mcp:s3cret-value")}`,
        redirect: "manual",
        form: [
          ["grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"],
          ["subject_token", token],
          ["subject_token_type", accessToken],
          ["requested_token_type", accessToken],
          ["resource", target],
          ["scope", "pets:read"],
        ],
      },
    ]);
    expect(reached(world).map(({ sub, aud, scope, jti }) => ({ sub, aud, scope, jti }))).toEqual([
      { sub: "alice", aud: target, scope: "pets:read", jti: "exchanged" },
    ]);
    expect(world.strays).toEqual([]);
  });

  test("the alternative that the caller has; another operation's scopes are another token", async () => {
    const { world, asked } = exchangeWorld();
    const token = await mint(key, { scope: "pets:write" });
    await call(world, token, "get_pet", { petId: "1" });
    await call(world, token, "create_pet", { name: "Rex" });
    await call(world, await mint(key), "get_pet", { petId: "1" });
    expect(asked.map(({ form }) => form.find(([name]) => name === "scope")?.[1])).toEqual(["pets:write", "pets:read"]);
  });

  test("one token of the caller, two operations: each gets its own scopes, and keeps them", async () => {
    const { world, asked } = exchangeWorld();
    const token = await mint(key);
    for (const name of ["list_pets", "create_pet", "list_pets", "create_pet"])
      await call(world, token, name, name === "create_pet" ? { name: "Rex" } : {});
    expect([asked.length, reached(world).map(({ scope }) => scope)]).toEqual([
      2,
      ["pets:read", "pets:write", "pets:read", "pets:write"],
    ]);
  });

  test("scopes as clients ask for them, several targets, and the environment over the config", async () => {
    const { world, asked } = exchangeWorld({
      api: {
        upstream,
        scopes: {
          supported: ["pets:read"],
          baseline: { minimal: [], read: ["pets:read"], all: ["pets:read"] },
          asked: { "pets:read": "api://pets/read" },
        },
      },
      exchangeAudience: ["pets-api", "other-api"],
      exchangeResource: [],
      exchangeTokenAudience: [target],
      exchangeTokenUri: `${issuer}/elsewhere`,
      oauthClientId: "another",
    });
    expect((await call(world, await mint(key))).isError).toBe(false);
    expect([asked[0]?.url, asked[0]?.authorization, asked[0]?.form.slice(4)]).toEqual([
      `${issuer}/elsewhere`,
      `Basic ${btoa("another:s3cret-value")}`,
      [
        ["audience", "pets-api"],
        ["audience", "other-api"],
        ["scope", "api://pets/read"],
      ],
    ]);
  });

  test("no header of the client's request but the exchanged token reaches the API", async () => {
    const { world } = exchangeWorld();
    const seen: Record<string, string>[] = [];
    world.api = (_url, init) => {
      seen.push(Object.fromEntries(new Headers(init?.headers)));
      return Response.json([]);
    };
    const headers = {
      ...bearer(await mint(key)),
      cookie: "session=1",
      "x-api-key": "mine",
      "x-forwarded-for": "1.2.3.4",
      "x-custom": "1",
    };
    await world.handler.fetch(mcpRequest("modern", "tools/call", { name: "list_pets", arguments: {} }, headers));
    expect(seen.map((one) => Object.keys(one))).toEqual([["accept", "authorization", "user-agent"]]);
  });
});

describe("what is kept", () => {
  test("by caller and scopes: another caller's call never gets it", async () => {
    const { world, asked } = exchangeWorld();
    const [alice, bob] = [await mint(key), await mint(key, { sub: "bob", jti: "token-2" })];
    for (const token of [alice, bob, alice, bob, alice]) await call(world, token);
    expect(reached(world).map(({ sub }) => sub)).toEqual(["alice", "bob", "alice", "bob", "alice"]);
    expect(asked.length).toBe(2);
  });

  test("another token of the same caller is exchanged anew", async () => {
    const { world, asked } = exchangeWorld();
    await call(world, await mint(key));
    await call(world, await mint(key, { jti: "token-2" }));
    expect(asked.length).toBe(2);
  });

  test.each<readonly [string, object, number]>([
    ["expires_in, less 10 seconds", { expires_in: 60 }, 50_000],
    ["the caller's token, where that ends first", { expires_in: 100_000 }, 290_000],
  ])("no longer than %s", async (_name, more, ms) => {
    const made = exchangeWorld();
    made.token = async (form) =>
      Response.json({
        access_token: await exchanged(form, { exp: seconds + 100_000 }),
        issued_token_type: accessToken,
        token_type: "Bearer",
        ...more,
      });
    const token = await mint(key);
    await call(made.world, token);
    made.world.now += ms - 1;
    await call(made.world, token);
    expect(made.asked.length).toBe(1);
    made.world.now += 1;
    await call(made.world, token);
    expect(made.asked.length).toBe(2);
  });

  test("no longer than the exchanged token's own exp, whatever expires_in says", async () => {
    const made = exchangeWorld();
    made.token = async (form) =>
      await goodAnswer(form, { access_token: await exchanged(form, { exp: seconds + 30 }), expires_in: 3600 });
    const token = await mint(key);
    await call(made.world, token);
    made.world.now += 20_000;
    await call(made.world, token);
    expect(made.asked.length).toBe(2);
  });

  test("not at all when nobody says how long it lives", async () => {
    const made = exchangeWorld();
    made.token = () => Response.json({ access_token: "opaque", issued_token_type: accessToken, token_type: "bearer" });
    const token = await mint(key);
    await call(made.world, token);
    await call(made.world, token);
    expect(made.asked.length).toBe(2);
  });

  test("at most MAX_CACHED_UPSTREAM_TOKENS: the one that was longest not asked for goes", async () => {
    const { world, asked } = exchangeWorld({ limits: { maxCachedUpstreamTokens: 2 } });
    const tokens = [await mint(key), await mint(key, { jti: "2" }), await mint(key, { jti: "3" })];
    for (const token of tokens) await call(world, token);
    await call(world, tokens[2] ?? "");
    expect(asked.length).toBe(3);
    await call(world, tokens[0] ?? "");
    expect(asked.length).toBe(4);
  });

  test("twenty calls at once ask once", async () => {
    const made = exchangeWorld({ limits: { maxConcurrentCallsPerCaller: 50 } });
    const token = await mint(key);
    const calls = await Promise.all(Array.from({ length: 20 }, async () => await call(made.world, token)));
    expect([calls.filter(({ isError }) => isError).length, made.asked.length, made.world.apiRequests.length]).toEqual([
      0, 1, 20,
    ]);
  });
});

describe("a failure is told, is not kept, and nothing is forwarded", () => {
  const refuse =
    (error: string, status = 400): (() => Response) =>
    () =>
      Response.json({ error, error_description: "s3cret" }, { status });

  test.each<readonly [string, (form: URLSearchParams) => Promise<Response> | Response, string, string]>([
    ["invalid_grant", refuse("invalid_grant"), "upstream_auth_refused", "signing in again may help"],
    ["invalid_target", refuse("invalid_target"), "upstream_auth_refused", "The operator must allow"],
    ["invalid_scope", refuse("invalid_scope"), "upstream_auth_refused", "the operator can allow them"],
    ["invalid_client", refuse("invalid_client", 401), "upstream_auth_refused", "(invalid_client)"],
    [
      "unauthorized_client, as 403",
      refuse("unauthorized_client", 403),
      "upstream_auth_refused",
      "(unauthorized_client)",
    ],
    ["a code that is none", refuse('<b>"x"</b>'), "upstream_auth_refused", "(invalid_request)"],
    ["temporarily_unavailable", refuse("temporarily_unavailable"), "upstream_auth_unavailable", "Try again shortly"],
    ["500", () => new Response("s3cret", { status: 500 }), "upstream_auth_unavailable", "Try again shortly"],
    ["429", () => new Response("", { status: 429 }), "upstream_auth_unavailable", "Try again shortly"],
    [
      "a redirect",
      () => new Response(null, { status: 307, headers: { location: "https://evil.example/" } }),
      "upstream_auth_unavailable",
      "Try again",
    ],
    [
      "a page",
      () => new Response("<html>", { headers: { "content-type": "text/html" } }),
      "upstream_auth_unavailable",
      "",
    ],
    ["a list", () => Response.json([]), "upstream_auth_unavailable", ""],
    ["an answer without end", () => endless(), "upstream_auth_unavailable", ""],
    ["a dead connection", () => Promise.reject(new TypeError("fetch failed")), "upstream_auth_unavailable", ""],
    [
      "no token",
      (form) => goodAnswer(form, { access_token: undefined }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "a token that is two",
      (form) => goodAnswer(form, { access_token: "a, b" }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "a token that breaks the header",
      (form) => goodAnswer(form, { access_token: "a\r\nx: y" }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "a token that is too long",
      (form) => goodAnswer(form, { access_token: "a".repeat(8193) }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "another kind of token",
      (form) => goodAnswer(form, { token_type: "DPoP" }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "token_type N_A",
      (form) => goodAnswer(form, { token_type: "N_A" }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "no token_type",
      (form) => goodAnswer(form, { token_type: undefined }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "no issued_token_type",
      (form) => goodAnswer(form, { issued_token_type: undefined }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "an ID token",
      (form) => goodAnswer(form, { issued_token_type: "urn:ietf:params:oauth:token-type:id_token" }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "expires_in 0",
      (form) => goodAnswer(form, { expires_in: 0 }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "expires_in as text",
      (form) => goodAnswer(form, { expires_in: "3600" }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "expires_in 1e400",
      (form) => withText(form, '"expires_in":1e400'),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "fewer scopes than asked for",
      (form) => goodAnswer(form, { scope: "other" }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "the caller's own token",
      (form) => goodAnswer(form, { access_token: form.get("subject_token") }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "a token for somebody else",
      async (form) => goodAnswer(form, { access_token: await exchanged(form, { aud: "https://evil.example" }) }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "a token for nobody",
      async (form) => goodAnswer(form, { access_token: await exchanged(form, { aud: undefined }) }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "a token that has expired",
      async (form) => goodAnswer(form, { access_token: await exchanged(form, { exp: seconds - 1 }) }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "a token that is bound to a key",
      async (form) => goodAnswer(form, { access_token: await exchanged(form, { cnf: { jkt: "x" } }) }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
    [
      "a token without signature",
      async (form) => goodAnswer(form, { access_token: unsigned(await exchanged(form)) }),
      "upstream_auth_refused",
      "The operator must mend that there",
    ],
  ])("%s", async (_name, answer, code, says) => {
    const made = exchangeWorld();
    made.token = answer;
    const token = await mint(key);
    const failed = await call(made.world, token);
    expect([failed.status, failed.isError, failed.code, made.world.apiRequests, made.world.strays]).toEqual([
      200,
      true,
      code,
      [],
      [],
    ]);
    expect(failed.text).toContain(says);
    expect(failed.text + JSON.stringify(made.world.lines)).not.toMatch(/s3cret|evil|<b>/);
    expect(failed.text + JSON.stringify(made.world.lines)).not.toContain(token);
    made.token = async (form) => await goodAnswer(form);
    expect([(await call(made.world, token)).isError, made.asked.length]).toEqual([false, 2]);
  });

  test("the caller's own token, even where it is for the API too", async () => {
    const made = exchangeWorld();
    made.token = async (form) => await goodAnswer(form, { access_token: form.get("subject_token") });
    const failed = await call(made.world, await mint(key, { aud: [resource, target] }));
    expect([failed.code, made.world.apiRequests]).toEqual(["upstream_auth_refused", []]);
    expect(failed.text).toContain("the caller's own token came back");
  });

  test("an answer without end is read no further than MAX_KEY_SET_BYTES", async () => {
    const made = exchangeWorld({ limits: { maxKeySetBytes: 200_000 } });
    const pulled = { bytes: 0 };
    made.token = () => endless(pulled);
    expect((await call(made.world, await mint(key))).code).toBe("upstream_auth_unavailable");
    expect(pulled.bytes).toBeLessThan(500_000);
  });

  test("the metadata names no token endpoint, or one that is not https: nothing is sent there", async () => {
    for (const endpoint of [undefined, "http://as.example/token"]) {
      const { world, asked } = exchangeWorld();
      world.discovery = () => Response.json({ issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: endpoint });
      expect([(await call(world, await mint(key))).code, asked, world.apiRequests, world.strays]).toEqual([
        "upstream_auth_unavailable",
        [],
        [],
        [],
      ]);
    }
  });

  test("a slow server: TOKEN_REQUEST_TIMEOUT_MS, body included", async () => {
    const made = exchangeWorld({ limits: { tokenRequestTimeoutMs: 50 } });
    made.token = async (_form, signal) =>
      await new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason as Error));
      });
    const started = performance.now();
    expect((await call(made.world, await mint(key))).code).toBe("upstream_auth_unavailable");
    expect(performance.now() - started).toBeLessThan(2000);
    expect(made.world.apiRequests).toEqual([]);
  });

  test("beyond MAX_CONCURRENT_TOKEN_REQUESTS the call fails at once, and the others go on", async () => {
    const made = exchangeWorld({ limits: { maxConcurrentTokenRequests: 2 } });
    const gate = Promise.withResolvers<void>();
    made.token = async (form) => {
      await gate.promise;
      return await goodAnswer(form);
    };
    const tokens = await Promise.all(
      ["1", "2", "3"].map(async (jti) => await mint(key, { jti, sub: `caller-${jti}` })),
    );
    const [first, second] = tokens.slice(0, 2).map(async (token) => await call(made.world, token));
    await expect.poll(() => made.asked.length).toBe(2);
    expect((await call(made.world, tokens[2] ?? "")).code).toBe("upstream_auth_unavailable");
    gate.resolve();
    expect([(await first)?.isError, (await second)?.isError]).toEqual([false, false]);
  });

  test("a tool whose origin is not named gets no exchanged token", async () => {
    const { assertOriginNamed } = await import("../../../templates/src/runtime/upstream/named-origins.ts");
    const operation = { method: "GET", path: "/", origin: "uploads", parameters: [], responses: {} };
    expect(() => assertOriginNamed(operation, new Set(["others"]))).toThrow("upstream.origins");
    expect(() => assertOriginNamed(operation, new Set(["uploads"]))).not.toThrow();
  });
});

describe("401 of the API", () => {
  test("a read: the token is forgotten, and one more is tried", async () => {
    const made = exchangeWorld();
    const answers = [401, 200];
    made.world.api = () => Response.json([], { status: answers.shift() ?? 200 });
    const token = await mint(key);
    expect([(await call(made.world, token)).isError, made.asked.length, made.world.apiRequests.length]).toEqual([
      false,
      2,
      2,
    ]);
  });

  test("twice: the API's answer, and nothing is kept", async () => {
    const made = exchangeWorld();
    made.world.api = () => Response.json({ title: "no" }, { status: 401 });
    const token = await mint(key);
    const failed = await call(made.world, token);
    expect([failed.code, made.asked.length, made.world.apiRequests.length]).toEqual(["upstream_unauthorized", 2, 2]);
    expect(failed.text).toContain("with the audience that they are exchanged for");
    made.world.api = () => Response.json([]);
    expect([(await call(made.world, token)).isError, made.asked.length]).toEqual([false, 3]);
  });

  test("a write is not sent twice; its token is forgotten", async () => {
    const made = exchangeWorld();
    made.world.api = () => Response.json({}, { status: 401 });
    const token = await mint(key);
    expect((await call(made.world, token, "create_pet", { name: "Rex" })).code).toBe("upstream_unauthorized");
    expect([made.asked.length, made.world.apiRequests.length]).toEqual([1, 1]);
    made.world.api = () => Response.json({ id: "1", name: "Rex" }, { status: 201 });
    await call(made.world, token, "create_pet", { name: "Rex" });
    expect(made.asked.length).toBe(2);
  });
});

test("an echo of the exchanged token is scrubbed: body, error, header", async () => {
  const made = exchangeWorld();
  const seen: string[] = [];
  const echo =
    (status: number): ToyWorld["api"] =>
    (_url, init) => {
      const authorization = new Headers(init?.headers).get("authorization") ?? "";
      seen.push(authorization.replace("Bearer ", ""));
      const headers = { "content-type": `application/json; x=${authorization.replace("Bearer ", "")}` };
      return new Response(JSON.stringify({ title: `you sent ${authorization}` }), { status, headers });
    };
  const token = await mint(key);
  for (const status of [200, 400, 401, 500]) {
    made.world.api = echo(status);
    const { text } = await call(made.world, token);
    expect(text).toContain("you sent Bearer [redacted]");
    for (const secret of [...seen, token]) expect(text + JSON.stringify(made.world.lines)).not.toContain(secret);
  }
});

describe("the start", () => {
  function problemsOf(options: ToyOptions): readonly string[] {
    try {
      exchangeWorld(options);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  }

  test.each<readonly [string, ToyOptions, readonly string[]]>([
    [
      "without a client",
      { api: { upstream: { mode: "exchange", resource: [target] } as never }, oauthClientSecret: undefined },
      [
        "Upstream mode exchange needs OAUTH_CLIENT_ID (oauthClientId): the authorization server exchanges tokens for a client that it knows only.",
      ],
    ],
    [
      "without its secret",
      { oauthClientSecret: undefined },
      [
        "OAUTH_CLIENT_ID (oauthClientId) needs OAUTH_CLIENT_SECRET (oauthClientSecret) or OAUTH_CLIENT_KEY (oauthClientKey), one of them.",
      ],
    ],
    [
      "without a target",
      { api: { upstream: { mode: "exchange", clientId: "pets-mcp" } } },
      [
        "Upstream mode exchange needs EXCHANGE_AUDIENCE (exchangeAudience) or EXCHANGE_RESOURCE (exchangeResource): without a target nobody knows which API the token is for.",
      ],
    ],
    [
      "with several issuers, an endpoint that is not https, and a resource that is no URI",
      {
        oauthIssuer: [issuer, "https://other.example"],
        exchangeTokenUri: "http://as.example/token",
        exchangeResource: ["api"],
      },
      [
        "EXCHANGE_RESOURCE (exchangeResource) must hold absolute URIs without fragment.",
        "Upstream mode exchange works with a single OAUTH_ISSUER (oauthIssuer): the client's secret belongs to one authorization server, and must not be shown to another.",
        "EXCHANGE_TOKEN_URI (exchangeTokenUri) must be https: tokens pass there. Plain http is allowed on loopback only.",
      ],
    ],
    [
      "without the mode's code: nothing is forwarded instead",
      { features: {} },
      [
        "src/api.ts says upstream mode exchange, but src/features.ts has nothing for it: set upstream.mode in slipway.config and generate again.",
      ],
    ],
    [
      "with settings of a mode that it has not",
      { api: {}, features: {}, oauthClientId: "pets-mcp", exchangeAudience: ["api"] },
      [
        "EXCHANGE_AUDIENCE is set, but this server was generated for upstream mode forward: set upstream.mode to exchange in slipway.config and generate again, or leave it out.",
      ],
    ],
    [
      "with an API that is not https, and an audience check that is empty",
      { apiBaseUrl: "http://api.example/v1", oauthAudience: [] },
      [
        "API_BASE_URL (apiBaseUrl) must be https: tokens pass there. Plain http is allowed on loopback only.",
        "OAUTH_AUDIENCE (oauthAudience) is set but names no audience: name at least one, or leave it out to accept the resource only.",
      ],
    ],
    ["complete", {}, []],
  ])("%s", (_name, options, problems) => {
    expect(problemsOf(options)).toEqual(problems);
  });
});

function endless(pulled = { bytes: 0 }): Response {
  const chunk = new TextEncoder().encode(`{"access_token":"${"a".repeat(65_536)}`);
  return new Response(
    new ReadableStream({
      pull: (controller) => {
        pulled.bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
    }),
  );
}

async function withText(form: URLSearchParams, member: string): Promise<Response> {
  const body = JSON.stringify({
    access_token: await exchanged(form),
    issued_token_type: accessToken,
    token_type: "Bearer",
  });
  return new Response(body.replace("{", `{${member},`));
}

function unsigned(token: string): string {
  const header = btoa(JSON.stringify({ alg: "none", typ: "at+jwt" })).replaceAll("=", "");
  return `${header}.${token.split(".")[1] ?? ""}.`;
}
