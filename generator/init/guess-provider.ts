import type { AuthOptions } from "../options.ts";

type Provider = NonNullable<AuthOptions["provider"]>;

/** Hosts of providers that run their customers' authorization servers, and what Keycloak's paths look like wherever it runs. */
const marks: readonly (readonly [Provider, RegExp])[] = [
  ["auth0", /^https:\/\/[^/]*\.auth0\.com(?:\/|$)/u],
  ["okta", /^https:\/\/[^/]*\.(?:okta|oktapreview|okta-emea)\.com(?:\/|$)/u],
  ["entra", /^https:\/\/(?:login\.microsoftonline\.com|sts\.windows\.net|[^/]*\.ciamlogin\.com)(?:\/|$)/u],
  ["cognito", /^https:\/\/(?:cognito-idp\.[^/]*\.amazonaws\.com|[^/]*\.amazoncognito\.com)(?:\/|$)/u],
  ["workos", /^https:\/\/(?:api\.workos\.com|[^/]*\.authkit\.app)(?:\/|$)/u],
  ["google", /^https:\/\/accounts\.google\.com(?:\/|$)/u],
  ["keycloak", /^https?:\/\/[^/]+\/(?:[^?#]*\/)?realms\/[^/]+/u],
];

/** Which preset an issuer's URL speaks for; none for an authorization server of one's own. */
export function guessProvider(issuer: string | undefined): Provider | undefined {
  return issuer === undefined ? undefined : marks.find(([, pattern]) => pattern.test(issuer))?.[0];
}
