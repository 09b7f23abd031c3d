import type { CallWatch, Observer, SendWatch } from "./observer.ts";

/** One observer that tells all of `observers`; undefined when there are none. */
export function combineObservers(observers: readonly Observer[]): Observer | undefined {
  const [only] = observers;
  if (observers.length < 2) return only;
  return {
    requestEnded: (request, record) => {
      for (const observer of observers) observer.requestEnded?.(request, record);
    },
    tokenJudged: (verdict) => {
      for (const observer of observers) observer.tokenJudged?.(verdict);
    },
    departed: (tool, kind) => {
      for (const observer of observers) observer.departed?.(tool, kind);
    },
    callStarted: (call) => combineWatches(observers.flatMap(({ callStarted }) => callStarted?.(call) ?? [])),
    start: async () => {
      for (const observer of observers) await observer.start?.();
    },
    close: async () => {
      await Promise.all(observers.map(async (observer) => await observer.close?.()));
    },
  };
}

function combineWatches(watches: readonly CallWatch[]): CallWatch {
  return {
    ended: (end) => {
      for (const watch of watches) watch.ended(end);
    },
    requestSent: (request) => combineSends(watches.flatMap(({ requestSent }) => requestSent?.(request) ?? [])),
  };
}

function combineSends(sends: readonly SendWatch[]): SendWatch | undefined {
  if (sends.length === 0) return undefined;
  const trace = sends.find((send) => send.trace !== undefined)?.trace;
  return {
    ...(trace !== undefined && { trace }),
    ended: (end) => {
      for (const send of sends) send.ended(end);
    },
  };
}
