import type { Redis } from "ioredis";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { CallCounter, RateLimit } from "../guards/call-counter.ts";

/** A counter that is not there must not hold calls up: they wait this long for it, in ms. */
export const COUNTER_TIMEOUT_MS = 250;

/**
 * A counter in Redis, the same for all replicas. Who is over the limit is remembered here until the window ends, so that refusals
 * cost no round trip. Rejects when Redis does not answer in time.
 * @param keyPrefix keeps its keys apart from those of others; `keyOf` makes keys short and hides whom they name
 */
export function createRedisCounter(
  redis: Redis,
  {
    calls,
    windowMs,
    keyPrefix,
    keyOf,
  }: RateLimit & { readonly keyPrefix: string; readonly keyOf: (key: string) => string },
): CallCounter {
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix,
    points: calls,
    duration: windowMs / 1000,
    inMemoryBlockOnConsumed: calls + 1,
  });
  return {
    async count(key, count) {
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => reject(new RangeError("Redis did not answer in time")), COUNTER_TIMEOUT_MS);
      try {
        await Promise.race([limiter.consume(keyOf(key), count), late]);
        return 0;
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        return Math.max(1, error.msBeforeNext);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
