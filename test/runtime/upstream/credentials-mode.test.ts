/** Mode `credentials` through the whole handler: what the API gets, who may, what is never seen again. */
import { describe, expect, test } from "vitest";
import { api as toyApi } from "../../../templates/src/api.ts";
import { createRuntime } from "../../../templates/src/runtime/create-runtime.ts";
import { ConfigError } from "../../../templates/src/runtime/errors.ts";
import type {
  CallerRequirement,
  CredentialSet,
  CredentialsUpstream,
  OperationDefinition,
  Tool,
} from "../../../templates/src/runtime/surface-types.ts";
import { credentialsMode } from "../../../templates/src/runtime/upstream/credentials-mode.ts";
import { tools as toyTools } from "../../../templates/src/tools/index.ts";
import {
  bearer,
  createKey,
  type Era,
  issuer,
  type LoggedLine,
  mcpRequest,
  mint,
  publicUrl,
  recordingLog,
} from "../toy-world.ts";

const key = await createKey("one");
const tokenUrl = "https://login.other.example/token";
const secrets = {
  header: "K-header/+a=",
  query: "q key&1=2?u",
  cookie: "cookie-key-1",
  password: 'p"a\\ss/wörd',
  bearer: "static.bearer-token",
  client: "client-s3cret",
};
const schemes: CredentialsUpstream["schemes"] = {
  header: { kind: "apiKey", in: "header", name: "X-Api-Key", variable: "UPSTREAM_HEADER" },
  query: { kind: "apiKey", in: "query", name: "api key", variable: "UPSTREAM_QUERY" },
  cookie: { kind: "apiKey", in: "cookie", name: "sid", variable: "UPSTREAM_COOKIE" },
  basic: { kind: "basic", variable: "UPSTREAM_BASIC" },
  bearer: { kind: "bearer", variable: "UPSTREAM_BEARER" },
  client: { kind: "client", variable: "UPSTREAM_CLIENT" },
};
const variables = {
  UPSTREAM_HEADER_KEY: secrets.header,
  UPSTREAM_QUERY_KEY: secrets.query,
  UPSTREAM_COOKIE_KEY: secrets.cookie,
  UPSTREAM_BASIC_USERNAME: "robot",
  UPSTREAM_BASIC_PASSWORD: secrets.password,
  UPSTREAM_BEARER_TOKEN: secrets.bearer,
  UPSTREAM_CLIENT_CLIENT_ID: "pets-robot",
  UPSTREAM_CLIENT_CLIENT_SECRET: secrets.client,
  UPSTREAM_CLIENT_TOKEN_URL: tokenUrl,
};

interface Sent {
  readonly url: string;
  readonly headers: Record<string, string>;
}

interface Options {
  readonly credentials?: readonly CredentialSet[];
  readonly given?: Record<string, string>;
  readonly requires?: CallerRequirement;
  readonly upstream?: Partial<CredentialsUpstream>;
  readonly operation?: Partial<OperationDefinition>;
  readonly scopes?: Tool["scopes"];
}

interface World {
  readonly sent: Sent[];
  readonly tokenRequests: { authorization: string | null; form: Record<string, string> }[];
  readonly lines: LoggedLine[];
  readonly strays: string[];
  now: number;
  api: (url: string, init: RequestInit | undefined) => Promise<Response> | Response;
  token: () => Promise<Response> | Response;
  fetch: (request: Request) => Promise<Response>;
}

