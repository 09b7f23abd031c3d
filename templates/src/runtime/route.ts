import { resourceMetadataPaths } from "./auth/resource-metadata.ts";
import { publicPathOf } from "./config.ts";
import type { ServerConfig } from "./server-config.ts";

/** What a path leads to. It also stands in logs, instead of the path. */
export type Route =
  | "mcp"
  | "sse"
  | "sse_messages"
  | "resource_metadata"
  | "authorization_server_metadata"
  | "healthz"
  | "readyz"
  | "home"
  | "unknown";

/** Where a path leads. */
export interface Destination {
  readonly route: Route;
  /** The tenant whose resource it is, where there are several: one that this server lets in. */
  readonly tenant?: string;
}

/** What belongs to no resource: the paths of the server itself. */
export function createServerRoutes(base: string): ReadonlyMap<string, Destination> {
  const routes = new Map<string, Destination>();
  for (const prefix of new Set(["", base])) {
    routes.set(`${prefix}/healthz`, { route: "healthz" });
    routes.set(`${prefix}/readyz`, { route: "readyz" });
    routes.set(`${prefix}/`, { route: "home" });
  }
  if (base !== "") routes.set(base, { route: "home" });
  return routes;
}

/** Well-known names of the authorization server's metadata (RFC 8414, 3; OpenID Connect Discovery 1.0, 4). */
const authorizationServerNames = ["oauth-authorization-server", "openid-configuration"];

/**
 * All paths of the server, worked out once: each under the public URL's path, and without it, for a proxy that strips
 * the path before the request gets here.
 */
export function createRoutes(config: ServerConfig): (pathname: string) => Destination {
  const base = publicPathOf(config.publicUrl);
  const routes = new Map(createServerRoutes(base));
  for (const path of resourceMetadataPaths(config)) routes.set(path, { route: "resource_metadata" });
  for (const name of authorizationServerNames) {
    for (const path of ["", "/mcp", base, `${base}/mcp`]) {
      // RFC 8414, 3.1: inserted before the path of the issuer, for which clients without resource metadata take this server.
      routes.set(`/.well-known/${name}${path}`, { route: "authorization_server_metadata" });
    }
    routes.set(`${base}/.well-known/${name}`, { route: "authorization_server_metadata" });
  }
  for (const prefix of ["", base]) {
    routes.set(`${prefix}/mcp`, { route: "mcp" });
    if (!config.legacySse) continue;
    // Below the endpoint: clients take its metadata for theirs when their URL begins with the resource.
    routes.set(`${prefix}/mcp/sse`, { route: "sse" });
    routes.set(`${prefix}/mcp/messages`, { route: "sse_messages" });
  }
  return (pathname) => routes.get(pathname) ?? { route: "unknown" };
}
