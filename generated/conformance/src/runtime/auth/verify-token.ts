import type { ServerConfig } from "../server-config.ts";
import type { Introspection } from "./introspection.ts";
import type { Issuer } from "./issuer.ts";
import { type KeyedClaims, keysOf, verifyJwt } from "./verify-jwt.ts";
import type { Digest, TokenCache } from "./token-cache.ts";
import type { TokenClaims } from "./token-claims.ts";

/** What verification needs. */
export interface TokenVerification {
  readonly config: ServerConfig;
  readonly issuers: ReadonlyMap<string, Issuer>;
  /** Tokens that were verified a moment ago. */
  readonly verified: TokenCache<KeyedClaims>;
  /** Keys of {@link verified}. */
  readonly digest: Digest;
  /** Looks up what is no JWT. Absent: such tokens are refused. */
  readonly introspection?: Introspection;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How long the same bytes are not verified again, in ms. Never past their expiry. */
const rememberMs = 60_000;

/**
 * Verifies an access token: a JWT by its signature, anything else by asking, where that is configured.
 * @throws RuntimeError `token_invalid`; `keys_unavailable` or `introspection_unavailable` when that is not the token's fault.
 */
export async function verifyToken(token: string, verification: TokenVerification): Promise<TokenClaims> {
  const digest = await verification.digest(token);
  const { introspection, verified } = verification;
  if (introspection !== undefined && !looksLikeJwt(token)) return introspection.lookUp(token, digest);
  const known = await stillTrue(digest, verified);
  if (known !== undefined) return known;
  const judged = await verifyJwt(token, verification);
  const { expiresAt } = judged.claims;
  verified.set(digest, judged, Math.min(verification.now() + rememberMs, expiresAt * 1000));
  return judged.claims;
}

/**
 * What is remembered of a token, if its issuer still has the keys that it was verified with. Fetched keys are new keys,
 * even when they say the same: after a rotation nothing that the old keys vouched for is left.
 * @throws RuntimeError `keys_unavailable` when an outage has outlived the keys.
 */
async function stillTrue(digest: string, verified: TokenCache<KeyedClaims>): Promise<TokenClaims | undefined> {
  const known = verified.get(digest);
  if (known === undefined) return undefined;
  if ((await keysOf(known.issuer)) === known.keys) return known.claims;
  verified.delete(digest);
  return undefined;
}

/** Three or five parts (RFC 7515, 3.1; RFC 7516, 3.1), the first of which is base64url of `{`. */
function looksLikeJwt(token: string): boolean {
  return /^e[wy][\w-]*(\.[\w-]*){2}(\.[\w-]*){0,2}$/.test(token);
}
