import { type DocumentFetch, DocumentError, fetchDocument } from "./fetch-document.ts";

/** What discovery found: the document as it is, and where its keys are. */
export interface AuthorizationServer {
  readonly document: { readonly [name: string]: unknown };
  readonly jwksUri: URL;
}

/**
 * Where an issuer's metadata may be, in the order to ask: RFC 8414, 3.1 (inserted before the issuer's path), then
 * OpenID Connect Discovery 1.0, 4 (after it); MCP 2026-07-28, Authorization Server Discovery, has the OpenID document
 * in the inserted place too.
 */
function discoveryUrls(issuer: string): readonly URL[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  const places = [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}/.well-known/openid-configuration${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
  return [...new Set(places)].map((place) => new URL(place));
}

/**
 * Asks the issuer's well-known places until one answers.
 * @throws DocumentError of the last place when none does.
 */
export async function discover(issuer: string, io: DocumentFetch): Promise<AuthorizationServer> {
  let last: unknown;
  for (const url of discoveryUrls(issuer)) {
    try {
      return readMetadata(issuer, await fetchDocument(url, io));
    } catch (error) {
      if (io.signal.aborted) throw error;
      last = error;
    }
  }
  throw last;
}

/** RFC 8414, 3.3: "The issuer value returned MUST be identical to the authorization server's issuer identifier value". */
function readMetadata(issuer: string, document: AuthorizationServer["document"]): AuthorizationServer {
  if (document["issuer"] !== issuer) throw new DocumentError("the metadata is of another issuer");
  const jwksUri = document["jwks_uri"];
  if (typeof jwksUri !== "string" || !URL.canParse(jwksUri)) throw new DocumentError("the metadata has no jwks_uri");
  return { document, jwksUri: new URL(jwksUri) };
}