/** The toy server in mode credentials: `list_pets` and `create_pet` take `credentials`. */
function createWorld(options: Options = {}): World {
  const { credentials = [{ header: [] }], given = variables, requires = { scope: "pets:use" } } = options;
  const lines: LoggedLine[] = [];
  const world = {
    sent: [] as Sent[],
    tokenRequests: [] as World["tokenRequests"],
    lines,
    strays: [] as string[],
    now: 1_800_000_000_000,
    api: () => Response.json([]),
    token: () => Response.json({ access_token: "client-token-1", token_type: "Bearer", expires_in: 100 }),
  } as unknown as World;
  const scopes = options.scopes ?? ("scope" in requires ? [[requires.scope]] : []);
  const tools = toyTools.map((tool) => ({
    ...tool,
    scopes,
    operation: { ...tool.operation, credentials, ...options.operation },
    handler: async (input: object, client: Parameters<Tool["handler"]>[1]) =>
      await client.send({ ...tool.operation, credentials, ...options.operation }, input),
  })) as readonly Tool[];
  const upstream: CredentialsUpstream = { mode: "credentials", requires, schemes, ...options.upstream };
  const handler = createRuntime(
    {
      api: { ...toyApi, upstream, origins: [{ name: "uploads", proposed: "x" }] },
      tools,
      custom: {},
      features: { upstream: credentialsMode },
    },
    {
      publicUrl,
      oauthIssuer: [issuer],
      apiBaseUrl: "https://api.example/v1",
      apiOrigins: { uploads: "https://uploads.example" },
      upstreamCredentials: given,
      effects: {
        now: () => world.now,
        log: recordingLog(lines),
        fetch: async (input, init) => {
          const url = String(input instanceof Request ? input.url : input);
          if (url === `${issuer}/jwks`) return Response.json({ keys: [key.publicJwk] });
          if (url.startsWith(issuer)) return Response.json({ issuer, jwks_uri: `${issuer}/jwks` });
          if (url === tokenUrl) {
            const form = Object.fromEntries(init?.body instanceof URLSearchParams ? init.body : []);
            world.tokenRequests.push({ authorization: new Headers(init?.headers).get("authorization"), form });
            return await world.token();
          }
          if (!/^https:\/\/(?:api|uploads)\.example\//.test(url)) {
            world.strays.push(url);
            throw new TypeError("a stray fetch");
          }
          world.sent.push({ url, headers: Object.fromEntries(new Headers(init?.headers)) });
          return await world.api(url, init);
        },
      },
    },
  );
  world.fetch = async (request) => await handler.fetch(request);
  return world;
}

interface Called {
  readonly status: number;
  readonly challenge: string | null;
  readonly isError: boolean;
  readonly code: string | undefined;
  readonly text: string;
}

interface CallOptions {
  readonly name?: string;
  readonly args?: object;
  readonly era?: Era;
  readonly headers?: Record<string, string>;
}

async function call(
  world: World,
  claims: Record<string, unknown> = {},
  { name = "list_pets", args = {}, era = "modern", headers = {} }: CallOptions = {},
): Promise<Called> {
  const token = await mint(key, { scope: "pets:use", ...claims });
  const response = await world.fetch(
    mcpRequest(era, "tools/call", { name, arguments: args }, { ...bearer(token), ...headers }),
  );
  const text = await response.text();
  const { result } = JSON.parse(text) as {
    result?: { isError?: boolean; structuredContent?: { error?: { code: string } } };
  };
  expect(JSON.stringify(world.sent)).not.toContain(token);
  return {
    status: response.status,
    challenge: response.headers.get("www-authenticate"),
    isError: result?.isError === true,
    code: result?.structuredContent?.error?.code,
    text,
  };
}

const standard = { accept: "application/json, */*;q=0.1", "user-agent": "pets/1.0.0" };
const basic = `Basic ${Buffer.from(`robot:${secrets.password}`).toString("base64")}`;

