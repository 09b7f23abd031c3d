/** Remembers what was used once. */
export interface ReplayStore {
  /**
   * Takes `id`, and remembers it for `ttlMs`. Whether it was free: of several who take it, one is told so.
   * @throws when that cannot be known; then nothing may be taken as free
   */
  claim(id: string, ttlMs: number): Promise<boolean>;
}

/** Ids that one process remembers. Many more are answers within a minute, each of which a user gave. */
const MAX_IDS = 10_000;

/** A store of one process: it keeps an answer from being used twice here, not at another replica. */
export function createMemoryReplayStore(now: () => number): ReplayStore {
  const expiries = new Map<string, number>();
  return {
    claim: async (id, ttlMs) => {
      const time = now();
      for (const [known, expiresAt] of expiries) if (expiresAt <= time) expiries.delete(known);
      if (expiries.has(id)) return false;
      if (expiries.size >= MAX_IDS) throw new RangeError("too many answers at once");
      expiries.set(id, time + ttlMs);
      return true;
    },
  };
}
