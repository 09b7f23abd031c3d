/** The issuer's keys through the whole handler: rotation, outage, bad documents, a flood of key ids, a server that hangs. */
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { bearer, createKey, createWorld, issuer, mcpRequest, mint, type TestKey, type ToyWorld } from "./toy-world.ts";

let key: TestKey;
let next: TestKey;
beforeAll(async () => {
  [key, next] = await Promise.all([createKey("one"), createKey("two")]);
});

async function statusOf(world: ToyWorld, token: string): Promise<number> {
  const response = await world.handler.fetch(mcpRequest("legacy", "tools/list", {}, bearer(token)));
  await response.text();
  return response.status;
}

/** A token that is good at the world's clock. */
async function tokenOf(world: ToyWorld, signer: TestKey, header: Record<string, unknown> = {}): Promise<string> {
  return await mint(signer, { iat: world.now / 1000, exp: world.now / 1000 + 300 }, header);
}

async function ready(world: ToyWorld): Promise<readonly [number, unknown]> {
  const response = await world.handler.fetch(new Request("http://10.0.0.7:3000/readyz"));
  return [response.status, await response.json()];
}

test("nothing is fetched before the first token; then metadata and keys, once", async () => {
  const world = createWorld({ keys: [key] });
  expect(world.keyFetches).toEqual([]);
  const token = await tokenOf(world, key);
  expect(await Promise.all([statusOf(world, token), statusOf(world, token)])).toEqual([200, 200]);
  expect(world.keyFetches).toEqual([`${issuer}/.well-known/oauth-authorization-server`, `${issuer}/jwks`]);
});

test("OAUTH_JWKS_URI: no discovery", async () => {
  const world = createWorld({ keys: [key], oauthJwksUri: `${issuer}/jwks` });
  expect(await statusOf(world, await tokenOf(world, key))).toBe(200);
  expect(world.keyFetches).toEqual([`${issuer}/jwks`]);
});

test("a rotation is seen with the first token of the new key, without discovering again", async () => {
  const world = createWorld({ keys: [key] });
  expect(await statusOf(world, await tokenOf(world, key))).toBe(200);
  world.jwks = () => Response.json({ keys: [next.publicJwk] });
  world.now += 5_000;
  expect(await statusOf(world, await tokenOf(world, next))).toBe(200);
  expect(await statusOf(world, await tokenOf(world, key))).toBe(401);
  expect(world.keyFetches.length).toBe(3);
});

/** Seconds until a token of the new key is let in, when clients try ten times a second. */
async function recovery(world: ToyWorld, signer: TestKey): Promise<number> {
  const started = world.now;
  while ((await statusOf(world, await tokenOf(world, signer))) !== 200) world.now += 100;
  return (world.now - started) / 1000;
}

describe("a rotation is over within 5 seconds, however unlucky", () => {
  test("hard: the old key is gone at once, a moment after the keys were fetched", async () => {
    const world = createWorld({ keys: [key] });
    const old = await tokenOf(world, key);
    await statusOf(world, old);
    world.jwks = () => Response.json({ keys: [next.publicJwk] });
    expect(await recovery(world, next)).toBe(5);
    expect(await statusOf(world, old)).toBe(401);
  });

  test("hard, after a flood of unknown key ids had the keys fetched", async () => {
    const world = createWorld({ keys: [key] });
    await statusOf(world, await tokenOf(world, key));
    world.now += 5_000;
    await statusOf(world, await tokenOf(world, next, { kid: "flood" }));
    world.jwks = () => Response.json({ keys: [next.publicJwk] });
    expect(await recovery(world, next)).toBe(5);
  });

  test("graceful: both keys for a while; nobody with an old token is refused meanwhile", async () => {
    const world = createWorld({ keys: [key] });
    const old = await tokenOf(world, key);
    await statusOf(world, old);
    world.jwks = () => Response.json({ keys: [key.publicJwk, next.publicJwk] });
    const refused: number[] = [];
    for (let tenth = 0; tenth < 100; tenth += 1) {
      world.now += 100;
      if ((await statusOf(world, old)) !== 200) refused.push(tenth);
      await statusOf(world, await tokenOf(world, next));
    }
    expect([refused, await statusOf(world, await tokenOf(world, next))]).toEqual([[], 200]);
  });

  test("to a server that comes back with new keys after an outage", async () => {
    const world = createWorld({ keys: [key] });
    await statusOf(world, await tokenOf(world, key));
    world.jwks = () => Promise.reject(new TypeError("refused"));
    world.now += 60_000;
    expect(await statusOf(world, await tokenOf(world, next))).toBe(503);
    world.jwks = () => Response.json({ keys: [next.publicJwk] });
    expect(await recovery(world, next)).toBe(5);
  });
});

