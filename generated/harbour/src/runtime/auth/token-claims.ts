import { RuntimeError } from "../errors.ts";
import type { ServerConfig } from "../server-config.ts";
import type { ClaimRules } from "./claim-rules.ts";
import { entitlementOf } from "./caller-requirement.ts";
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
  /** Whether it has the claim that the server requires. Absent: none is required. */
  readonly entitled?: boolean;
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
  const { config } = check;
  if (claims["iss"] !== check.issuer) throw invalid("the token is of another issuer");
  checkAudience(claims, config);
  const expiresAt = checkTimes(claims, check.now / 1000);
  checkUnbound(claims);
  const clientId = check.type === "at+jwt" ? checkAccessToken(claims) : checkPlainJwt(claims, config.claims);
  checkClient(claims, clientId, config);
  return {
    issuer: check.issuer,
    subject: requireText(claims, "sub"),
    clientId,
    scopes: scopesOf(claims, config.claims),
    expiresAt,
    ...entitlementOf(claims, config.requires),
  };
}

/**
 * RFC 9068, 4: "The resource server MUST validate that the "aud" claim contains a resource indicator value corresponding to an identifier the resource server expects for itself."
 * Without `aud`, a provider's preset may let a list of clients stand in; then `checkClient` decides.
 */
export function checkAudience(claims: UncheckedClaims, config: ServerConfig): void {
  const { aud } = claims;
  if (aud === undefined && config.claims.audienceByClient && config.allowedClients !== undefined) return;
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (audiences.length === 0 || !audiences.every((audience) => typeof audience === "string")) {
    throw invalid("the token names no audience");
  }
  if (!audiences.some((audience) => config.audiences.includes(audience))) {
    throw invalid(`the token is not for this resource: ask for one with resource=${config.resource}`);
  }
}

/** RFC 9449, 7.1; RFC 8705, 3: a token bound to a key is worth nothing without the proof, which we do not check. */
export function checkUnbound(claims: UncheckedClaims): void {
  if (claims["cnf"] !== undefined) throw invalid("sender-constrained tokens (cnf) are not accepted");
}

/** The client, and `azp` where the token has both, must be on the list, if there is one. */
export function checkClient(claims: UncheckedClaims, clientId: string, config: ServerConfig): void {
  const { allowedClients } = config;
  if (allowedClients === undefined) return;
  const named = claims["azp"] === undefined ? [clientId] : [clientId, claims["azp"]];
  if (named.every((client) => typeof client === "string" && allowedClients.includes(client))) return;
  throw invalid("the token was issued to a client that is not accepted here");
}

/** RFC 7519, 4.1.4 to 4.1.6. Answers `exp`. */
function checkTimes(claims: UncheckedClaims, now: number): number {
  requireTime(claims, "iat");
  return checkValidity(claims, requireTime(claims, "exp"), now);
}

/** The times of a token that expires at `exp`; `now` in seconds. Answers `exp`. */
export function checkValidity(claims: UncheckedClaims, exp: number, now: number): number {
  if (exp + tolerance <= now) throw invalid("the token has expired");
  if (isAhead(claims, "iat", now)) throw invalid("the token was issued in the future");
  if (isAhead(claims, "nbf", now)) throw invalid("the token is not valid yet");
  return exp;
}

function isAhead(claims: UncheckedClaims, name: string, now: number): boolean {
  return claims[name] !== undefined && requireTime(claims, name) - tolerance > now;
}

/** RFC 9068, 2.2: `client_id` and `jti` are required. */
function checkAccessToken(claims: UncheckedClaims): string {
  requireText(claims, "jti");
  return requireText(claims, "client_id");
}

/**
 * A token of type JWT may be an ID token: those carry a nonce or hashes, and access tokens name the client (OpenID
 * Connect Core, 2). A provider's preset may know a better mark.
 */
function checkPlainJwt(claims: UncheckedClaims, rules: ClaimRules): string {
  for (const marker of ["nonce", "at_hash", "c_hash", "s_hash"]) {
    if (claims[marker] !== undefined) throw invalid("the token is an ID token, not an access token");
  }
  for (const { names, value } of rules.marks) {
    const said = names.map((name) => claims[name]).find((claim) => claim !== undefined);
    if (said === undefined || (value !== undefined && said !== value)) throw invalid(markMissing(names, value));
  }
  return clientOf(claims, rules);
}

function markMissing(names: readonly string[], value: string | undefined): string {
  const mark = `${names.join(" or ")}${value === undefined ? "" : ` ${value}`}`;
  return `the token is not an access token of this provider: it has no ${mark}`;
}

/** The client that a token was issued to, by the first claim that names one. */
export function clientOf(claims: UncheckedClaims, { clientClaims }: ClaimRules): string {
  const name = clientClaims.find((claim) => claims[claim] !== undefined);
  return requireText(claims, name ?? clientClaims.at(-1) ?? "client_id");
}

/** @throws RuntimeError `token_invalid` when the claim is no text. */
export function requireText(claims: UncheckedClaims, name: string): string {
  const value = claims[name];
  if (typeof value !== "string" || value === "") throw invalid(`the token has no ${name}`);
  return value;
}

/** @throws RuntimeError `token_invalid` when the claim is no whole number of seconds. */
export function requireTime(claims: UncheckedClaims, name: string): number {
  const value = claims[name];
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw invalid(`the token has no valid ${name}`);
  return value;
}

function invalid(reason: string): RuntimeError {
  return new RuntimeError("token_invalid", reason);
}
