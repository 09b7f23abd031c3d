/** The attack table: tokens that must not be let in, through the whole handler, in both protocol eras. */
import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { base64url, CompactEncrypt, type CryptoKey, exportSPKI, importJWK } from "jose";
import { describe, expect, test } from "vitest";
import { createIntrospection } from "../../templates/src/runtime/auth/introspect.ts";
import {
  bearer,
  createKey,
  type Era,
  goodClaims,
  issuer,
  mcpRequest,
  mint,
  resource,
  type TestKey,
  type ToyWorld,
} from "../runtime/toy-world.ts";
import {
  type Attack,
  claim,
  claimsText,
  encode,
  foreign,
  goodHeader,
  header,
  invalid,
  judge,
  key,
  rsa,
  signature,
  signed,
} from "./token-attack.ts";

const time = 1_800_000_000;
const next = await createKey("next");
const oldToken = mint(key, { jti: "old" });
const octKey: TestKey = {
  ...key,
  publicJwk: { kty: "oct", k: Buffer.from("secret").toString("base64url"), kid: "rsa", alg: "HS256" },
};
const otherAudience = `the token is not for this resource: ask for one with resource=${resource}`;
const otherIssuer = "the token is of another issuer";
const unknownKey = "the token is signed with an unknown key";
const noScopes = "the token's scope is not a space-separated string";
const extensions = "the token needs header extensions that are not supported";
const wrongType = "the token's type is not at+jwt";
const badSignature = ["invalid_token", "the token's signature is not valid"] as const;
const badAlgorithm = ["invalid_token", "the token is not signed with an accepted algorithm"] as const;
const malformed = ["invalid_request", "send one Authorization header with one bearer token"] as const;
const queryToken = ["invalid_request", "send the token in the Authorization header, never in the query"] as const;
const noJwt = ["invalid_token", "the token is not a JWT"] as const;

function hs256(secret: string | Buffer, alg = "HS256"): string {
  const input = `${encode({ alg, typ: "at+jwt", kid: "rsa" })}.${encode(goodClaims())}`;
  return `${input}.${createHmac(`sha${alg.slice(2)}`, secret)
    .update(input)
    .digest("base64url")}`;
}

/** Credentials that are no bearer token of a header. */
function unsent(name: string, headers: () => Promise<Record<string, string>> | Record<string, string>): Attack {
  return { name, send: headers, status: 401, challenge: null };
}

/** A header that is not as RFC 6750, 2.1 has it. */
function misspelled(name: string, authorization: (token: string) => string): Attack {
  return {
    name,
    send: async () => ({ authorization: authorization(await mint(key)) }),
    status: 400,
    challenge: malformed,
  };
}

/** An algorithm that the header names, whatever the signature. */
function algorithm(name: string, alg: unknown): Attack {
  const send = (): string => `${encode({ alg, typ: "at+jwt", kid: "ec" })}.${encode(goodClaims())}.x`;
  return { name, send, status: 401, challenge: badAlgorithm };
}

/** Values by what they are called. */
function named(values: readonly (readonly [name: string, value: unknown])[]): typeof values {
  return values;
}

/** A token whose signature does not hold. */
function forged(name: string, send: Attack["send"]): Attack {
  return { name, send, status: 401, challenge: badSignature, fetches: 2 };
}

/** A token of somebody else's key. */
function smuggledKey(name: string, fields: Record<string, unknown>, description: string = badSignature[1]): Attack {
  return { name, send: () => mint(foreign, {}, fields), status: 401, challenge: invalid(description), fetches: 2 };
}

/** A good signature over texts that are not as they should be. */
function written(name: string, send: Attack["send"], description: string, fetches = 0): Attack {
  return { name, send, status: 401, challenge: invalid(description), fetches };
}

