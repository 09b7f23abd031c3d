/** Something fetched from elsewhere that is kept, renewed in the background, and outlives an outage of its source. */
export interface Refreshed<T> {
  /** The value, fetched if there is none young enough. Rejects when there is none and it cannot be fetched now. */
  current(): Promise<T>;
  /** A value newer than `seen`, when one is there or may be fetched now; else undefined. Never rejects. */
  newerThan(seen: T): Promise<T | undefined>;
  /** Whether a value is held that {@link current} would answer with. */
  held(): boolean;
  /** Whether the last fetch failed: what is held may be behind its source. */
  failing(): boolean;
}

/** Times in ms. */
export interface RefreshTimes {
  /** Older than this, the value is renewed in the background. */
  readonly softAgeMs: number;
  /** Older than this, the value is no longer used. */
  readonly maxAgeMs: number;
  /** At least this long between the starts of two fetches, whatever the reason. */
  readonly coolDownMs: number;
}

/** For keys and discovery documents: an outage of an hour is bridged, a rotation is seen within seconds. */
export const refreshTimes: RefreshTimes = { softAgeMs: 600_000, maxAgeMs: 3_600_000, coolDownMs: 5_000 };

/** What a {@link Refreshed} needs. */
export interface RefreshSource<T> {
  load(): Promise<T>;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Told of every failed load. */
  onFailure(error: unknown): void;
  readonly times?: RefreshTimes;
  /** Told of every load: whoever waits for it may go away before it ends, and others wait for it too. */
  readonly keepAlive?: (work: Promise<unknown>) => void;
}

/**
 * Keeps what `load` answers. Nothing is fetched until it is asked for; one fetch at a time; never two starts within
 * the cool-down, so that neither an outage nor a flood of unknown key ids becomes a flood of fetches.
 */
export function createRefreshed<T>(source: RefreshSource<T>): Refreshed<T> {
  const times = source.times ?? refreshTimes;
  let value: { readonly is: T; readonly at: number } | undefined;
  let startedAt: number | undefined;
  let pending: Promise<T> | undefined;
  let failed = false;

  const ageOf = (at: number): number => Math.abs(source.now() - at);
  const mayLoad = (): boolean =>
    pending !== undefined || startedAt === undefined || ageOf(startedAt) >= times.coolDownMs;
  const usable = (): T | undefined => (value !== undefined && ageOf(value.at) < times.maxAgeMs ? value.is : undefined);

  async function load(): Promise<T> {
    startedAt = source.now();
    try {
      const is = await source.load();
      value = { is, at: source.now() };
      failed = false;
      return is;
    } catch (error) {
      failed = true;
      source.onFailure(error);
      throw error;
    } finally {
      pending = undefined;
    }
  }

  const renew = (): Promise<T> => {
    if (pending !== undefined) return pending;
    pending = load();
    source.keepAlive?.(pending.catch(() => {}));
    return pending;
  };

  return {
    async current() {
      const kept = usable();
      if (kept === undefined) {
        if (!mayLoad()) throw new Error("the last fetch failed a moment ago");
        return renew();
      }
      if (value !== undefined && ageOf(value.at) >= times.softAgeMs && mayLoad()) renew().catch(() => {});
      return kept;
    },
    async newerThan(seen) {
      if (value !== undefined && value.is !== seen) return value.is;
      if (!mayLoad()) return undefined;
      return renew().catch(() => undefined);
    },
    held: () => usable() !== undefined,
    failing: () => failed,
  };
}
