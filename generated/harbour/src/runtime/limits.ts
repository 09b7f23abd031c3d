import type { Limits } from "./server-config.ts";

/** The default of every limit: times in ms, sizes in bytes, but for tokens. */
export const defaultLimits: Limits = {
  maxRequestBytes: 1_048_576,
  maxRequestDepth: 64,
  maxTokenBytes: 8_192,
  maxBatchCalls: 10,
  maxConcurrentCalls: 512,
  maxConcurrentCallsPerCaller: 16,
  maxQueuedCalls: 256,
  maxQueuedCallsPerCaller: 16,
  queueTimeoutMs: 2_000,
  rateLimitCallsPerCaller: 1_200,
  rateLimitCalls: 60_000,
  rateLimitWindowMs: 60_000,
  maxCountedCallers: 50_000,
  circuitFailures: 10,
  circuitOpenMs: 10_000,
  callTimeoutMs: 30_000,
  maxFileBytes: 786_432,
  maxResponseBytes: 5_242_880,
  maxStreamItems: 1_000,
  maxStreamMs: 20_000,
  maxResponseDepth: 64,
  confirmTimeoutMs: 60_000,
  maxInlineBytes: 65_536,
  maxInlineMediaBytes: 524_288,
  resultLinkMs: 3_600_000,
  maxResultTokens: 10_000,
  keyFetchTimeoutMs: 2_500,
  maxKeySetBytes: 262_144,
  maxCachedTokens: 5_000,
  maxTenants: 200,
  maxCachedTokensPerTenant: 200,
  maxTenantFetchesPerMinute: 300,
  maxConcurrentIntrospections: 64,
  maxCachedUpstreamTokens: 5_000,
  maxConcurrentTokenRequests: 64,
  tokenRequestTimeoutMs: 5_000,
  maxSseSessions: 512,
  maxSseSessionsPerCaller: 8,
  sseKeepAliveMs: 15_000,
  maxEventLoopDelayMs: 1_000,
  drainTimeoutMs: 25_000,
};

/** Room for one object, and for saying how to get the rest. */
const MIN_RESULT_TOKENS = 500;

const limitMeanings: { readonly [name in keyof Limits]: string } = {
  maxRequestBytes: "largest MCP request body, in bytes",
  maxRequestDepth: "deepest nesting of an MCP request's JSON",
  maxTokenBytes: "longest bearer token, in bytes",
  maxBatchCalls: "most messages in one JSON-RPC batch, calls and others",
  maxConcurrentCalls: "calls in flight, all callers together; further ones wait",
  maxConcurrentCallsPerCaller: "calls in flight of one caller; further ones wait",
  maxQueuedCalls: "calls that wait for their turn, all callers together; beyond it 503",
  maxQueuedCallsPerCaller: "calls of one caller that wait for their turn; beyond it 429 or 503",
  queueTimeoutMs: "how long a call waits for its turn, in ms; then 429 or 503; 0: not at all",
  rateLimitCallsPerCaller: "calls of one caller in RATE_LIMIT_WINDOW_MS; beyond it 429; 0: any number",
  rateLimitCalls: "calls of all callers in RATE_LIMIT_WINDOW_MS to the API; beyond it 429; 0: any number",
  rateLimitWindowMs: "the time over which calls are counted, in ms; whole seconds",
  maxCountedCallers: "callers whose calls are counted at once, in memory",
  circuitFailures: "failures in a row after which the API is not asked for a while; 0: it always is",
  circuitOpenMs: "how long a failing API is not asked, in ms",
  callTimeoutMs: "longest time of one call, in ms",
  maxFileBytes: "largest file argument, decoded, in bytes",
  maxResponseBytes: "largest answer of the API, decompressed, in bytes",
  maxStreamItems: "most items of a streamed answer; what came until then is the result",
  maxStreamMs: "how long a streamed answer is collected, in ms; at most 4/5 of a call's time",
  maxResponseDepth: "deepest nesting of an answer's JSON",
  confirmTimeoutMs: "how long a user has to agree to a call, in ms",
  maxInlineBytes: "largest text or file in a result, in bytes; with STATE_SECRET a link stands for larger ones",
  maxInlineMediaBytes: "the same of images and audio, in bytes",
  resultLinkMs: "how long such a link works, in ms",
  maxResultTokens: "tokens of one result, as estimated; longer JSON is cut by its structure, longer text at its end",
  keyFetchTimeoutMs: "longest time to fetch an issuer's keys, in ms",
  maxKeySetBytes: "largest key set or discovery document, in bytes",
  maxCachedTokens: "verified tokens that are remembered, for a minute at most",
  maxTenants: "with tenants: those whose keys and tokens are held at once",
  maxCachedTokensPerTenant: "with tenants: verified tokens that are remembered of one of them",
  maxTenantFetchesPerMinute:
    "with TENANT_PATTERN: fetches a minute from authorization servers that have not answered before",
  maxConcurrentIntrospections: "opaque tokens being looked up at once; beyond it 503",
  maxCachedUpstreamTokens: "tokens for the API that are kept, when it does not get the caller's own",
  maxConcurrentTokenRequests: "tokens for the API being asked for at once; beyond it the call fails",
  tokenRequestTimeoutMs: "longest time to ask the authorization server for a token, in ms",
  maxSseSessions: "with LEGACY_SSE: open sessions, all callers together; beyond it 503",
  maxSseSessionsPerCaller: "with LEGACY_SSE: open sessions of one caller; beyond it 429",
  sseKeepAliveMs: "with LEGACY_SSE: time between two signs of life on a stream, in ms",
  maxEventLoopDelayMs:
    "on Node: median delay of the event loop, in ms; beyond it 503 before a request is read; 0: never",
  drainTimeoutMs: "how long a stop waits for calls in flight, in ms",
};

