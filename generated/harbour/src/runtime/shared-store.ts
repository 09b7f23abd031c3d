import type { ReplayStore } from "./confirm/replay-store.ts";
import type { CallCounter, RateLimit } from "./guards/call-counter.ts";
import type { Log } from "./log.ts";

/** What the replicas of a server share. */
export interface SharedStore {
  readonly replay: ReplayStore;
  /** Makes a counter of calls; its name keeps its keys apart from those of others. */
  readonly counter: (name: string, limit: RateLimit) => CallCounter;
  /** Ends its connections. */
  close(): Promise<void>;
}

/** What a shared store is made with. */
export interface SharedStoreOptions {
  /** `REDIS_URL`. It may hold a password: it is not logged. */
  readonly url: URL;
  /** Names this server among those that use the same store: its resource identifier. */
  readonly resource: string;
  readonly log: Log;
}

/** Makes a shared store. No I/O: it connects when it is first used. */
export type SharedStoreFactory = (options: SharedStoreOptions) => SharedStore;
