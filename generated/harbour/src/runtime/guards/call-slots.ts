import { Refusal } from "../errors.ts";
import type { Limits } from "../server-config.ts";
import { createFairQueue, type Waiting } from "./fair-queue.ts";

/** Gives places back; a second time does nothing. */
export type GiveBack = () => void;

/** Places for calls in flight, and the queue of those that wait for one. */
export interface CallSlots {
  /**
   * Takes a place for each of `count` calls, all or none, at once where that is possible. Answers what gives them back.
   * @param signal aborted when the client goes away: then its calls leave the queue
   * @throws Refusal `server_busy`, `caller_busy`, `server_closing` or `client_gone` (a promise rejects with it)
   */
  take(caller: string, count: number, signal: AbortSignal): GiveBack | Promise<GiveBack>;
  callsInFlight(): number;
  callsQueued(): number;
  /** From now on nobody waits: those who do are refused. */
  close(): void;
}

type SlotLimits = Pick<
  Limits,
  "maxConcurrentCalls" | "maxConcurrentCallsPerCaller" | "maxQueuedCalls" | "maxQueuedCallsPerCaller" | "queueTimeoutMs"
>;

/** Calls in the queue, and what is told when their wait is over: nothing, or why they are refused. */
interface WaitingCalls extends Waiting {
  readonly end: (refusal?: Refusal) => void;
}

/** The places of one server. Who waits for a place of the server is not overtaken by who comes later. */
export function createCallSlots(limits: SlotLimits): CallSlots {
  const places = countPlaces(limits);
  const queue = createFairQueue<WaitingCalls>();
  let closed = false;
  /** Somebody waits for a place of the server, not only for one of their own. */
  let isShort = false;

  function serveNext(): void {
    isShort = false;
    queue.serve((waiting) => {
      const lack = places.lack(waiting);
      if (lack === "caller") return "not_yet";
      isShort = lack === "server";
      if (isShort) return "stop";
      places.add(waiting.caller, waiting.count);
      waiting.end();
      return "admitted";
    });
  }

  function occupied({ caller, count }: Waiting): GiveBack {
    let given = false;
    return () => {
      if (given) return;
      given = true;
      places.add(caller, -count);
      if (queue.size() > 0) serveNext();
    };
  }

  async function wait(calls: Waiting, signal: AbortSignal): Promise<GiveBack> {
    const { caller, count } = calls;
    const mayWait =
      queue.size() + count <= limits.maxQueuedCalls && queue.sizeOf(caller) + count <= limits.maxQueuedCallsPerCaller;
    if (!mayWait || limits.queueTimeoutMs === 0) throw places.busy(calls);
    // Another request ends the wait; what this one set up it clears away itself, as some platforms demand.
    const over = Promise.withResolvers<Refusal | undefined>();
    const waiting = { ...calls, end: over.resolve };
    const leave = (refusal: Refusal): void => {
      queue.remove(waiting);
      over.resolve(refusal);
      // It may have stood before others that fit.
      serveNext();
    };
    const onGone = (): void => leave(new Refusal("client_gone", "The client went away while its call waited."));
    queue.push(waiting);
    isShort ||= places.lack(calls) === "server";
    const timer = setTimeout(() => leave(places.busy(calls)), limits.queueTimeoutMs);
    signal.addEventListener("abort", onGone, { once: true });
    if (signal.aborted) onGone();
    const refusal = await over.promise;
    clearTimeout(timer);
    signal.removeEventListener("abort", onGone);
    if (refusal !== undefined) throw refusal;
    return occupied(calls);
  }

  return {
    take(caller, count, signal) {
      const calls = { caller, count };
      const isFree = !isShort && places.lack(calls) === undefined;
      if (isFree && (queue.size() === 0 || queue.sizeOf(caller) === 0)) {
        places.add(caller, count);
        return occupied(calls);
      }
      if (closed) throw closing();
      return wait(calls, signal);
    },
    callsInFlight: () => places.all(),
    callsQueued: () => queue.size(),
    close() {
      closed = true;
      for (const waiting of queue.all()) {
        queue.remove(waiting);
        waiting.end(closing());
      }
    },
  };
}

/** Who has how many places. */
interface Places {
  all(): number;
  add(caller: string, count: number): void;
  /** Whose places do not suffice: the caller's own are looked at first. */
  lack(calls: Waiting): "caller" | "server" | undefined;
  /** Why these calls are refused. */
  busy(calls: Waiting): Refusal;
}

function countPlaces({ maxConcurrentCalls, maxConcurrentCallsPerCaller }: SlotLimits): Places {
  const byCaller = new Map<string, number>();
  let all = 0;
  const lack: Places["lack"] = ({ caller, count }) => {
    if ((byCaller.get(caller) ?? 0) + count > maxConcurrentCallsPerCaller) return "caller";
    return all + count > maxConcurrentCalls ? "server" : undefined;
  };
  return {
    all: () => all,
    add(caller, count) {
      all += count;
      const calls = (byCaller.get(caller) ?? 0) + count;
      if (calls === 0) byCaller.delete(caller);
      else byCaller.set(caller, calls);
    },
    lack,
    busy: (calls) =>
      lack(calls) === "caller"
        ? new Refusal(
            "caller_busy",
            `You have too many calls in flight, ${maxConcurrentCallsPerCaller} are allowed: wait for one to end.`,
            { "retry-after": "1" },
          )
        : new Refusal("server_busy", "The server is busy: try again in a moment.", { "retry-after": "1" }),
  };
}

function closing(): Refusal {
  return new Refusal("server_closing", "The server is closing.", { "retry-after": "5" });
}
