import { importJWK, SignJWT } from "jose";
import type { OAuthClient } from "../server-config.ts";

/** What a request to the authorization server carries so that it knows the client. */
export interface ClientCredentials {
  readonly headers: Readonly<Record<string, string>>;
  /** Form parameters. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** How long an assertion is good, in seconds: it is used at once. */
const assertionLifetime = 60;

/**
 * Authenticates this server as a client: by `client_secret_basic` (RFC 6749, 2.3.1), or by `private_key_jwt` (RFC 7523,
 * 2.2) whose audience is the issuer.
 * @param now milliseconds since the epoch
 */
export async function authenticateClient(client: OAuthClient, issuer: string, now: number): Promise<ClientCredentials> {
  const { id, secret = "", key } = client;
  if (key === undefined) {
    return { headers: { authorization: `Basic ${btoa(`${formText(id)}:${formText(secret)}`)}` }, parameters: {} };
  }
  const seconds = Math.floor(now / 1000);
  const assertion = await new SignJWT({ iss: id, sub: id, aud: issuer, jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: key.alg ?? "", ...(key.kid !== undefined && { kid: key.kid }) })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + assertionLifetime)
    .sign(await importJWK(key));
  const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  return { headers: {}, parameters: { client_id: id, client_assertion_type: type, client_assertion: assertion } };
}

/** RFC 6749, 2.3.1: id and secret are written as in a form before they are joined; the text is ASCII then. */
function formText(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}