describe("what the API gets", () => {
  test.each<readonly [string, readonly CredentialSet[], string, Record<string, string>]>([
    ["a key in a header", [{ header: [] }], "", { "x-api-key": secrets.header }],
    ["a key in the query, encoded", [{ query: [] }], "?api%20key=q%20key%261%3D2%3Fu", {}],
    ["a key in a cookie", [{ cookie: [] }], "", { cookie: `sid=${secrets.cookie}` }],
    ["basic, in UTF-8", [{ basic: [] }], "", { authorization: basic }],
    ["a bearer token", [{ bearer: [] }], "", { authorization: `Bearer ${secrets.bearer}` }],
    ["a client's token", [{ client: ["a", "b"] }], "", { authorization: "Bearer client-token-1" }],
    [
      "several at once",
      [{ header: [], query: [], cookie: [], bearer: [] }],
      "?api%20key=q%20key%261%3D2%3Fu",
      { "x-api-key": secrets.header, cookie: `sid=${secrets.cookie}`, authorization: `Bearer ${secrets.bearer}` },
    ],
    ["the first alternative", [{ bearer: [] }, { header: [] }], "", { authorization: `Bearer ${secrets.bearer}` }],
    ["optional: what is there", [{}, { header: [] }], "", { "x-api-key": secrets.header }],
    ["nothing where nothing is asked", [], "", {}],
  ])("%s", async (_name, credentials, search, headers) => {
    const world = createWorld({ credentials });
    expect((await call(world)).isError).toBe(false);
    expect(world.sent).toEqual([{ url: `https://api.example/v1/pets${search}`, headers: { ...standard, ...headers } }]);
    expect(world.strays).toEqual([]);
  });

  test.each<readonly [string, readonly CredentialSet[], Record<string, string>, Record<string, string>]>([
    [
      "the alternative that is configured",
      [{ bearer: [] }, { header: [] }],
      { UPSTREAM_HEADER_KEY: secrets.header },
      { "x-api-key": secrets.header },
    ],
    [
      "all of one, not half of another",
      [{ header: [], cookie: [] }, { cookie: [] }],
      { UPSTREAM_COOKIE_KEY: secrets.cookie },
      { cookie: `sid=${secrets.cookie}` },
    ],
    ["optional, and nothing is configured", [{ header: [] }, {}], {}, {}],
    [
      "a key as the user name",
      [{ basic: [] }],
      { UPSTREAM_BASIC_USERNAME: "sk_live_12345", UPSTREAM_BASIC_PASSWORD: "" },
      { authorization: `Basic ${btoa("sk_live_12345:")}` },
    ],
  ])("%s", async (_name, credentials, given, headers) => {
    const world = createWorld({ credentials, given });
    await call(world);
    expect(world.sent.map((sent) => sent.headers)).toEqual([{ ...standard, ...headers }]);
  });

  test("credentials win over arguments of the same name, and over the client's headers", async () => {
    const parameter = (name: string, place: "query" | "header" | "cookie") =>
      ({ argument: "kind", name, in: place, style: place === "header" ? "simple" : "form", explode: true }) as const;
    const world = createWorld({
      credentials: [{ query: [], cookie: [], header: [] }],
      operation: {
        parameters: [
          parameter("api key", "query"),
          parameter("sid", "cookie"),
          parameter("x-api-key", "header"),
          parameter("other", "query"),
          parameter("other", "cookie"),
        ],
      },
    });
    await call(
      world,
      {},
      { args: { kind: "dog" }, headers: { "x-api-key": "the client's", cookie: "sid=the-clients" } },
    );
    expect(world.sent).toEqual([
      {
        url: "https://api.example/v1/pets?other=dog&api%20key=q%20key%261%3D2%3Fu",
        headers: { ...standard, cookie: `other=dog; sid=${secrets.cookie}`, "x-api-key": secrets.header },
      },
    ]);
  });

  test("a further origin gets credentials only where the config names it", async () => {
    const operation = { origin: "uploads" };
    const [unnamed, named] = [
      createWorld({ operation }),
      createWorld({ operation, upstream: { origins: ["uploads"] } }),
    ];
    expect([(await call(unnamed)).code, unnamed.sent]).toEqual(["upstream_not_configured", []]);
    expect([(await call(named)).isError, named.sent.map(({ url }) => url)]).toEqual([
      false,
      ["https://uploads.example/pets"],
    ]);
    const open = createWorld({ operation, credentials: [] });
    expect([(await call(open)).isError, open.sent.map(({ headers }) => headers)]).toEqual([false, [standard]]);
  });

  test("a redirect is not followed", async () => {
    const world = createWorld({ credentials: [{ query: [], header: [] }] });
    world.api = () => new Response(null, { status: 307, headers: { location: "https://evil.example/" } });
    expect([(await call(world)).code, world.sent.length, world.strays]).toEqual(["upstream_redirect", 1, []]);
  });
});

