import { hash } from "node:crypto";
import type { SharedStore, SharedStoreOptions } from "../shared-store.ts";
import { createRedisConnection } from "./redis-connection.ts";
import { createRedisCounter } from "./redis-counter.ts";

/** What the replicas of a server share, in Redis 2.6.12 or later, or what speaks its protocol. */
export function createRedisStore({ url, resource, log }: SharedStoreOptions): SharedStore {
  const redis = createRedisConnection(url, log);
  return {
    replay: {
      // One command, so that of two replicas one comes first.
      claim: async (id, ttlMs) =>
        (await redis.set(`mcp-server:${resource}:used:${id}`, "1", "PX", Math.ceil(ttlMs), "NX")) === "OK",
    },
    counter: (name, limit) =>
      createRedisCounter(redis, {
        ...limit,
        keyPrefix: `mcp-server:${resource}:calls:${name}`,
        keyOf: (key) => hash("sha256", key, "base64url"),
      }),
    close: async () => {
      redis.disconnect();
    },
  };
}
