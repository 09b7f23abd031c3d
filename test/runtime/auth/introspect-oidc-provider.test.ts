/** Opaque tokens looked up at a real authorization server (oidc-provider), by secret and by key. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import Provider, { type Configuration } from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createIntrospection } from "../../../templates/src/runtime/auth/introspect.ts";
import { bearer, createWorld, mcpRequest, resource, type ToyOptions, type ToyWorld } from "../toy-world.ts";

const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
const clientKey = { ...(await exportJWK(privateKey)), alg: "ES256", kid: "rs-1" };
const server: Server = createServer();
let issuer = "";
let provider: Provider;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = new Provider(issuer, await configuration());
  const answer = provider.callback();
  server.on("request", (request, response) => void answer(request, response));
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function configuration(): Promise<Configuration> {
  const shared = { grant_types: [], response_types: [], redirect_uris: [] };
  const resourceServer = { scope: "pets:read pets:write", audience: resource, accessTokenFormat: "opaque" } as const;
  return {
    clients: [
      { client_id: "app", token_endpoint_auth_method: "none", redirect_uris: ["https://app.example/cb"] },
      { ...shared, client_id: "rs with: odd/chars", client_secret: "s:e+c%r" },
      {
        ...shared,
        client_id: "rs-key",
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "ES256",
        jwks: { keys: [{ ...(await exportJWK(publicKey)), alg: "ES256", kid: "rs-1" }] },
      },
    ],
    cookies: { keys: ["test"] },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: async () => true },
      resourceIndicators: { enabled: true, getResourceServerInfo: async () => resourceServer },
    },
    findAccount: async (_context, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
  };
}

/** An opaque access token of alice, for a resource. */
async function issue(audience: string, scope: string): Promise<InstanceType<Provider["AccessToken"]>> {
  const client = await provider.Client.find("app");
  if (client === undefined) throw new TypeError("no client");
  const grant = new provider.Grant({ accountId: "alice", clientId: "app" });
  grant.addResourceScope(audience, scope);
  const grantId = await grant.save();
  const token = new provider.AccessToken({
    accountId: "alice",
    client,
    grantId,
    gty: "authorization_code",
    scope,
  });
  Object.assign(token, {
    resourceServer: new provider.ResourceServer(audience, { scope, audience, accessTokenFormat: "opaque" }),
  });
  return token;
}

function worldWith(options: ToyOptions): ToyWorld {
  return createWorld({
    oauthIssuer: [issuer],
    oauthIntrospectionUri: "discover",
    features: { introspection: createIntrospection },
    ...options,
    effects: {
      now: Date.now,
      fetch: async (input, init) => {
        const url = input instanceof Request ? input.url : input.toString();
        return url.startsWith("https://api.example/") ? Response.json([]) : await fetch(input, init);
      },
    },
  });
}

async function call(world: ToyWorld, token: string, name = "list_pets"): Promise<number> {
  const args = name === "create_pet" ? { name: "Rex" } : {};
  const response = await world.handler.fetch(
    mcpRequest("modern", "tools/call", { name, arguments: args }, bearer(token)),
  );
  return response.status;
}

test.each<readonly [string, () => ToyOptions]>([
  ["client_secret_basic", () => ({ oauthClientId: "rs with: odd/chars", oauthClientSecret: "s:e+c%r" })],
  ["private_key_jwt", () => ({ oauthClientId: "rs-key", oauthClientKey: JSON.stringify(clientKey) })],
])(
  "by %s: read is allowed, write is not; another resource's token and a made-up one are refused",
  async (_name, client) => {
    const world = worldWith(client());
    const token = await (await issue(resource, "pets:read")).save();
    const foreign = await (await issue("https://other.example/mcp", "pets:read")).save();
    expect([
      await call(world, token),
      await call(world, token, "create_pet"),
      await call(world, foreign),
      await call(world, "made-up"),
    ]).toEqual([200, 403, 401, 401]);
  },
);

test("a token that was revoked is refused by who has not asked yet", async () => {
  const client = { oauthClientId: "rs with: odd/chars", oauthClientSecret: "s:e+c%r" };
  const issued = await issue(resource, "pets:read");
  const token = await issued.save();
  expect(await call(worldWith(client), token)).toBe(200);
  await issued.destroy();
  expect(await call(worldWith(client), token)).toBe(401);
});

test("a wrong secret is our fault, not the caller's: 503, and the log says so", async () => {
  const world = worldWith({ oauthClientId: "rs with: odd/chars", oauthClientSecret: "wrong" });
  const token = await (await issue(resource, "pets:read")).save();
  expect(await call(world, token)).toBe(503);
  expect(world.lines.filter(({ level }) => level === "warn").map(({ reason }) => reason)).toEqual([
    "the answer has status 401",
  ]);
});
