import type { Caller } from "../surface-types.ts";
import type { TokenClaims } from "./token-claims.ts";
import { type TokenVerification, verifyToken } from "./verify-token.ts";

/** The only maker of callers. The class is not exported: nobody else can say that a token was verified. */
class VerifiedCaller implements Caller {
  readonly issuer: string;
  readonly subject: string;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  readonly expiresAt: number;
  readonly #token: string;

  constructor(claims: TokenClaims, token: string) {
    this.issuer = claims.issuer;
    this.subject = claims.subject;
    this.clientId = claims.clientId;
    this.scopes = claims.scopes;
    this.expiresAt = claims.expiresAt;
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

/**
 * Turns a bearer token into its caller.
 * @throws RuntimeError `token_invalid` or `keys_unavailable`
 */
export async function authenticate(token: string, verification: TokenVerification): Promise<Caller> {
  return new VerifiedCaller(await verifyToken(token, verification), token);
}

/** Whether a value came out of {@link authenticate}: a look-alike, or a copy, did not. */
export function isVerifiedCaller(value: unknown): value is Caller {
  return VerifiedCaller.made(value);
}
