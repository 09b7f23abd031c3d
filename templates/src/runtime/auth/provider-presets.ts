import { type ClaimRules, standardClaimRules } from "./claim-rules.ts";

/** What an authorization server does its own way, and how this server meets it. */
export interface ProviderPreset {
  /** Default of `OAUTH_TOKEN_TYPES`. */
  readonly tokenTypes: readonly string[];
  readonly claims: ClaimRules;
  /** An issuer that this provider's tokens never carry, and what to write instead. */
  readonly issuerMistake?: { readonly pattern: RegExp; readonly advice: string };
  /** Where opaque tokens are looked up, for a provider without RFC 7662. */
  readonly tokenInfoUri?: string;
  /** What must be set besides, because the provider leaves it open. */
  readonly requires?: { readonly setting: "oauthAudience"; readonly problem: string };
  /** Each check that is looser than RFC 9068 has it: one sentence, logged at the start. */
  readonly relaxes: readonly string[];
}

/** Names of the presets: values of `OAUTH_PROVIDER`. */
export type ProviderName = "keycloak" | "auth0" | "okta" | "entra" | "cognito" | "workos" | "google";

const plainJwt = "accepts tokens of type JWT, or of none, beside at+jwt; they need no jti";
const bothTypes: readonly string[] = ["at+jwt", "jwt"];

/**
 * The presets. None was run live: each is tested on tokens and metadata made from the provider's own documentation
 * (sources at each). A preset never loosens the signature, the issuer, the expiry, the refusal of bound tokens, or that
 * a token must say whom it is for.
 */
