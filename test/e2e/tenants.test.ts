/** Two tenants behind one server, each with an oidc-provider of its own, and real clients of both SDKs. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ana, ben } from "../../demo/authorization-server/users.ts";
import { clientKinds, connect, type Exchange } from "./support/connect.ts";
import { HeadlessProvider } from "./support/headless-provider.ts";
import { startTenantWorld, type TenantWorld } from "./support/tenant-world.ts";

let world: TenantWorld;

beforeAll(async () => {
  world = await startTenantWorld(["acme", "globex"]);
});

afterAll(async () => {
  await world.close();
});

function bearerOf(provider: HeadlessProvider): string {
  return `Bearer ${provider.tokens()?.access_token}`;
}

describe.each(clientKinds)("client %s", (kind) => {
  test("signs in at each tenant's own server and reaches that tenant's API only", async () => {
    for (const [name, other, user] of [
      ["acme", "globex", ana],
      ["globex", "acme", ben],
    ] as const) {
      const { mcpUrl, authorization, apiRequests } = world.tenant(name);
      const elsewhere = world.tenant(other);
      const seen: Exchange[] = [];
      const provider = new HeadlessProvider(user);
      const hits = { ...elsewhere.authorization.controls.hits };
      apiRequests.length = 0;
      elsewhere.apiRequests.length = 0;
      const client = await connect(kind, mcpUrl, provider, seen);
      const result = await client.callTool({ name: "list_berths", arguments: { limit: 1 } });
      expect(result.isError).toBeUndefined();
      expect(apiRequests.map(({ method, headers }) => [method, headers["authorization"]])).toEqual([
        ["GET", bearerOf(provider)],
      ]);
      expect(elsewhere.apiRequests).toEqual([]);
      expect(elsewhere.authorization.controls.hits).toEqual(hits);
      expect(provider.authorizationUrls.map(({ origin, pathname }) => origin + pathname)).toEqual([
        `${authorization.issuer}/authorize`,
      ]);
      expect(provider.authorizationUrls[0]?.searchParams.get("resource")).toBe(mcpUrl.href);
      expect(seen[0]?.challenge).toContain(
        `resource_metadata="${world.origin}/.well-known/oauth-protected-resource/${name}/mcp"`,
      );
      await client.close();
    }
  });
});

test("a token that a real client got at one tenant is refused at the other, with the other's challenge", async () => {
  const [acme, globex] = [world.tenant("acme"), world.tenant("globex")];
  const provider = new HeadlessProvider(ana);
  const client = await connect("v2 auto", acme.mcpUrl, provider);
  await client.close();
  globex.apiRequests.length = 0;
  const headers = { authorization: bearerOf(provider), "content-type": "application/json" };
  const response = await fetch(globex.mcpUrl, { method: "POST", headers, body: "{}" });
  expect([response.status, response.headers.get("www-authenticate")]).toEqual([
    401,
    expect.stringMatching(/error="invalid_token", error_description="the token is of another issuer".*\/globex\/mcp"$/),
  ]);
  expect(globex.apiRequests).toEqual([]);
});

test("keys are rotated at one tenant: its clients go on, and the other's notice nothing", async () => {
  const [acme, globex] = [world.tenant("acme"), world.tenant("globex")];
  const users = [new HeadlessProvider(ana), new HeadlessProvider(ben)] as const;
  const clients = [await connect("v1", acme.mcpUrl, users[0]), await connect("v2 auto", globex.mcpUrl, users[1])];
  const hits = globex.authorization.controls.hits.jwks;
  await acme.authorization.controls.rotate({ keepOld: true });
  world.advance(6_000);
  const again = await connect("v1", acme.mcpUrl, new HeadlessProvider(ana));
  for (const client of [...clients, again]) {
    const result = await client.callTool({ name: "list_berths", arguments: { limit: 1 } });
    expect(result.isError).toBeUndefined();
    await client.close();
  }
  expect(globex.authorization.controls.hits.jwks).toBe(hits);
});
