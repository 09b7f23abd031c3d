import { DocumentError } from "../auth/fetch-document.ts";
import type { IssuerEffects } from "../auth/issuer.ts";
import { ConfigError, Refusal } from "../errors.ts";
import type { ProtectedResource } from "../protected-resource.ts";
import type { ResourceDirectory, TenantParts } from "../resource-directory.ts";
import type { Destination } from "../route.ts";
import type { Limits, ServerConfig } from "../server-config.ts";
import { createFetchAllowance } from "./fetch-allowance.ts";

/** What a directory of tenants is made of, besides its {@link TenantParts}. */
export interface DirectoryOptions {
  readonly routeOf: (pathname: string) => Destination;
  /** Whether a tenant was named by the operator, not only by a pattern. */
  readonly isListed: (tenant: string) => boolean;
  /** @throws ConfigError for a name that the provider's preset does not allow */
  readonly configOf: (tenant: string) => ServerConfig;
  readonly limits: Limits;
}

/**
 * The resources of tenants, each made when it is first asked for. At most `MAX_TENANTS` are held; beyond it goes the one that was
 * longest not asked for, first of those whose authorization server has never answered: names that nobody has cannot push out tenants.
 */
export function createTenantDirectory(options: DirectoryOptions, parts: TenantParts): ResourceDirectory {
  const { routeOf, isListed, limits } = options;
  const held = new Map<string, ProtectedResource>();
  const allowance = createFetchAllowance(limits.maxTenantFetchesPerMinute, parts.effects.now);

  function open(tenant: string): ProtectedResource {
    const config = configOf(tenant, options);
    const effects: IssuerEffects = isListed(tenant)
      ? parts.effects
      : {
          ...parts.effects,
          fetch: async (input, init) => {
            if (resource.isKnown() || allowance.take()) return await parts.effects.fetch(input, init);
            throw new DocumentError("too many tenants were asked for that have not been known before");
          },
        };
    const resource = parts.createResource(config, effects);
    return resource;
  }

  return {
    routeOf,
    resourceOf({ tenant }) {
      if (tenant === undefined) throw unknownTenant();
      const resource = held.get(tenant) ?? open(tenant);
      // A map iterates in the order of insertion: what is inserted anew is the latest.
      held.delete(tenant);
      if (held.size >= limits.maxTenants) held.delete(leastWanted(held));
      held.set(tenant, resource);
      return resource;
    },
    // Each tenant has its own authorization server: no outage of one of them is a reason to send the others' callers away.
    ready: async () => true,
  };
}

function leastWanted(held: ReadonlyMap<string, ProtectedResource>): string {
  let oldest: string | undefined;
  for (const [tenant, resource] of held) {
    if (!resource.isKnown()) return tenant;
    oldest ??= tenant;
  }
  return oldest ?? "";
}

/** A name that a pattern lets in, and the provider does not have: `common` at Entra. */
function configOf(tenant: string, options: DirectoryOptions): ServerConfig {
  try {
    return options.configOf(tenant);
  } catch (error) {
    throw error instanceof ConfigError ? unknownTenant() : error;
  }
}

function unknownTenant(): Refusal {
  return new Refusal("tenant_unknown", "Nothing is served here.");
}
