import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { Refusal } from "../../../templates/src/runtime/errors.ts";
import { type CallSlots, createCallSlots, type GiveBack } from "../../../templates/src/runtime/guards/call-slots.ts";

const generous = {
  maxConcurrentCalls: 4,
  maxConcurrentCallsPerCaller: 4,
  maxQueuedCalls: 100,
  maxQueuedCallsPerCaller: 100,
  queueTimeoutMs: 5_000,
};
const { signal } = new AbortController();

/** Takes places for several callers, in this order; what each got is told by name when it gets it. */
function queueUp(slots: CallSlots, names: readonly string[], count = 1): { served: string[]; backs: GiveBack[] } {
  const served: string[] = [];
  const backs: GiveBack[] = [];
  const note = (name: string) => (back: GiveBack) => {
    served.push(name);
    backs.push(back);
  };
  for (const name of names) {
    void Promise.resolve(slots.take(name[0] ?? "", count, signal)).then(note(name), () => served.push(`not ${name}`));
  }
  return { served, backs };
}

/** Code and Retry-After of what is thrown or rejected. */
async function refusalOf(take: () => GiveBack | Promise<GiveBack>): Promise<readonly [string, string | undefined]> {
  try {
    await take();
  } catch (error) {
    if (error instanceof Refusal) return [error.code, error.headers["retry-after"]];
    throw error;
  }
  return ["served", undefined];
}

test("a free place is given at once, without a promise, and given back once", () => {
  const slots = createCallSlots(generous);
  const back = slots.take("a", 3, signal);
  expect([typeof back, slots.callsInFlight()]).toEqual(["function", 3]);
  if (typeof back !== "function") throw new TypeError("it waits");
  back();
  back();
  expect(slots.callsInFlight()).toBe(0);
});

