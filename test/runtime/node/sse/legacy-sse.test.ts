/** HTTP+SSE on a real socket: with the old SDK's client, and message by message. */
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { SSEClientTransport } from "@modelcontextprotocol/sdk/client/sse.js";
import { beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createLegacySse } from "../../../../templates/src/runtime/node/sse/create-legacy-sse.ts";
import { type ListeningServer, serve } from "../../../../templates/src/runtime/node/serve.ts";
import {
  createKey,
  createWorld,
  mint,
  recordingLog,
  type TestKey,
  type ToyOptions,
  type ToyWorld,
} from "../../toy-world.ts";

let key: TestKey;
beforeAll(async () => {
  key = await createKey("one");
});

interface SseWorld extends ToyWorld {
  readonly server: ListeningServer;
  readonly url: string;
  token(claims?: Record<string, unknown>): Promise<string>;
}

async function start(options: ToyOptions = {}): Promise<SseWorld> {
  const world = createWorld({
    keys: [key],
    publicUrl: "http://localhost:3000",
    oauthAudience: ["https://pets.example/mcp"],
    features: { legacySse: createLegacySse },
    legacySse: true,
    ...options,
  });
  const log = recordingLog(world.lines);
  const listen = { port: 0, host: "127.0.0.1", lameDuckMs: 0, drainTimeoutMs: 2_000, log };
  const server = await serve(world.handler, listen);
  onTestFinished(async () => await server.stop());
  return Object.assign(world, {
    server,
    url: `http://localhost:${server.port}/mcp`,
    token: async (claims = {}) => await mint(key, { scope: "pets:read", ...claims }),
  });
}

async function connect(world: SseWorld, token: string): Promise<Client> {
  const client = new Client({ name: "old", version: "1" });
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new SSEClientTransport(new URL(`${world.url}/sse`), { requestInit }));
  onTestFinished(async () => await client.close());
  return client;
}

