/**
 * How the claims of a token are read, where RFC 9068 leaves off or a provider departs from it. Only a preset
 * (`provider-presets.ts`) sets anything but {@link standardClaimRules}.
 */
export interface ClaimRules {
  /** The one claim that holds the scopes. */
  readonly scopeClaim: "scope" | "scp";
  /** Whether that claim may be a list of texts instead of one text with spaces. */
  readonly scopeList: boolean;
  /** Claims that name the client in a token of type JWT: the first that is there counts. */
  readonly clientClaims: readonly string[];
  /** What a token of type JWT must say: the provider's mark of an access token. */
  readonly marks: readonly ClaimMark[];
  /** A token without `aud` passes when its client is one of `OAUTH_ALLOWED_CLIENTS`; without that list, none passes. */
  readonly audienceByClient: boolean;
}

/** A token passes when it has one of `names` and, if `value` is given, that very value. */
export interface ClaimMark {
  readonly names: readonly string[];
  readonly value?: string;
}

/** RFC 9068, 2.2, and `azp` for the client (OpenID Connect Core 1.0, 2) where plain JWTs are let in. */
export const standardClaimRules: ClaimRules = {
  scopeClaim: "scope",
  scopeList: false,
  clientClaims: ["client_id", "azp"],
  marks: [],
  audienceByClient: false,
};