describe("a client's tokens (RFC 6749, 4.4)", () => {
  const credentials = [{ client: ["a", "b"] }];
  const given = { ...variables, UPSTREAM_CLIENT_AUDIENCE: "pets", UPSTREAM_CLIENT_RESOURCE: "https://api.example" };

  test("asked for with the scopes of the document, once for all callers", async () => {
    const world = createWorld({ credentials, given });
    await Promise.all(["alice", "bob", "carol"].map(async (sub) => await call(world, { sub, jti: sub })));
    expect(world.tokenRequests).toEqual([
      {
        authorization: `Basic ${btoa(`pets-robot:${secrets.client}`)}`,
        form: { grant_type: "client_credentials", scope: "a b", audience: "pets", resource: "https://api.example" },
      },
    ]);
    expect(world.sent.length).toBe(3);
  });

  test("renewed before it ends while the old one still serves, and not served past its end", async () => {
    const world = createWorld({ credentials });
    await call(world);
    let issued = 1;
    world.token = () =>
      Response.json({ access_token: `client-token-${++issued}`, token_type: "bearer", expires_in: 100 });
    world.now += 79_999;
    await call(world);
    expect(world.tokenRequests.length).toBe(1);
    world.now += 1;
    await call(world);
    await expect.poll(() => world.tokenRequests.length).toBe(2);
    await call(world);
    expect(world.sent.map(({ headers }) => headers["authorization"])).toEqual(
      ["1", "1", "1", "2"].map((n) => `Bearer client-token-${n}`),
    );
    world.token = () => new Response("", { status: 500 });
    world.now += 94_999;
    expect((await call(world)).isError).toBe(false);
    world.now += 1;
    expect([(await call(world)).code, world.sent.length]).toEqual(["upstream_auth_unavailable", 5]);
  });

  test("401: dropped, and a read is tried once more", async () => {
    const world = createWorld({ credentials });
    const answers = [401, 200];
    world.api = () => Response.json([], { status: answers.shift() ?? 200 });
    expect([(await call(world)).isError, world.tokenRequests.length, world.sent.length]).toEqual([false, 2, 2]);
  });

  test("fixed credentials are not tried again, and signing in again is not advised", async () => {
    const world = createWorld();
    world.api = () => Response.json({}, { status: 401 });
    const failed = await call(world);
    expect([failed.code, world.sent.length]).toEqual(["upstream_unauthorized", 1]);
    expect(failed.text).toContain("Signing in again does not help");
  });

  test.each<readonly [string, () => Response, string]>([
    [
      "refused",
      () => Response.json({ error: "invalid_client", error_description: secrets.client }, { status: 401 }),
      "upstream_auth_refused",
    ],
    ["down", () => new Response("", { status: 503 }), "upstream_auth_unavailable"],
    [
      "redirect",
      () => new Response(null, { status: 302, headers: { location: "https://evil.example/" } }),
      "upstream_auth_unavailable",
    ],
    ["of another kind", () => Response.json({ access_token: "x", token_type: "mac" }), "upstream_auth_refused"],
  ])("%s: a clear error, and nothing is sent", async (_name, token, code) => {
    const world = createWorld({ credentials });
    world.token = token;
    const failed = await call(world);
    expect([failed.code, world.sent, world.strays]).toEqual([code, [], []]);
    expect(failed.text + JSON.stringify(world.lines)).not.toContain(secrets.client);
  });
});

