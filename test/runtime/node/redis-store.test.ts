import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COUNTER_TIMEOUT_MS } from "../../../templates/src/runtime/node/redis-counter.ts";
import { createRedisStore } from "../../../templates/src/runtime/node/redis-store.ts";
import type { SharedStore } from "../../../templates/src/runtime/shared-store.ts";
import { hasRedis, type RedisServer, startRedis } from "../../support/redis.ts";
import { answering, createConfirmWorld } from "../confirm/confirm-world.ts";
import {
  bearer,
  createKey,
  createWorld,
  type LoggedLine,
  mcpRequest,
  mint,
  recordingLog,
  type ToyWorld,
} from "../toy-world.ts";

const startAgain = async ({ port }: RedisServer): Promise<{ close(): Promise<void> }> => {
  const { stop } = await startRedis(port);
  return { close: stop };
};
/** The status of one call. */
async function callPets(world: ToyWorld | undefined, token: string): Promise<number | undefined> {
  const request = mcpRequest("modern", "tools/call", { name: "list_pets", arguments: {} }, bearer(token));
  return (await world?.handler.fetch(request))?.status;
}
const bounds = { timeout: 10_000, interval: 100 };
const resource = "https://pets.example/mcp";

describe.skipIf(!hasRedis())("a store in Redis", () => {
  let redis: RedisServer;
  const open: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    await Promise.all(open.map((one) => one.close()));
    await redis.stop();
  });

  function store(lines: LoggedLine[] = [], url = redis.url, of = resource): SharedStore {
    const made = createRedisStore({ url: new URL(url), resource: of, log: recordingLog(lines) });
    open.push(made);
    return made;
  }

  it("gives an id to one of many, at all replicas", async () => {
    const replicas = [store(), store(), store()];
    const claims = replicas.flatMap(({ replay }) => Array.from({ length: 10 }, () => replay.claim("id-1", 60_000)));
    expect((await Promise.all(claims)).filter((free) => free)).toHaveLength(1);
    expect(await store().replay.claim("id-2", 60_000)).toBe(true);
  });

  it("keeps servers apart, and forgets after the time", async () => {
    expect(await store([], redis.url, "https://other.example/mcp").replay.claim("id-1", 60_000)).toBe(true);
    expect([await store().replay.claim("short", 50), await store().replay.claim("short", 50)]).toEqual([true, false]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await store().replay.claim("short", 50)).toBe(true);
  });

  it("an answer given to two replicas of a server counts at one", async () => {
    const options = { features: { sharedStore: createRedisStore }, redisUrl: redis.url };
    const worlds = [createConfirmWorld(options), createConfirmWorld(options)];
    open.push(...worlds.map(({ handler }) => handler));
    const asked = await worlds[0]?.call("create_pet", { name: "Rex" });
    const answers = await Promise.all(
      worlds.map((world) => world.call("create_pet", { name: "Rex" }, { params: answering(asked as never) as never })),
    );
    const outcomes = answers.map(({ result }) => result?.structuredContent?.error?.["code"] ?? "done");
    expect(new Set(outcomes)).toEqual(new Set(["confirmation_used", "done"]));
    expect(worlds.flatMap(({ apiRequests }) => apiRequests)).toHaveLength(1);
  });

  it("counts the calls of all replicas, in windows that end", async () => {
    const replicas = [store(), store()].map(({ counter }) => counter("caller", { calls: 4, windowMs: 1_000 }));
    const waits = await Promise.all([0, 1, 0, 1, 0, 1].map(async (at) => (await replicas[at]?.count("ana", 1)) ?? -1));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(4);
    expect(waits.filter((wait) => wait > 0 && wait <= 1_000)).toHaveLength(2);
    expect([await replicas[0]?.count("ben", 3), await replicas[1]?.count("ben", 2)]).toEqual([0, expect.any(Number)]);
    expect(await store().counter("api", { calls: 4, windowMs: 1_000 }).count("ana", 1)).toBe(0);
    const other = store([], redis.url, "https://other.example/mcp").counter("caller", { calls: 4, windowMs: 1_000 });
    expect(await other.count("ana", 4)).toBe(0);
    await expect.poll(async () => await replicas[1]?.count("ana", 1), bounds).toBe(0);
  });

  it("keeps no name of a caller in Redis", async () => {
    await store()
      .counter("caller", { calls: 4, windowMs: 60_000 })
      .count('["https://as.example","ana@example.com"]', 1);
    const reader = new Redis(redis.url);
    const keys = await reader.keys("*");
    reader.disconnect();
    expect(keys.filter((key) => key.includes(":calls:"))).not.toEqual([]);
    expect(keys.filter((key) => /ana@|as\.example/.test(key))).toEqual([]);
  });

  it("two replicas let a caller make as many calls as one", async () => {
    const key = await createKey("one");
    const options = {
      keys: [key],
      features: { sharedStore: createRedisStore },
      redisUrl: redis.url,
      oauthResource: "https://rates.example/mcp",
      oauthAudience: [resource],
      limits: { rateLimitCallsPerCaller: 10 },
    };
    const worlds = [createWorld(options), createWorld(options)];
    open.push(...worlds.map(({ handler }) => handler));
    const token = await mint(key);
    const statuses = await Promise.all(
      Array.from({ length: 16 }, async (_, at) => await callPets(worlds[at % 2], token)),
    );
    expect(statuses.toSorted((a = 0, b = 0) => a - b)).toEqual([
      ...Array.from({ length: 10 }, () => 200),
      ...Array.from({ length: 6 }, () => 429),
    ]);
    expect(worlds.flatMap(({ apiRequests }) => apiRequests)).toHaveLength(10);
  });

  it("without Redis each replica counts for itself: calls are served, and only the first wait for it", async () => {
    const gone = await startRedis();
    await gone.stop();
    const key = await createKey("one");
    const world = createWorld({
      keys: [key],
      features: { sharedStore: createRedisStore },
      redisUrl: gone.url,
      limits: { rateLimitCallsPerCaller: 10 },
    });
    open.push(world.handler);
    const token = await mint(key);
    const started = performance.now();
    expect(await callPets(world, token)).toBe(200);
    expect(performance.now() - started).toBeLessThan(2 * COUNTER_TIMEOUT_MS + 200);
    const afterwards = performance.now();
    const statuses = [];
    for (let at = 0; at < 10; at += 1) statuses.push(await callPets(world, token));
    expect(statuses).toEqual([...Array.from({ length: 9 }, () => 200), 429]);
    expect(performance.now() - afterwards).toBeLessThan(COUNTER_TIMEOUT_MS);
    const said = world.lines.filter(({ message }) => message.startsWith("calls are counted by this replica alone"));
    expect(said.map(({ level }) => level)).toEqual(["warn", "warn"]);
  });

  it("fails within two seconds when Redis is gone, without its address in the log, and works when it is back", async () => {
    const lines: LoggedLine[] = [];
    const gone = await startRedis();
    const shared = store(lines, gone.url.replace("redis://", "redis://:canary@"));
    await gone.stop();
    const started = performance.now();
    await expect(shared.replay.claim("id", 1_000)).rejects.toThrow(/timed out|max retries|ECONNREFUSED|closed/i);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(lines.map(({ level, message }) => [level, message])).toContainEqual([
      "warn",
      "the shared store cannot be reached",
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/canary|127\.0\.0\.1/);
    open.push(await startAgain(gone));
    await expect.poll(async () => await shared.replay.claim("id", 1_000).catch(() => "not yet"), bounds).toBe(true);
  });
});

it("REDIS_URL needs a project that was generated with it", () => {
  expect(() => createConfirmWorld({ redisUrl: "redis://redis.example" })).toThrow(
    "This server was generated without a shared store: set sharedStore: redis in slipway.config and generate again, or leave REDIS_URL (redisUrl) out.",
  );
});
