import { Redis } from "ioredis";
import { describeError, type Log } from "../log.ts";

/** Redis answers in a millisecond or is in trouble: a call waits this long for it, in ms. */
const COMMAND_TIMEOUT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 2_000;
const MAX_RECONNECT_DELAY_MS = 5_000;

/**
 * A connection to Redis that is made when it is first used, and again when it was lost. A command fails rather than waits for
 * long: what depends on it then refuses.
 * @param url `redis://` or, with TLS, `rediss://`
 */
export function createRedisConnection(url: URL, log: Log): Redis {
  const redis = new Redis(url.href, {
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: 1,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_DELAY_MS),
  });
  // Without a listener an outage would end the process. The message may name the address: it is left out.
  redis.on("error", (error) => log.warn("the shared store cannot be reached", describeError(error)));
  return redis;
}
