import { endpointOf, publicPathOf } from "../config.ts";
import type { ServerConfig } from "../server-config.ts";
import type { ApiDefinition } from "../surface-types.ts";
import { createScopeNames } from "./scope-names.ts";

const wellKnown = "/.well-known/oauth-protected-resource";

/** The protected resource metadata (RFC 9728, 2), serialised once. */
export function resourceMetadataJson(config: ServerConfig, api: ApiDefinition): string {
  const supported = createScopeNames(api.scopes).asked(api.scopes.supported);
  return JSON.stringify({
    resource: config.resource,
    authorization_servers: config.issuers,
    // Left out when empty: RFC 9728, 2 has it optional, and a client could take an empty list for "no scope is allowed".
    ...(supported.length > 0 && { scopes_supported: supported }),
    bearer_methods_supported: ["header"],
    resource_name: api.title,
  });
}

/**
 * Where the metadata is served: at the well-known place of the resource (RFC 9728, 3.1: inserted before its path), of
 * the endpoint, and of the origin; and the same under the public URL's path, with and without a proxy that strips it.
 */
export function resourceMetadataPaths(config: ServerConfig): ReadonlySet<string> {
  const base = publicPathOf(config.publicUrl);
  const suffixes = ["", "/mcp", `${base}/mcp`, resourcePath(config)];
  return new Set(suffixes.flatMap((suffix) => [`${wellKnown}${suffix}`, `${base}${wellKnown}${suffix}`]));
}

/**
 * The URL that challenges name. At the root of an origin it is the well-known place of RFC 9728, 3.1. Under a path it
 * is below that path, because only what is below it is sure to reach this server; a tenant's own segment is no such path.
 */
export function resourceMetadataUrl(config: ServerConfig): string {
  const base = publicPathOf(config.publicUrl);
  if (config.tenant !== undefined && base === `/${config.tenant}`) {
    return `${config.publicUrl.origin}${wellKnown}${base}/mcp`;
  }
  const isOurs = resourcePath(config) !== "" && config.resource.startsWith(`${config.publicUrl.origin}/`);
  if (base !== "") return `${config.publicUrl.origin}${base}${wellKnown}/mcp`;
  const path = isOurs ? resourcePath(config) : new URL(endpointOf(config.publicUrl)).pathname;
  return `${config.publicUrl.origin}${wellKnown}${path}`;
}

/** Path of the resource identifier when it is an http URL; empty at an origin's root, and for other URIs. */
function resourcePath(config: ServerConfig): string {
  const { protocol, pathname } = new URL(config.resource);
  return /^https?:$/.test(protocol) && pathname !== "/" ? pathname.replace(/\/$/, "") : "";
}