/** Limits that may be 0, which their meaning explains. */
const mayBeZero: ReadonlySet<keyof Limits> = new Set([
  "queueTimeoutMs",
  "rateLimitCallsPerCaller",
  "rateLimitCalls",
  "circuitFailures",
  "maxEventLoopDelayMs",
]);

/** Limits that differ from their defaults. */
export type GivenLimits = { readonly [name in keyof Limits]?: number | undefined };

/** One limit. The environment variable is its name in upper snake case. */
export interface LimitDefinition {
  readonly name: keyof Limits;
  readonly variable: string;
  readonly default: number;
  readonly meaning: string;
}

/** Every limit of the server, in the order of {@link Limits}. */
export const limitDefinitions: readonly LimitDefinition[] = limitNames(defaultLimits).map((name) => ({
  name,
  variable: name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
  default: defaultLimits[name],
  meaning: limitMeanings[name],
}));

function limitNames(limits: Limits): (keyof Limits)[] {
  return Object.keys(limits).filter((name): name is keyof Limits => Object.hasOwn(defaultLimits, name));
}

/** The defaults with `given` on top. Says in `problems` what is not a positive whole number, or contradicts another limit. */
export function resolveLimits(given: GivenLimits, problems: string[]): Limits {
  for (const { name, variable, default: byDefault } of limitDefinitions) {
    const value = given[name] ?? byDefault;
    const isZeroAllowed = mayBeZero.has(name);
    if (Number.isSafeInteger(value) && (value > 0 || (value === 0 && isZeroAllowed))) continue;
    problems.push(`${variable} must be a whole number${isZeroAllowed ? "" : " above 0"}, for example ${byDefault}.`);
  }
  const limits = { ...defaultLimits, ...withoutUndefined(given) };
  if (limits.maxBatchCalls > limits.maxConcurrentCallsPerCaller) {
    problems.push(
      "MAX_BATCH_CALLS must not be above MAX_CONCURRENT_CALLS_PER_CALLER: such a batch could never be served.",
    );
  }
  if (limits.maxConcurrentCallsPerCaller > limits.maxConcurrentCalls) {
    problems.push("MAX_CONCURRENT_CALLS_PER_CALLER must not be above MAX_CONCURRENT_CALLS.");
  }
  checkRates(limits, problems);
  if (limits.maxResultTokens < MIN_RESULT_TOKENS) {
    problems.push(`MAX_RESULT_TOKENS must be at least ${MIN_RESULT_TOKENS}: less says nothing of an answer.`);
  }
  return limits;
}

function checkRates(limits: Limits, problems: string[]): void {
  const { maxBatchCalls, rateLimitCallsPerCaller, rateLimitCalls, rateLimitWindowMs } = limits;
  for (const [variable, calls] of [
    ["RATE_LIMIT_CALLS_PER_CALLER", rateLimitCallsPerCaller],
    ["RATE_LIMIT_CALLS", rateLimitCalls],
  ] as const) {
    if (calls !== 0 && maxBatchCalls > calls)
      problems.push(`MAX_BATCH_CALLS must not be above ${variable}: such a batch could never be served.`);
  }
  if (rateLimitWindowMs % 1000 !== 0)
    problems.push(`RATE_LIMIT_WINDOW_MS must be whole seconds, for example ${defaultLimits.rateLimitWindowMs}.`);
}

function withoutUndefined(given: GivenLimits): Partial<Limits> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
