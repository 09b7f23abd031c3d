import type { Closing } from "../closing.ts";
import { cancelled, endOf, timedOut } from "../upstream/call-end.ts";

/** Until when a call may take. */
export interface CallScope {
  /** Aborted, with the reason as an `UpstreamError`, when its client goes away, its time is up or the server closes. */
  readonly signal: AbortSignal;
  /** When its time is up, in ms of `performance.now()`. */
  readonly endsAt: number;
}

/** What ends a call before its answer. */
export interface CallEnds {
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
  readonly closing: Closing;
  readonly timeoutMs: number;
}

/**
 * Does the work of a call within its scope. Ends the wait when the scope does, even when the work never settles.
 * One controller and one timer for each call: signals derived from signals cost several times as much.
 * @throws UpstreamError `call_cancelled` or `upstream_timeout`
 */
export async function withinScope<T>(
  { signal, closing, timeoutMs }: CallEnds,
  work: (scope: CallScope) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const ended = Promise.withResolvers<never>();
  const cancel = (): void => controller.abort(cancelled());
  controller.signal.addEventListener("abort", () => ended.reject(endOf(controller.signal)), { once: true });
  signal.addEventListener("abort", cancel, { once: true });
  const release = closing.add(cancel);
  const timer = setTimeout(() => controller.abort(timedOut()), timeoutMs);
  if (signal.aborted || closing.isClosed()) cancel();
  try {
    return await Promise.race([
      work({ signal: controller.signal, endsAt: performance.now() + timeoutMs }),
      ended.promise,
    ]);
  } finally {
    clearTimeout(timer);
    release();
    signal.removeEventListener("abort", cancel);
  }
}