const transport: readonly Attack[] = [
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
  unsent("in a cookie", async () => ({ cookie: `access_token=${await mint(key)}` })),
  unsent("in X-Forwarded-Access-Token", async () => ({ "x-forwarded-access-token": await mint(key) })),
  unsent("in X-Auth-Request-Access-Token", async () => ({ "x-auth-request-access-token": await mint(key) })),
  unsent("in Proxy-Authorization", async () => ({ "proxy-authorization": `Bearer ${await mint(key)}` })),
  unsent("in X-Api-Key", async () => ({ "x-api-key": await mint(key) })),
  unsent("in Mcp-Session-Id", async () => ({ "mcp-session-id": await mint(key) })),
  unsent("the scheme Token", async () => ({ authorization: `Token ${await mint(key)}` })),
  unsent("the scheme JWT", async () => ({ authorization: `JWT ${await mint(key)}` })),
  unsent("no scheme", async () => ({ authorization: await mint(key) })),
  unsent("Bearer with a colon", async () => ({ authorization: `Bearer: ${await mint(key)}` })),
  unsent("Basic first, then a bearer token", async () => ({ authorization: `Basic YTpi, Bearer ${await mint(key)}` })),
  unsent("a form as the body names a token", () => ({ "content-type": "application/x-www-form-urlencoded" })),
  misspelled("three tokens", (token) => `Bearer ${token}, Bearer ${token}, Bearer ${token}`),
  misspelled("a comma after the token", (token) => `Bearer ${token},`),
  misspelled("a semicolon and a parameter", (token) => `Bearer ${token};v=1`),
  misspelled("token=", (token) => `Bearer token="${token}"`),
  misspelled("a percent-encoded dot", (token) => `Bearer ${token.replace(".", "%2e")}`),
  misspelled("a no-break space", (token) => `Bearer\u00A0${token}`),
  misspelled("a letter outside ASCII in it", (token) => `Bearer ${token}é`),
  misspelled("a JSON serialisation", (token) => `Bearer {"payload":"${token}"}`),
  misspelled("equals signs in the middle", (token) => `Bearer ${token.replace(".", "=.")}`),
  misspelled("equals signs only", () => "Bearer ="),
  {
    name: "in the query twice",
    send: () => mint(key),
    query: "?access_token=x&access_token=y",
    status: 400,
    challenge: queryToken,
  },
  {
    name: "an empty one in the query",
    send: () => mint(key),
    query: "?access_token",
    status: 400,
    challenge: queryToken,
  },
  {
    name: "in the query, its name percent-encoded",
    send: () => mint(key),
    query: "?access%5Ftoken=x",
    status: 400,
    challenge: queryToken,
  },
];

const sizes: readonly Attack[] = [
  {
    name: "one byte too long",
    send: () => `eyJ${"a".repeat(8_190)}`,
    status: 401,
    challenge: invalid("the token is longer than 8192 bytes"),
  },
  {
    name: "1 MB",
    send: () => "a".repeat(1_000_000),
    status: 401,
    challenge: invalid("the token is longer than 8192 bytes"),
  },
  {
    name: "9 kB with a good signature",
    send: () => mint(key, { padding: "x".repeat(7_000) }),
    status: 401,
    challenge: invalid("the token is longer than 8192 bytes"),
  },
  {
    name: "longer than configured",
    send: () => mint(key),
    options: { limits: { maxTokenBytes: 100 } },
    status: 401,
    challenge: invalid("the token is longer than 100 bytes"),
  },
  { ...claim("a scope of 5 kB that is no scope", { scope: `${"a".repeat(5_000)}\n` }, noScopes) },
  written(
    "claims nested 1,000 deep",
    async () => await signed(goodHeader, claimsText(`,"aud":${"[".repeat(1_000)}${"]".repeat(1_000)}`)),
    "the token names no audience",
    2,
  ),
];

