import {
  checkAlgorithms,
  checkAudiences,
  checkBaseline,
  checkIssuers,
  checkJwksUri,
  checkResource,
  checkTokenTypes,
} from "./config-oauth.ts";
import { checkAllowedHosts, checkAllowedOrigins, checkApiBaseUrl, checkOrigins } from "./config-network.ts";
import { checkAllowedClients, checkClient, checkIntrospection } from "./config-client.ts";
import { requirementOf } from "./auth/caller-requirement.ts";
import { applyPreset, choosePreset } from "./config-provider.ts";
import { checkRedisUrl, checkState } from "./config-state.ts";
import { readUrl } from "./config-url.ts";
import { ConfigError } from "./errors.ts";
import type { HandlerOptions } from "./handler-options.ts";
import { resolveLimits } from "./limits.ts";
import type { ServerConfig } from "./server-config.ts";
import type { ApiDefinition } from "./surface-types.ts";

/**
 * Checks every option and fills in every default.
 * @param problems what was found wrong before
 * @throws ConfigError that lists all problems.
 */
export function resolveConfig(given: HandlerOptions, api: ApiDefinition, problems: string[] = []): ServerConfig {
  const options = withGenerated(given, api);
  const publicUrl = readUrl("PUBLIC_URL (publicUrl)", options.publicUrl ?? "http://localhost:3000", problems);
  const apiBaseUrl = checkApiBaseUrl(options.apiBaseUrl, problems);
  const resource = options.oauthResource ?? (publicUrl === undefined ? "unknown:" : endpointOf(publicUrl));
  const preset = choosePreset(options.oauthProvider, api.auth?.provider, problems);
  const optional = {
    jwksUri: checkJwksUri(options, problems),
    allowedClients: checkAllowedClients(options.oauthAllowedClients, problems),
    client: checkClient(options, problems),
    introspection: checkIntrospection(options, preset, problems),
    redisUrl: checkRedisUrl(options.redisUrl, problems),
    requires: requirementOf(api),
  };
  const checked = {
    resource: checkResource(resource, problems),
    issuers: checkIssuers(options.oauthIssuer, problems),
    audiences: checkAudiences(options.oauthAudience ?? [resource], problems),
    algorithms: checkAlgorithms(options.oauthAlgorithms, problems),
    tokenTypes: checkTokenTypes(options.oauthTokenTypes, preset?.tokenTypes ?? ["at+jwt"], problems),
    ...applyPreset(preset, options, problems),
    baseline: checkBaseline(options.scopeBaseline, problems),
    toolMode: checkToolMode(options.toolMode, api, problems),
    origins: checkOrigins(options.apiOrigins ?? {}, api, problems),
    allowedOrigins: checkAllowedOrigins(options.allowedOrigins ?? [], problems),
    allowedHosts: checkAllowedHosts(options.allowedHosts, publicUrl, problems),
    ...checkState(options, api, problems),
    legacySse: checkLegacySse(options, problems),
    limits: resolveLimits(options.limits ?? {}, problems),
  };
  if (problems.length > 0 || publicUrl === undefined || apiBaseUrl === undefined) throw new ConfigError(problems);
  return { publicUrl, apiBaseUrl, ...checked, ...withoutUndefined(optional) };
}

/** What the project was generated with holds where the environment says nothing. */
function withGenerated(options: HandlerOptions, api: ApiDefinition): HandlerOptions {
  const { auth, upstream } = api;
  return {
    ...options,
    apiBaseUrl: options.apiBaseUrl || (upstream?.baseUrl ?? ""),
    oauthAudience: options.oauthAudience ?? auth?.audience,
    oauthClientId: options.oauthClientId ?? (upstream?.mode === "exchange" ? upstream.clientId : undefined),
  };
}

/** What is set of the settings that have no default. */
function withoutUndefined<T extends object>(settings: T): { [name in keyof T]?: NonNullable<T[name]> } {
  const set = Object.entries(settings).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same entries, without those that are undefined
  return Object.fromEntries(set) as { [name in keyof T]?: NonNullable<T[name]> };
}

/** `TOOL_MODE`, else what the project was generated with. */
function checkToolMode(given: string | undefined, api: ApiDefinition, problems: string[]): ServerConfig["toolMode"] {
  if (given === "all" || given === "search") return given;
  if (given !== undefined) problems.push(`TOOL_MODE (toolMode) must be all or search, not "${given}".`);
  return api.tools?.mode ?? "all";
}

/** `LEGACY_SSE`. Each tenant would need paths of its own. */
function checkLegacySse({ legacySse, tenants, tenantPattern }: HandlerOptions, problems: string[]): boolean {
  if (legacySse === undefined || legacySse === false || legacySse === "false") return false;
  if (legacySse !== true && legacySse !== "true") problems.push("LEGACY_SSE (legacySse) must be true or false.");
  if (tenants !== undefined || tenantPattern !== undefined) {
    problems.push(
      "LEGACY_SSE (legacySse) is not for a server with several tenants: their clients use Streamable HTTP.",
    );
  }
  return true;
}

/** The path of the public URL without a trailing slash: empty at the root of the origin. */
export function publicPathOf(publicUrl: URL): string {
  return publicUrl.pathname === "/" ? "" : publicUrl.pathname;
}

/** The public URL of the MCP endpoint. */
export function endpointOf(publicUrl: URL): string {
  return `${publicUrl.origin}${publicPathOf(publicUrl)}/mcp`;
}
