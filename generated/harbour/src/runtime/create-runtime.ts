import type { BearerGate } from "./auth/bearer-gate.ts";
import type { Introspection, IntrospectionFactory } from "./auth/introspection.ts";
import { createIssuers, type Issuer, type IssuerEffects } from "./auth/issuer.ts";
import { resourceMetadataJson, resourceMetadataUrl } from "./auth/resource-metadata.ts";
import { createScopeNames } from "./auth/scope-names.ts";
import { createTokenCache } from "./auth/token-cache.ts";
import { resolveConfig } from "./config.ts";
import { originSetting } from "./config-network.ts";
import { ConfigError, Refusal } from "./errors.ts";
import { createCallLimits } from "./guards/call-limits.ts";
import type { HandlerEffects, HandlerOptions } from "./handler-options.ts";
import { handleRequest, type RequestParts } from "./handle-request.ts";
import { createJsonLog, type Log } from "./log.ts";
import { type Confirmation, createConfirmation } from "./confirm/confirmation.ts";
import { createMemoryReplayStore } from "./confirm/replay-store.ts";
import { createResultLinks } from "./links/result-links.ts";
import { callTool, readAnswer } from "./mcp/call-tool.ts";
import { type CallOptions, createCallDependencies } from "./mcp/call-dependencies.ts";
import { createDispatch } from "./mcp/dispatch.ts";
import { createToolTable } from "./mcp/tool-table.ts";
import { homeJson } from "./pages.ts";
import { readOnlySurface } from "./read-only.ts";
import { createRoutes } from "./route.ts";
import type { ServerConfig } from "./server-config.ts";
import type { SharedStore, SharedStoreFactory } from "./shared-store.ts";
import type { ApiDefinition, Customization, Tool } from "./surface-types.ts";

/** A server as a web-standard handler: mount `fetch` in any framework. */
export interface Handler {
  fetch(request: Request): Promise<Response>;
  /** Whether a call could be served now: keys are there or can be had, and the server is not draining. */
  ready(): Promise<boolean>;
  callsInFlight(): number;
  /** From now on `/readyz` answers 503. Calls are still served. */
  drain(): void;
  /** Aborts the calls still in flight; further ones get 503. */
  close(): Promise<void>;
}

/** What the generator wrote, and what the user wrote beside it. */
export interface ServerSurface<Types> {
  readonly api: ApiDefinition;
  readonly tools: readonly Tool[];
  readonly custom: Customization<Types>;
  /** Optional parts of the runtime; see `src/features.ts`. */
  readonly features?: RuntimeFeatures;
}

/** Optional parts of the runtime, which a project has when it was generated with them. */
export interface RuntimeFeatures extends Pick<CallOptions, "answerReaders" | "bodyWriters"> {
  /** `createIntrospection`, for opaque tokens. */
  readonly introspection?: IntrospectionFactory;
  /** `createRedisStore`, for servers of several replicas. */
  readonly sharedStore?: SharedStoreFactory;
}

/**
 * Puts a server together. No I/O: keys are fetched when the first token or probe arrives.
 * @throws ConfigError that lists everything wrong with the options.
 */
