/** Everything the server answers, besides tokens and calls: metadata, guards, shapes, limits, probes. */
import { beforeAll, describe, expect, test } from "vitest";
import {
  bearer,
  createKey,
  createWorld,
  type Era,
  issuer,
  mcpRequest,
  metadataUrl,
  mint,
  post,
  publicUrl,
  resource,
  type TestKey,
  type ToyOptions,
  type ToyWorld,
} from "./toy-world.ts";

let key: TestKey;
let token: string;
beforeAll(async () => {
  key = await createKey("one");
  token = await mint(key);
});

const get = (world: ToyWorld, url: string, init?: RequestInit): Promise<Response> =>
  world.handler.fetch(new Request(url, init));

describe("protected resource metadata", () => {
  const document = {
    resource,
    authorization_servers: [issuer],
    scopes_supported: ["pets:read", "pets:write"],
    bearer_methods_supported: ["header"],
    resource_name: "Pets API",
  };

  test.each(["/mcp", ""])("at the well-known place%s", async (path) => {
    const world = createWorld();
    const response = await get(world, `${publicUrl}/.well-known/oauth-protected-resource${path}`);
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, "*"]);
    expect(await response.json()).toEqual(document);
    expect(world.keyFetches).toEqual([]);
  });

  test.each([
    "/.well-known/oauth-protected-resource/base/mcp",
    "/.well-known/oauth-protected-resource/mcp",
    "/.well-known/oauth-protected-resource",
    "/base/.well-known/oauth-protected-resource/mcp",
    "/base/.well-known/oauth-protected-resource",
  ])("with a path in PUBLIC_URL, at %s", async (path) => {
    const world = createWorld({ publicUrl: `${publicUrl}/base/` });
    const response = await get(world, `${publicUrl}${path}`);
    expect(await response.json()).toEqual({ ...document, resource: `${publicUrl}/base/mcp` });
  });

  test.each<readonly [string, ToyOptions, string]>([
    ["at the origin's root", {}, metadataUrl],
    ["under a path", { publicUrl: `${publicUrl}/base` }, `${publicUrl}/base/.well-known/oauth-protected-resource/mcp`],
    [
      "of the API as the resource, on its own origin",
      { oauthResource: `${publicUrl}/v1` },
      `${publicUrl}/.well-known/oauth-protected-resource/v1`,
    ],
    ["of a bare origin as the resource", { oauthResource: publicUrl }, metadataUrl],
    ["of a resource elsewhere", { oauthResource: "api://pets" }, metadataUrl],
  ])("the challenge names the place %s, and it answers", async (_name, options, place) => {
    const world = createWorld(options);
    const endpoint = `${options.publicUrl ?? publicUrl}/mcp`;
    const refused = await get(world, endpoint);
    expect(refused.headers.get("www-authenticate")).toBe(`Bearer scope="pets:read", resource_metadata="${place}"`);
    const response = await get(world, place);
    expect(await response.json()).toEqual({ ...document, resource: options.oauthResource ?? endpoint });
  });

  test.each([
    ["minimal", "Bearer "],
    ["read", 'Bearer scope="pets:read", '],
    ["all", 'Bearer scope="pets:read pets:write", '],
  ])("the baseline %s", async (scopeBaseline, challenge) => {
    const response = await get(createWorld({ scopeBaseline }), resource);
    expect(response.headers.get("www-authenticate")).toBe(`${challenge}resource_metadata="${metadataUrl}"`);
  });
});

