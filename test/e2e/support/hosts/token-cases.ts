import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { expect, test } from "vitest";
import { eras } from "../raw-message.ts";
import type { HostWorld } from "../host-world.ts";
import { askHost } from "./ask-host.ts";
import { serveOn, type TestedHost } from "./tested-host.ts";

/** A token, or a whole Authorization header, that must not be let in, and what the refusal says. */
interface TokenAttack {
  readonly name: string;
  readonly token: (world: HostWorld) => Promise<string>;
  readonly said: string;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (part = ""): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;

/** The good token with another header, and the signature that it then has. */
async function withHeader(world: HostWorld, header: object, signature = ""): Promise<string> {
  const [head, payload] = (await world.token()).split(".");
  return `${encode({ ...decode(head), ...header })}.${payload}.${signature}`;
}

/** The good claims, signed with a key that is not the authorization server's. */
async function foreign(world: HostWorld, header: (jwk: object) => object = () => ({})): Promise<string> {
  const [head, payload] = (await world.token()).split(".");
  const { alg, kid } = decode(head) as { alg: string; kid: string };
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const own = header(await exportJWK(publicKey));
  return await new SignJWT(decode(payload)).setProtectedHeader({ alg, typ: "at+jwt", kid, ...own }).sign(privateKey);
}

const attacks: readonly TokenAttack[] = [
  { name: "expired", token: async (world) => await world.token({ exp: 1_700_000_000 }), said: "the token has expired" },
  {
    name: "of another issuer",
    token: async (world) => await world.token({ iss: "https://other.example" }),
    said: "the token is of another issuer",
  },
  {
    name: "for another audience",
    token: async (world) => await world.token({ aud: "https://other.example" }),
    said: "the token is not for this resource",
  },
  {
    name: "not valid yet",
    token: async (world) => await world.token({ nbf: 4_000_000_000 }),
    said: "the token is not valid yet",
  },
  {
    name: "alg none",
    token: async (world) => await withHeader(world, { alg: "none" }),
    said: "the token is not signed with an accepted algorithm",
  },
  {
    name: "HS256 with what everybody knows",
    token: async (world) => await withHeader(world, { alg: "HS256" }, "c2lnbmF0dXJl"),
    said: "the token is not signed with an accepted algorithm",
  },
  {
    name: "of another type",
    token: async (world) => await withHeader(world, { typ: "id_token+jwt" }, "c2lnbmF0dXJl"),
    said: "the token's type is not at+jwt",
  },
  {
    name: "with a critical extension",
    token: async (world) => await withHeader(world, { crit: ["b64"], b64: false }, "c2lnbmF0dXJl"),
    said: "the token needs header extensions that are not supported",
  },
  {
    name: "signed by another key with the right key id",
    token: async (world) => await foreign(world),
    said: "the token's signature is not valid",
  },
  {
    name: "signed by a key that it brings along",
    token: async (world) => await foreign(world, (jwk) => ({ jwk })),
    said: "the token's signature is not valid",
  },
  { name: "no JWT", token: async () => "abc", said: "the token is not a JWT" },
];

/** Tokens that must not be let in: every one gets 401 and a reason, and nothing reaches the API. */
export function testTokens(host: TestedHost): void {
  const served = serveOn(host);
  const call = { method: "tools/call", params: { name: "list_berths", arguments: {} } };

  test.each(eras)("control: a good token is let in (%s)", async (era) => {
    expect((await askHost(served.world(), era, call)).status).toBe(200);
  });

  test.each(attacks)("$name", async ({ token, said }) => {
    const world = served.world();
    const bad = await token(world);
    for (const era of eras) {
      world.apiRequests.length = 0;
      const response = await askHost(world, era, { ...call, token: bad });
      expect([response.status, response.headers.get("cache-control")]).toEqual([401, "no-store"]);
      expect(response.headers.get("www-authenticate")).toContain(`error="invalid_token", error_description="${said}`);
      expect(world.apiRequests).toEqual([]);
    }
  });

  test("a token in the query, beside a good one", async () => {
    const response = await askHost(served.world(), "2025-11-25", { ...call, query: "?access_token=x" });
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([
      400,
      expect.stringContaining("never in the query"),
    ]);
  });
}
