import { Refusal, type RuntimeErrorCode } from "../errors.ts";
import { describeError, type Log } from "../log.ts";
import type { Limits } from "../server-config.ts";
import { type CallCounter, createMemoryCounter, type RateLimit, withFallback } from "./call-counter.ts";

/** What rate limits are made with. */
export interface RateLimitParts {
  readonly limits: Limits;
  /** Makes counters that all replicas share, each for keys of its own. Absent: each replica counts for itself. */
  readonly shared?: ((name: string, limit: RateLimit) => CallCounter) | undefined;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How many calls callers may make over time. MCP, Tools, Security Considerations: servers MUST rate limit tool invocations. */
export interface RateLimits {
  /**
   * Counts calls of a caller to an API. A promise only where replicas share their counts.
   * @throws Refusal `caller_rate_limited` or `api_rate_limited` (a promise rejects with it)
   */
  count(caller: string, api: string, calls: number): void | Promise<void>;
}

/** Counters of one server. What a caller may not call any more does not count for the API. */
export function createRateLimits(parts: RateLimitParts): RateLimits {
  const { rateLimitCallsPerCaller, rateLimitCalls } = parts.limits;
  const callers = counterOf("caller", rateLimitCallsPerCaller, parts);
  const apis = counterOf("api", rateLimitCalls, parts);
  return {
    count(caller, api, calls) {
      const wait = callers.count(caller, calls);
      if (typeof wait !== "number") return refuseLater(wait, () => apis.count(api, calls));
      refuse(wait, callerRefusal);
      const apiWait = apis.count(api, calls);
      // At once where that is possible: being counted in memory costs a call no promise.
      return typeof apiWait === "number" ? refuse(apiWait, apiRefusal) : refuseLater(0, () => apiWait);
    },
  };
}

async function refuseLater(callerWait: number | Promise<number>, ofApi: () => number | Promise<number>): Promise<void> {
  refuse(await callerWait, callerRefusal);
  refuse(await ofApi(), apiRefusal);
}

const unlimited: CallCounter = { count: () => 0 };

function counterOf(name: string, calls: number, { limits, shared, log, now }: RateLimitParts): CallCounter {
  if (calls === 0) return unlimited;
  const limit = { calls, windowMs: limits.rateLimitWindowMs };
  const own = createMemoryCounter({ ...limit, maxKeys: limits.maxCountedCallers, now });
  if (shared === undefined) return own;
  const onFailure = (error: unknown): void =>
    log.warn("calls are counted by this replica alone: the shared store does not answer", describeError(error));
  return withFallback(shared(name, limit), { own, onFailure, now });
}

interface RateRefusal {
  readonly code: RuntimeErrorCode;
  readonly reason: string;
}

const callerRefusal: RateRefusal = {
  code: "caller_rate_limited",
  reason: "You have made too many calls",
};

/** 429 as well: all replicas share the limit, and 503 would have a load balancer try the next one. */
const apiRefusal: RateRefusal = {
  code: "api_rate_limited",
  reason: "All callers together have made as many calls as this server passes on",
};

function refuse(waitMs: number, { code, reason }: RateRefusal): void {
  if (waitMs <= 0) return;
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  throw new Refusal(code, `${reason}: try again in ${seconds} seconds.`, { "retry-after": String(seconds) });
}
