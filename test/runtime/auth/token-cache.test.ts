import { expect, test } from "vitest";
import { createTokenCache, tokenDigest, type TokenCache } from "../../../templates/src/runtime/auth/token-cache.ts";

function createCache(maxTokens: number): { cache: TokenCache<number>; clock: { now: number } } {
  const clock = { now: 1_000 };
  return { clock, cache: createTokenCache<number>({ maxTokens, now: () => clock.now }) };
}

test("remembers until the time it was told, not at it", () => {
  const { cache, clock } = createCache(10);
  cache.set("a", 1, 2_000);
  clock.now = 1_999;
  expect(cache.get("a")).toBe(1);
  clock.now = 2_000;
  expect(cache.get("a")).toBeUndefined();
  clock.now = 1_500;
  expect(cache.get("a")).toBeUndefined();
});

test("remembers nothing that is over, and forgets what was there", () => {
  const { cache } = createCache(10);
  cache.set("a", 1, 2_000);
  cache.set("a", 2, 1_000);
  expect(cache.get("a")).toBeUndefined();
});

test("holds no more than it may: what was longest not asked for goes", () => {
  const { cache } = createCache(3);
  for (const name of ["a", "b", "c"]) cache.set(name, 1, 9_000);
  cache.get("a");
  cache.set("d", 1, 9_000);
  cache.set("e", 1, 9_000);
  expect(["a", "b", "c", "d", "e"].map((name) => cache.get(name))).toEqual([1, undefined, undefined, 1, 1]);
});

test("a clock that was set back is not believed", () => {
  const { cache, clock } = createCache(3);
  cache.set("a", 1, 9_000);
  clock.now = 999;
  expect(cache.get("a")).toBeUndefined();
});

test("deletes", () => {
  const { cache } = createCache(3);
  cache.set("a", 1, 9_000);
  cache.delete("a");
  expect(cache.get("a")).toBeUndefined();
});

test("a digest is SHA-256 of the bytes: 32 characters that hold no token", async () => {
  const digest = await tokenDigest("abc");
  expect(Buffer.from(digest, "latin1").toString("hex")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});