describe("who may", () => {
  test.each<Era>(["modern", "legacy"])(
    "a required scope, %s: 403 that names it; the metadata offers it",
    async (era) => {
      const world = createWorld();
      const refused = await call(world, { scope: "pets:read pets:write" }, { era });
      expect([refused.status, world.sent]).toEqual([403, []]);
      expect(refused.challenge).toMatch(/error="insufficient_scope".*scope="pets:use"/);
      expect((await call(world, {}, { era })).isError).toBe(false);
    },
  );

  test.each<readonly [string, CallerRequirement, Record<string, unknown>, boolean]>([
    ["a text", { claim: "role", values: ["staff", "admin"] }, { role: "admin" }, true],
    ["a list", { claim: "roles", values: ["staff"] }, { roles: ["guest", "staff"] }, true],
    ["nested", { claim: "/realm_access/roles", values: ["staff"] }, { realm_access: { roles: ["staff"] } }, true],
    [
      "a name like a URL",
      { claim: "https://x.example/roles", values: ["staff"] },
      { "https://x.example/roles": ["staff"] },
      true,
    ],
    ["another value", { claim: "role", values: ["staff"] }, { role: "guest" }, false],
    ["a part of a value", { claim: "role", values: ["staff"] }, { role: "staffing" }, false],
    ["values in one text", { claim: "role", values: ["staff"] }, { role: "guest staff" }, false],
    ["no claim", { claim: "role", values: ["staff"] }, {}, false],
    ["a number", { claim: "role", values: ["1"] }, { role: 1 }, false],
    ["an object", { claim: "role", values: ["staff"] }, { role: { staff: true } }, false],
    ["a list in a list", { claim: "roles", values: ["staff"] }, { roles: [["staff"]] }, false],
    ["what objects inherit", { claim: "constructor", values: ["Object"] }, {}, false],
    ["a path through text", { claim: "/role/0", values: ["s"] }, { role: "staff" }, false],
  ])("a required claim: %s", async (_name, requires, claims, isLet) => {
    for (const era of ["modern", "legacy"] as const) {
      const world = createWorld({ requires });
      const answer = await call(world, { scope: "pets:read", ...claims }, { era });
      if (isLet) expect([answer.status, answer.isError, world.sent.length]).toEqual([200, false, 1]);
      else {
        expect([answer.status, answer.challenge, world.sent]).toEqual([403, null, []]);
        expect(answer.text).toContain("signing in again alone will not help");
      }
    }
  });

  test("a required claim does not hide the list, and holds for each call of a batch", async () => {
    const world = createWorld({ requires: { claim: "role", values: ["staff"] } });
    const token = await mint(key, {});
    const list = await world.fetch(mcpRequest("modern", "tools/list", {}, bearer(token)));
    expect(list.status).toBe(200);
    const message = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "no_such_tool", arguments: {} } };
    const batch = new Request(`${publicUrl}/mcp`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2025-03-26",
        ...bearer(token),
      },
      body: JSON.stringify([message, { ...message, id: 2, params: { name: "list_pets", arguments: {} } }]),
    });
    expect([(await world.fetch(batch)).status, world.sent]).toEqual([403, []]);
  });
});

describe("what is never seen again", () => {
  const echoes: readonly (readonly [string, string])[] = [
    ["header", secrets.header],
    ["query", secrets.query],
    ["query, as in the URL", encodeURIComponent(secrets.query)],
    ["query, as a form", new URLSearchParams([["", secrets.query]]).toString().slice(1)],
    ["query, in lower case", encodeURIComponent(secrets.query).replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())],
    ["cookie", secrets.cookie],
    ["password", secrets.password],
    ["basic", basic.slice(6)],
    ["client", "client-token-1"],
  ];

  test.each(echoes)("an echo of %s: in answers, errors, text, bytes, headers and the log", async (name, echo) => {
    const sets: readonly CredentialSet[] = [
      name.startsWith("password") || name.startsWith("basic")
        ? { basic: [] }
        : name.startsWith("client")
          ? { client: [] }
          : { header: [], query: [], cookie: [] },
    ];
    const answers: readonly (() => Response)[] = [
      () => Response.json([{ id: echo }]),
      () =>
        new Response(JSON.stringify([echo]).replaceAll("/", "\\/"), {
          headers: { "content-type": "application/json" },
        }),
      () => Response.json({ title: `no: ${echo}`, [echo]: 1 }, { status: 400 }),
      () =>
        new Response(`GET /v1/pets?api%20key=${echo} failed`, {
          status: 500,
          headers: { "content-type": "text/plain" },
        }),
      () => new Response(`<title>${echo}</title>`, { status: 502, headers: { "content-type": "text/html" } }),
      () => new Response(new TextEncoder().encode(`%PDF ${echo}`), { headers: { "content-type": "application/pdf" } }),
      () => new Response(`{"x":"${encodeURIComponent(echo)}"}`, { headers: { "content-type": "text/event-stream" } }),
      () => new Response("x", { headers: { "content-type": `text/x-${encodeURIComponent(echo)}` } }),
    ];
    const world = createWorld({ credentials: sets });
    for (const answer of answers) {
      world.api = answer;
      const { text } = await call(world);
      const said = text + JSON.stringify(world.lines) + atobs(text);
      for (const spelling of [echo, JSON.stringify(echo).slice(1, -1), encodeURIComponent(echo)])
        expect(said).not.toContain(spelling);
    }
    expect(world.sent.length).toBe(answers.length);
  });
});

