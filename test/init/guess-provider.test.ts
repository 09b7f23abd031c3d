import { expect, test } from "vitest";
import { guessProvider } from "../../generator/init/guess-provider.ts";

test.each([
  ["https://acme.eu.auth0.com/", "auth0"],
  ["https://acme.okta.com/oauth2/default", "okta"],
  ["https://login.microsoftonline.com/1234/v2.0", "entra"],
  ["https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x", "cognito"],
  ["https://acme.authkit.app", "workos"],
  ["https://accounts.google.com", "google"],
  ["https://id.example.com/realms/main", "keycloak"],
  ["https://id.example.com/auth/realms/main", "keycloak"],
  ["https://auth0.com.example.com/", undefined],
  ["https://example.com/acme.auth0.com/", undefined],
  ["https://login.harbour.example", undefined],
  [undefined, undefined],
])("%s -> %s", (issuer, want) => {
  expect(guessProvider(issuer)).toBe(want);
});
