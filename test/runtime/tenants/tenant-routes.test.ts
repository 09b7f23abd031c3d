import { describe, expect, test } from "vitest";
import { createTenantRoutes } from "../../../templates/src/runtime/tenants/tenant-routes.ts";

const isTenant = (name: string): boolean => name === "acme" || name === "globex";
const server = ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"];

describe.each([
  ["", [""]],
  ["/tools/pets", ["", "/tools/pets"]],
])("under the path %j", (base, prefixes) => {
  const routeOf = createTenantRoutes(base, isTenant);

  test.each(prefixes)("what is there, behind %j", (prefix) => {
    const acme = { tenant: "acme" };
    const found = Object.fromEntries(
      [
        `${prefix}/acme/mcp`,
        `${prefix}/acme/.well-known/oauth-protected-resource`,
        `${prefix}/acme/.well-known/oauth-protected-resource/mcp`,
        `/.well-known/oauth-protected-resource${prefix}/acme/mcp`,
        ...server.map((name) => `${prefix}/acme${name}`),
        ...server.map((name) => `${name}${prefix}/acme/mcp`),
        `${prefix}/healthz`,
        `${prefix}/readyz`,
        `${prefix}/`,
      ].map((path) => [path, routeOf(path)]),
    );
    expect(found).toEqual({
      [`${prefix}/acme/mcp`]: { route: "mcp", ...acme },
      [`${prefix}/acme/.well-known/oauth-protected-resource`]: { route: "resource_metadata", ...acme },
      [`${prefix}/acme/.well-known/oauth-protected-resource/mcp`]: { route: "resource_metadata", ...acme },
      [`/.well-known/oauth-protected-resource${prefix}/acme/mcp`]: { route: "resource_metadata", ...acme },
      ...Object.fromEntries(
        server.flatMap((name) => [
          [`${prefix}/acme${name}`, { route: "authorization_server_metadata", ...acme }],
          [`${name}${prefix}/acme/mcp`, { route: "authorization_server_metadata", ...acme }],
        ]),
      ),
      [`${prefix}/healthz`]: { route: "healthz" },
      [`${prefix}/readyz`]: { route: "readyz" },
      [`${prefix}/`]: { route: "home" },
    });
  });

  test.each([
    "/mcp",
    "/acme",
    "/acme/",
    "/acme/mcp/",
    "/acme/healthz",
    "/acme/globex/mcp",
    "/initech/mcp",
    "/ACME/mcp",
    "/acme%2fmcp",
    "/acme%2f..%2fglobex/mcp",
    "/%61cme/mcp",
    "/acme./mcp",
    "/acme;x/mcp",
    "//acme/mcp",
    "/acme//mcp",
    "/acme\\mcp",
    "/constructor/mcp",
    "/acme/.well-known/constructor",
    "/acme/.well-known/oauth-protected-resource/globex/mcp",
    "/acme/.well-known/toString/mcp",
    `/${"a".repeat(64)}/mcp`,
    "/.well-known/oauth-protected-resource",
    "/.well-known/oauth-protected-resource/",
    "/.well-known/oauth-protected-resource/mcp",
    "/.well-known/oauth-protected-resource/acme",
    "/.well-known/oauth-protected-resource/initech/mcp",
    "/.well-known/oauth-protected-resource/acme/mcp/x",
    "/.well-known/oauth-protected-resource/globex/acme/mcp",
    "/.well-known/oauth-authorization-server",
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server/mcp",
    "/.well-known/jwks/acme/mcp",
    "/.well-known/__proto__/acme/mcp",
  ])("nothing is at %s, with the path and without", (path) => {
    expect([routeOf(path), routeOf(`${base}${path}`)]).toEqual([{ route: "unknown" }, { route: "unknown" }]);
  });
});
