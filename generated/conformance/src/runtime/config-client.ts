import type { JWK } from "jose";
import type { ProviderPreset } from "./auth/provider-presets.ts";
import { asymmetricAlgorithms } from "./config-oauth.ts";
import { readUrl } from "./config-url.ts";
import type { HandlerOptions } from "./handler-options.ts";
import type { IntrospectionConfig, OAuthClient } from "./server-config.ts";

/** A list that is set holds a client: an empty one would let nobody in, which nobody means. */
export function checkAllowedClients(
  given: readonly string[] | undefined,
  problems: string[],
): readonly string[] | undefined {
  if (given !== undefined && (given.length === 0 || given.includes(""))) {
    problems.push(
      "OAUTH_ALLOWED_CLIENTS (oauthAllowedClients) is set but names no client: name one, or leave it out to accept every client of the issuer.",
    );
  }
  return given;
}

/** RFC 6749, 2.3: a client proves who it is in one way. */
export function checkClient(options: HandlerOptions, problems: string[]): OAuthClient | undefined {
  const { oauthClientId: id, oauthClientSecret: secret, oauthClientKey: keyText } = options;
  if (id === undefined) {
    if (secret !== undefined || keyText !== undefined) {
      problems.push(
        "OAUTH_CLIENT_ID (oauthClientId) is missing: OAUTH_CLIENT_SECRET and OAUTH_CLIENT_KEY are the credentials of a client.",
      );
    }
    return undefined;
  }
  if ((secret === undefined) === (keyText === undefined)) {
    problems.push(
      "OAUTH_CLIENT_ID (oauthClientId) needs OAUTH_CLIENT_SECRET (oauthClientSecret) or OAUTH_CLIENT_KEY (oauthClientKey), one of them.",
    );
    return undefined;
  }
  const key = keyText === undefined ? undefined : readKey(keyText, problems);
  return { id, ...(secret !== undefined && { secret }), ...(key && { key }) };
}

/** RFC 7517, 4. The message says nothing of the text: it is a secret. */
function readKey(text: string, problems: string[]): JWK | undefined {
  const key = parseKey(text);
  if (key?.alg !== undefined && asymmetricAlgorithms.includes(key.alg) && key.d !== undefined) return key;
  problems.push(
    `OAUTH_CLIENT_KEY (oauthClientKey) must be a private JWK as JSON with alg, one of ${asymmetricAlgorithms.join(", ")}.`,
  );
  return undefined;
}

function parseKey(text: string): JWK | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isKey(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isKey(value: unknown): value is JWK {
  return typeof value === "object" && value !== null && "kty" in value && typeof value.kty === "string";
}

/** Where opaque tokens are looked up: what is set, else what the provider's preset has instead of RFC 7662. */
export function checkIntrospection(
  options: HandlerOptions,
  preset: ProviderPreset | undefined,
  problems: string[],
): IntrospectionConfig | undefined {
  const given = options.oauthIntrospectionUri;
  if (given === undefined && preset?.tokenInfoUri === undefined) return undefined;
  // An opaque token does not say whose it is: with several issuers each would be told the tokens of the others.
  if (options.oauthIssuer.length > 1) {
    problems.push("OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) works with a single issuer only.");
  }
  if (given === undefined) return { uri: new URL(preset?.tokenInfoUri ?? ""), kind: "tokeninfo" };
  // RFC 7662, 2.1: "the endpoint MUST also require some form of authorization to access this endpoint".
  if (options.oauthClientId === undefined) {
    problems.push(
      "OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) needs OAUTH_CLIENT_ID (oauthClientId): introspection answers to registered clients only.",
    );
  }
  if (given === "discover") return { kind: "rfc7662" };
  const uri = readUrl("OAUTH_INTROSPECTION_URI (oauthIntrospectionUri)", given, problems);
  return uri === undefined ? undefined : { uri, kind: "rfc7662" };
}