describe("the authorization server's metadata", () => {
  test.each(["oauth-authorization-server", "openid-configuration"])("at %s, fetched once", async (place) => {
    const world = createWorld();
    const url = `${publicUrl}/.well-known/${place}`;
    const bodies = [await (await get(world, url)).json(), await (await get(world, url)).json()];
    const document = { issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token` };
    expect(bodies).toEqual([document, document]);
    expect(world.keyFetches).toEqual([`${issuer}/.well-known/oauth-authorization-server`]);
  });

  test("503 in an outage", async () => {
    const world = createWorld();
    world.discovery = () => new Response(null, { status: 500 });
    const response = await get(world, `${publicUrl}/.well-known/oauth-authorization-server`);
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
  });
});

describe("host guard", () => {
  const statusFor = async (host: string, path: string): Promise<number> => {
    const response = await get(createWorld({ keys: [key] }), `${publicUrl}${path}`, { headers: { host } });
    return response.status;
  };
  test.each([
    ["pets.example", 401],
    ["PETS.example:8443", 401],
    ["evil.example", 403],
    ["pets.example.evil.example", 403],
    ["evil@pets.example", 403],
    ["pets.example/evil", 403],
    ["pets.example, evil.example", 403],
    ["pets.example.", 403],
    ["", 403],
  ])("%s", async (host, status) => {
    expect(await statusFor(host, "/mcp")).toBe(status);
  });
  test("probes are exempt", async () => {
    expect(await Promise.all(["/healthz", "/readyz"].map((path) => statusFor("10.0.0.7:3000", path)))).toEqual([
      200, 200,
    ]);
  });
});

describe("origin guard and CORS", () => {
  const allowedOrigins = ["https://app.example"];
  const answer = async (
    origin: string,
    init: { method?: string; headers?: Record<string, string> } = {},
  ): Promise<readonly unknown[]> => {
    const world = createWorld({ keys: [key], allowedOrigins });
    const response = await get(world, resource, { ...init, headers: { ...init.headers, origin } });
    return [
      response.status,
      response.headers.get("access-control-allow-origin"),
      response.headers.get("access-control-expose-headers"),
      response.headers.get("vary"),
    ];
  };
  const exposed = "WWW-Authenticate, Retry-After, MCP-Protocol-Version, Mcp-Session-Id";

  test.each([
    ["https://app.example", [401, "https://app.example", exposed, "Origin"]],
    ["https://pets.example", [401, null, null, "Origin"]],
    ["http://app.example", [403, null, null, "Origin"]],
    ["https://app.example:8443", [403, null, null, "Origin"]],
    ["https://app.example.evil.example", [403, null, null, "Origin"]],
    ["https://APP.example", [403, null, null, "Origin"]],
    ["null", [403, null, null, "Origin"]],
    ["", [403, null, null, "Origin"]],
  ])("%s", async (origin, want) => {
    expect(await answer(origin)).toEqual(want);
  });

  test.each([
    ["https://app.example", [204, "https://app.example", exposed, "Origin"]],
    ["https://evil.example", [403, null, null, "Origin"]],
  ])("preflight of %s", async (origin, want) => {
    expect(await answer(origin, { method: "OPTIONS", headers: { "access-control-request-method": "POST" } })).toEqual(
      want,
    );
  });

  test("without allowed origins there is no CORS header at all", async () => {
    const response = await get(createWorld(), resource, { headers: { origin: publicUrl } });
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control") || name === "vary")).toEqual(
      [],
    );
  });
});

describe("the shape of a request", () => {
  const call = async (request: Request, options: ToyOptions = {}): Promise<readonly [number, unknown]> => {
    const world = createWorld({ keys: [key], ...options });
    const response = await world.handler.fetch(request);
    expect(world.apiRequests).toEqual([]);
    const text = await response.text();
    return [response.status, text === "" ? "" : JSON.parse(text)];
  };
  const rpc = (code: number, message: string): unknown => ({ jsonrpc: "2.0", id: null, error: { code, message } });
  const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

  test.each(["GET", "DELETE", "PUT", "OPTIONS"])("%s: the challenge first, then 405", async (method) => {
    expect((await call(new Request(resource, { method })))[0]).toBe(401);
    const allowed = await call(new Request(resource, { method, headers: bearer(token) }));
    expect(allowed).toEqual([405, rpc(-32600, "MCP messages are sent with POST.")]);
  });

  test.each<readonly [string, () => Request, number, string]>([
    [
      "text/plain",
      () => post("{}", { ...bearer(token), "content-type": "text/plain" }),
      415,
      "Content-Type must be application/json.",
    ],
    [
      "gzip",
      () => post("{}", { ...bearer(token), "content-encoding": "gzip" }),
      415,
      "Content-Encoding is not supported: send the JSON as it is.",
    ],
    [
      "too long",
      () => post(JSON.stringify("x".repeat(1_048_576)), bearer(token)),
      413,
      "The body is longer than 1048576 bytes.",
    ],
    ["too deep", () => post(nested(65), bearer(token)), 400, "The JSON nests deeper than 64."],
    [
      "deep brackets, two million",
      () => post("[".repeat(1_000_000), bearer(token)),
      400,
      "The JSON nests deeper than 64.",
    ],
    ["an empty batch", () => post("[]", bearer(token)), 400, "The body is not a JSON-RPC message."],
    ["null", () => post("null", bearer(token)), 400, "The body is not a JSON-RPC message."],
    ["a batch of numbers", () => post("[1]", bearer(token)), 400, "The body is not a JSON-RPC message."],
  ])("%s", async (_name, request, status, message) => {
    expect(await call(request())).toEqual([status, rpc(-32600, message)]);
  });

  test.each(["", "{", '{"a":1}x', "\u0000"])("not JSON: %j", async (text) => {
    expect(await call(post(text, bearer(token)))).toEqual([400, rpc(-32700, "The body is not JSON.")]);
  });

  test("a batch with one id twice", async () => {
    const message = { jsonrpc: "2.0", id: 1, method: "ping" };
    expect(await call(post([message, message], bearer(token)))).toEqual([
      400,
      rpc(-32600, "The requests of a batch need different ids."),
    ]);
  });

  test("an endless body is not read to its end", async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
      },
    });
    const init = {
      method: "POST",
      body,
      duplex: "half",
      headers: { ...bearer(token), "content-type": "application/json" },
    };
    expect((await call(new Request(resource, init)))[0]).toBe(413);
    expect(sent).toBeLessThan(1_300_000);
  });
});

describe.each<Era>(["legacy", "modern"])("MCP in the %s era", (era) => {
  const ask = async (
    method: string,
    params: Record<string, unknown> = {},
    claims: Record<string, unknown> = {},
  ): Promise<{
    status: number;
    type: string | null;
    body: { result?: Record<string, unknown>; error?: unknown };
    world: ToyWorld;
  }> => {
    const world = createWorld({ keys: [key] });
    const response = await world.handler.fetch(mcpRequest(era, method, params, bearer(await mint(key, claims))));
    return { status: response.status, type: response.headers.get("content-type"), body: await response.json(), world };
  };

  test("tools/list: JSON, sorted, one page", async () => {
    const { status, type, body } = await ask("tools/list");
    expect([status, type]).toEqual([200, "application/json"]);
    const tools = body.result?.["tools"] as readonly { name: string }[];
    expect(tools.map((tool) => tool.name)).toEqual(["create_pet", "get_pet", "list_pets"]);
    expect(tools[1]).toEqual({
      name: "get_pet",
      title: "Read a pet",
      description: "Returns one pet.",
      annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
      inputSchema: {
        type: "object",
        properties: { petId: { type: "string", description: "Id of the pet." } },
        required: ["petId"],
        additionalProperties: false,
      },
    });
    expect([body.result?.["ttlMs"], body.result?.["cacheScope"]]).toEqual(
      era === "modern" ? [3_600_000, "public"] : [undefined, undefined],
    );
  });

  test("tools/list with a cursor", async () => {
    const { body } = await ask("tools/list", { cursor: "x" });
    expect(body.error).toEqual({ code: -32602, message: "Unknown cursor: the list has one page." });
  });

  test("tools/call reaches the API with the caller's own token", async () => {
    const { status, type, body, world } = await ask("tools/call", { name: "list_pets", arguments: { limit: 2 } });
    expect([status, type, body.result?.["isError"]]).toEqual([200, "application/json", undefined]);
    expect(world.apiRequests.map((request) => request.url)).toEqual(["https://api.example/v1/pets?limit=2"]);
    expect(world.lines.findLast((line) => line.message === "request")).toMatchObject({
      level: "info",
      method: "POST",
      route: "mcp",
      status: 200,
      tool: "list_pets",
      calls: 1,
      outcome: "ok",
    });
  });

  test.each([
    ["listPets", " Did you mean list_pets?"],
    ["pet_list", ""],
    ["constructor", ""],
    ["__proto__", ""],
  ])("the unknown tool %s", async (name, hint) => {
    const { body, world } = await ask("tools/call", { name, arguments: {} });
    expect(body.error).toEqual({ code: -32602, message: `Unknown tool: ${name}.${hint}` });
    expect(world.apiRequests).toEqual([]);
  });

  test.each<readonly [string, string | undefined, string, string]>([
    ["list_pets", "pets:write", "pets:read", "only pets:write"],
    ["create_pet", "pets:read", "pets:write", "only pets:read"],
    ["get_pet", undefined, "pets:read", "no scope"],
    ["get_pet", "other", "pets:read", "only other"],
    ["list_pets", "pets:read,pets:write", "pets:read", "only pets:read,pets:write"],
    ["list_pets", "PETS:READ", "pets:read", "only PETS:READ"],
    ["list_pets", "", "pets:read", "no scope"],
  ])("%s with the scope %s", async (name, scope, needed, granted) => {
    const world = createWorld({ keys: [key] });
    const call = mcpRequest(era, "tools/call", { name, arguments: {} }, bearer(await mint(key, { scope })));
    const response = await world.handler.fetch(call);
    const description = `The tool ${name} needs the scope ${needed}; this sign-in grants ${granted}. Sign in again and allow it.`;
    expect([response.status, response.headers.get("www-authenticate"), await response.json()]).toEqual([
      403,
      `Bearer error="insufficient_scope", error_description="${description}", scope="${needed}", resource_metadata="${metadataUrl}"`,
      { error: "insufficient_scope", error_description: description },
    ]);
    expect(world.apiRequests).toEqual([]);
  });

  test("the second alternative is enough", async () => {
    const { status } = await ask(
      "tools/call",
      { name: "get_pet", arguments: { petId: "1" } },
      { scope: "x pets:write" },
    );
    expect(status).toBe(200);
  });
});

test("server/discover names only the tools capability", async () => {
  const world = createWorld({ keys: [key] });
  const response = await world.handler.fetch(mcpRequest("modern", "server/discover", {}, bearer(token)));
  const { result } = (await response.json()) as { result: Record<string, unknown> };
  expect([result["capabilities"], result["ttlMs"], result["cacheScope"]]).toEqual([{ tools: {} }, 3_600_000, "public"]);
});

test("initialize names the server, without a session", async () => {
  const world = createWorld({ keys: [key] });
  const params = { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "t", version: "1" } };
  const response = await world.handler.fetch(
    post({ jsonrpc: "2.0", id: 1, method: "initialize", params }, bearer(token)),
  );
  expect(response.headers.get("mcp-session-id")).toBeNull();
  expect(await response.json()).toEqual({
    jsonrpc: "2.0",
    id: 1,
    result: {
      protocolVersion: "2025-06-18",
      capabilities: { tools: {} },
      serverInfo: { name: "pets", title: "Pets API", version: "1.0.0" },
      instructions: "Pets API: list, read and add pets.",
    },
  });
});

describe("batches (2025-03-26)", () => {
  const call = (id: number, name: string): unknown => ({
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: { name, arguments: {} },
  });

  test("are answered", async () => {
    const world = createWorld({ keys: [key] });
    const response = await world.handler.fetch(post([call(1, "list_pets"), call(2, "list_pets")], bearer(token)));
    const answers = (await response.json()) as readonly { id: number }[];
    expect([response.status, answers.map((answer) => answer.id).toSorted((a, b) => a - b)]).toEqual([200, [1, 2]]);
    expect(world.apiRequests.length).toBe(2);
  });

  test("one forbidden call refuses all", async () => {
    const world = createWorld({ keys: [key] });
    const readOnly = await mint(key, { scope: "pets:read" });
    const response = await world.handler.fetch(post([call(1, "list_pets"), call(2, "create_pet")], bearer(readOnly)));
    expect([response.status, world.apiRequests]).toEqual([403, []]);
  });

  test("hold ten calls at most", async () => {
    const world = createWorld({ keys: [key] });
    const batch = Array.from({ length: 11 }, (_, id) => call(id, "list_pets"));
    const response = await world.handler.fetch(post(batch, bearer(token)));
    expect([response.status, world.apiRequests]).toEqual([400, []]);
  });
});

test("a process that has too much to do refuses before it reads: 503, no token judged, probes answered", async () => {
  let isOverloaded = true;
  const world = createWorld({ keys: [key], effects: { isOverloaded: () => isOverloaded } });
  const request = mcpRequest("modern", "tools/list", {}, bearer(token));
  const refused = await world.handler.fetch(request);
  expect([refused.status, refused.headers.get("retry-after"), request.bodyUsed, world.keyFetches]).toEqual([
    503,
    "1",
    false,
    [],
  ]);
  expect((await world.handler.fetch(new Request("https://pets.example/healthz"))).status).toBe(200);
  isOverloaded = false;
  expect((await world.handler.fetch(request)).status).toBe(200);
});

describe("calls over time", () => {
  const limits = { rateLimitCallsPerCaller: 4, rateLimitCalls: 6, maxBatchCalls: 3 };
  const batch = (calls: number): unknown[] =>
    Array.from({ length: calls }, (_, id) => ({
      jsonrpc: "2.0",
      id,
      method: "tools/call",
      params: { name: "list_pets", arguments: {} },
    }));

  test("are counted one by one, batches too, for the caller and for the API; other messages are not", async () => {
    const world = createWorld({ keys: [key], limits });
    const bob = await mint(key, { sub: "bob" });
    const send = async (calls: number, who = token): Promise<unknown> => {
      const response = await world.handler.fetch(post(batch(calls), bearer(who)));
      return [response.status, response.headers.get("retry-after"), world.lines.at(-1)?.outcome];
    };
    expect([await send(3), await send(2), await send(1)]).toEqual([
      [200, null, "ok"],
      [429, "60", "caller_rate_limited"],
      [429, "60", "caller_rate_limited"],
    ]);
    const listed = await world.handler.fetch(mcpRequest("modern", "tools/list", {}, bearer(token)));
    expect(listed.status).toBe(200);
    expect([await send(3, bob), await send(1, await mint(key, { sub: "cleo" }))]).toEqual([
      [200, null, "ok"],
      [429, "60", "api_rate_limited"],
    ]);
    expect(world.apiRequests).toHaveLength(6);
    world.now += 60_000;
    const fresh = await mint(key, { exp: world.now / 1000 + 60 });
    expect(await send(3, fresh)).toEqual([200, null, "ok"]);
  });

  test("are those of a subject, whichever token it brings", async () => {
    const world = createWorld({ keys: [key], limits });
    const tokens = await Promise.all(["a", "b", "c"].map((jti) => mint(key, { jti })));
    const statuses = [];
    for (const one of tokens) statuses.push((await world.handler.fetch(post(batch(2), bearer(one)))).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});

describe("calls in flight", () => {
  /** A world whose API answers when told to. */
  function heldWorld(options: ToyOptions): { world: ToyWorld; release: () => void } {
    const world = createWorld({ keys: [key], ...options });
    const held = Promise.withResolvers<void>();
    world.api = async () => {
      await held.promise;
      return Response.json([]);
    };
    return { world, release: held.resolve };
  }
  const call = (world: ToyWorld, who: string): Promise<Response> =>
    world.handler.fetch(mcpRequest("legacy", "tools/call", { name: "list_pets", arguments: {} }, bearer(who)));
  const untilHeld = async (world: ToyWorld, count: number): Promise<void> => {
    while (world.apiRequests.length < count) await new Promise(setImmediate);
  };

  test.each([
    [{ maxConcurrentCalls: 3, maxConcurrentCallsPerCaller: 2, maxBatchCalls: 1 }, "alice", 429, "caller_busy", 2],
    [{ maxConcurrentCalls: 2, maxConcurrentCallsPerCaller: 2, maxBatchCalls: 1 }, "bob", 503, "server_busy", 2],
  ])("over the limit %j, after the queue", async (limits, subject, status, outcome, count) => {
    const { world, release } = heldWorld({ limits: { ...limits, queueTimeoutMs: 20 } });
    const inFlight = [call(world, token), call(world, token)];
    await untilHeld(world, count);
    expect(world.handler.callsInFlight()).toBe(count);
    const refused = await call(world, await mint(key, { sub: subject }));
    expect([refused.status, refused.headers.get("retry-after"), world.lines.at(-1)?.outcome]).toEqual([
      status,
      "1",
      outcome,
    ]);
    release();
    expect((await Promise.all(inFlight)).map((response) => response.status)).toEqual([200, 200]);
    expect(world.handler.callsInFlight()).toBe(0);
    expect((await call(world, token)).status).toBe(200);
  });

  test("of one caller do not use up another's", async () => {
    const { world, release } = heldWorld({
      limits: { maxConcurrentCallsPerCaller: 1, maxBatchCalls: 1, queueTimeoutMs: 0 },
    });
    const inFlight = [call(world, token), call(world, await mint(key, { sub: "bob" }))];
    await untilHeld(world, 2);
    expect((await call(world, token)).status).toBe(429);
    release();
    expect((await Promise.all(inFlight)).map((response) => response.status)).toEqual([200, 200]);
  });

  test("are given back when the caller goes away", async () => {
    const { world } = heldWorld({});
    const gone = new AbortController();
    const request = mcpRequest("legacy", "tools/call", { name: "list_pets", arguments: {} }, bearer(token));
    const pending = world.handler.fetch(new Request(request, { signal: gone.signal }));
    await untilHeld(world, 1);
    gone.abort();
    await pending;
    expect(world.handler.callsInFlight()).toBe(0);
  });

  test.each(["legacy", "modern"] as const)(
    "wait for their turn, and leave the queue with their client: %s",
    async (era) => {
      const limits = { maxConcurrentCalls: 1, maxConcurrentCallsPerCaller: 1, maxBatchCalls: 1 };
      const { world, release } = heldWorld({ limits });
      const send = (gone = new AbortController()): Promise<Response> => {
        const request = mcpRequest(era, "tools/call", { name: "list_pets", arguments: {} }, bearer(token));
        return world.handler.fetch(new Request(request, { signal: gone.signal }));
      };
      const first = send();
      await untilHeld(world, 1);
      const gone = new AbortController();
      const leaving = send(gone);
      const waiting = send();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect([world.handler.callsInFlight(), world.apiRequests.length]).toEqual([1, 1]);
      gone.abort();
      expect([(await leaving).status, world.lines.at(-1)?.outcome]).toEqual([499, "client_gone"]);
      release();
      expect([(await first).status, (await waiting).status, world.apiRequests.length]).toEqual([200, 200, 2]);
      expect(world.handler.callsInFlight()).toBe(0);
    },
  );

  test("what a caller may not call does not wait for a place", async () => {
    const { world, release } = heldWorld({
      limits: { maxConcurrentCalls: 1, maxConcurrentCallsPerCaller: 1, maxBatchCalls: 1 },
    });
    const held = call(world, token);
    await untilHeld(world, 1);
    expect((await call(world, await mint(key, { sub: "bob", scope: "" }))).status).toBe(403);
    release();
    await held;
  });

  test("that wait are told 503 when the handler is closed", async () => {
    const { world } = heldWorld({
      limits: { maxConcurrentCalls: 1, maxConcurrentCallsPerCaller: 1, maxBatchCalls: 1 },
    });
    const held = call(world, token);
    await untilHeld(world, 1);
    const waiting = call(world, token);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await world.handler.close();
    const refused = await waiting;
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    await held;
  });

  test("end when the handler is closed, and further ones are refused", async () => {
    const { world } = heldWorld({});
    const pending = call(world, token);
    await untilHeld(world, 1);
    await world.handler.close();
    const body = (await (await pending).json()) as { result: { isError?: boolean } };
    expect(body.result.isError).toBe(true);
    expect((await call(world, token)).status).toBe(503);
  });
});

describe("probes and other paths", () => {
  test("liveness asks nobody", async () => {
    const world = createWorld();
    const response = await get(world, "http://10.0.0.7/healthz");
    expect([response.status, await response.json()]).toEqual([200, { status: "ok", callsInFlight: 0 }]);
    expect(world.keyFetches).toEqual([]);
  });

  test("a draining server is alive, not ready, and still serves", async () => {
    const world = createWorld({ keys: [key] });
    world.handler.drain();
    const paths = ["/healthz", "/readyz"];
    const probes = await Promise.all(paths.map(async (path) => await (await get(world, `http://x${path}`)).json()));
    expect(probes).toEqual([
      { status: "ok", callsInFlight: 0 },
      { status: "draining", callsInFlight: 0 },
    ]);
    const response = await world.handler.fetch(mcpRequest("legacy", "tools/list", {}, bearer(token)));
    expect(response.status).toBe(200);
  });

  test("the home page says where to connect", async () => {
    const response = await get(createWorld(), `${publicUrl}/`);
    expect(await response.json()).toEqual({
      name: "Pets API",
      version: "1.0.0",
      description: "A Model Context Protocol server. Add its URL to an MCP client; the client will ask you to sign in.",
      url: resource,
    });
  });

  test.each(["/mcp/", "/MCP", "/sse", "/.well-known/jwks.json", "//mcp", "/%6dcp"])("404 at %s", async (path) => {
    const response = await get(createWorld(), `${publicUrl}${path}`);
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: "not_found", message: `Nothing is served here. The MCP endpoint is ${resource}` },
    ]);
  });

  test("the endpoint also without the public path, for proxies that strip it", async () => {
    const world = createWorld({ publicUrl: `${publicUrl}/base` });
    const statuses = await Promise.all(
      ["/mcp", "/base/mcp"].map(async (path) => (await get(world, `${publicUrl}${path}`)).status),
    );
    expect(statuses).toEqual([401, 401]);
  });
});

test.each(["/", "/healthz", "/readyz", "/mcp", "/.well-known/oauth-protected-resource", "/nothing"])(
  "every answer forbids browsers to guess its type: %s",
  async (path) => {
    const world = createWorld({ keys: [key] });
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const { headers } = await get(world, `${publicUrl}${path}`, { method });
      expect([path, method, headers.get("x-content-type-options")]).toEqual([path, method, "nosniff"]);
    }
  },
);
