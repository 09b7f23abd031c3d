/** How many of a server's requests may be repeated: an outage must not be doubled by those who meet it. */
export interface RetryBudget {
  /** A request that is not a repetition: it earns a tenth of one. */
  earn(): void;
  /** Whether a request may be repeated now. */
  spend(): boolean;
}

/** One repetition for so many requests. */
const REQUESTS_PER_RETRY = 10;
/** What can be saved up: short bursts are met, a long outage is not. */
const MOST_RETRIES = 10;

/** Makes the budget of one server: a full token bucket. */
export function createRetryBudget(): RetryBudget {
  // Counted in requests: whole numbers do not drift.
  let saved = MOST_RETRIES * REQUESTS_PER_RETRY;
  return {
    earn() {
      saved = Math.min(saved + 1, MOST_RETRIES * REQUESTS_PER_RETRY);
    },
    spend() {
      if (saved < REQUESTS_PER_RETRY) {
        return false;
      }
      saved -= REQUESTS_PER_RETRY;
      return true;
    },
  };
}