const presets: { readonly [name in ProviderName]: ProviderPreset } = {
  /**
   * keycloak.org, Integrating with MCP: RFC 8707 is experimental, so the audience comes from a mapper in a client scope.
   * The header says JWT unless the client asks for at+jwt; the claim `typ` tells Bearer from ID and Refresh; the
   * client stands in `azp`. Realms are issuers without a slash at the end.
   */
  keycloak: {
    tokenTypes: bothTypes,
    claims: {
      ...standardClaimRules,
      clientClaims: ["azp", "client_id"],
      marks: [{ names: ["typ"], value: "Bearer" }],
    },
    issuerMistake: {
      pattern: /\/$|\/auth$/,
      advice: "a realm is an issuer: write https://<host>/realms/<realm>, without a slash at the end",
    },
    relaxes: [`${plainJwt}; the claim typ must then be Bearer`],
  },
  /**
   * auth0.com/docs, Access Token Profiles: the Auth0 profile has type JWT, `azp`, no `client_id`, no `jti`; the RFC 9068
   * profile is a setting of the API. Issuers end in a slash. Clients must send `audience`, or the tenant's Resource
   * Parameter Compatibility Profile be on.
   */
  auth0: {
    tokenTypes: bothTypes,
    claims: { ...standardClaimRules, clientClaims: ["azp", "client_id"], marks: [{ names: ["azp", "client_id"] }] },
    issuerMistake: {
      pattern: /[^/]$/,
      advice: "Auth0's issuers end in a slash: write https://<tenant>.auth0.com/ or https://<custom domain>/",
    },
    relaxes: [`${plainJwt}; choose the RFC 9068 profile of the API in Auth0 to do without`],
  },
  /**
   * developer.okta.com, OAuth 2.0 and OpenID Connect API, access token claims: no `typ` in the header; the client is in
   * `cid`; scopes are the array `scp`. Tokens of the org authorization server (an issuer without /oauth2/) are for
   * Okta's own APIs and cannot be verified by anybody else.
   */
  okta: {
    tokenTypes: bothTypes,
    claims: {
      ...standardClaimRules,
      scopeClaim: "scp",
      scopeList: true,
      clientClaims: ["cid"],
      marks: [{ names: ["cid"] }],
    },
    issuerMistake: {
      pattern: /^https:\/\/[^/]*\/?$|\/$/,
      advice:
        "use a custom authorization server: write https://<domain>/oauth2/<id>, without a slash at the end; tokens of the org server are for Okta alone",
    },
    relaxes: [`${plainJwt}; the claim cid must then be there`, "reads the scopes from scp, a list"],
  },
  /**
   * learn.microsoft.com, Access token claims reference: type JWT; the client in `azp` (v2.0) or `appid` (v1.0); the
   * scopes without their prefix in `scp`, a text; neither `jti` nor `client_id`. An ID token has neither `scp` nor
   * `roles`, and may have the API's own client id as its audience: so one of them is required. The metadata
   * names neither PKCE methods nor registration; `resource` must fit the scopes (AADSTS9010010).
   */
  entra: {
    tokenTypes: bothTypes,
    claims: {
      ...standardClaimRules,
      scopeClaim: "scp",
      clientClaims: ["azp", "appid"],
      marks: [{ names: ["scp", "roles"] }, { names: ["azp", "appid"] }],
    },
    issuerMistake: {
      pattern: /\/(common|organizations|consumers|\{tenantid\})(\/|$)/i,
      advice:
        "name one tenant by its id: https://login.microsoftonline.com/<tenant id>/v2.0; common, organizations and consumers are no issuers",
    },
    relaxes: [
      `${plainJwt}; the claims scp or roles, and azp or appid, must then be there`,
      "reads the scopes from scp",
    ],
  },
  /**
   * docs.aws.amazon.com/cognito, Understanding the access token: no `typ` in the header; `token_use` tells access from
   * ID tokens; `aud` only when the client sent `resource`. Without it AWS has the resource server check `client_id`
   * (API Gateway, JWT authorizers: "aud or client_id"), so a list of clients stands in for the audience.
   */
  cognito: {
    tokenTypes: bothTypes,
    claims: {
      ...standardClaimRules,
      clientClaims: ["client_id"],
      marks: [{ names: ["token_use"], value: "access" }],
      audienceByClient: true,
    },
    issuerMistake: {
      pattern: /amazoncognito\.com|\/$/,
      advice:
        "the issuer is the user pool, not its sign-in domain: write https://cognito-idp.<region>.amazonaws.com/<pool id>",
    },
    relaxes: [
      `${plainJwt}; the claim token_use must then be access`,
      "accepts a token without aud from a client of OAUTH_ALLOWED_CLIENTS; from any other it refuses it",
    ],
  },
  /**
   * workos.com/docs, AuthKit, Connect, Access token claims: `aud` is the resource once it is listed as a resource
   * indicator in the dashboard (else the environment's client id); `client_id`, `scope` and `jti` are there. The header's
   * type is not documented.
   */
  workos: {
    tokenTypes: bothTypes,
    claims: {
      ...standardClaimRules,
      clientClaims: ["client_id"],
      marks: [{ names: ["client_id"] }, { names: ["jti"] }],
    },
    issuerMistake: {
      pattern: /api\.workos\.com|\/$/,
      advice:
        "the issuer is the AuthKit domain: write https://<subdomain>.authkit.app, without a slash at the end; session tokens of api.workos.com are not for MCP",
    },
    relaxes: ["accepts tokens of type JWT, or of none, beside at+jwt; client_id and jti must be there"],
  },
  /**
   * developers.google.com/identity and google-auth-library: access tokens are opaque and there is no RFC 7662; `tokeninfo`
   * names the client in `aud` and `azp` and gives no issuer, and `sub` only with the scope openid, email or profile.
   * No `resource`, no registration.
   */
  google: {
    tokenTypes: ["at+jwt"],
    claims: { ...standardClaimRules, clientClaims: ["azp"] },
    issuerMistake: { pattern: /^(?!https:\/\/accounts\.google\.com$)/, advice: "write https://accounts.google.com" },
    tokenInfoUri: "https://oauth2.googleapis.com/tokeninfo",
    requires: {
      setting: "oauthAudience",
      problem:
        "OAUTH_AUDIENCE (oauthAudience) is missing: Google's tokens name the client they were issued to, so list the OAuth client ids that may call.",
    },
    relaxes: ["asks Google's tokeninfo about opaque tokens; what it says of the client stands in for the audience"],
  },
};

/** Every name that `OAUTH_PROVIDER` takes. */
export const providerNames: readonly ProviderName[] = [
  "keycloak",
  "auth0",
  "okta",
  "entra",
  "cognito",
  "workos",
  "google",
];

/** The preset of a name. */
export function presetOf(name: ProviderName): ProviderPreset {
  return presets[name];
}
