import { createServerRoutes, type Destination, type Route } from "../route.ts";

const documents: Readonly<Record<string, Route>> = {
  "oauth-protected-resource": "resource_metadata",
  "oauth-authorization-server": "authorization_server_metadata",
  "openid-configuration": "authorization_server_metadata",
};

/** RFC 9728, 3.1 and RFC 8414, 3.1: the well-known name is inserted before the resource's path. */
const inserted = /^\/\.well-known\/([a-z-]+)(\/.*)$/s;
const resourcePath = /^\/([a-z0-9-]{1,63})\/mcp$/;
/** Below the tenant's own path. */
const below = /^\/([a-z0-9-]{1,63})\/\.well-known\/([a-z-]+)(?:\/mcp)?$/;

/**
 * The paths of a server for several tenants, each below the public URL's path and without it, for a proxy that strips it. A path is
 * taken as it came: what is percent-encoded, in upper case or has a dot is nobody's name. What would be one resource's at
 * the root of the server is nobody's here, and unknown: which tenant is meant is not guessed.
 * @param base the public URL's path, empty at the root
 */
export function createTenantRoutes(
  base: string,
  isTenant: (name: string) => boolean,
): (pathname: string) => Destination {
  const ofServer = createServerRoutes(base);
  const withoutBase = (path: string): string =>
    base !== "" && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
  const read = (pathname: string): Destination | undefined => {
    const [, document, rest] = inserted.exec(pathname) ?? [];
    if (document !== undefined) return of(resourcePath.exec(withoutBase(rest ?? ""))?.[1], documentRoute(document));
    const path = withoutBase(pathname);
    const [, tenant, name] = below.exec(path) ?? [];
    return name === undefined ? of(resourcePath.exec(path)?.[1], "mcp") : of(tenant, documentRoute(name));
  };
  const of = (tenant: string | undefined, route: Route | undefined): Destination | undefined =>
    tenant !== undefined && route !== undefined && isTenant(tenant) ? { route, tenant } : undefined;
  return (pathname) => ofServer.get(pathname) ?? read(pathname) ?? { route: "unknown" };
}

function documentRoute(name: string): Route | undefined {
  return Object.hasOwn(documents, name) ? documents[name] : undefined;
}