const shape: readonly Attack[] = [
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
  { name: "four parts", send: async () => `${await mint(key)}.x`, status: 401, challenge: noJwt },
  { name: "a dot at the end", send: async () => `${await mint(key)}.`, status: 401, challenge: noJwt },
  { name: "a dot at the start", send: async () => `.${await mint(key)}`, status: 401, challenge: noJwt },
  { name: "dots only", send: () => "..", status: 401, challenge: noJwt },
  {
    name: "five empty parts",
    send: () => "....",
    status: 401,
    challenge: invalid("encrypted tokens are not accepted"),
  },
  { name: "six parts", send: () => "a.b.c.d.e.f", status: 401, challenge: noJwt },
  {
    name: "a header that is an array",
    send: () => `${encode(["ES256"])}.${encode(goodClaims())}.x`,
    status: 401,
    challenge: noJwt,
  },
  {
    name: "a header that is null",
    send: () => `${encode(null)}.${encode(goodClaims())}.x`,
    status: 401,
    challenge: noJwt,
  },
  {
    name: "a header that is a text",
    send: () => `${encode("ES256")}.${encode(goodClaims())}.x`,
    status: 401,
    challenge: noJwt,
  },
  {
    name: "a header in UTF-16",
    send: async () => await signed(Buffer.from(goodHeader, "utf16le"), claimsText()),
    status: 401,
    challenge: noJwt,
  },
  written(
    "claims with a byte order mark",
    async () => await signed(goodHeader, `\uFEFF${claimsText()}`),
    badSignature[1],
    2,
  ),
  written(
    "claims in broken UTF-8",
    async () =>
      await signed(
        goodHeader,
        Buffer.concat([Buffer.from(claimsText(',"x":"')).subarray(0, -1), Buffer.from([0xff]), Buffer.from('"}')]),
      ),
    noJwt[1],
  ),
  written("claims that are an array", async () => await signed(goodHeader, JSON.stringify([goodClaims()])), noJwt[1]),
  written("claims that are null", async () => await signed(goodHeader, "null"), noJwt[1]),
  written("claims that are a text", async () => await signed(goodHeader, '"x"'), noJwt[1]),
  written("claims that are a number", async () => await signed(goodHeader, "1"), noJwt[1]),
  written("no claims", async () => await signed(goodHeader, ""), noJwt[1]),
  written("claims and more", async () => await signed(goodHeader, `${claimsText()}{}`), noJwt[1]),
  written("a comment in the claims", async () => await signed(goodHeader, `/**/${claimsText()}`), noJwt[1]),
  written(
    "iss twice, the last one foreign",
    async () => await signed(goodHeader, claimsText(',"iss":"https://evil.example"')),
    otherIssuer,
  ),
  written(
    "aud twice, the last one foreign",
    async () => await signed(goodHeader, claimsText(',"aud":"https://evil.example"')),
    otherAudience,
    2,
  ),
  written(
    "exp twice, the last one past",
    async () => await signed(goodHeader, claimsText(',"exp":1')),
    "the token has expired",
    2,
  ),
  written(
    "exp beyond all numbers, as 1e400",
    async () => await signed(goodHeader, claimsText(',"exp":1e400')),
    "the token has no valid exp",
    2,
  ),
  written(
    "the members of __proto__ for claims",
    async () => await signed(goodHeader, `{"__proto__":${claimsText()}}`),
    otherIssuer,
  ),
  written("the claims in a member", async () => await signed(goodHeader, `{"claims":${claimsText()}}`), otherIssuer),
  written(
    "alg twice, the last one none",
    async () => await signed('{"alg":"ES256","typ":"at+jwt","kid":"ec","alg":"none"}', claimsText()),
    badAlgorithm[1],
  ),
  written(
    "typ twice, the last one of an ID token",
    async () => await signed('{"alg":"ES256","typ":"at+jwt","kid":"ec","typ":"id+jwt"}', claimsText()),
    wrongType,
  ),
  written(
    "alg in a member of __proto__",
    async () => await signed('{"__proto__":{"alg":"ES256"},"typ":"at+jwt"}', claimsText()),
    badAlgorithm[1],
  ),
];

const algorithms: readonly Attack[] = [
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
  algorithm("alg NONE", "NONE"),
  algorithm("alg nOnE", "nOnE"),
  algorithm("alg none and a space", "none "),
  algorithm("an empty alg", ""),
  algorithm("alg null", null),
  algorithm("alg 0", 0),
  algorithm("alg true", true),
  algorithm("alg as an array", ["ES256"]),
  algorithm("alg as an object", { name: "ES256" }),
  algorithm("alg in lower case", "es256"),
  algorithm("alg and a space", "ES256 "),
  algorithm("alg and a NUL", "ES256\0"),
  algorithm("alg RS1", "RS1"),
  algorithm("alg ES256K", "ES256K"),
  algorithm("alg of encryption", "RSA-OAEP-256"),
  algorithm("alg dir", "dir"),
  algorithm("alg HMAC", "HMAC"),
  algorithm("alg constructor", "constructor"),
  {
    name: "HS384 with the public key",
    send: () => hs256(JSON.stringify(rsa.publicJwk), "HS384"),
    status: 401,
    challenge: badAlgorithm,
  },
  { name: "HS512 with the key id", send: () => hs256("rsa", "HS512"), status: 401, challenge: badAlgorithm },
  {
    name: "HS256 with the modulus",
    send: () => hs256(Buffer.from(rsa.publicJwk.n ?? "", "base64url")),
    status: 401,
    challenge: badAlgorithm,
  },
  {
    name: "a key of type oct in the key set",
    send: () => hs256("secret"),
    options: { keys: [octKey] },
    status: 401,
    challenge: badAlgorithm,
  },
  written(
    "ES384 said, ES256 signed",
    async () => await signed(goodHeader.replace("ES256", "ES384"), claimsText()),
    unknownKey,
    2,
  ),
  written(
    "RS256 said, ES256 signed",
    async () => await signed(goodHeader.replace("ES256", "RS256"), claimsText()),
    unknownKey,
    2,
  ),
  written(
    "EdDSA said, ES256 signed",
    async () => await signed(goodHeader.replace("ES256", "EdDSA"), claimsText()),
    unknownKey,
    2,
  ),
  written(
    "PS256 said, RS256 signed",
    async () => (await mint(rsa)).replace(/^[^.]*/, encode({ alg: "PS256", typ: "at+jwt", kid: "rsa" })),
    unknownKey,
    2,
  ),
];

