import { readUrl } from "./config-url.ts";
import type { HandlerOptions } from "./handler-options.ts";
import type { ServerConfig } from "./server-config.ts";

/** Asymmetric JWS algorithms (RFC 7518, 3.1; RFC 8037; RFC 9864). Never `none`, never a shared secret (RFC 8725, 3.1). */
export const asymmetricAlgorithms: readonly string[] = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** RFC 8414, 2: an issuer is an https URL without query or fragment. Kept as written: it is compared as a string. */
export function checkIssuers(issuers: readonly string[], problems: string[]): readonly string[] {
  if (issuers.length === 0) {
    problems.push(
      "OAUTH_ISSUER (oauthIssuer) is missing: name the authorization server whose tokens you trust, exactly as its tokens say in iss.",
    );
  }
  for (const issuer of issuers) readUrl(`OAUTH_ISSUER (oauthIssuer) "${issuer}"`, issuer, problems);
  if (new Set(issuers).size < issuers.length) problems.push("OAUTH_ISSUER (oauthIssuer) names an issuer twice.");
  return issuers;
}

/** RFC 8707, 2: an absolute URI without fragment. Not necessarily http: some servers use `api://…`. */
export function checkResource(resource: string, problems: string[]): string {
  if (!URL.canParse(resource) || resource.includes("#") || /[\s"\\]/.test(resource)) {
    problems.push(
      "OAUTH_RESOURCE (oauthResource) must be an absolute URI without fragment, like https://example.com/mcp.",
    );
  }
  return resource;
}

/** Without an audience any token of the issuer would do, whatever it was issued for (RFC 9068, 4; RFC 8725, 3.9). */
export function checkAudiences(audiences: readonly string[], problems: string[]): readonly string[] {
  if (audiences.length === 0 || audiences.includes("")) {
    problems.push(
      "OAUTH_AUDIENCE (oauthAudience) is set but names no audience: name at least one, or leave it out to accept the resource only.",
    );
  }
  return audiences;
}

/** With several issuers one key set cannot be right: a key of one would speak for the other. */
export function checkJwksUri(options: HandlerOptions, problems: string[]): URL | undefined {
  if (options.oauthJwksUri === undefined) return undefined;
  if (options.oauthIssuer.length > 1) {
    problems.push(
      "OAUTH_JWKS_URI (oauthJwksUri) works with a single issuer only: leave it out, keys are discovered per issuer.",
    );
  }
  return readUrl("OAUTH_JWKS_URI (oauthJwksUri)", options.oauthJwksUri, problems);
}

/** RFC 8725, 3.1: the verifier decides which algorithms it accepts. */
export function checkAlgorithms(given: readonly string[] | undefined, problems: string[]): readonly string[] {
  const algorithms = given ?? asymmetricAlgorithms;
  const refused = algorithms.filter((algorithm) => !asymmetricAlgorithms.includes(algorithm));
  if (refused.length > 0 || algorithms.length === 0) {
    problems.push(
      `OAUTH_ALGORITHMS (oauthAlgorithms) ${refused.length === 0 ? "is empty" : `cannot hold ${refused.join(", ")}`}: allowed are ${asymmetricAlgorithms.join(", ")}.`,
    );
  }
  return algorithms;
}

/** RFC 7515, 4.1.9: case-insensitive, `application/` may be left out. */
export function checkTokenTypes(
  given: readonly string[] | undefined,
  byDefault: readonly string[],
  problems: string[],
): readonly string[] {
  const types = (given ?? byDefault).map((type) => type.toLowerCase().replace(/^application\//, ""));
  const refused = types.filter((type) => type !== "at+jwt" && type !== "jwt");
  if (refused.length > 0 || types.length === 0) {
    problems.push("OAUTH_TOKEN_TYPES (oauthTokenTypes) may hold at+jwt (RFC 9068) and JWT, and must hold one of them.");
  }
  return types;
}

/** What the first challenge asks for. */
export function checkBaseline(given: string | undefined, problems: string[]): ServerConfig["baseline"] {
  if (given === undefined || given === "read") return "read";
  if (given === "minimal" || given === "all") return given;
  problems.push(`SCOPE_BASELINE (scopeBaseline) must be minimal, read or all, not "${given}".`);
  return "read";
}
