/** Calls of one request that wait together. */
export interface Waiting {
  /** Whose they are. */
  readonly caller: string;
  readonly count: number;
}

/** A queue that is first come, first served for one caller, and takes callers in turns: the queue of one does not hold up the others. */
export interface FairQueue<T extends Waiting> {
  /** Calls that wait. */
  size(): number;
  sizeOf(caller: string): number;
  push(waiting: T): void;
  /** Takes something out that may have been served already. */
  remove(waiting: T): void;
  /**
   * Offers the first of each caller to `admit`, again and again, until nobody is admitted. `not_yet` goes on with the next caller, and
   * `stop` ends it: who comes later is not to overtake.
   */
  serve(admit: (waiting: T) => "admitted" | "not_yet" | "stop"): void;
  /** All that wait. */
  all(): readonly T[];
}

/** An empty one. */
export function createFairQueue<T extends Waiting>(): FairQueue<T> {
  /** A map iterates in the order of insertion: the next in turn stands first. */
  const byCaller = new Map<string, T[]>();
  let size = 0;

  function remove(waiting: T): void {
    const queue = byCaller.get(waiting.caller);
    const at = queue?.indexOf(waiting) ?? -1;
    if (queue === undefined || at < 0) return;
    queue.splice(at, 1);
    size -= waiting.count;
    if (queue.length === 0) byCaller.delete(waiting.caller);
  }

  return {
    size: () => size,
    sizeOf: (caller) => (byCaller.get(caller) ?? []).reduce((sum, { count }) => sum + count, 0),
    push(waiting) {
      const queue = byCaller.get(waiting.caller);
      if (queue === undefined) byCaller.set(waiting.caller, [waiting]);
      else queue.push(waiting);
      size += waiting.count;
    },
    remove,
    serve(admit) {
      for (const [caller, queue] of byCaller) {
        const [first] = queue;
        const verdict = first === undefined ? "not_yet" : admit(first);
        if (verdict === "stop") return;
        if (first === undefined || verdict === "not_yet") continue;
        remove(first);
        // Behind the others: a map's iteration meets again what was inserted anew.
        byCaller.delete(caller);
        if (queue.length > 0) byCaller.set(caller, queue);
      }
    },
    all: () => [...byCaller.values()].flat(),
  };
}
