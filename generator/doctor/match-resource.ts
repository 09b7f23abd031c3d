/** How the metadata's resource relates to the endpoint. */
export type ResourceMatch = "same" | "parent" | "other";

/**
 * Compares the `resource` of the metadata with the URL that was asked (RFC 9728, 3.3). `parent` is what the SDK's clients
 * take as well: the same origin, and a path that leads to the endpoint's.
 */
export function matchResource(resource: string, endpoint: URL): ResourceMatch {
  // URL adds a slash to a bare origin.
  if (resource === endpoint.href || `${resource}/` === endpoint.href) return "same";
  const url = URL.parse(resource);
  if (url === null || url.origin !== endpoint.origin || resource.includes("#")) return "other";
  const parent = url.pathname.endsWith("/") ? url.pathname : `${url.pathname}/`;
  return `${endpoint.pathname}/`.startsWith(parent) ? "parent" : "other";
}