const headers: readonly Attack[] = [
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
  header("typ client-authentication+jwt", { typ: "client-authentication+jwt" }, wrongType),
  header("typ secevent+jwt", { typ: "secevent+jwt" }, wrongType),
  header("typ application/jwt", { typ: "application/jwt" }, wrongType),
  header("typ JOSE", { typ: "JOSE" }, wrongType),
  header("an empty typ", { typ: "" }, wrongType),
  header("typ with a space", { typ: "at+jwt " }, wrongType),
  header("typ with a parameter", { typ: "at+jwt;v=1" }, wrongType),
  header("typ application/application/at+jwt", { typ: "application/application/at+jwt" }, wrongType),
  header("typ of two types", { typ: "at+jwt,jwt" }, wrongType),
  header("typ introspection", { typ: "token-introspection+jwt" }, wrongType),
  header("typ of a refresh token", { typ: "rt+jwt" }, wrongType),
  written(
    "typ null",
    async () => await signed('{"alg":"ES256","typ":null,"kid":"ec"}', claimsText()),
    "the token's type is not accepted",
  ),
  written(
    "typ 1",
    async () => await signed('{"alg":"ES256","typ":1,"kid":"ec"}', claimsText()),
    "the token's type is not accepted",
  ),
  written(
    "an empty crit",
    async () => await signed('{"alg":"ES256","typ":"at+jwt","kid":"ec","crit":[]}', claimsText()),
    extensions,
  ),
  written(
    "crit of b64",
    async () => await signed('{"alg":"ES256","typ":"at+jwt","kid":"ec","crit":["b64"],"b64":true}', claimsText()),
    extensions,
  ),
  header("cty jwt in lower case", { cty: "jwt" }, "nested tokens are not accepted"),
];

const keys: readonly Attack[] = [
  {
    name: "a foreign key with a known kid",
    send: () => mint(foreign),
    status: 401,
    challenge: badSignature,
    fetches: 2,
  },
  {
    name: "an unknown kid",
    send: () => mint(foreign, {}, { kid: "new" }),
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    fetches: 2,
  },
  {
    name: "a kid that is a path",
    send: () => mint(foreign, {}, { kid: "../../../dev/null" }),
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    fetches: 2,
  },
  {
    name: "a kid of __proto__",
    send: () => mint(foreign, {}, { kid: "__proto__" }),
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    fetches: 2,
  },
  {
    name: "jku of the attacker",
    send: () => mint(foreign, {}, { jku: "https://evil.example/jwks" }),
    status: 401,
    challenge: badSignature,
    fetches: 2,
  },
  {
    name: "x5u of the attacker",
    send: () => mint(foreign, {}, { x5u: "https://evil.example/cert" }),
    status: 401,
    challenge: badSignature,
    fetches: 2,
  },
  {
    name: "an embedded jwk",
    send: () => mint(foreign, {}, { jwk: foreign.publicJwk }),
    status: 401,
    challenge: badSignature,
    fetches: 2,
  },
  {
    name: "a changed claim",
    send: async () => withClaims(await mint(key), { sub: "bob" }),
    status: 401,
    challenge: badSignature,
    fetches: 2,
  },
  {
    name: "no signature",
    send: async () => (await mint(key)).replace(/[^.]*$/, ""),
    status: 401,
    challenge: badSignature,
    fetches: 2,
  },
  {
    name: "the kid of another algorithm",
    send: () => mint(key, {}, { kid: "rsa" }),
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    fetches: 2,
  },
  {
    name: "an RSA key of 1024 bits",
    send: weakRsaToken,
    options: {},
    status: 401,
    challenge: invalid("the token is signed with an unknown key"),
    fetches: 2,
  },
  smuggledKey("jku on our own host", { jku: `${resource}/jwks` }),
  smuggledKey("jku of the metadata service", { jku: "http://169.254.169.254/latest/meta-data" }),
  smuggledKey("jku as a file", { jku: "file:///etc/passwd" }),
  smuggledKey("x5c of the attacker", { x5c: ["MIIB"] }),
  smuggledKey("x5t of the attacker", { "x5t#S256": "x" }),
  smuggledKey("jwk and another kid", { jwk: foreign.publicJwk, kid: "evil" }, unknownKey),
  smuggledKey("an empty kid", { kid: "" }, unknownKey),
  smuggledKey("a kid with a query of SQL", { kid: "ec' OR '1'='1" }, unknownKey),
  smuggledKey("a kid that is a URL", { kid: "https://evil.example/key" }, unknownKey),
  smuggledKey("a kid with a line break", { kid: "ec\r\nx: y" }, unknownKey),
  smuggledKey("a kid with a NUL", { kid: "ec\0" }, unknownKey),
  smuggledKey("a kid of 3 kB", { kid: "k".repeat(3_000) }, unknownKey),
  smuggledKey("a kid of constructor", { kid: "constructor" }, unknownKey),
  smuggledKey("a kid in capitals", { kid: "EC" }, unknownKey),
  smuggledKey("no kid and a foreign key", { kid: undefined }),
  written(
    "a kid that is a number",
    async () => await signed('{"alg":"ES256","typ":"at+jwt","kid":1}', claimsText(), foreign),
    unknownKey,
    2,
  ),
  written(
    "a kid that is an array",
    async () => await signed('{"alg":"ES256","typ":"at+jwt","kid":["ec"]}', claimsText(), foreign),
    unknownKey,
    2,
  ),
  forged("a signature of zeros", async () => `${await signedPart()}.${base64url.encode(new Uint8Array(64))}`),
  forged(
    "a signature of 63 bytes",
    async () => `${await signedPart()}.${base64url.encode((await signature(await signedPart(), key)).subarray(1))}`,
  ),
  forged(
    "a signature and a byte",
    async () =>
      `${await signedPart()}.${base64url.encode(Buffer.concat([await signature(await signedPart(), key), Buffer.from([0])]))}`,
  ),
  forged("a signature in DER", async () => `${await signedPart()}.${derSignature(await signedPart())}`),
  forged(
    "the signature of another token",
    async () => `${await signedPart()}.${(await mint(key, { sub: "eve" })).split(".")[2]}`,
  ),
  forged("a changed header", async () =>
    (await mint(key)).replace(/^[^.]*/, encode({ alg: "ES256", typ: "at+jwt", kid: "ec", x: 1 })),
  ),
  forged("claims of one token, signature of its twin", async () =>
    withClaims(await mint(key), { scope: "pets:read pets:write admin" }),
  ),
  {
    name: "a key that is for encryption",
    send: () => mint(key),
    options: { keys: [{ ...key, publicJwk: { ...key.publicJwk, use: "enc" } }] },
    status: 401,
    challenge: invalid(unknownKey),
    fetches: 2,
  },
  {
    name: "a key that may not verify",
    send: () => mint(key),
    options: { keys: [{ ...key, publicJwk: { ...key.publicJwk, key_ops: ["encrypt"] } }] },
    status: 401,
    challenge: invalid(unknownKey),
    fetches: 2,
  },
  {
    name: "two keys of one kid and kind",
    send: () => mint(key),
    options: { keys: [key, foreign] },
    status: 401,
    challenge: badSignature,
    fetches: 2,
  },
];

