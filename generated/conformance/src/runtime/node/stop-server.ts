import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Handler } from "../create-runtime.ts";
import type { Log } from "../log.ts";

/** How a server stops. Times in ms. */
export interface StopOptions {
  readonly lameDuckMs: number;
  readonly drainTimeoutMs: number;
  readonly log: Log;
}

/** How long aborted calls have to answer that they were aborted, in ms. */
const abortGraceMs = 1_000;

/**
 * Stops a server without losing a call: first it only says that it is not ready (so that a load balancer sends no more),
 * then it stops accepting connections, then the calls in flight end, and only those that take too long are aborted.
 */
export async function stopServer(server: Server, handler: Handler, options: StopOptions): Promise<void> {
  handler.drain();
  options.log.info("stopping: not ready any more", { callsInFlight: handler.callsInFlight() });
  await sleep(options.lameDuckMs);
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // Connections that fall idle while the last calls run: their clients would keep them open, and us waiting.
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  try {
    if (await within(closed, options.drainTimeoutMs)) return;
    options.log.warn("stopping: time is up, calls are aborted", { callsInFlight: handler.callsInFlight() });
    await handler.close();
    await within(closed, abortGraceMs);
    server.closeAllConnections();
    await closed;
  } finally {
    clearInterval(sweep);
    await handler.close();
    options.log.info("stopped");
  }
}

/** Whether `promise` settles within `ms`. */
async function within(promise: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  const inTime = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return inTime;
}
