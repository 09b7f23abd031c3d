import { monitorEventLoopDelay } from "node:perf_hooks";

/** How often the event loop is judged, in ms: so long a server goes on shedding load after it has recovered. */
export const JUDGED_EVERY_MS = 500;
/** How often its delay is measured, in ms. */
const MEASURED_EVERY_MS = 20;

/** Watches how late the event loop is. */
export interface EventLoopWatch {
  /** Whether it was late most of the time lately: one long task does not make it so. */
  isLate(): boolean;
  stop(): void;
}

/**
 * Begins to watch. It holds up no exit.
 * @param maxDelayMs the median delay beyond which the loop is late; 0: it never is
 */
export function watchEventLoop(maxDelayMs: number): EventLoopWatch {
  if (maxDelayMs === 0) return { isLate: () => false, stop: () => {} };
  const delays = monitorEventLoopDelay({ resolution: MEASURED_EVERY_MS });
  delays.enable();
  let late = false;
  const timer = setInterval(() => {
    // Nothing was measured while one task took all the time: what held before holds.
    if (delays.count > 0) late = delays.percentile(50) / 1e6 > maxDelayMs;
    delays.reset();
  }, JUDGED_EVERY_MS);
  timer.unref();
  return {
    isLate: () => late,
    stop() {
      clearInterval(timer);
      delays.disable();
    },
  };
}