const rotated: readonly Attack[] = [
  {
    name: "a token of the old key, after a hard rotation",
    before: async (world) => {
      await used(world, await mint(key));
      await rotate(world, next);
      await used(world, await mint(next));
    },
    send: () => mint(key),
    status: 401,
    challenge: invalid(unknownKey),
  },
  {
    name: "a token that was let in before, after its key was withdrawn",
    before: async (world) => {
      await used(world, await oldToken);
      await rotate(world, next);
      await used(world, await mint(next));
    },
    send: () => oldToken,
    status: 401,
    challenge: invalid(unknownKey),
  },
  {
    name: "a key that never was, after a graceful rotation",
    before: async (world) => {
      await used(world, await mint(key));
      world.jwks = () => Response.json({ keys: [key.publicJwk, next.publicJwk] });
      world.now += 5_000;
    },
    send: () => mint(foreign, {}, { kid: "third" }),
    status: 401,
    challenge: invalid(unknownKey),
    fetches: 1,
  },
  {
    name: "the old key id with the new key",
    before: async (world) => {
      await used(world, await mint(key));
      await rotate(world, next);
      await used(world, await mint(next));
    },
    send: () => mint(next, {}, { kid: "ec" }),
    status: 401,
    challenge: invalid(unknownKey),
  },
  {
    name: "a token that was let in and has expired since",
    before: async (world) => {
      await used(world, await oldToken);
      world.now += 306_000;
    },
    send: () => oldToken,
    status: 401,
    challenge: invalid("the token has expired"),
  },
  {
    name: "a token that was let in, with another signature",
    before: async (world) => await used(world, await oldToken),
    send: async () => `${(await oldToken).slice(0, -8)}AAAAAAAA`,
    status: 401,
    challenge: badSignature,
  },
];

