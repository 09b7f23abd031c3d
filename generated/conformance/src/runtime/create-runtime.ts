import { type Answer, toResponse } from "./answer.ts";
import { createClosing } from "./closing.ts";
import { listForUnasked } from "./confirm/code-argument.ts";
import { createMemoryReplayStore } from "./confirm/replay-store.ts";
import { endpointOf, resolveConfig } from "./config.ts";
import { originSetting } from "./config-network.ts";
import { tokenDigest } from "./auth/token-cache.ts";
import type { LegacySse, LegacySseFactory } from "./legacy-sse.ts";
import { customize } from "./customize.ts";
import { ConfigError } from "./errors.ts";
import { createCallLimits } from "./guards/call-limits.ts";
import type { HandlerEffects, HandlerOptions } from "./handler-options.ts";
import { handleRequest, type RequestParts } from "./handle-request.ts";
import { fromWebRequest, type IncomingRequest } from "./incoming-request.ts";
import { createJsonLog, type Log } from "./log.ts";
import { createDispatch } from "./mcp/dispatch.ts";
import { createToolViews } from "./mcp/tool-views.ts";
import { createArgumentValidator } from "./mcp/validate-arguments.ts";
import { chooseHomeLevel, createHome, type HomePageFactory } from "./choose-home.ts";
import { createProtectedResource, type ResourceFeatures, type ResourceParts } from "./protected-resource.ts";
import { badRequest } from "./responses.ts";
import { readOnlySurface } from "./read-only.ts";
import { directoryOfOne, type Tenants, type TenantsFactory } from "./resource-directory.ts";
import type { SearchIndexData } from "./search/search-index.ts";
import { viewMaker } from "./search/view-maker.ts";
import { combineObservers } from "./telemetry/combine-observers.ts";
import type { Observer, ObserverFactory, ObserverSetup } from "./telemetry/observer.ts";
import { watchViews } from "./telemetry/watch-views.ts";
import type { ServerConfig } from "./server-config.ts";
import type { SharedStore, SharedStoreFactory } from "./shared-store.ts";
import type { UpstreamMode } from "./upstream/authorizer.ts";
import { fetchTransport } from "./upstream/transport.ts";
import { chooseAuthorizer } from "./upstream/choose-authorizer.ts";
import type { ApiDefinition, Customization, Tool } from "./surface-types.ts";

/** A server as a web-standard handler: mount `fetch` in any framework. */
export interface Handler {
  fetch(request: Request): Promise<Response>;
  /** The same for hosts that have no web-standard request: `node/node-listener.ts`. */
  answer(request: IncomingRequest): Promise<Answer>;
  /** Whether a call could be served now: keys are there or can be had, and the server is not draining. */
  ready(): Promise<boolean>;
  callsInFlight(): number;
  /** Opens what telemetry has of its own: the port of the metrics. A server without telemetry has nothing to open. */
  start(): Promise<void>;
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
  /** What search mode searches; see `src/search-index.ts`. */
  readonly searchIndex?: SearchIndexData;
  /** Optional parts of the runtime; see `src/features.ts`. */
  readonly features?: RuntimeFeatures;
}

/** Optional parts of the runtime, which a project has when it was generated with them. */
export interface RuntimeFeatures extends ResourceFeatures {
  /** `homePage`, which people see at `/`. */
  readonly page?: HomePageFactory;
  /** `createAudit`, for one line of each call. */
  readonly audit?: ObserverFactory;
  /** `createMetrics`, for a page of Prometheus metrics on a port of its own. */
  readonly metrics?: ObserverFactory;
  /** `createOtel`, for traces and metrics over OTLP. */
  readonly otel?: ObserverFactory;
  /** `readTenants`, for several tenants behind one server. */
  readonly tenants?: TenantsFactory;
  /** `createRedisStore`, for servers of several replicas. */
  readonly sharedStore?: SharedStoreFactory;
  /** `createLegacySse`, for clients that know HTTP+SSE only. */
  readonly legacySse?: LegacySseFactory;
  /** `exchangeMode` or `credentialsMode`, for what `src/api.ts` says of `upstream`. */
  readonly upstream?: UpstreamMode;
}

