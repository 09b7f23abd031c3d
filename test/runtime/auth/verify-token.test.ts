/** The same bytes are not verified again for a minute: through the whole handler, counting signatures. */
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { bearer, createKey, createWorld, mcpRequest, mint, type ToyWorld } from "../toy-world.ts";

const [key, next] = await Promise.all([createKey("one"), createKey("two")]);
const seconds = 1_000;

let signatures: MockInstance;
beforeEach(() => {
  signatures = vi.spyOn(crypto.subtle, "verify");
});
afterEach(() => signatures.mockRestore());

async function statusOf(world: ToyWorld, token: string): Promise<number> {
  const response = await world.handler.fetch(mcpRequest("legacy", "tools/list", {}, bearer(token)));
  await response.text();
  return response.status;
}

test("the signature of the same bytes is checked once a minute", async () => {
  const world = createWorld({ keys: [key] });
  const token = await mint(key);
  for (const later of [0, 30, 29]) {
    world.now += later * seconds;
    expect(await statusOf(world, token)).toBe(200);
  }
  expect(signatures).toHaveBeenCalledTimes(1);
  world.now += 1 * seconds;
  expect(await statusOf(world, token)).toBe(200);
  expect(signatures).toHaveBeenCalledTimes(2);
});

test("never past the expiry, to the millisecond: then the tolerance of clocks is judged anew each time", async () => {
  const world = createWorld({ keys: [key] });
  const token = await mint(key, { exp: world.now / 1000 + 10 });
  await statusOf(world, token);
  world.now += 10 * seconds - 1;
  expect([await statusOf(world, token), signatures.mock.calls.length]).toEqual([200, 1]);
  world.now += 1;
  expect([await statusOf(world, token), await statusOf(world, token), signatures.mock.calls.length]).toEqual([
    200, 200, 3,
  ]);
  world.now += 5 * seconds;
  expect(await statusOf(world, token)).toBe(401);
});

test("other bytes are another token, and a refusal is not remembered", async () => {
  const world = createWorld({ keys: [key] });
  const token = await mint(key);
  const expired = await mint(key, { exp: 1 });
  expect(await statusOf(world, token)).toBe(200);
  expect([await statusOf(world, `${token}=`), await statusOf(world, expired), await statusOf(world, expired)]).toEqual([
    401, 401, 401,
  ]);
  expect(signatures).toHaveBeenCalledTimes(3);
});

test("bounded: with room for one, two callers in turn are verified each time", async () => {
  const world = createWorld({ keys: [key], limits: { maxCachedTokens: 1 } });
  const tokens = [await mint(key), await mint(key, { sub: "bob" })];
  for (const token of [...tokens, ...tokens]) expect(await statusOf(world, token)).toBe(200);
  expect(signatures).toHaveBeenCalledTimes(4);
});

test("each caller stays who they are", async () => {
  const world = createWorld({ keys: [key] });
  const reader = await mint(key, { scope: "pets:read", sub: "reader" });
  const writer = await mint(key, { scope: "pets:read pets:write", sub: "writer" });
  const statuses: number[] = [];
  for (const token of [writer, reader, writer, reader]) {
    const call = { name: "create_pet", arguments: { name: "Rex" } };
    const response = await world.handler.fetch(mcpRequest("modern", "tools/call", call, bearer(token)));
    statuses.push(response.status);
  }
  expect([statuses, signatures.mock.calls.length]).toEqual([[200, 403, 200, 403], 2]);
  expect(world.apiRequests.map(({ authorization }) => authorization)).toEqual([`Bearer ${writer}`, `Bearer ${writer}`]);
});

describe("keys that change", () => {
  test("a withdrawn key takes remembered tokens with it, as soon as the new keys are seen", async () => {
    const world = createWorld({ keys: [key] });
    const old = await mint(key);
    expect(await statusOf(world, old)).toBe(200);
    world.jwks = () => Response.json({ keys: [next.publicJwk] });
    world.now += 5 * seconds;
    expect([await statusOf(world, old), await statusOf(world, await mint(next)), await statusOf(world, old)]).toEqual([
      200, 200, 401,
    ]);
  });

  test("a key that was only joined by another keeps its tokens, verified anew", async () => {
    const world = createWorld({ keys: [key] });
    const old = await mint(key);
    await statusOf(world, old);
    world.jwks = () => Response.json({ keys: [key.publicJwk, next.publicJwk] });
    world.now += 5 * seconds;
    expect([await statusOf(world, await mint(next)), await statusOf(world, old), await statusOf(world, old)]).toEqual([
      200, 200, 200,
    ]);
    expect(signatures).toHaveBeenCalledTimes(3);
  });

  test("when an outage has outlived the keys, what is remembered goes with them: 503", async () => {
    const world = createWorld({ keys: [key] });
    const token = await mint(key, { exp: world.now / 1000 + 7_200 });
    expect(await statusOf(world, token)).toBe(200);
    world.jwks = () => Promise.reject(new TypeError("refused"));
    world.discovery = () => Promise.reject(new TypeError("refused"));
    world.now += 3_590 * seconds;
    expect(await statusOf(world, token)).toBe(200);
    world.now += 10 * seconds;
    expect(await statusOf(world, token)).toBe(503);
  });
});