const issuers: readonly Attack[] = [
  { ...claim("another issuer", { iss: "https://evil.example" }, "the token is of another issuer"), fetches: 0 },
  { ...claim("the issuer with a slash", { iss: `${issuer}/` }, "the token is of another issuer"), fetches: 0 },
  { ...claim("no issuer", { iss: undefined }, "the token is of another issuer"), fetches: 0 },
  { ...claim("the issuer as an array", { iss: [issuer] }, "the token is of another issuer"), fetches: 0 },
  claim("another audience", { aud: "https://other.example/mcp" }, otherAudience),
  claim("the resource with a slash", { aud: `${resource}/` }, otherAudience),
  claim("the resource in capitals", { aud: resource.toUpperCase() }, otherAudience),
  claim("the resource's parent", { aud: "https://pets.example" }, otherAudience),
  claim("no audience", { aud: undefined }, "the token names no audience"),
  claim("an empty list of audiences", { aud: [] }, "the token names no audience"),
  claim("an audience that is an object", { aud: { a: resource } }, "the token names no audience"),
  claim("a list with a number", { aud: [resource, 1] }, "the token names no audience"),
  ...named([
    ["a tenant of it", `${issuer}/tenant`],
    ["its host in capitals", "https://AS.example"],
    ["its default port", `${issuer}:443`],
    ["plain http", "http://as.example"],
    ["with user info", "https://x@as.example"],
    ["a dot at the end", `${issuer}.`],
    ["a suffix", `${issuer}.evil.example`],
    ["a query", `${issuer}?x`],
    ["a fragment", `${issuer}#x`],
    ["a parent path", `${issuer}/x/..`],
    ["a space before it", ` ${issuer}`],
    ["a homoglyph", "https://аs.example"],
    ["a NUL behind it", `${issuer}\0`],
    ["empty", ""],
    ["a number", 1],
    ["null", null],
    ["true", true],
    ["an object", { iss: issuer }],
    ["__proto__", "__proto__"],
    ["a wildcard", "https://*.example"],
  ]).map(([name, iss]) => ({ ...claim(`the issuer: ${name}`, { iss }, otherIssuer), fetches: 0 })),
  ...named([
    ["the resource and a query", `${resource}?x`],
    ["a path below it", `${resource}/x`],
    ["a prefix of it", resource.slice(0, -1)],
    ["with a fragment", `${resource}#x`],
    ["plain http", resource.replace("https", "http")],
    ["with its port", resource.replace(".example", ".example:443")],
    ["a wildcard", "*"],
    ["the API", "https://api.example/v1"],
    ["the issuer", issuer],
    ["the client", "client-1"],
    ["two in one text", `${resource} https://x.example`],
    ["two with a comma", `${resource},https://x.example`],
    ["empty", ""],
    ["a list of others", ["https://a.example", "https://b.example"]],
  ]).map(([name, aud]) => claim(`the audience: ${name}`, { aud }, otherAudience)),
  ...named([
    ["a number", 1],
    ["null", null],
    ["true", true],
    ["a nested list", [[resource]]],
    ["a list with null", [null, resource]],
    ["a list with an object", [resource, {}]],
  ]).map(([name, aud]) => claim(`the audience: ${name}`, { aud }, "the token names no audience")),
];

