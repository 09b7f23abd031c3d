/** Opaque tokens through the whole handler. What must not pass is in test/attacks/tokens.test.ts. */
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { createIntrospection } from "../../../templates/src/runtime/auth/introspect.ts";
import { ConfigError } from "../../../templates/src/runtime/errors.ts";
import {
  bearer,
  createKey,
  createWorld,
  issuer,
  mcpRequest,
  mint,
  resource,
  type ToyOptions,
  type ToyWorld,
} from "../toy-world.ts";

const time = 1_800_000_000;
const key = await createKey("one");
const good = { active: true, aud: resource, sub: "alice", client_id: "client-1", exp: time + 600, scope: "pets:read" };

interface Asked {
  readonly url: string;
  readonly authorization: string | null;
  readonly form: Record<string, string>;
}

/** A world whose authorization server answers introspection with `answer`. */
function opaqueWorld(options: ToyOptions = {}): {
  world: ToyWorld;
  asked: Asked[];
  answer: { now: () => Promise<Response> | Response };
} {
  const asked: Asked[] = [];
  const answer = { now: (): Promise<Response> | Response => Response.json(good) };
  const world = createWorld({
    keys: [key],
    features: { introspection: createIntrospection },
    oauthIntrospectionUri: `${issuer}/introspect`,
    oauthClientId: "resource server",
    oauthClientSecret: "s:e+c%r",
    ...options,
  });
  world.discovery = (url, init) => {
    if (init?.method !== "POST") {
      return Response.json({ issuer, jwks_uri: `${issuer}/jwks`, introspection_endpoint: `${issuer}/discovered` });
    }
    const authorization = new Headers(init.headers).get("authorization");
    const form = init.body instanceof URLSearchParams ? Object.fromEntries(init.body) : {};
    asked.push({ url: url.href, authorization, form });
    return answer.now();
  };
  return { world, asked, answer };
}

async function statusOf(world: ToyWorld, token: string): Promise<number> {
  const response = await world.handler.fetch(mcpRequest("legacy", "tools/list", {}, bearer(token)));
  await response.text();
  return response.status;
}

describe("the question", () => {
  test("RFC 7662, 2.1, with client_secret_basic as RFC 6749, 2.3.1 writes it", async () => {
    const { world, asked } = opaqueWorld();
    expect(await statusOf(world, "opaque-1")).toBe(200);
    expect(asked).toEqual([
      {
        url: `${issuer}/introspect`,
        authorization: `Basic ${btoa("resource+server:s%3Ae%2Bc%25r")}`,
        form: { token: "opaque-1", token_type_hint: "access_token" },
      },
    ]);
    expect(world.strays).toEqual([]);
  });

  test("private_key_jwt (RFC 7523), for this issuer, for a minute", async () => {
    const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
    const privateJwk = { ...(await exportJWK(privateKey)), alg: "ES256", kid: "rs-1" };
    const { world, asked } = opaqueWorld({ oauthClientSecret: undefined, oauthClientKey: JSON.stringify(privateJwk) });
    expect(await statusOf(world, "opaque-1")).toBe(200);
    const { client_assertion: assertion = "", ...form } = asked[0]?.form ?? {};
    expect([asked[0]?.authorization, form]).toEqual([
      null,
      {
        token: "opaque-1",
        token_type_hint: "access_token",
        client_id: "resource server",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      },
    ]);
    const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: "rs-1", alg: "ES256" }] });
    const { payload } = await jwtVerify(assertion, keys, { currentDate: new Date(world.now) });
    expect({ ...payload, jti: typeof payload.jti }).toEqual({
      iss: "resource server",
      sub: "resource server",
      aud: issuer,
      iat: time,
      exp: time + 60,
      jti: "string",
    });
  });

  test("discover: the endpoint of the metadata", async () => {
    const { world, asked } = opaqueWorld({ oauthIntrospectionUri: "discover" });
    expect([await statusOf(world, "opaque-1"), asked[0]?.url]).toEqual([200, `${issuer}/discovered`]);
  });

  test("a JWT is verified by its signature, and nobody is asked", async () => {
    const { world, asked } = opaqueWorld();
    expect([await statusOf(world, await mint(key)), asked]).toEqual([200, []]);
  });
});

describe("the answer", () => {
  test.each<readonly [string, object]>([
    ["with iss", { ...good, iss: issuer }],
    ["with token_type in any case", { ...good, token_type: "bearer" }],
    ["with several audiences", { ...good, aud: ["https://other.example", resource] }],
    ["without exp", { ...good, exp: undefined }],
    ["without scope", { ...good, scope: undefined }],
  ])("%s is good", async (_name, said) => {
    const { world, answer } = opaqueWorld();
    answer.now = () => Response.json(said);
    expect(await statusOf(world, "opaque-1")).toBe(200);
  });

  test("is used for 30 seconds, and asked for again then", async () => {
    const { world, asked, answer } = opaqueWorld();
    await statusOf(world, "opaque-1");
    answer.now = () => Response.json({ active: false });
    world.now += 29_999;
    expect([await statusOf(world, "opaque-1"), asked.length]).toEqual([200, 1]);
    world.now += 1;
    expect([await statusOf(world, "opaque-1"), asked.length]).toEqual([401, 2]);
  });

  test("is never used past the token's expiry", async () => {
    const { world, asked, answer } = opaqueWorld();
    answer.now = () => Response.json({ ...good, exp: time + 10 });
    await statusOf(world, "opaque-1");
    world.now += 10_000;
    await statusOf(world, "opaque-1");
    expect(asked.length).toBe(2);
  });

  test("no: is not remembered", async () => {
    const { world, asked, answer } = opaqueWorld();
    answer.now = () => Response.json({ active: false });
    expect(await statusOf(world, "opaque-1")).toBe(401);
    answer.now = () => Response.json(good);
    expect([await statusOf(world, "opaque-1"), asked.length]).toEqual([200, 2]);
  });

  test("two tokens are two callers", async () => {
    const { world, answer } = opaqueWorld();
    const scopes: Record<string, string> = { "opaque-r": "pets:read", "opaque-w": "pets:read pets:write" };
    let turn = "";
    answer.now = () => Response.json({ ...good, scope: scopes[turn] });
    const statuses: number[] = [];
    for (turn of ["opaque-w", "opaque-r", "opaque-w", "opaque-r"]) {
      const call = { name: "create_pet", arguments: { name: "Rex" } };
      const response = await world.handler.fetch(mcpRequest("modern", "tools/call", call, bearer(turn)));
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 403, 200, 403]);
  });
});

