import { publicPathOf, resolveConfig } from "../config.ts";
import { ConfigError } from "../errors.ts";
import type { HandlerOptions } from "../handler-options.ts";
import type { Tenants } from "../resource-directory.ts";
import type { ServerConfig } from "../server-config.ts";
import type { ApiDefinition } from "../surface-types.ts";
import { createTenantDirectory } from "./tenant-directory.ts";
import { isTenantName, tenantNameRule } from "./tenant-name.ts";
import { checkTenantOptions, optionsOfTenant, publicUrlOf } from "./tenant-options.ts";
import { readTenantPattern } from "./tenant-pattern.ts";
import { createTenantRoutes } from "./tenant-routes.ts";
import { placeholder } from "./tenant-template.ts";

/** Stands for every tenant when the settings are checked, where only a pattern says who is one. */
const sampleName = "tenant";

/**
 * Reads `TENANTS`, `TENANT_PATTERN` and the settings with `{tenant}`. Whatever is derived from a name is derived of names that were
 * let in, and only then: a name that is neither listed nor matched leads nowhere.
 * @throws ConfigError that lists everything wrong with the options.
 */
export function readTenants(options: HandlerOptions, api: ApiDefinition): Tenants {
  const problems: string[] = [];
  const listed = checkList(options.tenants, problems);
  const pattern = options.tenantPattern === undefined ? undefined : readTenantPattern(options.tenantPattern, problems);
  checkTenantOptions(options, problems);
  const configOf = (tenant: string): ServerConfig => {
    const config = resolveConfig(optionsOfTenant(options, tenant), api);
    return { ...config, tenant };
  };
  const [first = sampleName, ...others] = listed;
  const config = checked(
    () => toldApart(configOf(first), configOf(first === sampleName ? "other" : sampleName)),
    problems,
  );
  for (const tenant of others) configOf(tenant);
  const isTenant = (name: string): boolean => listed.has(name) || (pattern?.test(name) === true && isTenantName(name));
  const routeOf = createTenantRoutes(publicPathOf(new URL(publicUrlOf(options))), isTenant);
  return {
    config,
    endpointUrl: `${publicUrlOf(options)}/${placeholder}/mcp`,
    directory: (parts) =>
      createTenantDirectory(
        { routeOf, isListed: (tenant) => listed.has(tenant), configOf, limits: config.limits },
        parts,
      ),
  };
}

/** One message for everything: what is wrong with the settings of a tenant joins what is wrong with those of all. */
function checked(resolve: () => ServerConfig, problems: readonly string[]): ServerConfig {
  try {
    const config = resolve();
    if (problems.length === 0) return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const told = new Set(problems.map(settingOf));
    throw new ConfigError([...problems, ...error.problems.filter((problem) => !told.has(settingOf(problem)))]);
  }
  throw new ConfigError(problems);
}

/** The name of the setting that a problem begins with. */
function settingOf(problem: string): string {
  return /^[A-Z_]+/.exec(problem)?.[0] ?? problem;
}

function checkList(given: readonly string[] | undefined, problems: string[]): ReadonlySet<string> {
  if (given?.length === 0) problems.push("TENANTS (tenants) is set but names no tenant: name one, or leave it out.");
  for (const name of given ?? []) {
    if (isTenantName(name)) continue;
    problems.push(`TENANTS (tenants) "${name}" cannot be a tenant: a name has ${tenantNameRule}.`);
  }
  return new Set(given);
}

/**
 * RFC 7662, 2.2: an answer need not say who issued the token. So it is the audience that tells tenants apart where opaque tokens are
 * looked up: no audience may be of two of them, and a preset must not do without.
 * @returns the first
 */
function toldApart(config: ServerConfig, other: ServerConfig): ServerConfig {
  const { introspection, claims, audiences } = config;
  if (introspection === undefined) return config;
  const problems: string[] = [];
  if (introspection.kind === "tokeninfo" || claims.audienceByClient) {
    problems.push(
      "OAUTH_PROVIDER (oauthProvider): opaque tokens of this provider do not say which tenant they are for, so they cannot be looked up where there are tenants.",
    );
  }
  if (audiences.some((audience) => other.audiences.includes(audience))) {
    problems.push(
      `OAUTH_AUDIENCE (oauthAudience) must hold ${placeholder} where opaque tokens are looked up: nothing else is sure to say which tenant they are for.`,
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}
