/** Tokens that are let in, in both protocol eras, and what their issuers may not do. What is refused: test/attacks. */
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import {
  bearer,
  createKey,
  createWorld,
  type Era,
  issuer,
  mcpRequest,
  mint,
  resource,
  type TestKey,
} from "./toy-world.ts";

const time = 1_800_000_000;
let key: TestKey;
let rsa: TestKey;
let foreign: TestKey;
beforeAll(async () => {
  [key, rsa, foreign] = await Promise.all([createKey("ec"), createKey("rsa", "RS256"), createKey("ec")]);
});

describe.each<Era>(["legacy", "modern"])("a good token in the %s era", (era) => {
  test.each([
    { name: "an access token", claims: {}, header: {}, options: {} },
    { name: "application/at+jwt", claims: {}, header: { typ: "application/AT+JWT" }, options: {} },
    { name: "several audiences", claims: { aud: ["https://other.example", resource] }, header: {}, options: {} },
    { name: "expired within the tolerance", claims: { exp: time - 4 }, header: {}, options: {} },
    { name: "issued ahead within the tolerance", claims: { iat: time + 4, nbf: time + 5 }, header: {}, options: {} },
    { name: "jku beside a good signature", claims: {}, header: { jku: "https://evil.example/jwks" }, options: {} },
    { name: "no kid, one key of its kind", claims: {}, header: { kid: undefined }, options: {} },
    { name: "typ JWT where allowed", claims: {}, header: { typ: "JWT" }, options: { oauthTokenTypes: ["JWT"] } },
    {
      name: "no typ where JWT is allowed",
      claims: {},
      header: { typ: undefined },
      options: { oauthTokenTypes: ["JWT"] },
    },
    {
      name: "typ JWT with azp",
      claims: { client_id: undefined, azp: "client-1", jti: undefined },
      header: { typ: "JWT" },
      options: { oauthTokenTypes: ["JWT"] },
    },
  ])("$name", async ({ claims, header: fields, options }) => {
    const world = createWorld({ keys: [key, rsa], ...options });
    const token = await mint(key, claims, fields);
    const call = mcpRequest(era, "tools/call", { name: "list_pets", arguments: {} }, bearer(token));
    const response = await world.handler.fetch(call);
    expect(response.status).toBe(200);
    expect(world.apiRequests).toEqual([{ url: "https://api.example/v1/pets", authorization: `Bearer ${token}` }]);
    expect(world.strays).toEqual([]);
  });

  test("a good token of an RSA key", async () => {
    const world = createWorld({ keys: [key, rsa] });
    const response = await world.handler.fetch(mcpRequest(era, "tools/list", {}, bearer(await mint(rsa))));
    expect(response.status).toBe(200);
  });
});

test("no token shows in the log", async () => {
  const world = createWorld({ keys: [key] });
  const tokens = [await mint(key), await mint(foreign), await mint(key, { exp: 1 })];
  for (const token of tokens) await world.handler.fetch(mcpRequest("legacy", "tools/list", {}, bearer(token)));
  const text = JSON.stringify(world.lines);
  const digests = tokens.map((token) => createHash("sha256").update(token).digest("hex"));
  for (const secret of [...tokens, ...tokens.map((token) => token.split(".")[2] ?? ""), ...digests, "alice"]) {
    expect(text.includes(secret)).toBe(false);
  }
  expect(world.lines.filter((line) => line.message === "request").map((line) => line.outcome)).toEqual([
    "ok",
    "token_invalid",
    "token_invalid",
  ]);
});

test("two issuers: each speaks for itself only", async () => {
  const tenant = `${issuer}/tenant`;
  const world = createWorld({ keys: [key], oauthIssuer: [issuer, tenant] });
  world.discovery = (url) => {
    if (url.pathname === "/jwks-2") return Response.json({ keys: [foreign.publicJwk] });
    const isTenant = url.pathname.endsWith("/tenant");
    return Response.json({ issuer: isTenant ? tenant : issuer, jwks_uri: `${issuer}/${isTenant ? "jwks-2" : "jwks"}` });
  };
  const statuses = await Promise.all(
    [mint(key), mint(foreign, { iss: tenant }), mint(key, { iss: tenant }), mint(foreign)].map(async (token) => {
      const response = await world.handler.fetch(mcpRequest("legacy", "tools/list", {}, bearer(await token)));
      return response.status;
    }),
  );
  expect(statuses).toEqual([200, 200, 401, 401]);
});
