import type { TokenParts } from "./evidence.ts";
import { isJsonObject } from "./exchange.ts";

/** Header and claims of a JWT, unverified; `undefined` for any other token. */
export function readToken(token: string): TokenParts | undefined {
  const [header, claims, signature, ...rest] = token.split(".").map((part) => readPart(part));
  if (!isJsonObject(header) || !isJsonObject(claims) || signature === undefined || rest.length > 0) return undefined;
  return typeof header["alg"] === "string" ? { header, claims } : undefined;
}

/** A part's JSON; its bytes are not JSON in a signature, which gives `null`. */
function readPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

/** The token with another signature; of an opaque token, one with another character in the middle. */
export function withAlteredSignature(token: string, parts: TokenParts | undefined): string {
  if (parts === undefined) {
    const middle = Math.floor(token.length / 2);
    return `${token.slice(0, middle)}${token[middle] === "A" ? "B" : "A"}${token.slice(middle + 1)}`;
  }
  const [header = "", claims = "", signature = ""] = token.split(".");
  const bytes = Buffer.from(signature, "base64url");
  bytes.forEach((byte, index) => (bytes[index] = byte ^ 0x5a));
  return `${header}.${claims}.${bytes.toString("base64url")}`;
}

/** The token with `alg: none` and no signature (RFC 7519, 6). */
export function withoutSignature(token: string, { header }: TokenParts): string {
  const [, claims = ""] = token.split(".");
  return `${writePart({ ...header, alg: "none" })}.${claims}.`;
}

/** The token with an `exp` of an hour ago, and the signature that it had. */
export function expiredCopy(token: string, { claims }: TokenParts, now: number): string {
  const [header = "", , signature = ""] = token.split(".");
  const seconds = Math.floor(now / 1000);
  return `${header}.${writePart({ ...claims, iat: seconds - 7200, exp: seconds - 3600 })}.${signature}`;
}

function writePart(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
