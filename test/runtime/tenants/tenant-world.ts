/** A toy server for several tenants, with an authorization server and an API for each, all in this process. */
import { api } from "../../../templates/src/api.ts";
import { custom } from "../../../templates/src/custom.ts";
import { createIntrospection } from "../../../templates/src/runtime/auth/introspect.ts";
import { createRuntime, type Handler } from "../../../templates/src/runtime/create-runtime.ts";
import type { HandlerOptions } from "../../../templates/src/runtime/handler-options.ts";
import { readTenants } from "../../../templates/src/runtime/tenants/read-tenants.ts";
import { tools } from "../../../templates/src/tools/index.ts";
import { type LoggedLine, mint, publicUrl, recordingLog, type TestKey } from "../toy-world.ts";

export interface TenantWorld {
  readonly handler: Handler;
  readonly lines: LoggedLine[];
  /** Everything that was fetched, in order: from authorization servers and APIs. */
  readonly fetched: string[];
  /** Requests that reached an API: where, and with which token. */
  readonly apiRequests: { readonly url: string; readonly authorization: string | null }[];
  /** Milliseconds since the epoch. */
  now: number;
}

export interface TenantWorldOptions extends Partial<HandlerOptions> {
  /** The keys of each tenant's authorization server; the others do not exist. */
  readonly servers: Readonly<Record<string, readonly TestKey[]>>;
  /** What an authorization server says of an opaque token. */
  readonly introspect?: (tenant: string, token: string) => object;
  /** What every API answers. Default: a pet of the API's name. */
  readonly api?: () => Promise<Response>;
}

export const issuerOf = (tenant: string): string => `https://${tenant}.auth.example`;
export const endpointOf = (tenant: string): string => `${publicUrl}/${tenant}/mcp`;
export const metadataOf = (tenant: string): string => `${publicUrl}/.well-known/oauth-protected-resource/${tenant}/mcp`;

export function createTenantWorld({ servers, introspect, api: answer, ...options }: TenantWorldOptions): TenantWorld {
  const lines: LoggedLine[] = [];
  const world = {
    lines,
    fetched: [] as string[],
    apiRequests: [] as { url: string; authorization: string | null }[],
    now: 1_800_000_000_000,
  };
  const authorizationServer = async (url: URL, init: RequestInit | undefined): Promise<Response> => {
    const [tenant = ""] = url.hostname.split(".");
    const keys = Object.hasOwn(servers, tenant) ? servers[tenant] : undefined;
    if (keys === undefined) return new Response("no such host", { status: 404 });
    if (url.pathname === "/jwks") return Response.json({ keys: keys.map((key) => key.publicJwk) });
    if (url.pathname === "/introspect") {
      const form = new URLSearchParams(await new Response(init?.body ?? null).text());
      return Response.json(introspect?.(tenant, form.get("token") ?? "") ?? { active: false });
    }
    const issuer = issuerOf(tenant);
    return Response.json({ issuer, jwks_uri: `${issuer}/jwks`, introspection_endpoint: `${issuer}/introspect` });
  };
  const fetchInside: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    world.fetched.push(url.href);
    if (url.hostname.endsWith(".auth.example")) return await authorizationServer(url, init);
    if (!url.hostname.endsWith("api.example")) throw new TypeError("a stray fetch");
    world.apiRequests.push({ url: url.href, authorization: new Headers(init?.headers).get("authorization") });
    return answer === undefined ? Response.json([{ id: "1", name: url.hostname }]) : await answer();
  };
  const surface = { api, tools, custom, features: { introspection: createIntrospection, tenants: readTenants } };
  const handler = createRuntime(surface, {
    publicUrl,
    oauthIssuer: ["https://{tenant}.auth.example"],
    apiBaseUrl: "https://{tenant}.api.example/v1",
    ...options,
    effects: { fetch: fetchInside, now: () => world.now, log: recordingLog(lines), ...options.effects },
  });
  return Object.assign(world, { handler });
}

/** A good token of a tenant. */
export async function mintFor(
  key: TestKey,
  tenant: string,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  return await mint(key, { iss: issuerOf(tenant), aud: endpointOf(tenant), ...claims }, header);
}
