import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRedisStore } from "../../../templates/src/runtime/node/redis-store.ts";
import type { SharedStore } from "../../../templates/src/runtime/shared-store.ts";
import { hasRedis, type RedisServer, startRedis } from "../../support/redis.ts";
import { answering, createConfirmWorld } from "../confirm/confirm-world.ts";
import { type LoggedLine, recordingLog } from "../toy-world.ts";

const startAgain = async ({ port }: RedisServer): Promise<{ close(): Promise<void> }> => {
  const { stop } = await startRedis(port);
  return { close: stop };
};
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