const claimed: readonly Attack[] = [
  claim("expired", { exp: time - 6 }, "the token has expired"),
  claim("no exp", { exp: undefined }, "the token has no valid exp"),
  claim("exp as text", { exp: String(time + 300) }, "the token has no valid exp"),
  claim("exp beyond all numbers", { exp: 1e300 }, "the token has no valid exp"),
  claim("exp with a fraction", { exp: time + 0.5 }, "the token has no valid exp"),
  claim("not yet valid", { nbf: time + 60 }, "the token is not valid yet"),
  claim("nbf as text", { nbf: "0" }, "the token has no valid nbf"),
  claim("issued in the future", { iat: time + 60 }, "the token was issued in the future"),
  claim("no iat", { iat: undefined }, "the token has no valid iat"),
  claim("exp zero", { exp: 0 }, "the token has expired"),
  claim("exp before 1970", { exp: -1 }, "the token has expired"),
  claim("exp null", { exp: null }, "the token has no valid exp"),
  claim("exp true", { exp: true }, "the token has no valid exp"),
  claim("exp as a list", { exp: [time + 300] }, "the token has no valid exp"),
  claim("exp as an object", { exp: { value: time + 300 } }, "the token has no valid exp"),
  claim("exp at the end of the tolerance", { exp: time - 5 }, "the token has expired"),
  claim("iat as text", { iat: String(time) }, "the token has no valid iat"),
  claim("iat null", { iat: null }, "the token has no valid iat"),
  claim("iat with a fraction", { iat: time - 0.5 }, "the token has no valid iat"),
  claim("iat just beyond the tolerance", { iat: time + 6 }, "the token was issued in the future"),
  claim("nbf null", { nbf: null }, "the token has no valid nbf"),
  claim("nbf with a fraction", { nbf: time - 0.5 }, "the token has no valid nbf"),
  claim("nbf just beyond the tolerance", { nbf: time + 6 }, "the token is not valid yet"),
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
  claim("sub null", { sub: null }, "the token has no sub"),
  claim("sub as a list", { sub: ["alice"] }, "the token has no sub"),
  claim("sub as an object", { sub: { id: "alice" } }, "the token has no sub"),
  claim("sub true", { sub: true }, "the token has no sub"),
  claim("an empty client_id", { client_id: "" }, "the token has no client_id"),
  claim("client_id as a number", { client_id: 1 }, "the token has no client_id"),
  claim("client_id as a list", { client_id: ["client-1"] }, "the token has no client_id"),
  claim("client_id null, azp there", { client_id: null, azp: "client-1" }, "the token has no client_id"),
  claim(
    "azp for client_id in an access token",
    { client_id: undefined, azp: "client-1" },
    "the token has no client_id",
  ),
  claim("cid for client_id", { client_id: undefined, cid: "client-1" }, "the token has no client_id"),
  claim("an empty jti", { jti: "" }, "the token has no jti"),
  claim("jti as a number", { jti: 1 }, "the token has no jti"),
  claim("jti null", { jti: null }, "the token has no jti"),
  claim("cnf empty", { cnf: {} }, "sender-constrained tokens (cnf) are not accepted"),
  claim("cnf with a key", { cnf: { jwk: {} } }, "sender-constrained tokens (cnf) are not accepted"),
  claim("cnf with a key id", { cnf: { kid: "x" } }, "sender-constrained tokens (cnf) are not accepted"),
  claim("cnf false", { cnf: false }, "sender-constrained tokens (cnf) are not accepted"),
  claim("cnf as a text", { cnf: "" }, "sender-constrained tokens (cnf) are not accepted"),
  claim("scope null", { scope: null }, noScopes),
  claim("scope as a number", { scope: 1 }, noScopes),
  claim("scope true", { scope: true }, noScopes),
  claim("scope as an object", { scope: { "pets:read": true } }, noScopes),
  claim("scope as an empty list", { scope: [] }, noScopes),
  claim("scope with a space before it", { scope: " pets:read" }, noScopes),
  claim("scope with a space behind it", { scope: "pets:read " }, noScopes),
  claim("scope with a line break", { scope: "pets:read\npets:write" }, noScopes),
  claim("scope with a backslash", { scope: "pets\\read" }, noScopes),
  claim("scope with a NUL", { scope: "pets:read\0" }, noScopes),
  claim("scope with a letter outside ASCII", { scope: "pets:reаd" }, noScopes),
  claim("scope of one space", { scope: " " }, noScopes),
];

const plain: readonly Attack[] = [
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
    fetches: 2,
  })),
  ...[
    { claims: { c_hash: "h" }, says: "the token is an ID token, not an access token" },
    { claims: { s_hash: "h" }, says: "the token is an ID token, not an access token" },
    { claims: { nonce: null }, says: "the token is an ID token, not an access token" },
    { claims: { client_id: null }, says: "the token has no client_id" },
    { claims: { client_id: undefined, azp: 1 }, says: "the token has no azp" },
  ].map(({ claims: said, says }): Attack => ({
    name: `typ JWT allowed, ${JSON.stringify(said)}`,
    send: () => mint(key, said, { typ: "JWT" }),
    options: { oauthTokenTypes: ["at+jwt", "JWT"] },
    status: 401,
    challenge: invalid(says),
    fetches: 2,
  })),
];

const otherClient = "the token was issued to a client that is not accepted here";
const clients: readonly Attack[] = [
  { ...claim("another client than the allowed", {}, otherClient), options: { oauthAllowedClients: ["client-2"] } },
  {
    ...claim("a client like the allowed", { client_id: "Client-1" }, otherClient),
    options: { oauthAllowedClients: ["client-1"] },
  },
  {
    ...claim("an allowed client_id beside another azp", { azp: "evil" }, otherClient),
    options: { oauthAllowedClients: ["client-1"] },
  },
  {
    ...claim("an allowed client_id beside an azp that is no text", { azp: ["client-1"] }, otherClient),
    options: { oauthAllowedClients: ["client-1"] },
  },
];

