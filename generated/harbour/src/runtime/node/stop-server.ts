import type { Server } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setImmediate as afterPoll, setTimeout as sleep } from "node:timers/promises";
import type { Handler } from "../create-runtime.ts";
import type { Log } from "../log.ts";

/** How a server stops. Times in ms. */
export interface StopOptions {
  readonly lameDuckMs: number;
  /** How long connections that idle stay open when no new ones are accepted any more; part of `drainTimeoutMs`. Default: 0. */
  readonly idleGraceMs?: number;
  readonly drainTimeoutMs: number;
  /** Connections that are open. */
  readonly connections?: ReadonlySet<Socket>;
  /** Called when no new connections are accepted: from then on answers say that theirs is closed. */
  readonly onClosing?: () => void;
  readonly log: Log;
}

/** How long aborted calls have to answer that they were aborted, in ms. */
const abortGraceMs = 1_000;

/**
 * Stops a server without losing a call: first it only says that it is not ready (so that a load balancer sends no more),
 * then it accepts no more connections but serves those that are open, then the calls in flight end, and only those that take too long
 * are aborted.
 *
 * A proxy that keeps idle connections cannot be told that one is about to be closed: what it sends at that moment is lost, and it
 * must not send a POST again. So idle connections stay open for a while, until each was either used, and closed by its answer, or
 * closed by the proxy itself, whose own limit for idle ones is shorter than that.
 */
export async function stopServer(server: Server, handler: Handler, options: StopOptions): Promise<void> {
  const { lameDuckMs, idleGraceMs = 0, drainTimeoutMs, connections = new Set(), log, onClosing } = options;
  handler.drain();
  log.info("stopping: not ready any more", { callsInFlight: handler.callsInFlight() });
  await sleep(lameDuckMs);
  const { closed } = await stopAccepting(server, onClosing);
  const deadline = performance.now() + drainTimeoutMs;
  await within(closed, Math.min(idleGraceMs, drainTimeoutMs));
  server.close();
  // Connections that fall idle while the last calls run: their clients would keep them open, and us waiting.
  const sweep = setInterval(() => closeIdle(server, connections), 100);
  try {
    if (await within(closed, deadline - performance.now())) return;
    log.warn("stopping: time is up, calls are aborted", { callsInFlight: handler.callsInFlight() });
    await handler.close();
    await within(closed, abortGraceMs);
    server.closeAllConnections();
    await closed;
  } finally {
    clearInterval(sweep);
    await handler.close();
    log.info("stopped");
  }
}

/** To Node a connection on which nothing has come yet is none that idles. Clients make such ones ahead, and leave some when they change their mind. */
function closeIdle(server: Server, connections: ReadonlySet<Socket>): void {
  server.closeIdleConnections();
  for (const connection of connections) if (connection.bytesRead === 0) connection.destroy();
}

/** Closes the listening socket and no connection. The promise inside is fulfilled when the last connection is gone. */
async function stopAccepting(server: Server, onClosing: StopOptions["onClosing"]): Promise<Closed> {
  const closed = new Promise<void>((resolve) => {
    server.once("close", () => resolve());
  });
  await untilNoneArrives(server);
  // Not the close of node:http, which closes idle connections too.
  NetServer.prototype.close.call(server);
  onClosing?.();
  return { closed };
}

interface Closed {
  readonly closed: Promise<void>;
}

/** What a turn of the event loop takes in which nothing else is going on, in ms. */
const quietTurnMs = 0.2;
/** How long such a turn is waited for, in ms; after that, any turn will do in which no connection arrived. */
const quietWaitMs = 500;
/** How long that is waited for, in ms. */
const arrivalWaitMs = 5_000;

/**
 * Waits for a short turn of the event loop in which no connection arrived. Connections that the system has made and nobody has accepted
 * are reset when the socket is closed, with the requests that were sent on them; and Node accepts one a turn.
 */
async function untilNoneArrives(server: Server): Promise<void> {
  let arrived = false;
  const note = (): void => {
    arrived = true;
  };
  server.on("connection", note);
  const since = performance.now();
  for (let began = since; began - since < arrivalWaitMs; began = performance.now()) {
    arrived = false;
    await afterPoll();
    const isQuiet = performance.now() - began < quietTurnMs || began - since > quietWaitMs;
    if (!arrived && isQuiet) break;
  }
  server.off("connection", note);
}

/** Whether `promise` settles within `ms`. */
async function within(promise: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  const inTime = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return inTime;
}
