/** Fetches that may be made for who is not known yet. */
export interface FetchAllowance {
  /** Whether one more may be made now. */
  take(): boolean;
}

/**
 * A bucket that holds what one minute gives, full at first. Names that a pattern lets in are made up by whoever sends a request:
 * without it each would cost fetches from a host of that name.
 * @param now milliseconds since the epoch
 */
export function createFetchAllowance(perMinute: number, now: () => number): FetchAllowance {
  let left = perMinute;
  let since = now();
  return {
    take() {
      const at = now();
      // A clock that was set back gives nothing.
      left = Math.min(perMinute, left + (Math.max(0, at - since) / 60_000) * perMinute);
      since = at;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