test("in an outage known keys go on serving; a token of an unknown key gets 503, not a challenge; one fetch per 5 seconds", async () => {
  const world = createWorld({ keys: [key] });
  const known = await tokenOf(world, key);
  await statusOf(world, known);
  const fetches = world.keyFetches.length;
  world.jwks = () => Promise.reject(new TypeError("refused"));
  const unknown = await Promise.all(
    Array.from({ length: 30 }, async (_, at) => await tokenOf(world, next, { kid: `k-${at}` })),
  );
  for (let second = 0; second < 10; second += 1) {
    world.now += 1_000;
    const statuses = await Promise.all([known, ...unknown].map(async (token) => await statusOf(world, token)));
    // Until the first fetch fails nobody knows of the outage.
    expect([second, statuses[0], [...new Set(statuses.slice(1))]]).toEqual([second, 200, [second < 4 ? 401 : 503]]);
  }
  expect(world.keyFetches.length - fetches).toBe(2);
});

test("a flood of unknown key ids costs one fetch per 5 seconds, and good tokens pass", async () => {
  const world = createWorld({ keys: [key] });
  const good = await tokenOf(world, key);
  await statusOf(world, good);
  const bad = await Promise.all(Array.from({ length: 40 }, (_, at) => tokenOf(world, next, { kid: `random-${at}` })));
  for (let second = 0; second < 10; second += 1) {
    world.now += 1_000;
    expect(await Promise.all(bad.map((token) => statusOf(world, token)))).toEqual(bad.map(() => 401));
    expect(await statusOf(world, good)).toBe(200);
  }
  expect(world.keyFetches.length - 2).toBe(2);
});

test("an outage at the start: 503 with Retry-After and no challenge, readiness red, healed by itself", async () => {
  const world = createWorld({ keys: [key] });
  const { discovery } = world;
  world.discovery = () => Promise.reject(new TypeError("refused"));
  const response = await world.handler.fetch(mcpRequest("modern", "tools/list", {}, bearer(await tokenOf(world, key))));
  expect([response.status, response.headers.get("retry-after"), response.headers.get("www-authenticate")]).toEqual([
    503,
    "5",
    null,
  ]);
  expect(await response.json()).toEqual({
    jsonrpc: "2.0",
    id: null,
    error: { code: -32603, message: "the authorization server's keys cannot be fetched at the moment" },
  });
  expect(await ready(world)).toEqual([503, { status: "no_keys", callsInFlight: 0 }]);
  const fetches = world.keyFetches.length;
  for (let request = 0; request < 50; request += 1) await statusOf(world, await tokenOf(world, key));
  expect(world.keyFetches.length).toBe(fetches);
  world.discovery = discovery;
  world.now += 5_000;
  expect(await ready(world)).toEqual([200, { status: "ready", callsInFlight: 0 }]);
  expect(await statusOf(world, await tokenOf(world, key))).toBe(200);
});

test("an outage of half an hour refuses nobody", async () => {
  const world = createWorld({ keys: [key] });
  await statusOf(world, await tokenOf(world, key));
  world.jwks = () => Promise.reject(new TypeError("refused"));
  world.discovery = () => Promise.reject(new TypeError("refused"));
  for (let minute = 0; minute < 30; minute += 1) {
    world.now += 60_000;
    expect(await statusOf(world, await tokenOf(world, key))).toBe(200);
  }
  expect(await ready(world)).toEqual([200, { status: "ready", callsInFlight: 0 }]);
});