describe("the queue", () => {
  test("is first come, first served", async () => {
    const slots = createCallSlots({ ...generous, maxConcurrentCalls: 1, maxConcurrentCallsPerCaller: 1 });
    const { served, backs } = queueUp(slots, ["a1", "b1", "c1"]);
    await sleep(0);
    expect([served, slots.callsInFlight(), slots.callsQueued()]).toEqual([["a1"], 1, 2]);
    while (backs.length > 0) {
      backs.shift()?.();
      await sleep(0);
    }
    expect([served, slots.callsInFlight(), slots.callsQueued()]).toEqual([["a1", "b1", "c1"], 0, 0]);
  });

  test("takes callers in turns: many of one do not hold up the others", async () => {
    const slots = createCallSlots({ ...generous, maxConcurrentCalls: 1 });
    const { served, backs } = queueUp(slots, ["a1", "a2", "a3", "a4", "a5", "b1", "b2", "c1"]);
    await sleep(0);
    while (backs.length > 0) {
      backs.shift()?.();
      await sleep(0);
    }
    expect(served).toEqual(["a1", "a2", "b1", "c1", "a3", "b2", "a4", "a5"]);
  });

  test("who waits for a place of their own is overtaken by others; who waits for one of the server's is not", async () => {
    const slots = createCallSlots({ ...generous, maxConcurrentCallsPerCaller: 2 });
    const first = queueUp(slots, ["a1", "a2", "a3", "b1"]);
    await sleep(0);
    expect([first.served, slots.callsQueued()]).toEqual([["a1", "a2", "b1"], 1]);
    // A batch of two finds one place: a single call behind it would fit, and must not starve it.
    const batch = queueUp(slots, ["c1"], 2);
    const single = queueUp(slots, ["d1"]);
    await sleep(0);
    expect([batch.served, single.served]).toEqual([[], []]);
    first.backs[2]?.();
    await sleep(0);
    expect([batch.served, single.served]).toEqual([["c1"], []]);
  });

  test("ends with 503 for want of a place of the server, with 429 for want of one's own", async () => {
    const limits = { ...generous, maxConcurrentCalls: 2, maxConcurrentCallsPerCaller: 1, queueTimeoutMs: 30 };
    const slots = createCallSlots(limits);
    await Promise.all([slots.take("a", 1, signal), slots.take("b", 1, signal)]);
    const started = performance.now();
    expect(
      await Promise.all([refusalOf(() => slots.take("a", 1, signal)), refusalOf(() => slots.take("c", 1, signal))]),
    ).toEqual([
      ["caller_busy", "1"],
      ["server_busy", "1"],
    ]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
    expect([slots.callsInFlight(), slots.callsQueued()]).toEqual([2, 0]);
  });

  test.each([
    ["of the server is full", { maxQueuedCalls: 2 }, "b"],
    ["of a caller is full", { maxQueuedCallsPerCaller: 2 }, "a"],
    ["is switched off", { queueTimeoutMs: 0 }, "a"],
  ])("that %s refuses at once", async (_, limits, caller) => {
    const slots = createCallSlots({ ...generous, maxConcurrentCalls: 1, ...limits });
    const { served } = queueUp(slots, ["a1"]);
    const waiting = queueUp(slots, "queueTimeoutMs" in limits ? [] : ["a2", "a3"]);
    const started = performance.now();
    expect(await refusalOf(() => slots.take(caller, 1, signal))).toEqual(["server_busy", "1"]);
    expect(performance.now() - started).toBeLessThan(50);
    expect([served, waiting.served]).toEqual([["a1"], []]);
    slots.close();
  });

  test("is left by a client that goes away, and those behind it move up", async () => {
    const slots = createCallSlots({ ...generous, maxConcurrentCalls: 2, maxConcurrentCallsPerCaller: 2 });
    await slots.take("a", 1, signal);
    const gone = new AbortController();
    const left = refusalOf(() => slots.take("b", 2, gone.signal));
    const behind = queueUp(slots, ["c1"]);
    await sleep(0);
    expect([behind.served, slots.callsQueued()]).toEqual([[], 3]);
    gone.abort();
    expect(await left).toEqual(["client_gone", undefined]);
    await sleep(0);
    expect([behind.served, slots.callsInFlight(), slots.callsQueued()]).toEqual([["c1"], 2, 0]);
  });

  test("is left at once by a client that had gone before", async () => {
    const slots = createCallSlots({ ...generous, maxConcurrentCalls: 1 });
    await slots.take("a", 1, signal);
    expect(await refusalOf(() => slots.take("b", 1, AbortSignal.abort()))).toEqual(["client_gone", undefined]);
    expect(slots.callsQueued()).toBe(0);
  });

  test("is emptied when the server closes: 503 for all, and nobody waits any more", async () => {
    const slots = createCallSlots({ ...generous, maxConcurrentCalls: 1 });
    await slots.take("a", 1, signal);
    const waiting = [refusalOf(() => slots.take("b", 1, signal)), refusalOf(() => slots.take("c", 1, signal))];
    slots.close();
    expect(await Promise.all(waiting)).toEqual([
      ["server_closing", "5"],
      ["server_closing", "5"],
    ]);
    expect(await refusalOf(() => slots.take("d", 1, signal))).toEqual(["server_closing", "5"]);
    expect([slots.callsInFlight(), slots.callsQueued()]).toEqual([1, 0]);
  });

  test("loses no place, whatever ends the wait at the same moment", async () => {
    const slots = createCallSlots({ ...generous, maxConcurrentCalls: 1, queueTimeoutMs: 5 });
    for (let round = 0; round < 40; round += 1) {
      const back = await slots.take("a", 1, signal);
      const gone = new AbortController();
      const waiting = Array.from({ length: 4 }, (_, at) =>
        Promise.resolve(slots.take(`w${at}`, 1, gone.signal)).then(
          (mine) => mine(),
          () => {},
        ),
      );
      await sleep(round % 8);
      if (round % 3 === 0) gone.abort();
      back();
      if (round % 3 === 1) gone.abort();
      await Promise.all(waiting);
    }
    expect([slots.callsInFlight(), slots.callsQueued()]).toEqual([0, 0]);
  });
});