export function createRuntime<Types>(generated: ServerSurface<Types>, options: HandlerOptions): Handler {
  const config = resolveConfig(options, generated.api);
  const { api, tools, custom, features } = config.readOnly ? readOnlySurface(generated) : generated;
  const effects = resolveEffects(options.effects ?? {});
  warnOfOrigins(api, config, effects.log);
  for (const reason of config.relaxations) effects.log.warn("the provider's preset loosens a check", { reason });
  const issuers = createIssuers(config, effects);
  const introspection = introspectionOf(config, { issuers, effects, features });
  const store = sharedStoreOf(config, effects.log, features);
  const confirmation = confirmationOf(config, effects, store);
  const table = createToolTable(tools, (tool, listed) => confirmation?.listed(tool, listed) ?? listed);
  const links = config.stateSecrets.length > 0 ? createResultLinks(config, effects.now) : undefined;
  const limits = createCallLimits(config.limits);
  const closing = new AbortController();
  const gate: BearerGate = {
    config,
    issuers,
    now: effects.now,
    verified: createTokenCache({ maxTokens: config.limits.maxCachedTokens, now: effects.now }),
    ...(introspection && { introspection }),
    scopeNames: createScopeNames(api.scopes),
    resourceMetadata: resourceMetadataUrl(config),
    baseline: api.scopes.baseline[config.baseline],
  };
  const dependencies = createCallDependencies({
    ...features,
    config,
    hooks: custom.hooks ?? {},
    fetch: effects.fetch,
    log: effects.log,
    confirmation,
    links,
    // RFC 9110, 10.1.5: a version is a token; the document's may be any text.
    userAgent: `${api.name}/${api.version.replaceAll(/[^\w.+-]/g, "-")}`,
  });
  const mcp = createDispatch({
    api,
    table,
    call: (tool, args, call) => callTool(tool, args, call, dependencies),
    ...(links && {
      linked: { links, read: (tool, args, call) => readAnswer(tool, args, call, dependencies), now: effects.now },
    }),
    closing: closing.signal,
    log: effects.log,
  });
  let draining = false;
  const ready = async (): Promise<boolean> => !draining && (await canJudgeTokens(issuers));
  const parts: RequestParts = {
    routeOf: createRoutes(config),
    endpoint: { config, gate, limits, table, mcp, closed: closing.signal, ...(links && { links }) },
    health: { ready, draining: () => draining, callsInFlight: () => limits.callsInFlight() },
    documents: { resourceMetadata: resourceMetadataJson(config, api), home: homeJson(config, api) },
    authorizationServerMetadata: () => firstMetadata(issuers),
    log: effects.log,
    now: effects.now,
  };
  return {
    fetch: (request) => handleRequest(request, parts),
    ready,
    callsInFlight: () => limits.callsInFlight(),
    drain: () => {
      draining = true;
    },
    close: async () => {
      draining = true;
      closing.abort(new DOMException("The server is closing", "AbortError"));
      await mcp.close();
      await store?.close();
    },
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
    readonly features: RuntimeFeatures | undefined;
  },
): Introspection | undefined {
  const [issuer] = given.issuers.values();
  if (config.introspection === undefined || issuer === undefined) return undefined;
  const create = given.features?.introspection;
  if (create !== undefined) return create({ config, issuer, effects: given.effects }, config.introspection);
  throw new ConfigError([
    "This server was generated without introspection of opaque tokens: set auth.introspection in slipway.config and generate again, or leave OAUTH_INTROSPECTION_URI (oauthIntrospectionUri) out.",
  ]);
}

/** Consent, when it is asked for. What was used once is remembered in the shared store, or here when there is none. */
function confirmationOf(
  config: ServerConfig,
  { now, log }: IssuerEffects,
  store: SharedStore | undefined,
): Confirmation | undefined {
  if (config.confirm === "never") return undefined;
  return createConfirmation({ config, replay: store?.replay ?? createMemoryReplayStore(now), now, log });
}

/**
 * The store that replicas share, when one is configured. No I/O.
 * @throws ConfigError in a project that was generated without it.
 */
function sharedStoreOf(config: ServerConfig, log: Log, features: RuntimeFeatures | undefined): SharedStore | undefined {
  if (config.redisUrl === undefined) return undefined;
  const create = features?.sharedStore;
  if (create !== undefined) return create({ url: config.redisUrl, resource: config.resource, log });
  throw new ConfigError([
    "This server was generated without a shared store: set sharedStore: redis in slipway.config and generate again, or leave REDIS_URL (redisUrl) out.",
  ]);
}

function resolveEffects(
  given: HandlerEffects,
): Required<{ [name in keyof HandlerEffects]: NonNullable<HandlerEffects[name]> }> {
  return {
    fetch: given.fetch ?? ((input, init) => fetch(input, init)),
    now: given.now ?? Date.now,
    log: given.log ?? createJsonLog(),
  };
}

/** Said once, at the start: such tools are listed, and refuse when they are called. */
function warnOfOrigins(api: ApiDefinition, config: ServerConfig, log: Log): void {
  for (const { name } of api.origins) {
    if (!config.origins.has(name))
      log.warn("some tools cannot be used", { reason: `${originSetting(name)} is not set` });
  }
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