describe("a bad key set keeps the old keys", () => {
  const big = JSON.stringify({ keys: [], padding: "x".repeat(300_000) });
  test.each<readonly [string, () => Response, string]>([
    ["status 500", () => new Response("no", { status: 500 }), "the answer has status 500"],
    ["HTML", () => new Response("<html>"), "the answer is not JSON"],
    ["an array", () => Response.json([]), "the answer is not a JSON object"],
    ["no keys", () => Response.json({ keys: [] }), "the answer holds no keys"],
    ["keys that are no list", () => Response.json({ keys: {} }), "the answer holds no keys"],
    ["keys that are no keys", () => Response.json({ keys: [1] }), "the answer holds no keys"],
    ["a redirect", () => Response.redirect("https://evil.example/", 302), "the answer has status 302"],
    ["300 kB", () => new Response(big), "the answer is longer than 262144 bytes"],
  ])("%s", async (_name, jwks, reason) => {
    const world = createWorld({ keys: [key] });
    await statusOf(world, await tokenOf(world, key));
    world.jwks = jwks;
    world.now += 600_000;
    expect(await statusOf(world, await tokenOf(world, key))).toBe(200);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(await statusOf(world, await tokenOf(world, key))).toBe(200);
    expect(world.lines.filter((line) => line.level === "warn")).toEqual([
      { level: "warn", message: "the authorization server's keys could not be fetched", issuer, reason },
    ]);
  });
});

test("a server that hangs holds a request no longer than the limit", async () => {
  const world = createWorld({ keys: [key], limits: { keyFetchTimeoutMs: 50 } });
  world.jwks = (signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason as Error));
    });
  const started = performance.now();
  expect(await statusOf(world, await tokenOf(world, key))).toBe(503);
  expect(performance.now() - started).toBeLessThan(1_000);
});

describe("discovery", () => {
  test.each<readonly [string, string, string]>([
    ["OpenID only", "https://as.example", "/.well-known/openid-configuration"],
    ["OpenID after the path", "https://as.example/a/b", "/a/b/.well-known/openid-configuration"],
    ["OAuth before the path", "https://as.example/a/b", "/.well-known/oauth-authorization-server/a/b"],
    ["an issuer that ends in a slash", "https://as.example/", "/.well-known/openid-configuration"],
  ])("%s", async (_name, name, place) => {
    const world = createWorld({ keys: [key], oauthIssuer: [name] });
    world.discovery = (url) =>
      url.pathname === place
        ? Response.json({ issuer: name, jwks_uri: `${issuer}/jwks` })
        : new Response(null, { status: 404 });
    expect(await statusOf(world, await mint(key, { iss: name }))).toBe(200);
  });

  test.each<readonly [string, unknown]>([
    ["of another issuer", { issuer: "https://evil.example", jwks_uri: `${issuer}/jwks` }],
    ["of the issuer with a slash", { issuer: `${issuer}/`, jwks_uri: `${issuer}/jwks` }],
    ["without jwks_uri", { issuer }],
    ["with keys over plain http", { issuer, jwks_uri: "http://as.example/jwks" }],
    ["with keys in a file", { issuer, jwks_uri: "file:///etc/passwd" }],
  ])("metadata %s is not believed", async (_name, metadata) => {
    const world = createWorld({ keys: [key] });
    world.discovery = () => Response.json(metadata);
    expect(await statusOf(world, await tokenOf(world, key))).toBe(503);
    expect(world.keyFetches.includes(`${issuer}/jwks`)).toBe(false);
    expect(world.strays).toEqual([]);
  });
});

describe("on a real socket", () => {
  async function listen(listener: RequestListener): Promise<{ url: string; server: Server }> {
    const server = createServer(listener);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
  }

  test.each([301, 302, 307, 308])("a redirect (%d) of the keys is not followed", async (status) => {
    let hits = 0;
    const elsewhere = await listen((_request, response) => {
      hits += 1;
      response.end(JSON.stringify({ keys: [key.publicJwk] }));
    });
    const server = await listen((_request, response) => {
      response.writeHead(status, { location: elsewhere.url }).end();
    });
    const world = createWorld({ oauthJwksUri: `${server.url}/jwks`, effects: { fetch } });
    expect([await statusOf(world, await tokenOf(world, key)), hits]).toEqual([503, 0]);
    elsewhere.server.close();
    server.server.close();
  });
});
