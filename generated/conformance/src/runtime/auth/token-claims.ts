import { RuntimeError } from "../errors.ts";
import type { ServerConfig } from "../server-config.ts";
import { scopesOf } from "./token-scopes.ts";

/** The claims of a token whose signature is good, unchecked. */
export interface UncheckedClaims {
  readonly [name: string]: unknown;
}

/** What a checked token says. */
export interface TokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** What claims are checked against. */
export interface ClaimsCheck {
  /** `at+jwt` or `jwt` */
  readonly type: string;
  readonly issuer: string;
  readonly config: ServerConfig;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** How far clocks may differ, in seconds. */
const tolerance = 5;

/**
 * RFC 9068, 4 and RFC 7519, 4.1, claim by claim.
 * @throws RuntimeError `token_invalid` that says what is wrong, without the token's own text.
 */
export function checkTokenClaims(claims: UncheckedClaims, check: ClaimsCheck): TokenClaims {
  if (claims["iss"] !== check.issuer) throw invalid("the token is of another issuer");
  checkAudience(claims["aud"], check.config);
  const expiresAt = checkTimes(claims, check.now / 1000);
  // RFC 9449, 7.1; RFC 8705, 3: a token bound to a key is worth nothing without the proof, which we do not check.
  if (claims["cnf"] !== undefined) throw invalid("sender-constrained tokens (cnf) are not accepted");
  const clientId = check.type === "at+jwt" ? checkAccessToken(claims) : checkPlainJwt(claims);
  return {
    issuer: check.issuer,
    subject: requireText(claims, "sub"),
    clientId,
    scopes: scopesOf(claims),
    expiresAt,
  };
}

/** RFC 9068, 4: "The resource server MUST validate that the "aud" claim contains a resource indicator value corresponding to an identifier the resource server expects for itself." */
function checkAudience(aud: unknown, config: ServerConfig): void {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (audiences.length === 0 || !audiences.every((audience) => typeof audience === "string")) {
    throw invalid("the token names no audience");
  }
  if (!audiences.some((audience) => config.audiences.includes(audience))) {
    throw invalid(`the token is not for this resource: ask for one with resource=${config.resource}`);
  }
}

/** RFC 7519, 4.1.4 to 4.1.6. Answers `exp`. */
function checkTimes(claims: UncheckedClaims, now: number): number {
  const exp = requireTime(claims, "exp");
  const iat = requireTime(claims, "iat");
  if (exp + tolerance <= now) throw invalid("the token has expired");
  if (iat - tolerance > now) throw invalid("the token was issued in the future");
  if (claims["nbf"] !== undefined && requireTime(claims, "nbf") - tolerance > now) {
    throw invalid("the token is not valid yet");
  }
  return exp;
}

/** RFC 9068, 2.2: `client_id` and `jti` are required. */
function checkAccessToken(claims: UncheckedClaims): string {
  requireText(claims, "jti");
  return requireText(claims, "client_id");
}

/** A token of type JWT may be an ID token: those carry a nonce or hashes, and access tokens name the client (OpenID Connect Core, 2). */
function checkPlainJwt(claims: UncheckedClaims): string {
  for (const marker of ["nonce", "at_hash", "c_hash", "s_hash"]) {
    if (claims[marker] !== undefined) throw invalid("the token is an ID token, not an access token");
  }
  return claims["client_id"] === undefined ? requireText(claims, "azp") : requireText(claims, "client_id");
}

function requireText(claims: UncheckedClaims, name: string): string {
  const value = claims[name];
  if (typeof value !== "string" || value === "") throw invalid(`the token has no ${name}`);
  return value;
}

function requireTime(claims: UncheckedClaims, name: string): number {
  const value = claims[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw invalid(`the token has no valid ${name}`);
  return value;
}

function invalid(reason: string): RuntimeError {
  return new RuntimeError("token_invalid", reason);
}