/** What the authorization server says of opaque tokens. */
const introspected = (answer: unknown, status = 200): Partial<Attack> => ({
  options: {
    oauthIntrospectionUri: `${issuer}/introspect`,
    oauthClientId: "rs",
    oauthClientSecret: "s",
    features: { introspection: createIntrospection },
  },
  before: (world) => {
    world.discovery = () => Response.json(answer, { status });
  },
});
const lookedUp = {
  active: true,
  iss: issuer,
  aud: resource,
  sub: "alice",
  client_id: "client-1",
  exp: time + 60,
  scope: "pets:read",
};
const opaque: readonly Attack[] = [
  ...(
    [
      ["is not active", { active: false }, "the token is not active"],
      ["active as a text", { ...lookedUp, active: "true" }, "the token is not active"],
      ["active as a number", { ...lookedUp, active: 1 }, "the token is not active"],
      ["nothing of active", { ...lookedUp, active: undefined }, "the token is not active"],
      ["another issuer", { ...lookedUp, iss: "https://evil.example" }, otherIssuer],
      ["an issuer that is no text", { ...lookedUp, iss: null }, otherIssuer],
      ["another audience", { ...lookedUp, aud: "https://other.example" }, otherAudience],
      ["no audience", { ...lookedUp, aud: undefined }, "the token names no audience"],
      ["an audience of numbers", { ...lookedUp, aud: [1] }, "the token names no audience"],
      ["token_type DPoP", { ...lookedUp, token_type: "DPoP" }, "the token is not a bearer token"],
      ["token_type null", { ...lookedUp, token_type: ["Bearer"] }, "the token is not a bearer token"],
      ["cnf", { ...lookedUp, cnf: { jkt: "x" } }, "sender-constrained tokens (cnf) are not accepted"],
      ["that it has expired", { ...lookedUp, exp: time - 6 }, "the token has expired"],
      ["exp as a text", { ...lookedUp, exp: String(time + 60) }, "the token has no valid exp"],
      ["that it is not valid yet", { ...lookedUp, nbf: time + 60 }, "the token is not valid yet"],
      ["that it is of the future", { ...lookedUp, iat: time + 60 }, "the token was issued in the future"],
      ["no sub", { ...lookedUp, sub: undefined }, "the token has no sub"],
      ["no client", { ...lookedUp, client_id: undefined }, "the token has no azp"],
      ["scope as a list", { ...lookedUp, scope: ["pets:read"] }, noScopes],
    ] as const
  ).map(([name, answer, says]): Attack => ({
    name: `an opaque token of which the server says: ${name}`,
    send: () => "opaque-token-1",
    status: 401,
    challenge: invalid(says),
    fetches: 1,
    ...introspected(answer),
  })),
  {
    ...written("a forged JWT where opaque tokens are looked up", () => mint(foreign), badSignature[1], 1),
    options: { ...introspected({}).options, oauthJwksUri: `${issuer}/jwks` },
  },
];

async function used(world: ToyWorld, token: string): Promise<void> {
  const response = await world.handler.fetch(mcpRequest("legacy", "tools/list", {}, bearer(token)));
  expect(response.status).toBe(200);
}

async function rotate(world: ToyWorld, to: TestKey): Promise<void> {
  world.jwks = () => Response.json({ keys: [to.publicJwk] });
  world.now += 5_000;
}

/** Header and claims of a good token, as they are signed. */
async function signedPart(): Promise<string> {
  return (await mint(key)).split(".").slice(0, 2).join(".");
}

function derSignature(text: string): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return createSign("SHA256").update(text).sign(privateKey, "base64url");
}

async function publicKeyOf({ publicJwk, alg }: TestKey): Promise<CryptoKey> {
  const imported = await importJWK(publicJwk, alg, { extractable: true });
  if (imported instanceof Uint8Array) throw new TypeError("a secret");
  return imported;
}

function withClaims(token: string, changed: Record<string, unknown>): string {
  const [head, , signatureText] = token.split(".");
  return `${head}.${encode({ ...goodClaims(), ...changed })}.${signatureText}`;
}

function weakRsaToken(): string {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
  const text = `${encode({ alg: "RS256", typ: "at+jwt", kid: "weak" })}.${encode(goodClaims())}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey, "base64url")}`;
}

const table: Readonly<Record<string, readonly Attack[]>> = {
  "how the token is sent": transport,
  size: sizes,
  "what is no JWT": shape,
  algorithm: algorithms,
  header: headers,
  "signature and keys": keys,
  "after a rotation": rotated,
  "issuer and audience": issuers,
  claims: claimed,
  "plain JWTs where they are allowed": plain,
  "allowed clients": clients,
  "opaque tokens": opaque,
};

describe.each<Era>(["legacy", "modern"])("in the %s era", (era) => {
  describe.each(Object.entries(table))("%s", (_group, attacks) => {
    test.each(attacks)("$name", async (attack) => {
      const { seen, want } = await judge(era, attack);
      expect(seen).toEqual(want);
    });
  });
});

test("the table holds what it claims to", () => {
  const names = Object.values(table).flatMap((attacks) => attacks.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(300);
});
