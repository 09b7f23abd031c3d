import type { HandlerOptions } from "./handler-options.ts";
import type { Log } from "./log.ts";
import type { ProtectedResource } from "./protected-resource.ts";
import { createRoutes, type Destination } from "./route.ts";
import type { IssuerEffects } from "./auth/issuer.ts";
import type { ServerConfig } from "./server-config.ts";
import type { ApiDefinition } from "./surface-types.ts";

/** Which protected resource a request is for. */
export interface ResourceDirectory {
  /** Never throws, and fetches nothing. */
  routeOf(pathname: string): Destination;
  /** @throws Refusal `tenant_unknown` */
  resourceOf(destination: Destination): ProtectedResource;
  /** Whether a call could be served. */
  ready(): Promise<boolean>;
}

/** The directory of a server that is one resource. */
export function directoryOfOne(config: ServerConfig, resource: ProtectedResource): ResourceDirectory {
  return {
    routeOf: createRoutes(config),
    resourceOf: () => resource,
    ready: () => resource.canJudgeTokens(),
  };
}

/** Several tenants behind one server, each a resource of its own. `tenants/read-tenants.ts`, an optional file, makes it. */
export interface Tenants {
  /** What holds for all of them. What is derived from a tenant's name is that of a sample here. */
  readonly config: ServerConfig;
  /** The endpoint's URL, with a placeholder. */
  readonly endpointUrl: string;
  /** Puts them behind their paths. */
  directory(parts: TenantParts): ResourceDirectory;
}

/** What a directory of tenants needs. */
export interface TenantParts {
  readonly effects: IssuerEffects & { readonly log: Log };
  /** Makes a tenant's resource. No I/O. */
  createResource(config: ServerConfig, authorization: IssuerEffects): ProtectedResource;
}

/**
 * Reads the settings of a server for several tenants.
 * @throws ConfigError that lists everything wrong with the options.
 */
export type TenantsFactory = (options: HandlerOptions, api: ApiDefinition) => Tenants;
