import { resourceMetadataPaths } from "./auth/resource-metadata.ts";
import { publicPathOf } from "./config.ts";
import type { ServerConfig } from "./server-config.ts";

/** What a path leads to. It also stands in logs, instead of the path. */
export type Route =
  | "mcp"
  | "resource_metadata"
  | "authorization_server_metadata"
  | "healthz"
  | "readyz"
  | "home"
  | "unknown";

/**
 * All paths of the server, worked out once: each under the public URL's path, and without it, for a proxy that strips
 * the path before the request gets here.
 */
export function createRoutes(config: ServerConfig): (pathname: string) => Route {
  const base = publicPathOf(config.publicUrl);
  const routes = new Map<string, Route>([...resourceMetadataPaths(config)].map((path) => [path, "resource_metadata"]));
  for (const prefix of new Set(["", base])) {
    routes.set(`${prefix}/mcp`, "mcp");
    routes.set(`${prefix}/.well-known/oauth-authorization-server`, "authorization_server_metadata");
    routes.set(`${prefix}/.well-known/openid-configuration`, "authorization_server_metadata");
    routes.set(`${prefix}/healthz`, "healthz");
    routes.set(`${prefix}/readyz`, "readyz");
    routes.set(`${prefix}/`, "home");
  }
  if (base !== "") routes.set(base, "home");
  return (pathname) => routes.get(pathname) ?? "unknown";
}
