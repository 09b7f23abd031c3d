import type { Limits } from "../server-config.ts";
import type { Caller } from "../surface-types.ts";
import { type CallSlots, createCallSlots, type GiveBack } from "./call-slots.ts";
import { createRateLimits, type RateLimitParts } from "./rate-limits.ts";

/** The calls of one request. */
export interface CallDemand {
  /** `tools/call` messages: a batch holds several. */
  readonly count: number;
  /** Origin of the API that they go to. */
  readonly api: string;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

/** What calls need before they are served: to be few enough over time, and places. */
export interface CallLimits extends Pick<CallSlots, "callsInFlight" | "callsQueued" | "close"> {
  /**
   * Counts the calls and takes a place for each, all or none. Answers what gives the places back: at once, or a promise where they wait
   * in the queue or are counted elsewhere.
   * @throws Refusal, one of `CallSlots` and `RateLimits` (a promise rejects with it)
   */
  take(caller: Caller, demand: CallDemand): GiveBack | Promise<GiveBack>;
}

/** The limits of one server. A caller is an issuer and a subject: not a token, of which one may have many. */
export function createCallLimits(limits: Limits, parts: Omit<RateLimitParts, "limits">): CallLimits {
  const rates = createRateLimits({ ...parts, limits });
  const slots = createCallSlots(limits);
  return {
    take({ issuer, subject }, { count, api, signal }) {
      if (count === 0) return () => {};
      // An issuer is a URL: no two callers make one key.
      const caller = `${issuer} ${subject}`;
      const counted = rates.count(caller, api, count);
      return counted === undefined
        ? slots.take(caller, count, signal)
        : counted.then(() => slots.take(caller, count, signal));
    },
    callsInFlight: () => slots.callsInFlight(),
    callsQueued: () => slots.callsQueued(),
    close: () => slots.close(),
  };
}
