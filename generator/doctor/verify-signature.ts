import { constants, createPublicKey, verify } from "node:crypto";
import type { JsonObject, SessionEvidence, TokenParts } from "./evidence.ts";
import { isJsonObject } from "./exchange.ts";

/** Algorithms of RFC 7518, 3.1 and RFC 8037 that are signed with a private key. */
const hashes: Readonly<Record<string, string | null>> = {
  RS256: "sha256",
  RS384: "sha384",
  RS512: "sha512",
  PS256: "sha256",
  PS384: "sha384",
  PS512: "sha512",
  ES256: "sha256",
  ES384: "sha384",
  ES512: "sha512",
  EdDSA: null,
  Ed25519: null,
};

/** Whether one of the published keys made a token's signature. */
export function verifySignature(
  token: string,
  { header }: TokenParts,
  keys: readonly unknown[],
): SessionEvidence["signature"] {
  const alg = String(header["alg"]);
  const hash = hashes[alg];
  if (hash === undefined) return "not-checked";
  const kid = header["kid"];
  // A key without an id may be the one.
  const candidates = keys.filter(isJsonObject).filter((key) => kid === undefined || (key["kid"] ?? kid) === kid);
  if (candidates.length === 0) return "unknown-key";
  const [head = "", claims = "", signature = ""] = token.split(".");
  const data = Buffer.from(`${head}.${claims}`);
  const isGood = candidates.some((key) => isSignedBy(data, Buffer.from(signature, "base64url"), { key, alg, hash }));
  return isGood ? "good" : "bad";
}

interface Candidate {
  readonly key: JsonObject;
  readonly alg: string;
  readonly hash: string | null;
}

function isSignedBy(data: Buffer, signature: Buffer, { key, alg, hash }: Candidate): boolean {
  try {
    const publicKey = createPublicKey({ key, format: "jwk" });
    const padding = alg.startsWith("PS") && {
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    };
    return verify(hash, data, { key: publicKey, dsaEncoding: "ieee-p1363", ...padding }, signature);
  } catch {
    return false;
  }
}
