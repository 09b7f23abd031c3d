import { refusalToRead } from "./address-rules.ts";
import { bearerChallengeOf } from "./challenge-header.ts";
import type { MetadataEvidence } from "./evidence.ts";
import { type Exchange, jsonObjectOf, notSent } from "./exchange.ts";
import type { HttpClient } from "./http-client.ts";

const wellKnown = "/.well-known/oauth-protected-resource";

/** A page that doctor pretends to be, to see whether browsers may read a document. */
export const somePage = "https://doctor.invalid";

/**
 * Looks for the protected resource metadata in each of its places (MCP 2026-07-28, Authorization Server Discovery).
 *
 * @param challenged - the answer with the first challenge
 */
export async function walkMetadata(client: HttpClient, endpoint: URL, challenged: Exchange): Promise<MetadataEvidence> {
  const path = endpoint.pathname === "/" ? "" : endpoint.pathname;
  const urls = {
    atPath: new URL(`${endpoint.origin}${wellKnown}${path}${endpoint.search}`),
    atRoot: new URL(`${endpoint.origin}${wellKnown}`),
  };
  const fetched = new Map<string, Exchange>();
  const fetchOnce = async (url: URL): Promise<Exchange> => {
    const known = fetched.get(url.href);
    if (known !== undefined) return known;
    const exchange = await fetchDocument(client, url);
    fetched.set(url.href, exchange);
    return exchange;
  };
  const found = {
    challenged: await fetchChallenged(challenged, endpoint, fetchOnce),
    atPath: await fetchOnce(urls.atPath),
    atRoot: await fetchOnce(urls.atRoot),
  };
  return {
    ...found,
    document: jsonObjectOf(found.challenged) ?? jsonObjectOf(found.atPath) ?? jsonObjectOf(found.atRoot),
    mirror: await fetchDocument(client, new URL(`${endpoint.origin}/.well-known/oauth-authorization-server`)),
  };
}

async function fetchChallenged(
  { answer }: Exchange,
  endpoint: URL,
  fetchOnce: (url: URL) => Promise<Exchange>,
): Promise<Exchange> {
  const named =
    answer === undefined ? undefined : bearerChallengeOf(answer.headers)?.parameters.get("resource_metadata");
  if (named === undefined) return notSent("the challenge names no metadata");
  const url = URL.parse(named);
  const refusal = refusalToRead(url, endpoint);
  return url === null || refusal !== "" ? notSent(`${named} was not read: ${refusal}`) : await fetchOnce(url);
}

/** Reads a public JSON document as a page would, redirects within the origin included. */
export async function fetchDocument(client: HttpClient, url: URL): Promise<Exchange> {
  return await client.send({
    method: "GET",
    url,
    headers: { accept: "application/json", origin: somePage },
    follow: true,
  });
}
