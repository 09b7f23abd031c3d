import { refusalToRead } from "./address-rules.ts";
import type { AuthorizationServerEvidence } from "./evidence.ts";
import { type Exchange, jsonObjectOf, notSent, stringOf } from "./exchange.ts";
import type { HttpClient } from "./http-client.ts";
import { fetchDocument } from "./walk-metadata.ts";

/** Reads what an authorization server says of itself, in each place and in the order that clients must try. */
export async function walkAuthorizationServer(
  client: HttpClient,
  issuer: string,
  endpoint: URL,
): Promise<AuthorizationServerEvidence> {
  const url = URL.parse(issuer);
  const refusal = refusalToRead(url, endpoint);
  if (url === null || refusal !== "") {
    const unread = notSent(`${issuer} was not read: ${refusal}`);
    return { issuer, oauth: unread, openid: [unread], document: undefined, jwks: unread };
  }
  const path = url.pathname.replace(/\/$/u, "");
  const oauth = await fetchDocument(client, new URL(`${url.origin}/.well-known/oauth-authorization-server${path}`));
  const openid: Exchange[] = [];
  for (const place of openidPlaces(url, path)) {
    openid.push(await fetchDocument(client, place));
    if (openid.some((exchange) => jsonObjectOf(exchange) !== undefined)) break;
  }
  const document = [oauth, ...openid].map((exchange) => jsonObjectOf(exchange)).find((found) => found !== undefined);
  return { issuer, oauth, openid, document, jwks: await fetchKeys(client, document?.["jwks_uri"], endpoint) };
}

function openidPlaces({ origin }: URL, path: string): readonly URL[] {
  const inserted = new URL(`${origin}/.well-known/openid-configuration${path}`);
  return path === "" ? [inserted] : [inserted, new URL(`${origin}${path}/.well-known/openid-configuration`)];
}

async function fetchKeys(client: HttpClient, named: unknown, endpoint: URL): Promise<Exchange> {
  const address = stringOf(named);
  if (address === undefined) return notSent("the metadata names no jwks_uri");
  const url = URL.parse(address);
  const refusal = refusalToRead(url, endpoint);
  return url === null || refusal !== ""
    ? notSent(`${address} was not read: ${refusal}`)
    : await fetchDocument(client, url);
}
