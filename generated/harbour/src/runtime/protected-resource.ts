import type { BearerGate } from "./auth/bearer-gate.ts";
import type { Introspection, IntrospectionFactory } from "./auth/introspection.ts";
import { createIssuers, type Issuer, type IssuerEffects } from "./auth/issuer.ts";
import { resourceMetadataJson, resourceMetadataUrl } from "./auth/resource-metadata.ts";
import { createScopeNames } from "./auth/scope-names.ts";
import { createTokenCache, type Digest } from "./auth/token-cache.ts";
import { createConfirmation } from "./confirm/confirmation.ts";
import type { ReplayStore } from "./confirm/replay-store.ts";
import { ConfigError, Refusal } from "./errors.ts";
import { createResultLinks } from "./links/result-links.ts";
import { type CallOptions, createCallDependencies } from "./mcp/call-dependencies.ts";
import { callTool, readAnswer } from "./mcp/call-tool.ts";
import type { ArgumentValidator } from "./mcp/validate-arguments.ts";
import type { Observer } from "./telemetry/observer.ts";
import { watchCalls, watchReads } from "./telemetry/watch-calls.ts";
import type { McpEndpoint } from "./serve-mcp.ts";
import type { ServerConfig } from "./server-config.ts";
import type { ApiDefinition } from "./surface-types.ts";
import type { AuthorizerFactory } from "./upstream/authorizer.ts";
import type { Transport } from "./upstream/transport.ts";

/**
 * A protected resource (RFC 9728): its MCP endpoint, and the documents about it. A server is one; a server for several
 * tenants has one for each, and they share nothing that was made of a configuration: no key, no token, no upstream.
 */
export interface ProtectedResource {
  readonly endpoint: McpEndpoint;
  /** The RFC 9728 document, serialised. */
  readonly metadata: string;
  /**
   * The first authorization server's metadata, serialised, for clients of 2025-03-26 that look for it here.
   * @throws Refusal `metadata_unavailable`
   */
  authorizationServerMetadata(): Promise<string>;
  /** Whether a token could be judged now; fetches keys when there are none. */
  canJudgeTokens(): Promise<boolean>;
  /** Whether its authorization server has answered lately: keys or metadata of it are held. */
  isKnown(): boolean;
}

/** Optional parts of the runtime that a resource is made with. */
export interface ResourceFeatures extends Pick<CallOptions, "answerReaders" | "bodyWriters" | "readSelection"> {
  /** `createIntrospection`, for opaque tokens. */
  readonly introspection?: IntrospectionFactory;
}

/** What all resources of a server share. */
export interface ResourceParts extends Omit<McpEndpoint, "config" | "gate" | "call" | "linked"> {
  readonly api: ApiDefinition;
  readonly features: ResourceFeatures;
  /** `custom.hooks` of `src/custom.ts`. */
  readonly hooks: object | undefined;
  readonly effects: IssuerEffects & { readonly digest: Digest; readonly transport: Transport };
  readonly validateArguments: ArgumentValidator;
  readonly observer?: Observer | undefined;
  /** Remembers the answers of users that were used. */
  readonly replay: ReplayStore;
  /** Makes what decides on the API's credentials. */
  readonly createAuthorizer: AuthorizerFactory;
}

/**
 * Makes the resource that a configuration describes. No I/O.
 * @param authorization how its authorization servers are reached
 * @throws ConfigError when the configuration needs a feature that the project was generated without.
 */
export function createProtectedResource(
  config: ServerConfig,
  parts: ResourceParts,
  authorization: IssuerEffects = parts.effects,
): ProtectedResource {
  const { api, features, hooks, effects, validateArguments, createAuthorizer, replay, observer, ...shared } = parts;
  const { now, log } = effects;
  const issuers = createIssuers(config, authorization);
  const introspection = introspectionOf(config, { issuers, effects: authorization, features });
  const scopeNames = createScopeNames(api.scopes);
  const gate: BearerGate = {
    config,
    issuers,
    now: effects.now,
    digest: effects.digest,
    verified: createTokenCache({ maxTokens: config.limits.maxCachedTokens, now: effects.now }),
    ...(introspection && { introspection }),
    scopeNames,
    resourceMetadata: resourceMetadataUrl(config),
    baseline: api.scopes.baseline[config.baseline],
    observer,
  };
  const links = config.stateSecrets.length > 0 ? createResultLinks(config, now) : undefined;
  const dependencies = createCallDependencies({
    ...features,
    config,
    authorizer: createAuthorizer({ config, issuers, scopeNames, effects: authorization }),
    hooks,
    transport: effects.transport,
    log: effects.log,
    observer,
    now,
    closing: shared.closing,
    validateArguments,
    ...(config.confirm !== "never" && { confirmation: createConfirmation({ config, replay, now, log }) }),
    ...(links && { links }),
    // RFC 9110, 10.1.5: a version is a token; the document's may be any text.
    userAgent: `${api.name}/${api.version.replaceAll(/[^\w.+-]/g, "-")}`,
  });
  return {
    endpoint: {
      ...shared,
      config,
      gate,
      call: watchCalls(async (tool, args, call) => callTool(tool, args, call, dependencies), observer, config.tenant),
      ...(links && {
        linked: {
          links,
          now,
          read: watchReads(
            async (tool, args, call) => readAnswer(tool, args, call, dependencies),
            observer,
            config.tenant,
          ),
        },
      }),
    },
    metadata: resourceMetadataJson(config, api),
    authorizationServerMetadata: () => firstMetadata(issuers),
    canJudgeTokens: () => canJudgeTokens(issuers),
    isKnown: () => [...issuers.values()].some(({ keys, metadata }) => keys.held() || metadata.held()),
  };
}

/**
 * What looks opaque tokens up, when that is configured.
 * @throws ConfigError in a project that was generated without it.
 */
function introspectionOf(
  config: ServerConfig,
  given: {
    readonly issuers: ReadonlyMap<string, Issuer>;
    readonly effects: IssuerEffects;
    readonly features: ResourceFeatures;
  },
): Introspection | undefined {
  const [issuer] = given.issuers.values();
  if (config.introspection === undefined || issuer === undefined) return undefined;
  const create = given.features.introspection;
  if (create !== undefined) return create({ config, issuer, effects: given.effects }, config.introspection);
  throw new ConfigError([
    "This server was generated without introspection of opaque tokens: set auth.introspection in slipway.config and generate again, or leave OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) out.",
  ]);
}

/** One issuer with keys is enough: the outage of another must not take its neighbours' callers down. */
async function canJudgeTokens(issuers: ReadonlyMap<string, Issuer>): Promise<boolean> {
  const known = [...issuers.values()];
  if (known.some((issuer) => issuer.keys.held())) return true;
  const fetched = await Promise.allSettled(known.map((issuer) => issuer.keys.current()));
  return fetched.some((result) => result.status === "fulfilled");
}

/** MCP 2025-03-26, Server Metadata Discovery: its clients look for the metadata at the MCP server's origin. */
async function firstMetadata(issuers: ReadonlyMap<string, Issuer>): Promise<string> {
  const [first] = issuers.values();
  try {
    const metadata = await first?.metadata.current();
    return JSON.stringify(metadata?.document);
  } catch {
    throw new Refusal("metadata_unavailable", "The authorization server's metadata cannot be fetched at the moment.", {
      "retry-after": "5",
    });
  }
}
