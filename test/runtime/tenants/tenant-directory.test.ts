/** What a server for several tenants serves, holds and fetches. */
import { describe, expect, test } from "vitest";
import { bearer, createKey, type Era, issuer, mcpRequest, publicUrl } from "../toy-world.ts";
import { createTenantWorld, endpointOf, issuerOf, metadataOf, mintFor, type TenantWorld } from "./tenant-world.ts";

const key = await createKey("one");
const anyone = { tenantPattern: "^[a-z0-9-]+$" };

async function get(world: TenantWorld, url: string): Promise<readonly [number, unknown]> {
  const response = await world.handler.fetch(new Request(url));
  return [response.status, await response.json()];
}

async function list(world: TenantWorld, tenant: string, token: string): Promise<number> {
  const request = new Request(endpointOf(tenant), mcpRequest("legacy", "tools/list", {}, bearer(token)));
  return (await world.handler.fetch(request)).status;
}

/** Which authorization servers were asked for keys, in order. */
const askedForKeys = (world: TenantWorld): readonly string[] =>
  world.fetched.filter((url) => url.endsWith("/jwks")).map((url) => new URL(url).hostname.split(".")[0] ?? "");

describe.each([
  ["the root", publicUrl, ""],
  ["a path", `${publicUrl}/tools`, "/tools"],
])("documents of a tenant, with PUBLIC_URL at %s", (_name, url, base) => {
  const world = createTenantWorld({ servers: { acme: [key] }, tenants: ["acme"], publicUrl: url });
  const own = { resource: `${url}/acme/mcp`, authorization_servers: [issuerOf("acme")] };

  test.each([
    `/.well-known/oauth-protected-resource${base}/acme/mcp`,
    `${base}/acme/.well-known/oauth-protected-resource/mcp`,
    `${base}/acme/.well-known/oauth-protected-resource`,
  ])("its resource metadata at %s", async (path) => {
    expect(await get(world, `${publicUrl}${path}`)).toEqual([200, expect.objectContaining(own)]);
    expect(world.fetched).toEqual([]);
  });

  test.each(["oauth-authorization-server", "openid-configuration"])(
    "its authorization server's, as %s",
    async (name) => {
      for (const path of [`/.well-known/${name}${base}/acme/mcp`, `${base}/acme/.well-known/${name}`]) {
        const want = expect.objectContaining({ issuer: issuerOf("acme") });
        expect(await get(world, `${publicUrl}${path}`)).toEqual([200, want]);
      }
    },
  );

  test("the challenge names metadata that is there, of the URL that was called", async () => {
    const response = await world.handler.fetch(new Request(`${url}/acme/mcp`, { method: "POST" }));
    const named = /resource_metadata="([^"]+)"/.exec(response.headers.get("www-authenticate") ?? "")?.[1] ?? "";
    expect([response.status, await get(world, named)]).toEqual([401, [200, expect.objectContaining(own)]]);
  });

  test("the page says where tenants are, and names none", async () => {
    expect(await get(world, `${url}/`)).toEqual([200, expect.objectContaining({ url: `${url}/{tenant}/mcp` })]);
  });
});

test("nothing at the root of the server says which tenants there are, and a tenant that is none is a path that is none", async () => {
  const world = createTenantWorld({ servers: { acme: [key] }, tenants: ["acme"] });
  const nothing = [
    404,
    { error: "not_found", message: `Nothing is served here. The MCP endpoint is ${publicUrl}/{tenant}/mcp` },
  ];
  for (const path of [
    "/mcp",
    "/initech/mcp",
    "/.well-known/oauth-protected-resource",
    "/.well-known/oauth-protected-resource/mcp",
    "/.well-known/oauth-protected-resource/initech/mcp",
    "/initech/.well-known/oauth-protected-resource",
    "/.well-known/oauth-authorization-server",
    "/.well-known/openid-configuration",
    "/initech/.well-known/openid-configuration",
  ]) {
    expect([path, await get(world, `${publicUrl}${path}`)]).toEqual([path, nothing]);
  }
  expect(world.fetched).toEqual([]);
  expect(JSON.stringify(world.lines)).not.toContain("initech");
});

test("the log says whose requests were served", async () => {
  const world = createTenantWorld({ servers: { acme: [key] }, tenants: ["acme"] });
  await list(world, "acme", await mintFor(key, "acme"));
  expect(world.lines.find(({ message }) => message === "request")).toMatchObject({ tenant: "acme", status: 200 });
});

test("ready before any tenant was met, and while the authorization server of one is down; not while draining", async () => {
  const world = createTenantWorld({ servers: {}, tenants: ["acme"] });
  expect(await list(world, "acme", await mintFor(key, "acme"))).toBe(503);
  expect(await get(world, `${publicUrl}/readyz`)).toEqual([200, { status: "ready", callsInFlight: 0 }]);
  world.handler.drain();
  expect((await get(world, `${publicUrl}/readyz`))[0]).toBe(503);
});

test("the outage of one tenant's authorization server is not another's", async () => {
  const world = createTenantWorld({ servers: { acme: [key] }, tenants: ["acme", "globex"] });
  expect(await list(world, "globex", await mintFor(key, "globex"))).toBe(503);
  expect(await list(world, "acme", await mintFor(key, "acme"))).toBe(200);
});

test("a name that a pattern lets in and the provider does not have leads nowhere", async () => {
  const world = createTenantWorld({
    servers: {},
    ...anyone,
    oauthIssuer: ["https://login.microsoftonline.com/{tenant}/v2.0"],
    oauthProvider: "entra",
  });
  expect(await list(world, "common", "x")).toBe(404);
  expect(await list(world, "acme", "x")).toBe(401);
  expect(world.fetched).toEqual([]);
});

