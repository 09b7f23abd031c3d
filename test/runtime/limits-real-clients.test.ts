/** Limits as clients meet them: the SDK's own clients, of both lines, against the toy on a real socket. */
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { Client as ClientV1 } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as TransportV1 } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../../templates/src/runtime/node/serve.ts";
import { bearer, createKey, createWorld, mint, recordingLog, type TestKey, type ToyWorld } from "./toy-world.ts";

let key: TestKey;
beforeAll(async () => {
  key = await createKey("one");
});
const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

type Limits = NonNullable<Parameters<typeof createWorld>[0]>["limits"];

async function start(limits: Limits): Promise<{ world: ToyWorld; url: URL }> {
  const world = createWorld({
    keys: [key],
    publicUrl: "http://localhost:3000",
    oauthAudience: ["https://pets.example/mcp"],
    limits,
  });
  const options = { port: 0, host: "127.0.0.1", lameDuckMs: 0, drainTimeoutMs: 500, log: recordingLog([]) };
  const server = await serve(world.handler, options);
  cleanups.push(() => server.stop());
  return { world, url: new URL(`http://localhost:${server.port}/mcp`) };
}

/** What the tests need of either client; `leave` is what its user does who does not want to wait. */
interface AnyClient {
  call(): Promise<unknown>;
  leave(): Promise<void>;
}

async function connect(kind: "v1" | "v2", url: URL, token: string): Promise<AnyClient> {
  const requestInit = { headers: bearer(token) };
  const call = { name: "list_pets", arguments: {} };
  if (kind === "v1") {
    const client = new ClientV1({ name: "test", version: "1" });
    await client.connect(new TransportV1(url, { requestInit }));
    cleanups.push(() => client.close());
    return { call: async () => await client.callTool(call), leave: () => client.close() };
  }
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
  cleanups.push(() => client.close());
  const leaving = new AbortController();
  return {
    call: async () => await client.callTool(call, { signal: leaving.signal }),
    leave: async () => leaving.abort(),
  };
}

describe.each(["v1", "v2"] as const)("the %s client", (kind) => {
  test("is told of a rate limit, and when to try again", async () => {
    const { world, url } = await start({ rateLimitCallsPerCaller: 2, maxBatchCalls: 1 });
    const client = await connect(kind, url, await mint(key));
    await client.call();
    await client.call();
    const error: unknown = await client.call().catch((refused: unknown) => refused);
    expect(String(error)).toContain("You have made too many calls: try again in 60 seconds.");
    expect(JSON.stringify(error)).toContain("429");
    world.now += 60_000;
    await expect(
      connect(kind, url, await mint(key, { exp: world.now / 1000 + 60 })).then((late) => late.call()),
    ).resolves.toMatchObject({
      content: [{ type: "text" }],
    });
  });

  test("waits for its turn; one that goes away leaves the queue, and its call does not reach the API", async () => {
    const { world, url } = await start({
      maxConcurrentCalls: 1,
      maxConcurrentCallsPerCaller: 1,
      maxBatchCalls: 1,
      queueTimeoutMs: 10_000,
    });
    const held = Promise.withResolvers<void>();
    world.api = async () => {
      await held.promise;
      return Response.json([]);
    };
    const names = ["ana", "ben", "cleo"];
    const [ana, ben, cleo] = await Promise.all(
      names.map(async (sub) => await connect(kind, url, await mint(key, { sub }))),
    );
    const first = ana?.call();
    await expect.poll(() => world.apiRequests.length).toBe(1);
    const leaving = ben?.call().catch(() => "gone");
    const waiting = cleo?.call();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await ben?.leave();
    expect(await leaving).toBe("gone");
    await expect.poll(() => world.lines.some(({ outcome }) => outcome === "client_gone")).toBe(true);
    held.resolve();
    await Promise.all([first, waiting]);
    expect([world.apiRequests.length, world.handler.callsInFlight()]).toEqual([2, 0]);
  });

  test("learns of a failing API in a result that a model can act on, without a further request to it", async () => {
    const { world, url } = await start({ circuitFailures: 3, circuitOpenMs: 10_000 });
    world.api = () => new Response("down", { status: 503 });
    const client = await connect(kind, url, await mint(key));
    for (let at = 0; at < 3; at += 1) await client.call();
    const sent = world.apiRequests.length;
    expect(await client.call()).toMatchObject({
      isError: true,
      structuredContent: { error: { code: "upstream_unavailable", retryAfter: 10 } },
    });
    expect([sent, world.apiRequests.length]).toEqual([3, 3]);
  });
});