/** A stream of events, read piece by piece. */
interface RawStream {
  readonly response: Response;
  /** Where messages go; read from the first event. */
  readonly messages: string;
  /** Reads on until what came matches; undefined when the stream ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray | undefined>;
  leave(): void;
}

async function open(world: SseWorld, token: string, query = ""): Promise<RawStream> {
  const left = new AbortController();
  const headers = { authorization: `Bearer ${token}`, accept: "text/event-stream" };
  const response = await fetch(`${world.url}/sse${query}`, { headers, signal: left.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const until: RawStream["until"] = async (pattern) => {
    for (;;) {
      const found = pattern.exec(text);
      if (found !== null) return found;
      const piece = await reader?.read();
      if (piece?.done !== false) return undefined;
      text += piece.value;
    }
  };
  const first = response.ok ? await until(/^event: endpoint\ndata: (?<path>.*)\n\n/u) : undefined;
  const messages = new URL(first?.groups?.["path"] ?? "", world.url).href;
  return { response, messages, until, leave: () => left.abort() };
}

async function post(url: string, token: string, message: object): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return await fetch(url, { method: "POST", headers, body: JSON.stringify({ jsonrpc: "2.0", ...message }) });
}

const listPets = { method: "tools/call", params: { name: "list_pets", arguments: {} } } as const;

async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("it did not come to that");
    await sleep(5);
  }
}

describe("the old SDK's client", () => {
  test("lists, calls, and is told of a missing scope and of wrong arguments", async () => {
    const world = await start();
    const client = await connect(world, await world.token());
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(["create_pet", "get_pet", "list_pets"]);
    const answer = { content: [{ type: "text", text: '[{"id":"1","name":"Rex"}]' }] };
    expect(await client.callTool({ name: "list_pets", arguments: {} })).toMatchObject(answer);
    expect(await client.callTool({ name: "list_pets", arguments: { limit: 0 } })).toMatchObject({ isError: true });
    await expect(client.callTool({ name: "create_pet", arguments: { name: "x" } })).rejects.toThrow(
      /HTTP 403.*insufficient_scope/u,
    );
    // The session goes on after a refusal, and many calls at once each get their own answer.
    const many = await Promise.all(
      Array.from({ length: 16 }, async () => await client.callTool({ name: "list_pets" })),
    );
    expect(many).toMatchObject(Array.from({ length: 16 }, () => answer));
  });

  test("an authorization provider's token is used for stream and messages", async () => {
    const world = await start();
    const token = await world.token();
    const authProvider = {
      redirectUrl: undefined,
      clientMetadata: { redirect_uris: [] },
      clientInformation: () => ({ client_id: "old" }),
      tokens: () => ({ access_token: token, token_type: "bearer" }),
      saveTokens() {},
      redirectToAuthorization() {},
      saveCodeVerifier() {},
      codeVerifier: () => "",
    };
    const client = new Client({ name: "old", version: "1" });
    await client.connect(new SSEClientTransport(new URL(`${world.url}/sse`), { authProvider }));
    onTestFinished(async () => await client.close());
    expect(await client.callTool({ name: "list_pets", arguments: {} })).toMatchObject({ content: [{ type: "text" }] });
    expect(world.apiRequests.map(({ authorization }) => authorization)).toEqual([`Bearer ${token}`]);
  });

  test("a cancelled call is ended at the API, and the session goes on", async () => {
    const world = await start();
    let ended = false;
    world.api = async (_url, init) =>
      await new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => {
          ended = true;
          reject(new DOMException("gone", "AbortError"));
        });
      });
    const client = await connect(world, await world.token());
    const leaving = new AbortController();
    const call = client.callTool({ name: "list_pets" }, undefined, { signal: leaving.signal });
    await eventually(() => world.apiRequests.length === 1);
    leaving.abort("enough");
    await expect(call).rejects.toThrow("enough");
    await eventually(() => ended);
    await eventually(() => world.handler.callsInFlight() === 0);
    expect((await client.listTools()).tools).toHaveLength(3);
  });
});

describe("a session", () => {
  test("takes messages before anybody reads its stream, and loses none", async () => {
    const world = await start();
    const token = await world.token();
    // In this process: what is written waits in the body.
    const headers = { authorization: `Bearer ${token}`, host: "localhost" };
    const response = await world.handler.fetch(new Request("http://localhost/mcp/sse", { headers }));
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = (await reader?.read())?.value ?? "";
    const [, path = ""] = /data: (.*)\n/u.exec(first) ?? [];
    const ids = [1, 2, 3, 4, 5];
    for (const id of ids) {
      const posted = new Request(`http://localhost${path}`, {
        method: "POST",
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id, method: "tools/list" }),
      });
      expect((await world.handler.fetch(posted)).status).toBe(202);
    }
    await eventually(
      () => world.lines.filter(({ message }) => message === "a message of a session was answered").length === 5,
    );
    await world.handler.close();
    let text = "";
    for (let piece = await reader?.read(); piece?.done === false; piece = await reader?.read()) text += piece.value;
    expect([...text.matchAll(/"id":(\d)/gu)].map(([, id]) => Number(id)).toSorted((one, other) => one - other)).toEqual(
      ids,
    );
  });

  test("is its caller's own: with another's token there is none, and nothing is served", async () => {
    const world = await start();
    const ana = await open(world, await world.token({ sub: "ana" }));
    const refused = await post(ana.messages, await world.token({ sub: "ben" }), { id: 1, ...listPets });
    expect([refused.status, world.apiRequests]).toEqual([404, []]);
    const unknown = await post(`${world.url}/messages?sessionId=x`, await world.token({ sub: "ana" }), {
      id: 1,
      ...listPets,
    });
    expect([unknown.status, (await unknown.json()) as object]).toEqual([404, (await refused.json()) as object]);
    // A new token of the same caller is as good as the first.
    const renewed = await post(ana.messages, await world.token({ sub: "ana", jti: "token-2" }), { id: 1, ...listPets });
    expect(renewed.status).toBe(202);
    expect(await ana.until(/"id":1,|"id":1\}/u)).toBeDefined();
    ana.leave();
  });

  test.each([
    ["no token", (url: string) => fetch(`${url}/sse`), 401],
    [
      "no token, with a message",
      (url: string) => fetch(`${url}/messages?sessionId=x`, { method: "POST", body: "{}" }),
      401,
    ],
    ["a message in place of a stream", (url: string, token: string) => post(`${url}/sse`, token, {}), 405],
    [
      "another origin",
      (url: string, token: string) =>
        fetch(`${url}/sse`, { headers: { authorization: `Bearer ${token}`, origin: "https://evil.example" } }),
      403,
    ],
    [
      "an unknown service",
      (url: string, token: string) =>
        fetch(`${url}/sse?services=cats`, { headers: { authorization: `Bearer ${token}` } }),
      400,
    ],
  ])("is refused: %s", async (_what, ask, status) => {
    const world = await start();
    const response = await ask(world.url, await world.token());
    expect(response.status).toBe(status);
    if (status === 401) expect(response.headers.get("www-authenticate")).toContain("resource_metadata=");
    await response.body?.cancel();
  });

  test("a message is refused by what the endpoint refuses it for", async () => {
    const world = await start({ limits: { maxRequestBytes: 500, maxConcurrentCallsPerCaller: 1, maxBatchCalls: 1 } });
    const token = await world.token();
    const { messages, leave } = await open(world, token);
    const scope = await post(messages, token, { id: 1, method: "tools/call", params: { name: "create_pet" } });
    expect(scope.status).toBe(403);
    expect(scope.headers.get("www-authenticate")).toMatch(/error="insufficient_scope".*scope="[^"]*pets:write/u);
    const large = await post(messages, token, { id: 1, method: "ping", params: { a: "x".repeat(600) } });
    const headers = { authorization: `Bearer ${token}`, "content-type": "text/plain" };
    const plain = await fetch(messages, { method: "POST", headers, body: "{}" });
    let release = (): void => {};
    world.api = async () =>
      await new Promise((resolve) => {
        release = () => resolve(Response.json([]));
      });
    const first = await post(messages, token, { id: 1, ...listPets });
    const second = await post(messages, token, { id: 2, ...listPets });
    expect([large.status, plain.status, first.status, second.status]).toEqual([413, 415, 202, 429]);
    await eventually(() => world.apiRequests.length === 1);
    expect(world.handler.callsInFlight()).toBe(1);
    release();
    await eventually(() => world.handler.callsInFlight() === 0);
    leave();
  });

  test("of ?services= sees the tools of these", async () => {
    const world = await start();
    const token = await world.token();
    const stream = await open(world, token, "?services=pets");
    expect(new URL(stream.messages).searchParams.get("services")).toBe("pets");
    await post(stream.messages, token, { id: 1, method: "tools/list" });
    expect(await stream.until(/"name":"list_pets"/u)).toBeDefined();
    stream.leave();
  });
});

describe("sessions", () => {
  test("are bounded: of a caller, and of all; whoever leaves makes room, and his calls end", async () => {
    const world = await start({ limits: { maxSseSessions: 3, maxSseSessionsPerCaller: 2 } });
    const [ana, ben] = [await world.token({ sub: "ana" }), await world.token({ sub: "ben" })];
    let ended = 0;
    world.api = async (_url, init) =>
      await new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => {
          ended += 1;
          reject(new DOMException("gone", "AbortError"));
        });
      });
    const first = await open(world, ana);
    const second = await open(world, ana);
    // Another client of hers is no other caller.
    const tooMany = await open(world, await world.token({ sub: "ana", client_id: "another" }));
    const third = await open(world, ben);
    const full = await open(world, ben);
    expect([first, second, third].map(({ response }) => response.status)).toEqual([200, 200, 200]);
    expect([tooMany, full].map(({ response }) => [response.status, response.headers.get("retry-after")])).toEqual([
      [429, "10"],
      [503, "10"],
    ]);
    await post(first.messages, ana, { id: 1, ...listPets });
    await eventually(() => world.apiRequests.length === 1);
    first.leave();
    await eventually(() => ended === 1 && world.handler.callsInFlight() === 0);
    expect((await post(first.messages, ana, { id: 2, ...listPets })).status).toBe(404);
    const again = await open(world, ana);
    expect(again.response.status).toBe(200);
    for (const stream of [second, third, again]) stream.leave();
  });

  test("show that they live", async () => {
    const world = await start({ limits: { sseKeepAliveMs: 20 } });
    const { until, leave } = await open(world, await world.token());
    expect(await until(/: keep-alive\n\n: keep-alive\n\n/u)).toBeDefined();
    leave();
  });

  test("end when their last token has expired and nothing comes any more; not before, and not in a call", async () => {
    const world = await start({ limits: { sseKeepAliveMs: 20 } });
    const begin = world.now;
    const expires = (seconds: number): Record<string, unknown> => ({ exp: begin / 1000 + seconds });
    const idle = await open(world, await world.token());
    const renewed = await open(world, await world.token({ jti: "2" }));
    const calling = await open(world, await world.token({ jti: "3" }));
    const later = await world.token({ jti: "4", ...expires(2_000) });
    await post(renewed.messages, later, { id: 1, method: "ping" });
    const release = Promise.withResolvers<void>();
    world.api = async () => {
      await release.promise;
      return Response.json([]);
    };
    await post(calling.messages, await world.token({ jti: "3" }), { id: 2, ...listPets });
    await eventually(() => world.apiRequests.length === 1);
    // Expired five minutes ago, but in use not long ago.
    world.now = begin + 599_000;
    await sleep(60);
    expect((await post(idle.messages, await world.token(), { id: 1, method: "ping" })).status).toBe(401);
    expect((await post(idle.messages, later, { method: "notifications/initialized" })).status).toBe(202);
    world.now = begin + 601_000;
    expect(await idle.until(/keep-alive\n\n/u)).toBeDefined();
    world.now = begin + 1_999_000;
    expect(await renewed.until(/(?::[^:]*){5}/u)).toBeDefined();
    world.now = begin + 2_001_000;
    expect(await idle.until(/never/u)).toBeUndefined();
    expect(await renewed.until(/never/u)).toBeUndefined();
    release.resolve();
    expect(await calling.until(/"id":2/u)).toBeDefined();
    expect(await calling.until(/never/u)).toBeUndefined();
    expect((await post(idle.messages, await world.token(expires(9_000)), { id: 2, ...listPets })).status).toBe(404);
  });

  test("end when the server stops: idle ones at once, the others when their calls are answered", async () => {
    const world = await start();
    const token = await world.token();
    const idle = await open(world, token);
    const busy = await open(world, token);
    let release = (): void => {};
    world.api = async () =>
      await new Promise((resolve) => {
        release = () => resolve(Response.json([{ id: "9", name: "Late" }]));
      });
    await post(busy.messages, token, { id: 7, ...listPets });
    await eventually(() => world.apiRequests.length === 1);
    const stopped = world.server.stop();
    expect(await idle.until(/never/u)).toBeUndefined();
    release();
    expect(await busy.until(/"id":7/u)).toBeDefined();
    expect(await busy.until(/never/u)).toBeUndefined();
    await stopped;
    expect(world.lines.some(({ message }) => message.includes("time is up"))).toBe(false);
  });

  test("that a stop cannot wait for are ended", async () => {
    const world = await start();
    const token = await world.token();
    world.api = async (_url, init) =>
      await new Promise((_resolve, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new DOMException("gone", "AbortError")));
      });
    const busy = await open(world, token);
    await post(busy.messages, token, { id: 7, ...listPets });
    await eventually(() => world.apiRequests.length === 1);
    await world.server.stop();
    expect(world.handler.callsInFlight()).toBe(0);
  });
});

describe("without the option", () => {
  test("there is no such path", async () => {
    const world = await start({ legacySse: false });
    const response = await fetch(`${world.url}/sse`, { headers: { authorization: `Bearer ${await world.token()}` } });
    expect(response.status).toBe(404);
  });

  test.each([
    ["the feature is missing", { features: {} }, /generated without the HTTP\+SSE transport: set legacySse: true/u],
    ["the value is no switch", { legacySse: "yes" }, /LEGACY_SSE \(legacySse\) must be true or false\./u],
  ])("a server does not start: %s", async (_why, options, message) => {
    expect(() => createWorld({ features: { legacySse: createLegacySse }, legacySse: true, ...options })).toThrow(
      message,
    );
  });
});
