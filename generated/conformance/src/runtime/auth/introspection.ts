import type { IntrospectionConfig, ServerConfig } from "../server-config.ts";
import type { Issuer, IssuerEffects } from "./issuer.ts";
import type { TokenClaims } from "./token-claims.ts";

/** Asks the authorization server about tokens that are no JWTs. `introspect.ts`, an optional file, makes it. */
export interface Introspection {
  /**
   * @param digest of the token, see `token-cache.ts`
   * @throws RuntimeError `token_invalid`, or `introspection_unavailable` when that is not the token's fault.
   */
  lookUp(token: string, digest: string): Promise<TokenClaims>;
}

/** What looking tokens up needs. */
export interface IntrospectionParts {
  readonly config: ServerConfig;
  /** The one issuer whose opaque tokens are accepted. */
  readonly issuer: Issuer;
  readonly effects: IssuerEffects;
}

/** Makes an {@link Introspection}. No I/O until a token arrives. */
export type IntrospectionFactory = (parts: IntrospectionParts, how: IntrospectionConfig) => Introspection;