/**
 * Puts a server together. No I/O: keys are fetched when the first token or probe arrives.
 * @throws ConfigError that lists everything wrong with the options.
 */
export function createRuntime<Types>(surface: ServerSurface<Types>, options: HandlerOptions): Handler {
  const { custom, features = {} } = surface;
  const effects = resolveEffects(options.effects ?? {});
  const customized = customize(surface, custom, effects.log);
  const problems: string[] = [];
  const createAuthorizer = chooseAuthorizer({ ...customized, options }, features.upstream, problems);
  const homeLevel = chooseHomeLevel(options, customized.api, features.page !== undefined, problems);
  const tenants = tenantsOf(options, customized.api, features);
  const config = tenants?.config ?? resolveConfig(options, customized.api, problems);
  const load = { callsInFlight: () => limits.callsInFlight(), callsQueued: () => limits.callsQueued() };
  const observer = observerOf({ ...customized, options, ...effects, ...load }, features, problems);
  if (problems.length > 0) throw new ConfigError(problems);
  const { api, tools } = config.readOnly ? readOnlySurface(customized) : customized;
  warnAtStart(api, config, effects.log);
  const offer = { api, tools, searchIndex: surface.searchIndex, forUnasked: listForUnasked(config) };
  const views = createToolViews(tools, watchViews(viewMaker(offer, config.toolMode), observer));
  const store = sharedStoreOf(config, effects.log, features);
  const legacySse = legacySseOf(config, effects, features);
  const limits = createCallLimits(config.limits, { shared: store?.counter, log: effects.log, now: effects.now });
  const closing = createClosing();
  const scopes = new Set(tools.flatMap((tool) => tool.scopes.flat()));
  const { compress } = options.effects ?? {};
  const mcp = createDispatch({ api, hasLinks: config.stateSecrets.length > 0, scopes, compress, log: effects.log });
  const shared: ResourceParts = {
    createAuthorizer,
    api,
    features,
    hooks: custom.hooks,
    effects,
    limits,
    isOverloaded: effects.isOverloaded,
    views,
    mcp,
    closing,
    observer,
    validateArguments: createArgumentValidator(),
    // Of the server, not of a tenant: what was used stays used when a tenant is let go.
    replay: store?.replay ?? createMemoryReplayStore(effects.now),
  };
  // Also where there are tenants: what a feature is missing for is told at the start.
  const resource = createProtectedResource(config, shared);
  const directory =
    tenants?.directory({ effects, createResource: (of, through) => createProtectedResource(of, shared, through) }) ??
    directoryOfOne(config, resource);
  let draining = false;
  const ready = async (): Promise<boolean> => !draining && (await directory.ready());
  const endpointUrl = tenants?.endpointUrl ?? endpointOf(config.publicUrl);
  const parts: RequestParts = {
    directory,
    config,
    endpointUrl,
    health: { ready, draining: () => draining, ...load },
    home: createHome(homeLevel, { api, tools, endpointUrl, page: features.page }),
    legacySse,
    log: effects.log,
    observer,
    now: effects.now,
  };
  return {
    fetch: async (request) => {
      // Bun hands on what the Host header says, and shows its own page, with our source, for what is thrown.
      const incoming = URL.canParse(request.url) ? fromWebRequest(request) : undefined;
      return toResponse(incoming === undefined ? badRequest : await handleRequest(incoming, parts));
    },
    answer: (request) => handleRequest(request, parts),
    ready,
    callsInFlight: load.callsInFlight,
    start: async () => await observer?.start?.(),
    drain: () => {
      draining = true;
      legacySse?.drain();
    },
    close: async () => {
      draining = true;
      closing.close();
      legacySse?.close();
      limits.close();
      await mcp.close();
      await store?.close();
      await observer?.close?.();
    },
  };
}

/** Who watches this server: the telemetry that it was generated with, as far as the options switch it on. */
function observerOf(setup: ObserverSetup, features: RuntimeFeatures, problems: string[]): Observer | undefined {
  const { options } = setup;
  const missing = (feature: "metrics" | "audit", variable: string): string =>
    `This server was generated without telemetry.${feature}: set it in slipway.config and generate again, or leave ${variable} out.`;
  if (features.metrics === undefined && options.metricsPort !== undefined)
    problems.push(missing("metrics", "METRICS_PORT (metricsPort)"));
  if (features.audit === undefined && options.auditKey !== undefined)
    problems.push(missing("audit", "AUDIT_KEY (auditKey)"));
  const factories = [features.metrics, features.otel, features.audit].filter((factory) => factory !== undefined);
  return combineObservers(factories.flatMap((create) => create(setup, problems) ?? []));
}