describe("an authorization server that cannot be asked: 503 with Retry-After, no challenge, not remembered", () => {
  test.each<readonly [string, () => Promise<Response> | Response, object]>([
    ["refuses connections", () => Promise.reject(new TypeError("refused")), { error: "TypeError" }],
    ["fails", () => new Response("no", { status: 500 }), { reason: "the answer has status 500" }],
    [
      "does not know this client",
      () => Response.json({ error: "invalid_client" }, { status: 401 }),
      { reason: "the answer has status 401" },
    ],
    ["answers in HTML", () => new Response("<html>"), { reason: "the answer is not JSON" }],
    ["answers with a list", () => Response.json([good]), { reason: "the answer is not a JSON object" }],
    ["redirects", () => Response.redirect("https://evil.example/", 307), { reason: "the answer has status 307" }],
    [
      "says too much",
      () => new Response(JSON.stringify({ ...good, x: "x".repeat(300_000) })),
      { reason: "the answer is longer than 262144 bytes" },
    ],
  ])("%s", async (_name, outage, logged) => {
    const { world, asked, answer } = opaqueWorld();
    answer.now = outage;
    const response = await world.handler.fetch(mcpRequest("modern", "tools/list", {}, bearer("opaque-1")));
    expect([response.status, response.headers.get("retry-after"), response.headers.get("www-authenticate")]).toEqual([
      503,
      "5",
      null,
    ]);
    const warning = world.lines.find(({ level }) => level === "warn");
    expect(warning).toMatchObject({
      message: "the authorization server could not be asked about a token",
      issuer,
      ...logged,
    });
    expect(JSON.stringify(world.lines).includes("opaque-1")).toBe(false);
    answer.now = () => Response.json(good);
    expect([await statusOf(world, "opaque-1"), asked.length, world.strays]).toEqual([200, 2, []]);
  });

  test("a token that is known goes on being served", async () => {
    const { world, answer } = opaqueWorld();
    await statusOf(world, "opaque-1");
    answer.now = () => Promise.reject(new TypeError("refused"));
    expect(await statusOf(world, "opaque-1")).toBe(200);
  });

  test("metadata that names no endpoint", async () => {
    const { world } = opaqueWorld({ oauthIntrospectionUri: "discover" });
    world.discovery = () => Response.json({ issuer, jwks_uri: `${issuer}/jwks` });
    expect(await statusOf(world, "opaque-1")).toBe(503);
  });
});

describe("no stampede", () => {
  test("the same token at once is asked about once", async () => {
    const { world, asked, answer } = opaqueWorld();
    const slow = Promise.withResolvers<void>();
    answer.now = async () => {
      await slow.promise;
      return Response.json(good);
    };
    const statuses = Array.from({ length: 50 }, async () => await statusOf(world, "opaque-1"));
    await new Promise((done) => {
      setTimeout(done, 50);
    });
    slow.resolve();
    expect([new Set(await Promise.all(statuses)), asked.length]).toEqual([new Set([200]), 1]);
  });

  test("a server that hangs: so many questions and no more, the rest is refused at once", async () => {
    const { world, asked, answer } = opaqueWorld({ limits: { maxConcurrentIntrospections: 3 } });
    const hanging = Promise.withResolvers<Response>();
    answer.now = () => hanging.promise;
    const first = Array.from({ length: 3 }, async (_, at) => await statusOf(world, `opaque-${at}`));
    await new Promise(setImmediate);
    expect(await Promise.all([statusOf(world, "opaque-8"), statusOf(world, "opaque-9")])).toEqual([503, 503]);
    hanging.reject(new TypeError("gone"));
    expect(await Promise.all(first)).toEqual([503, 503, 503]);
    expect(asked.length).toBe(3);
    answer.now = () => Response.json(good);
    expect(await statusOf(world, "opaque-8")).toBe(200);
  });

  test("hangs no longer than the limit", async () => {
    const { world, answer } = opaqueWorld({ limits: { keyFetchTimeoutMs: 50 } });
    const { discovery } = world;
    world.discovery = async (url, init) =>
      await Promise.race([
        discovery(url, init),
        new Promise<Response>((_, reject) => {
          init?.signal?.addEventListener("abort", () => reject(new DOMException("over", "TimeoutError")));
        }),
      ]);
    answer.now = () => new Promise(() => {});
    expect(await statusOf(world, "opaque-1")).toBe(503);
  });
});

test("a project that was generated without it says so at the start", () => {
  expect(() => opaqueWorld({ features: {} })).toThrow(
    new ConfigError([
      "This server was generated without introspection of opaque tokens: set auth.introspection in slipway.config and generate again, or leave OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) out.",
    ]),
  );
});
