/** Attacks on the bearer gate, through the whole handler, in both protocol eras: refused with the right challenge, and nothing reaches the API. */
import { createHash, createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { base64url, exportSPKI, CompactEncrypt, type CryptoKey, importJWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import {
  bearer,
  createKey,
  createWorld,
  type Era,
  goodClaims,
  issuer,
  mcpRequest,
  metadataUrl,
  mint,
  resource,
  type TestKey,
  type ToyOptions,
} from "./toy-world.ts";

let key: TestKey;
let rsa: TestKey;
let foreign: TestKey;
beforeAll(async () => {
  [key, rsa, foreign] = await Promise.all([createKey("ec"), createKey("rsa", "RS256"), createKey("ec")]);
});

/** What an attack sends, and what it must get. */
interface Attack {
  readonly name: string;
  /** The headers, or the token of one. */
  readonly send: () => Promise<Record<string, string> | string> | Record<string, string> | string;
  readonly query?: string;
  readonly status: number;
  /** error and description of the challenge; null: a challenge without an error. */
  readonly challenge: readonly [error: string, description: string] | null;
  readonly options?: ToyOptions;
  /** Fetches that are right: the two of a lookup of keys, none when the header or issuer is wrong. */
  readonly keyFetches?: number;
}

const time = 1_800_000_000;
const encode = (value: unknown): string => base64url.encode(JSON.stringify(value));
const otherAudience = `the token is not for this resource: ask for one with resource=${resource}`;
const badSignature = ["invalid_token", "the token's signature is not valid"] as const;
const badAlgorithm = ["invalid_token", "the token is not signed with an accepted algorithm"] as const;
const malformed = ["invalid_request", "send one Authorization header with one bearer token"] as const;
const queryToken = ["invalid_request", "send the token in the Authorization header, never in the query"] as const;
const noJwt = ["invalid_token", "the token is not a JWT"] as const;
const invalid = (description: string): readonly [string, string] => ["invalid_token", description];

/** A claim that must not pass. */
function claim(name: string, claims: Record<string, unknown>, description: string): Attack {
  return { name, send: () => mint(key, claims), status: 401, challenge: invalid(description), keyFetches: 2 };
}

/** A header that must not pass, whoever signed it. */
function header(name: string, fields: Record<string, unknown>, description: string): Attack {
  return { name, send: () => mint(key, {}, fields), status: 401, challenge: invalid(description), keyFetches: 0 };
}

function hs256(secret: string | Buffer): string {
  const input = `${encode({ alg: "HS256", typ: "at+jwt", kid: "rsa" })}.${encode(goodClaims())}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}

const attacks: readonly Attack[] = [
  // how the token is sent
  { name: "no credentials", send: () => ({}), status: 401, challenge: null },
  { name: "an empty header", send: () => ({ authorization: "" }), status: 401, challenge: null },
  { name: "Basic credentials", send: () => ({ authorization: "Basic YTpi" }), status: 401, challenge: null },
  {
    name: "DPoP scheme",
    send: async () => ({ authorization: `DPoP ${await mint(key)}` }),
    status: 401,
    challenge: null,
  },
  { name: "Bearer without a token", send: () => ({ authorization: "Bearer" }), status: 400, challenge: malformed },
  { name: "a word after the token", send: async () => `${await mint(key)} x`, status: 400, challenge: malformed },
  {
    name: "two tokens, a comma between",
    send: async () => `${await mint(key)}, ${await mint(key)}`,
    status: 400,
    challenge: malformed,
  },
  {
    name: "two headers, one Basic",
    send: async () => `${await mint(key)}, Basic YTpi`,
    status: 400,
    challenge: malformed,
  },
  {
    name: "a tab for the space",
    send: async () => ({ authorization: `Bearer\t${await mint(key)}` }),
    status: 400,
    challenge: malformed,
  },
  {
    name: "two spaces",
    send: async () => ({ authorization: `Bearer  ${await mint(key)}` }),
    status: 400,
    challenge: malformed,
  },
  { name: "a quoted token", send: async () => `"${await mint(key)}"`, status: 400, challenge: malformed },
  { name: "in the query only", send: () => ({}), query: "?access_token=x", status: 400, challenge: queryToken },
  {
    name: "in the query beside a good header",
    send: () => mint(key),
    query: "?access_token=x",
    status: 400,
    challenge: queryToken,
  },
  {
    name: "a token of 9 kB",
    send: () => "a".repeat(9_000),
    status: 401,
    challenge: invalid("the token is longer than 8192 bytes"),
  },
  // what is no JWT
  { name: "an opaque token", send: () => "abc", status: 401, challenge: noJwt },
  { name: "two parts", send: () => "a.b", status: 401, challenge: noJwt },
  { name: "a header that is not JSON", send: () => "a.b.c", status: 401, challenge: noJwt },
  {
    name: "claims that are not JSON",
    send: () => `${encode({ alg: "ES256", typ: "at+jwt" })}.${base64url.encode("x")}.c`,
    status: 401,
    challenge: noJwt,
  },
  {
    name: "an encrypted token",
    send: async () =>
      await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(goodClaims())))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .encrypt(new Uint8Array(32)),
    status: 401,
    challenge: invalid("encrypted tokens are not accepted"),
  },
  // algorithm
  {
    name: "alg none",
    send: () => `${encode({ alg: "none", typ: "at+jwt" })}.${encode(goodClaims())}.`,
    status: 401,
    challenge: badAlgorithm,
  },
  {
    name: "alg None",
    send: () => `${encode({ alg: "None", typ: "at+jwt" })}.${encode(goodClaims())}.`,
    status: 401,
    challenge: badAlgorithm,
  },
  {
    name: "no alg",
    send: () => `${encode({ typ: "at+jwt" })}.${encode(goodClaims())}.x`,
    status: 401,
    challenge: badAlgorithm,
  },
  {
    name: "HS256 with the public key as PEM",
    send: async () => hs256(await exportSPKI(await publicKeyOf(rsa))),
    status: 401,
    challenge: badAlgorithm,
  },
  {
    name: "HS256 with the public key as JWK",
    send: () => hs256(JSON.stringify(rsa.publicJwk)),
    status: 401,
    challenge: badAlgorithm,
  },
  { name: "HS256 with an empty key", send: () => hs256(""), status: 401, challenge: badAlgorithm },
  {
    name: "an algorithm that is not configured",
    send: () => mint(key),
    options: { oauthAlgorithms: ["RS256"] },
    status: 401,
    challenge: badAlgorithm,
  },
  // the rest of the header
  header("typ JWT", { typ: "JWT" }, "the token's type is not at+jwt"),
  header("no typ", { typ: undefined }, "the token's type is not at+jwt"),
  header("typ of an ID token", { typ: "id+jwt" }, "the token's type is not at+jwt"),
  header("typ logout+jwt", { typ: "logout+jwt" }, "the token's type is not at+jwt"),
  header("typ dpop+jwt", { typ: "dpop+jwt" }, "the token's type is not at+jwt"),
  {
    name: "typ as an array",
    send: () => `${encode({ alg: "ES256", typ: ["at+jwt"] })}.${encode(goodClaims())}.x`,
    status: 401,
    challenge: invalid("the token's type is not accepted"),
  },
  {
    name: "crit",
    send: () => `${encode({ alg: "ES256", typ: "at+jwt", crit: ["exp"], exp: 1 })}.${encode(goodClaims())}.x`,
    status: 401,
    challenge: invalid("the token needs header extensions that are not supported"),
  },
  {
    name: "b64",
    send: () => `${encode({ alg: "ES256", typ: "at+jwt", b64: false })}.${encode(goodClaims())}.x`,
    status: 401,
    challenge: invalid("the token needs header extensions that are not supported"),
  },
  header("a nested token", { cty: "JWT" }, "nested tokens are not accepted"),
  // signature and keys
  {
    name: "a foreign key with a known kid",
    send: () => mint(foreign),
    status: 401,
    challenge: badSignature,
    keyFetches: 2,
  },
  {
    name: "an unknown kid",
    send: () => mint(foreign, {}, { kid: "new" }),
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    keyFetches: 2,
  },
  {
    name: "a kid that is a path",
    send: () => mint(foreign, {}, { kid: "../../../dev/null" }),
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    keyFetches: 2,
  },
  {
    name: "a kid of __proto__",
    send: () => mint(foreign, {}, { kid: "__proto__" }),
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    keyFetches: 2,
  },
  {
    name: "jku of the attacker",
    send: () => mint(foreign, {}, { jku: "https://evil.example/jwks" }),
    status: 401,
    challenge: badSignature,
    keyFetches: 2,
  },
  {
    name: "x5u of the attacker",
    send: () => mint(foreign, {}, { x5u: "https://evil.example/cert" }),
    status: 401,
    challenge: badSignature,
    keyFetches: 2,
  },
  {
    name: "an embedded jwk",
    send: () => mint(foreign, {}, { jwk: foreign.publicJwk }),
    status: 401,
    challenge: badSignature,
    keyFetches: 2,
  },
  {
    name: "a changed claim",
    send: async () => withClaims(await mint(key), { sub: "bob" }),
    status: 401,
    challenge: badSignature,
    keyFetches: 2,
  },
  {
    name: "no signature",
    send: async () => (await mint(key)).replace(/[^.]*$/, ""),
    status: 401,
    challenge: badSignature,
    keyFetches: 2,
  },
  {
    name: "the kid of another algorithm",
    send: () => mint(key, {}, { kid: "rsa" }),
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    keyFetches: 2,
  },
  {
    name: "an RSA key of 1024 bits",
    send: weakRsaToken,
    options: {},
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    keyFetches: 2,
  },
  // issuer and audience
  { ...claim("another issuer", { iss: "https://evil.example" }, "the token is of another issuer"), keyFetches: 0 },
  { ...claim("the issuer with a slash", { iss: `${issuer}/` }, "the token is of another issuer"), keyFetches: 0 },
  { ...claim("no issuer", { iss: undefined }, "the token is of another issuer"), keyFetches: 0 },
  { ...claim("the issuer as an array", { iss: [issuer] }, "the token is of another issuer"), keyFetches: 0 },
  claim("another audience", { aud: "https://other.example/mcp" }, otherAudience),
  claim("the resource with a slash", { aud: `${resource}/` }, otherAudience),
  claim("the resource in capitals", { aud: resource.toUpperCase() }, otherAudience),
  claim("the resource's parent", { aud: "https://pets.example" }, otherAudience),
  claim("no audience", { aud: undefined }, "the token names no audience"),
  claim("an empty list of audiences", { aud: [] }, "the token names no audience"),
  claim("an audience that is an object", { aud: { a: resource } }, "the token names no audience"),
  claim("a list with a number", { aud: [resource, 1] }, "the token names no audience"),
  // times
  claim("expired", { exp: time - 6 }, "the token has expired"),
  claim("no exp", { exp: undefined }, "the token has no valid exp"),
  claim("exp as text", { exp: String(time + 300) }, "the token has no valid exp"),
  claim("exp beyond all numbers", { exp: 1e300 }, "the token has no valid exp"),
  claim("exp with a fraction", { exp: time + 0.5 }, "the token has no valid exp"),
  claim("not yet valid", { nbf: time + 60 }, "the token is not valid yet"),
  claim("nbf as text", { nbf: "0" }, "the token has no valid nbf"),
  claim("issued in the future", { iat: time + 60 }, "the token was issued in the future"),
  claim("no iat", { iat: undefined }, "the token has no valid iat"),
  // who, what for
  claim("no sub", { sub: undefined }, "the token has no sub"),
  claim("an empty sub", { sub: "" }, "the token has no sub"),
  claim("a sub that is a number", { sub: 1 }, "the token has no sub"),
  claim("no client_id", { client_id: undefined }, "the token has no client_id"),
  claim("no jti", { jti: undefined }, "the token has no jti"),
  claim("bound by DPoP", { cnf: { jkt: "x" } }, "sender-constrained tokens (cnf) are not accepted"),
  claim("bound by mTLS", { cnf: { "x5t#S256": "x" } }, "sender-constrained tokens (cnf) are not accepted"),
  claim("cnf null", { cnf: null }, "sender-constrained tokens (cnf) are not accepted"),
  claim("scope as an array", { scope: ["pets:read"] }, "the token's scope is not a space-separated string"),
  claim(
    "scope with two spaces",
    { scope: "pets:read  pets:write" },
    "the token's scope is not a space-separated string",
  ),
  claim("scope with a tab", { scope: "pets:read\tpets:write" }, "the token's scope is not a space-separated string"),
  claim("scope with a quote", { scope: 'pets:"read"' }, "the token's scope is not a space-separated string"),
  // plain JWTs, where they are allowed
  ...[
    { claims: { nonce: "n" }, says: "the token is an ID token, not an access token" },
    { claims: { at_hash: "h" }, says: "the token is an ID token, not an access token" },
    { claims: { client_id: undefined }, says: "the token has no azp" },
  ].map(({ claims, says }): Attack => ({
    name: `typ JWT allowed, ${Object.keys(claims)[0]} ${JSON.stringify(Object.values(claims)[0])}`,
    send: () => mint(key, claims, { typ: "JWT" }),
    options: { oauthTokenTypes: ["at+jwt", "JWT"] },
    status: 401,
    challenge: invalid(says),
    keyFetches: 2,
  })),
];

async function publicKeyOf({ publicJwk, alg }: TestKey): Promise<CryptoKey> {
  const imported = await importJWK(publicJwk, alg, { extractable: true });
  if (imported instanceof Uint8Array) throw new TypeError("a secret");
  return imported;
}

function withClaims(token: string, claims: Record<string, unknown>): string {
  const [head, , signature] = token.split(".");
  return `${head}.${encode({ ...goodClaims(), ...claims })}.${signature}`;
}

function weakRsaToken(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const input = `${encode({ alg: "RS256", typ: "at+jwt", kid: "weak" })}.${encode(goodClaims())}`;
  return `${input}.${createSign("RSA-SHA256").update(input).sign(privateKey, "base64url")}`;
}

function challengeOf(attack: Attack): string {
  const [error, description] = attack.challenge ?? [];
  const said = error === undefined ? "" : `error="${error}", error_description="${description}", `;
  return `Bearer ${said}scope="pets:read", resource_metadata="${metadataUrl}"`;
}

async function headersOf(attack: Attack): Promise<Record<string, string>> {
  const sent = await attack.send();
  return typeof sent === "string" ? bearer(sent) : sent;
}

describe.each<Era>(["legacy", "modern"])("an attack in the %s era", (era) => {
  test.each(attacks)("$name", async (attack) => {
    const world = createWorld({ keys: [key, rsa], ...attack.options });
    const call = mcpRequest(era, "tools/call", { name: "list_pets", arguments: {} }, await headersOf(attack));
    const request = new Request(`${call.url}${attack.query ?? ""}`, call);
    const response = await world.handler.fetch(request);
    expect({
      status: response.status,
      challenge: response.headers.get("www-authenticate"),
      cache: response.headers.get("cache-control"),
      api: world.apiRequests,
      strays: world.strays,
      keyFetches: world.keyFetches.length,
      bodyWasRead: request.bodyUsed,
    }).toEqual({
      status: attack.status,
      challenge: challengeOf(attack),
      cache: "no-store",
      api: [],
      strays: [],
      keyFetches: attack.keyFetches ?? 0,
      bodyWasRead: false,
    });
  });
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
