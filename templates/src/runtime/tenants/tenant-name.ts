/**
 * Whether a text can be a tenant's name: a DNS label (RFC 1123, 2.1) in lower case, without the two dashes of reserved labels
 * (RFC 5890, 2.3.1), which a URL parser may read as another name. Such a name has one spelling in a path, in a host and in an issuer,
 * and can leave neither its label nor its segment. `mcp` is the endpoint's own segment.
 */
export function isTenantName(text: string): boolean {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(text) && !/^..--/.test(text) && text !== "mcp";
}

/** What names may be, for messages. */
export const tenantNameRule =
  "1 to 63 of a-z, 0-9 and -, no - at its ends, none at its third and fourth place, not mcp";