describe("what is held is bounded", () => {
  const names = ["a1", "a2", "a3", "a4"];
  const servers = Object.fromEntries(names.map((name) => [name, [key]]));

  test("the tenant that was longest not asked for goes, and comes back with keys of its own", async () => {
    const world = createTenantWorld({ servers, ...anyone, limits: { maxTenants: 2 } });
    for (const name of ["a1", "a2", "a1", "a3", "a1", "a2"]) {
      expect(await list(world, name, await mintFor(key, name))).toBe(200);
    }
    expect(askedForKeys(world)).toEqual(["a1", "a2", "a3", "a2"]);
  });

  test("names that nobody has push out no tenant", async () => {
    const world = createTenantWorld({ servers, ...anyone, limits: { maxTenants: 3 } });
    for (const name of ["a1", "a2"]) await list(world, name, await mintFor(key, name));
    for (let at = 0; at < 50; at += 1)
      expect(await list(world, `evil-${at}`, await mintFor(key, `evil-${at}`))).toBe(503);
    for (const name of ["a1", "a2"]) expect(await list(world, name, await mintFor(key, name))).toBe(200);
    expect(askedForKeys(world)).toEqual(["a1", "a2"]);
  });

  test("names that nobody has cost so many fetches a minute, and tenants that are known or listed none of them", async () => {
    const world = createTenantWorld({
      servers: { ...servers, listed: [key] },
      ...anyone,
      tenants: ["listed"],
      limits: { maxTenantFetchesPerMinute: 10 },
    });
    expect(await list(world, "a1", await mintFor(key, "a1"))).toBe(200);
    for (let at = 0; at < 50; at += 1)
      expect(await list(world, `evil-${at}`, await mintFor(key, `evil-${at}`))).toBe(503);
    expect(world.fetched.filter((url) => url.includes("evil"))).toHaveLength(9);
    expect(await list(world, "a2", await mintFor(key, "a2"))).toBe(503);
    expect(await list(world, "a1", await mintFor(key, "a1", { jti: "2" }))).toBe(200);
    expect(await list(world, "listed", await mintFor(key, "listed"))).toBe(200);
    world.now += 60_000;
    expect(await list(world, "a2", await mintFor(key, "a2", { exp: world.now / 1000 + 60 }))).toBe(200);
  });

  test("a challenge costs nothing", async () => {
    const world = createTenantWorld({ servers, ...anyone, limits: { maxTenants: 2, maxTenantFetchesPerMinute: 1 } });
    for (let at = 0; at < 20; at += 1) {
      const response = await world.handler.fetch(new Request(endpointOf(`x${at}`), { method: "POST" }));
      const challenge = response.headers.get("www-authenticate");
      expect([response.status, challenge]).toEqual([
        401,
        `Bearer scope="pets:read", resource_metadata="${metadataOf(`x${at}`)}"`,
      ]);
    }
    expect(world.fetched).toEqual([]);
  });
});

describe.each<Era>(["legacy", "modern"])("in the %s era", (era) => {
  test("calls in flight: each tenant's callers are counted apart, all together on the server", async () => {
    const slow = Promise.withResolvers<Response>();
    const servers = { acme: [key], globex: [key], initech: [key] };
    const world = createTenantWorld({
      servers,
      tenants: Object.keys(servers),
      limits: { maxConcurrentCalls: 2, maxConcurrentCallsPerCaller: 1, maxBatchCalls: 1 },
      api: async () => await slow.promise,
    });
    const call = async (tenant: string): Promise<number> => {
      const token = await mintFor(key, tenant);
      const message = mcpRequest(era, "tools/call", { name: "list_pets", arguments: {} }, bearer(token));
      return (await world.handler.fetch(new Request(endpointOf(tenant), message))).status;
    };
    const waiting = [call("acme")];
    await expect.poll(() => world.apiRequests.length).toBe(1);
    expect(await call("acme")).toBe(429);
    waiting.push(call("globex"));
    await expect.poll(() => world.apiRequests.length).toBe(2);
    expect(await call("initech")).toBe(503);
    expect(world.handler.callsInFlight()).toBe(2);
    slow.resolve(Response.json([]));
    expect(await Promise.all(waiting)).toEqual([200, 200]);
    expect(world.handler.callsInFlight()).toBe(0);
  });
});

test("a rotation at one tenant is seen there, and changes nothing at another", async () => {
  const next = await createKey("next");
  const servers = { acme: [key], globex: [key] };
  const world = createTenantWorld({ servers, tenants: ["acme", "globex"] });
  for (const name of ["acme", "globex"]) expect(await list(world, name, await mintFor(key, name))).toBe(200);
  servers.acme = [next];
  world.now += 10_000;
  expect(await list(world, "acme", await mintFor(next, "acme"))).toBe(200);
  expect(await list(world, "acme", await mintFor(key, "acme"))).toBe(401);
  expect(await list(world, "globex", await mintFor(key, "globex"))).toBe(200);
  expect(await list(world, "globex", await mintFor(next, "globex"))).toBe(401);
});

test("a single resource is what it was: no tenant in its paths or its log", async () => {
  const world = createTenantWorld({
    servers: {},
    oauthIssuer: [issuer],
    apiBaseUrl: "https://api.example/v1",
  });
  expect((await get(world, `${publicUrl}/.well-known/oauth-protected-resource`))[0]).toBe(200);
  expect((await get(world, `${publicUrl}/acme/mcp`))[0]).toBe(404);
  expect(JSON.stringify(world.lines)).not.toContain("tenant");
});