/**
 * The tenants of a server that was configured for several.
 * @throws ConfigError, also in a project that was generated without them.
 */
function tenantsOf(options: HandlerOptions, api: ApiDefinition, features: RuntimeFeatures): Tenants | undefined {
  if (options.tenants === undefined && options.tenantPattern === undefined) return undefined;
  refuseSharedCredentials(options, api);
  if (features.tenants !== undefined) return features.tenants(options, api);
  throw new ConfigError([
    "This server was generated for a single tenant: set auth.tenants in slipway.config and generate again, or leave TENANTS (tenants) and TENANT_PATTERN (tenantPattern) out.",
  ]);
}

/**
 * The store that replicas share, when one is configured. No I/O.
 * @throws ConfigError in a project that was generated without it.
 */
function sharedStoreOf(config: ServerConfig, log: Log, features: RuntimeFeatures): SharedStore | undefined {
  if (config.redisUrl === undefined) return undefined;
  const create = features.sharedStore;
  if (create !== undefined) return create({ url: config.redisUrl, resource: config.resource, log });
  throw new ConfigError([
    "This server was generated without a shared store: set sharedStore: redis in slipway.config and generate again, or leave REDIS_URL (redisUrl) out.",
  ]);
}

/**
 * What a tenant's users may do must not rest on a secret that all tenants share, nor be told to a place that all share.
 * @throws ConfigError
 */
function refuseSharedCredentials({ exchangeTokenUri }: HandlerOptions, { upstream }: ApiDefinition): void {
  if (upstream?.mode === "credentials") {
    throw new ConfigError([
      "A server for several tenants cannot use the upstream mode credentials: every tenant's users would act with the same ones. Use forward or exchange, or run one server for each tenant.",
    ]);
  }
  if (exchangeTokenUri === undefined) return;
  throw new ConfigError([
    "EXCHANGE_TOKEN_URI (exchangeTokenUri) cannot be set with tenants: each tenant's tokens are exchanged at the token endpoint of its own authorization server, as its metadata names it.",
  ]);
}

/**
 * The deprecated transport, when it is switched on. No I/O.
 * @throws ConfigError in a project that was generated without it.
 */
function legacySseOf(
  config: ServerConfig,
  { log, now }: { readonly log: Log; readonly now: () => number },
  features: RuntimeFeatures,
): LegacySse | undefined {
  if (!config.legacySse) return undefined;
  const messagesPath = `${new URL(endpointOf(config.publicUrl)).pathname}/messages`;
  if (features.legacySse !== undefined) return features.legacySse({ messagesPath, log, now });
  throw new ConfigError([
    "This server was generated without the HTTP+SSE transport: set legacySse: true in slipway.config and generate again, or leave LEGACY_SSE (legacySse) out.",
  ]);
}

function resolveEffects(
  given: HandlerEffects,
): Required<{ [name in Exclude<keyof HandlerEffects, "compress">]: NonNullable<HandlerEffects[name]> }> {
  const send: typeof fetch = given.fetch ?? ((input, init) => fetch(input, init));
  return {
    fetch: send,
    transport: given.transport ?? fetchTransport(send),
    digest: given.digest ?? tokenDigest,
    now: given.now ?? Date.now,
    isOverloaded: given.isOverloaded ?? (() => false),
    keepAlive: given.keepAlive ?? (() => {}),
    log: given.log ?? createJsonLog(),
  };
}

/** Said once, at the start: what a preset loosens, and tools of origins without a URL, which are listed and refuse when they are called. */
function warnAtStart(api: ApiDefinition, config: ServerConfig, log: Log): void {
  for (const reason of config.relaxations) log.warn("the provider's preset loosens a check", { reason });
  for (const { name } of api.origins) {
    if (!config.origins.has(name))
      log.warn("some tools cannot be used", { reason: `${originSetting(name)} is not set` });
  }
}
