/** Counts calls in windows of time, each of which begins with its first call. */
export interface CallCounter {
  /**
   * Counts `calls` more under `key`, also when they are too many. Answers 0 when they are allowed, else the time in ms after
   * which calls are again. In memory it answers at once; a promise that rejects says that the counter cannot be reached.
   */
  count(key: string, calls: number): number | Promise<number>;
}

/** A counter that answers at once. */
export interface MemoryCounter extends CallCounter {
  count(key: string, calls: number): number;
}

/** A counter that is asked elsewhere. */
export interface RemoteCounter extends CallCounter {
  count(key: string, calls: number): Promise<number>;
}

/** How many calls one window holds. */
export interface RateLimit {
  readonly calls: number;
  readonly windowMs: number;
}

/** What a counter in memory is made with. */
export interface MemoryCounterOptions extends RateLimit {
  /** Keys that are held at once: callers are as many as there are subjects, and somebody may have many. */
  readonly maxKeys: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Window {
  calls: number;
  readonly endsAt: number;
}

/**
 * A counter in the memory of one process. Without timers: windows are of one length, so the oldest stands first, and each new one
 * clears away two that are over. Beyond `maxKeys` the oldest is forgotten, even when it is not over.
 */
export function createMemoryCounter({ calls: most, windowMs, maxKeys, now }: MemoryCounterOptions): MemoryCounter {
  const windows = new Map<string, Window>();

  function open(key: string, at: number): Window {
    windows.delete(key);
    for (const [first, { endsAt }] of firstTwo(windows)) {
      if (endsAt <= at || windows.size >= maxKeys) windows.delete(first);
    }
    const opened = { calls: 0, endsAt: at + windowMs };
    windows.set(key, opened);
    return opened;
  }

  return {
    count(key, calls) {
      const at = now();
      const held = windows.get(key);
      // A clock that was set back does not make a window longer.
      const isOpen = held !== undefined && held.endsAt > at && held.endsAt <= at + windowMs;
      const window = isOpen ? held : open(key, at);
      window.calls += calls;
      return window.calls > most ? window.endsAt - at : 0;
    },
  };
}

function* firstTwo<T>(all: Iterable<T>): Iterable<T> {
  let count = 0;
  for (const one of all) {
    yield one;
    count += 1;
    if (count === 2) return;
  }
}

/** What a counter that replicas share needs beside it. */
export interface FallbackOptions {
  /** Counts when the shared one cannot. */
  readonly own: CallCounter;
  /** Told once for each pause. */
  readonly onFailure: (error: unknown) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How long a shared counter that failed is left alone, in ms: no further call waits for it. */
export const counterPauseMs = 5_000;

/**
 * A shared counter; while it cannot be reached, this process counts for itself. Calls are not refused for its outage: that
 * would make the store a part that no call can do without.
 */
export function withFallback(shared: CallCounter, { own, onFailure, now }: FallbackOptions): RemoteCounter {
  let pausedUntil = 0;
  return {
    async count(key, calls) {
      const at = now();
      if (at < pausedUntil && pausedUntil <= at + counterPauseMs) return await own.count(key, calls);
      // After a pause one call asks, and the others do not wait for what it finds.
      const wasPaused = pausedUntil > 0;
      if (wasPaused) pausedUntil = at + counterPauseMs;
      try {
        const wait = await shared.count(key, calls);
        if (wasPaused) pausedUntil = 0;
        return wait;
      } catch (error) {
        if (wasPaused || pausedUntil <= at) onFailure(error);
        pausedUntil = now() + counterPauseMs;
        return await own.count(key, calls);
      }
    },
  };
}
