import type { BearerGate } from "./auth/bearer-gate.ts";
import type { Introspection, IntrospectionFactory } from "./auth/introspection.ts";
import { createIssuers, type Issuer, type IssuerEffects } from "./auth/issuer.ts";
import { resourceMetadataJson, resourceMetadataUrl } from "./auth/resource-metadata.ts";
import { createScopeNames } from "./auth/scope-names.ts";
import { createTokenCache } from "./auth/token-cache.ts";
import { resolveConfig } from "./config.ts";
import { originSetting } from "./config-network.ts";
import { customize } from "./customize.ts";
import { ConfigError, Refusal } from "./errors.ts";
import { createCallLimits } from "./guards/call-limits.ts";
import type { HandlerEffects, HandlerOptions } from "./handler-options.ts";
import { handleRequest, type RequestParts } from "./handle-request.ts";
import { createJsonLog, type Log } from "./log.ts";
import { callTool } from "./mcp/call-tool.ts";
import { type CallOptions, createCallDependencies } from "./mcp/call-dependencies.ts";
import { createDispatch } from "./mcp/dispatch.ts";
import { createToolTable } from "./mcp/tool-table.ts";
import { homeJson } from "./pages.ts";
import { createRoutes } from "./route.ts";
import type { ServerConfig } from "./server-config.ts";
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
}

/**
 * Puts a server together. No I/O: keys are fetched when the first token or probe arrives.
 * @throws ConfigError that lists everything wrong with the options.
 */
export function createRuntime<Types>(surface: ServerSurface<Types>, options: HandlerOptions): Handler {
  const { custom, features } = surface;
  const effects = resolveEffects(options.effects ?? {});
  const { api, tools } = customize(surface, custom, effects.log);
  const config = resolveConfig(options, api);
  warnOfOrigins(api, config, effects.log);
  for (const reason of config.relaxations) effects.log.warn("the provider's preset loosens a check", { reason });
  const issuers = createIssuers(config, effects);
  const introspection = introspectionOf(config, { issuers, effects, features });
  const table = createToolTable(tools);
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
    // RFC 9110, 10.1.5: a version is a token; the document's may be any text.
    userAgent: `${api.name}/${api.version.replaceAll(/[^\w.+-]/g, "-")}`,
  });
  const mcp = createDispatch({
    api,
    table,
    call: (tool, args, call) => callTool(tool, args, call, dependencies),
    closing: closing.signal,
    log: effects.log,
  });
  let draining = false;
  const ready = async (): Promise<boolean> => !draining && (await canJudgeTokens(issuers));
  const parts: RequestParts = {
    routeOf: createRoutes(config),
    endpoint: { config, gate, limits, table, mcp, closed: closing.signal },
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
