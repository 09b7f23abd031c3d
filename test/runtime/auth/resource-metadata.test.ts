/** Where the documents are that clients look for, when PUBLIC_URL has a path and proxies do what they like. */
import { expect, test } from "vitest";
import { bearer, createKey, createWorld, issuer, mcpRequest, mint, publicUrl } from "../toy-world.ts";

const base = `${publicUrl}/tools/pets`;
const statusAt = async (world: ReturnType<typeof createWorld>, url: string): Promise<readonly [number, unknown]> => {
  const response = await world.handler.fetch(new Request(url));
  const document = (await response.json()) as Record<string, unknown>;
  return [response.status, document["resource"] ?? document["issuer"]];
};

test.each([
  "/.well-known/oauth-protected-resource/tools/pets/mcp",
  "/.well-known/oauth-protected-resource/mcp",
  "/.well-known/oauth-protected-resource",
  "/tools/pets/.well-known/oauth-protected-resource/mcp",
  "/tools/pets/.well-known/oauth-protected-resource",
])("the resource metadata at %s", async (path) => {
  const world = createWorld({ publicUrl: base });
  expect(await statusAt(world, `${publicUrl}${path}`)).toEqual([200, `${base}/mcp`]);
});

test.each([
  "/.well-known/oauth-authorization-server",
  "/.well-known/openid-configuration",
  "/.well-known/oauth-authorization-server/mcp",
  "/.well-known/oauth-authorization-server/tools/pets",
  "/.well-known/oauth-authorization-server/tools/pets/mcp",
  "/.well-known/openid-configuration/tools/pets/mcp",
  "/tools/pets/.well-known/oauth-authorization-server",
  "/tools/pets/.well-known/openid-configuration",
])("the authorization server's metadata, as it is, at %s", async (path) => {
  const world = createWorld({ publicUrl: base });
  expect(await statusAt(world, `${publicUrl}${path}`)).toEqual([200, issuer]);
});

test("with several issuers the metadata names all, and the mirror shows the first", async () => {
  const second = `${issuer}/second`;
  const world = createWorld({ oauthIssuer: [issuer, second] });
  const response = await world.handler.fetch(new Request(`${publicUrl}/.well-known/oauth-protected-resource`));
  expect(await response.json()).toMatchObject({ authorization_servers: [issuer, second] });
  expect(await statusAt(world, `${publicUrl}/.well-known/oauth-authorization-server`)).toEqual([200, issuer]);
});

test("forwarding headers change no document and no challenge: nothing is trusted", async () => {
  const headers = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "http",
    "x-forwarded-prefix": "/evil",
    forwarded: "host=evil.example;proto=http",
  };
  const world = createWorld({ publicUrl: base });
  const refused = await world.handler.fetch(new Request(`${base}/mcp`, { method: "POST", headers }));
  expect(refused.headers.get("www-authenticate")).toBe(
    `Bearer scope="pets:read", resource_metadata="${base}/.well-known/oauth-protected-resource/mcp"`,
  );
  const metadata = await world.handler.fetch(new Request(`${base}/.well-known/oauth-protected-resource`, { headers }));
  expect((await metadata.text()).includes("evil")).toBe(false);
});

test("a proxy that strips the path: the endpoint answers without it, for the same resource", async () => {
  const key = await createKey("one");
  const world = createWorld({ publicUrl: base, keys: [key] });
  const call = mcpRequest("legacy", "tools/list", {}, bearer(await mint(key, { aud: `${base}/mcp` })));
  expect((await world.handler.fetch(new Request(`${publicUrl}/mcp`, call))).status).toBe(200);
});
