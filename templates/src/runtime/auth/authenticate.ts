import type { Caller } from "../surface-types.ts";
import type { ScopeNames } from "./scope-names.ts";
import type { TokenClaims } from "./token-claims.ts";
import { type TokenVerification, verifyToken } from "./verify-token.ts";

/** The only maker of callers. The class is not exported: nobody else can say that a token was verified. */
class VerifiedCaller implements Caller {
  readonly issuer: string;
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number;
  readonly entitled?: boolean;
  readonly #token: string;

  constructor(claims: TokenClaims, scopes: ReadonlySet<string>, token: string) {
    this.issuer = claims.issuer;
    this.subject = claims.subject;
    this.clientId = claims.clientId;
    this.scopes = scopes;
    this.expiresAt = claims.expiresAt;
    if (claims.entitled !== undefined) this.entitled = claims.entitled;
    this.#token = token;
    Object.freeze(this);
  }

  /** On the prototype: neither `JSON.stringify`, nor a spread, nor `util.inspect` sees it. */
  get token(): string {
    return this.#token;
  }

  static made(value: unknown): value is VerifiedCaller {
    return typeof value === "object" && value !== null && #token in value;
  }
}

/** What {@link authenticate} needs. */
export interface Authentication extends TokenVerification {
  readonly scopeNames: ScopeNames;
}

/**
 * Turns a bearer token into its caller. The caller's scopes are those of the token and all that they stand for.
 * @throws RuntimeError as {@link verifyToken} does
 */
export async function authenticate(token: string, authentication: Authentication): Promise<Caller> {
  const claims = await verifyToken(token, authentication);
  return new VerifiedCaller(claims, authentication.scopeNames.granted(claims.scopes), token);
}

/** Whether a value came out of {@link authenticate}: a look-alike, or a copy, did not. */
export function isVerifiedCaller(value: unknown): value is Caller {
  return VerifiedCaller.made(value);
}
