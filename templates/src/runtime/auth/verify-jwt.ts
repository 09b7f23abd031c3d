import { compactVerify, decodeJwt, errors, type LocalJWKSet } from "jose";
import { RuntimeError } from "../errors.ts";
import type { ServerConfig } from "../server-config.ts";
import { isJsonObject } from "./fetch-document.ts";
import type { Issuer } from "./issuer.ts";
import { checkTokenClaims, type TokenClaims, type UncheckedClaims } from "./token-claims.ts";
import { checkTokenHeader } from "./token-header.ts";

/** What verifying a JWT needs. */
export interface JwtVerification {
  readonly config: ServerConfig;
  readonly issuers: ReadonlyMap<string, Issuer>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What a JWT says, and which keys vouched for it. */
export interface KeyedClaims {
  readonly claims: TokenClaims;
  readonly issuer: Issuer;
  readonly keys: LocalJWKSet;
}

/**
 * Verifies a JWT access token (RFC 9068, 4): header, issuer, signature, claims. Nothing is fetched for a token whose
 * header or issuer is wrong.
 * @throws RuntimeError `token_invalid`, or `keys_unavailable` when that is not the token's fault.
 */
export async function verifyJwt(token: string, verification: JwtVerification): Promise<KeyedClaims> {
  const { config, now } = verification;
  const { type } = checkTokenHeader(token, config);
  const issuer = issuerOf(token, verification.issuers);
  const { keys, claims } = await verifySignature(token, issuer, config.algorithms);
  return { keys, issuer, claims: checkTokenClaims(claims, { type, issuer: issuer.name, config, now: now() }) };
}

/** The unverified `iss` only chooses whose keys are tried; it is compared again after the signature was checked. */
function issuerOf(token: string, issuers: ReadonlyMap<string, Issuer>): Issuer {
  const name = unverifiedIssuer(token);
  const issuer = typeof name === "string" ? issuers.get(name) : undefined;
  if (issuer === undefined) throw new RuntimeError("token_invalid", "the token is of another issuer");
  return issuer;
}

function unverifiedIssuer(token: string): unknown {
  try {
    return decodeJwt(token).iss;
  } catch (cause) {
    throw new RuntimeError("token_invalid", "the token is not a JWT", { cause });
  }
}

interface Signed {
  readonly claims: UncheckedClaims;
  readonly keys: LocalJWKSet;
}

/**
 * An unknown key id may be a rotation: the keys are then fetched once more, as far as the cool-down lets us. While they
 * cannot be fetched, nobody knows whose key it is: the client is told to come back, not to sign in again.
 */
async function verifySignature(token: string, issuer: Issuer, algorithms: readonly string[]): Promise<Signed> {
  const keys = await keysOf(issuer);
  try {
    return await verifyWith(token, keys, algorithms);
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw badSignature(error);
  }
  const newer = await issuer.keys.newerThan(keys);
  if (newer === undefined) throw unknownKey(issuer);
  try {
    return await verifyWith(token, newer, algorithms);
  } catch (error) {
    throw badSignature(error);
  }
}

function unknownKey(issuer: Issuer): RuntimeError {
  if (issuer.keys.failing()) return unavailable();
  return new RuntimeError("token_invalid", "the token is signed with an unknown key");
}

/**
 * The keys of an issuer, as they are now.
 * @throws RuntimeError `keys_unavailable`
 */
export async function keysOf(issuer: Issuer): Promise<LocalJWKSet> {
  try {
    return await issuer.keys.current();
  } catch (cause) {
    throw unavailable(cause);
  }
}

function unavailable(cause?: unknown): RuntimeError {
  const message = "the authorization server's keys cannot be fetched at the moment";
  return new RuntimeError("keys_unavailable", message, { cause });
}

async function verifyWith(token: string, keys: LocalJWKSet, algorithms: readonly string[]): Promise<Signed> {
  const { payload } = await compactVerify(token, keys, { algorithms: [...algorithms] });
  // RFC 8259, 8.1: UTF-8, without a byte order mark. Nothing is mended in what was signed.
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(payload);
  const claims: unknown = JSON.parse(text);
  if (!isJsonObject(claims)) throw new TypeError("the claims are not an object");
  return { claims, keys };
}

function badSignature(cause: unknown): RuntimeError {
  const isUnknown = cause instanceof errors.JWKSNoMatchingKey;
  const reason = isUnknown ? "the token is signed with an unknown key" : "the token's signature is not valid";
  return new RuntimeError("token_invalid", reason, { cause });
}
