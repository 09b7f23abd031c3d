import { Refusal } from "../errors.ts";
import type { Limits } from "../server-config.ts";
import type { Caller } from "../surface-types.ts";

/** Counts calls in flight. MCP, Tools, Security Considerations: servers MUST rate limit tool invocations. */
export interface CallLimits {
  /**
   * Takes a place for each of `count` calls, all or none. Answers what gives them back: once, whatever happens.
   * @throws Refusal `batch_too_large`, `server_busy` or `caller_busy`
   */
  take(caller: Caller, count: number): () => void;
  callsInFlight(): number;
}

/** Counters for one server. A caller is an issuer and a subject: not a token, of which one may have many. */
export function createCallLimits(limits: Limits): CallLimits {
  const byCaller = new Map<string, number>();
  let all = 0;

  function add(key: string, count: number): void {
    all += count;
    const calls = (byCaller.get(key) ?? 0) + count;
    if (calls === 0) byCaller.delete(key);
    else byCaller.set(key, calls);
  }

  return {
    take(caller, count) {
      if (count > limits.maxBatchCalls) {
        throw new Refusal("batch_too_large", `A batch may hold ${limits.maxBatchCalls} tools/call messages.`);
      }
      if (count === 0) return () => {};
      const key = JSON.stringify([caller.issuer, caller.subject]);
      if (all + count > limits.maxConcurrentCalls) {
        throw new Refusal("server_busy", "The server is busy: try again in a moment.", { "retry-after": "1" });
      }
      if ((byCaller.get(key) ?? 0) + count > limits.maxConcurrentCallsPerCaller) {
        const most = limits.maxConcurrentCallsPerCaller;
        throw new Refusal(
          "caller_busy",
          `You have too many calls in flight, ${most} are allowed: wait for one to end.`,
          {
            "retry-after": "1",
          },
        );
      }
      add(key, count);
      let given = false;
      return () => {
        if (!given) add(key, -count);
        given = true;
      };
    },
    callsInFlight: () => all,
  };
}