describe("the start", () => {
  function problemsOf(options: Options): readonly string[] {
    try {
      createWorld(options);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  }

  const noRequirement =
    "Upstream mode credentials needs a required scope or claim (upstream.requires in slipway.config): without one, everybody with a token could use this server's credentials.";

  test.each<readonly [string, Options, readonly string[]]>([
    ["complete", {}, []],
    ["no requirement", { upstream: { requires: undefined as never } }, [noRequirement]],
    ["an empty scope", { requires: { scope: "" } }, [noRequirement]],
    ["a claim without values", { requires: { claim: "role", values: [] } }, [noRequirement]],
    [
      "tools that do not ask for the scope",
      { scopes: [["pets:use"], ["pets:read"]] },
      ["These tools do not ask for the required scope pets:use: create_pet, get_pet, list_pets. Generate again."],
    ],
    [
      "nothing configured",
      { credentials: [{ header: [], basic: [] }, { bearer: [] }], given: {} },
      [
        "Credentials of the API are missing. Set UPSTREAM_HEADER_KEY and UPSTREAM_BASIC_USERNAME and UPSTREAM_BASIC_PASSWORD, or UPSTREAM_BEARER_TOKEN (for create_pet, get_pet, list_pets).",
      ],
    ],
    [
      "one of two that are needed together",
      { credentials: [{ header: [], cookie: [] }], given: { UPSTREAM_HEADER_KEY: secrets.header } },
      ["Credentials of the API are missing. Set UPSTREAM_COOKIE_KEY (for create_pet, get_pet, list_pets)."],
    ],
    [
      "half of a scheme",
      { given: { ...variables, UPSTREAM_CLIENT_TOKEN_URL: "" } },
      ["UPSTREAM_CLIENT_TOKEN_URL must be set beside UPSTREAM_CLIENT_CLIENT_ID and UPSTREAM_CLIENT_CLIENT_SECRET."],
    ],
    [
      "what cannot be sent, or be found again",
      {
        given: {
          UPSTREAM_HEADER_KEY: "line\nbreak",
          UPSTREAM_COOKIE_KEY: "semi;colon",
          UPSTREAM_BEARER_TOKEN: "two words",
          UPSTREAM_QUERY_KEY: "short",
          UPSTREAM_BASIC_USERNAME: "a:b",
          UPSTREAM_BASIC_PASSWORD: "short",
          UPSTREAM_CLIENT_CLIENT_ID: "x",
          UPSTREAM_CLIENT_CLIENT_SECRET: secrets.client,
          UPSTREAM_CLIENT_TOKEN_URL: "http://login.other.example/token",
        },
      },
      [
        "UPSTREAM_HEADER_KEY holds a character that cannot be sent in a header.",
        "UPSTREAM_QUERY_KEY is shorter than 8 characters: it could not be told from ordinary text, and so not be taken out of the API's answers.",
        "UPSTREAM_COOKIE_KEY holds a character that cannot be sent in a cookie.",
        "UPSTREAM_BASIC_PASSWORD is shorter than 8 characters: it could not be told from ordinary text, and so not be taken out of the API's answers.",
        "UPSTREAM_BASIC_USERNAME must not hold a colon.",
        "UPSTREAM_BEARER_TOKEN holds a character that cannot be sent as a bearer token.",
        "UPSTREAM_CLIENT_TOKEN_URL must be https: tokens pass there. Plain http is allowed on loopback only.",
      ],
    ],
  ])("%s", (_name, options, problems) => {
    expect(problemsOf(options)).toEqual(problems);
  });
});

/** What base64 in a result says. */
function atobs(text: string): string {
  return [...text.matchAll(/"blob":"([^"]+)"/g)].map(([, blob]) => Buffer.from(blob ?? "", "base64").toString()).join();
}
