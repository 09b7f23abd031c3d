import type { Log } from "../log.ts";
import type { Limits } from "../server-config.ts";
import type { Caller } from "../surface-types.ts";
import type { AuthorizedAnswer } from "./send-authorized.ts";
import { UpstreamError } from "./upstream-error.ts";
import { type UpstreamVerdict, verdictOf } from "./upstream-verdict.ts";

/** Keeps calls from an API that fails: they get their answer at once, and the API gets time to recover. */
export interface CircuitBreaker {
  /**
   * Does `work`, and learns from how it ends.
   * @throws UpstreamError `upstream_unavailable` with the time until the next try, when the circuit is open: `work` was not done
   */
  guard(origin: string, caller: Caller, work: () => Promise<AuthorizedAnswer>): Promise<AuthorizedAnswer>;
}

/** What a breaker is made with. */
export interface BreakerParts {
  readonly limits: Pick<Limits, "circuitFailures" | "circuitOpenMs">;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What is known of one origin. */
interface Circuit {
  /** Failures since the last answer that was none. */
  failures: number;
  /** Who met the first of them. */
  firstCaller: string;
  /** Whether some caller alone cannot be their cause. */
  isSure: boolean;
  /** When the next call is let through; 0: the circuit is closed. */
  nextTryAt: number;
  /** Who tried last. Until then others come first: nobody decides alone again and again. */
  triedBy: string;
  restsUntil: number;
  /** Whose try failed in a way that they may have brought about. */
  doubtedBy: string;
}

/**
 * Makes the breaker of one resource: a circuit for each origin. It opens after `CIRCUIT_FAILURES` failures in a row and lets one call
 * through after `CIRCUIT_OPEN_MS`, whose end decides. A failure that a caller may have brought about (a timeout, a 500) does not open
 * it, nor keep it open, until another caller has failed too: one who sends what the API cannot bear harms only themselves.
 */
export function createCircuitBreaker({ limits, log, now }: BreakerParts): CircuitBreaker {
  const { circuitFailures, circuitOpenMs } = limits;
  const circuits = new Map<string, Circuit>();

  /** Whether this call is the one that tries an API which has failed. */
  function enter(circuit: Circuit, caller: string): boolean {
    if (circuit.nextTryAt === 0) return false;
    const at = now();
    // A clock that was set back keeps nobody waiting for longer.
    circuit.nextTryAt = Math.min(circuit.nextTryAt, at + circuitOpenMs);
    circuit.restsUntil = Math.min(circuit.restsUntil, at + 2 * circuitOpenMs);
    const until = circuit.triedBy === caller ? Math.max(circuit.nextTryAt, circuit.restsUntil) : circuit.nextTryAt;
    if (until > at) throw unavailable(until - at);
    // Others wait for what it finds; when it finds nothing in that time, the next one tries.
    circuit.nextTryAt = at + circuitOpenMs;
    circuit.triedBy = caller;
    circuit.restsUntil = at + 2 * circuitOpenMs;
    return true;
  }

  /** A try that did not succeed. Whether the circuit stays open is for another caller to find out, unless this one says it for sure. */
  function failTry(circuit: Circuit, caller: string, verdict: UpstreamVerdict): void {
    const isSecond = circuit.doubtedBy !== "" && circuit.doubtedBy !== caller;
    if (verdict === "fails" || (verdict === "seems_to_fail" && isSecond)) {
      Object.assign(circuit, { nextTryAt: now() + circuitOpenMs, restsUntil: 0, doubtedBy: "" });
      return;
    }
    if (verdict === "seems_to_fail") circuit.doubtedBy = caller;
    circuit.nextTryAt = now();
    if (circuit.triedBy === caller) circuit.restsUntil = now() + circuitOpenMs;
  }

  function succeed(circuit: Circuit): void {
    if (circuit.nextTryAt > 0) log.info("the API answers again: calls are sent to it");
    Object.assign(circuit, closedCircuit());
  }

  function fail(circuit: Circuit, caller: string, isSure: boolean): void {
    if (circuit.failures === 0) circuit.firstCaller = caller;
    circuit.failures += 1;
    circuit.isSure ||= isSure || circuit.firstCaller !== caller;
    if (circuit.failures < circuitFailures || !circuit.isSure) return;
    log.warn("the API fails: calls are not sent to it for a while", { calls: circuit.failures });
    circuit.nextTryAt = now() + circuitOpenMs;
  }

  return {
    async guard(origin, { issuer, subject }, work) {
      if (circuitFailures === 0) return await work();
      const circuit = circuits.get(origin) ?? closedCircuit();
      circuits.set(origin, circuit);
      const caller = `${issuer} ${subject}`;
      const isTry = enter(circuit, caller);
      const learn = (outcome: Parameters<typeof verdictOf>[0]): void => {
        // A call from before the circuit opened says nothing new.
        if (circuit.nextTryAt > 0 && !isTry) return;
        const verdict = verdictOf(outcome);
        if (verdict === "works") succeed(circuit);
        else if (circuit.nextTryAt > 0) failTry(circuit, caller, verdict);
        else if (verdict !== "unknown") fail(circuit, caller, verdict === "fails");
      };
      try {
        const answer = await work();
        learn({ status: answer.raw.status });
        return answer;
      } catch (error) {
        learn({ error });
        throw error;
      }
    },
  };
}

function closedCircuit(): Circuit {
  return { failures: 0, firstCaller: "", isSure: false, nextTryAt: 0, triedBy: "", restsUntil: 0, doubtedBy: "" };
}

function unavailable(waitMs: number): UpstreamError {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
  return new UpstreamError(
    "upstream_unavailable",
    `The API has failed again and again, so that it is not asked for the moment. Nothing was sent. It can be tried again in ${retryAfter} seconds.`,
    { details: { retryAfter } },
  );
}
