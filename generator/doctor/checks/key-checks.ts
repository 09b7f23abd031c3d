import { createPublicKey } from "node:crypto";
import { type Check, clients, fail, nameSome, pass, skip, type Verdict, warn } from "../check.ts";
import type { Evidence, JsonObject } from "../evidence.ts";
import { describeExchange, isJsonObject, jsonObjectOf, stringOf } from "../exchange.ts";
import { eachServer } from "./server-checks.ts";

/** The keys that tokens are verified with (RFC 7517). */
export const keyChecks: readonly Check[] = [
  {
    id: "keys.reachable",
    title: "The keys can be fetched",
    rule: {
      document: "RFC 8414",
      section: "2",
      sentence:
        "jwks_uri: URL of the authorization server's JWK Set document. The referenced document contains the signing key(s) the client uses to validate signatures from the authorization server.",
    },
    why: "A server that checks tokens itself cannot; with a restart it refuses everybody.",
    mend: "Publish jwks_uri, and a JSON object with keys there. Where tokens are opaque, publish introspection_endpoint.",
    clients: clients.all,
    judge: (evidence) =>
      eachServer(evidence, ({ issuer, document, jwks }) => {
        if (document === undefined) return skip("there is no metadata");
        if (document["jwks_uri"] === undefined) {
          const isOpaque = stringOf(document["introspection_endpoint"]) !== undefined;
          return isOpaque
            ? pass("none, but introspection")
            : fail(`${issuer} names neither jwks_uri nor introspection_endpoint`);
        }
        if (jsonObjectOf(jwks) === undefined) return fail(`${jwks.url || issuer}: ${describeExchange(jwks)}`);
        return Array.isArray(jsonObjectOf(jwks)?.["keys"]) ? pass(jwks.url) : fail(`${jwks.url} holds no list of keys`);
      }),
  },
  {
    id: "keys.usable",
    title: "A key can verify signatures",
    rule: {
      document: "RFC 9068",
      section: "4",
      sentence: "The resource server MUST use the keys provided by the authorization server.",
    },
    why: "Without a usable key every token is refused.",
    mend: "Publish at least one public signing key: RSA of 2048 bits or more, EC or Ed25519, use sig.",
    clients: clients.all,
    judge: (evidence) =>
      eachKeySet(evidence, (keys, issuer) => {
        const usable = keys.filter(isUsable);
        return usable.length > 0
          ? pass(`${usable.length} of ${keys.length}`)
          : fail(`${issuer}: none of ${keys.length} keys is a public signing key that can be used`);
      }),
  },
  {
    id: "keys.ids",
    title: "Keys can be told apart",
    rule: {
      document: "RFC 7517",
      section: "4.5",
      sentence:
        "When kid values are used within a JWK Set, different keys within the JWK Set SHOULD use distinct kid values.",
    },
    why: "Rotation goes by kid: without it, a new key is noticed late or never.",
    mend: "Give every key a kid of its own.",
    clients: clients.all,
    judge: (evidence) =>
      eachKeySet(evidence, (keys, issuer) => {
        const ids = keys.map((key) => stringOf(key["kid"]));
        if (ids.includes(undefined)) return warn(`${issuer}: a key has no kid`);
        return new Set(ids).size === ids.length
          ? pass(`${ids.length} with a kid`)
          : warn(`${issuer}: keys share a kid`);
      }),
  },
  {
    id: "keys.private",
    title: "No secret is published",
    rule: {
      document: "RFC 7517",
      section: "9.2",
      sentence: "Private and symmetric keys MUST be protected from disclosure to unintended parties.",
    },
    why: "With a private or symmetric key anybody signs tokens as they like.",
    mend: "Take the key out at once, replace it, and revoke what it signed.",
    clients: clients.attacker,
    judge: (evidence) =>
      eachKeySet(evidence, (keys, issuer) => {
        const secret = keys.filter((key) => ["d", "k", "p", "q"].some((name) => name in key));
        const names = secret.map((key) => stringOf(key["kid"]) ?? "without a kid");
        return secret.length === 0
          ? pass("none is")
          : fail(`${issuer} publishes the private part of: ${nameSome(names)}`);
      }),
  },
];

function eachKeySet(evidence: Evidence, judge: (keys: readonly JsonObject[], issuer: string) => Verdict): Verdict {
  return eachServer(evidence, ({ jwks, issuer }) => {
    const keys = jsonObjectOf(jwks)?.["keys"];
    return Array.isArray(keys) ? judge(keys.filter(isJsonObject), issuer) : skip("there are no keys");
  });
}

function isUsable(key: JsonObject): boolean {
  const use = key["use"] ?? "sig";
  const operations = key["key_ops"];
  if (use !== "sig" || (Array.isArray(operations) && !operations.includes("verify"))) return false;
  try {
    const { asymmetricKeyDetails, asymmetricKeyType } = createPublicKey({ key, format: "jwk" });
    return asymmetricKeyType !== "rsa" || (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
  } catch {
    return false;
  }
}
