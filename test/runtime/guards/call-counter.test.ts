import { describe, expect, test } from "vitest";
import {
  type CallCounter,
  type MemoryCounter,
  counterPauseMs,
  createMemoryCounter,
  withFallback,
} from "../../../templates/src/runtime/guards/call-counter.ts";

const start = 1_800_000_000_000;

function counterAt(options: { calls?: number; maxKeys?: number } = {}): {
  counter: MemoryCounter;
  clock: { now: number };
} {
  const clock = { now: start };
  const counter = createMemoryCounter({ calls: 3, windowMs: 60_000, maxKeys: 100, ...options, now: () => clock.now });
  return { counter, clock };
}

describe("a counter in memory", () => {
  test("allows so many in a window, then says how long it lasts, and begins anew", () => {
    const { counter, clock } = counterAt();
    expect([1, 2, 3, 4].map(() => counter.count("ana", 1))).toEqual([0, 0, 0, 60_000]);
    clock.now += 59_999;
    expect(counter.count("ana", 1)).toBe(1);
    clock.now += 1;
    expect(counter.count("ana", 1)).toBe(0);
  });

  test("counts each key for itself, and a batch by its calls", () => {
    const { counter } = counterAt();
    expect([counter.count("ana", 3), counter.count("ben", 2), counter.count("ben", 2)]).toEqual([0, 0, 60_000]);
    expect(counter.count("ana", 1)).toBe(60_000);
  });

  test("a clock that is set back keeps nobody waiting for longer than a window", () => {
    const { counter, clock } = counterAt();
    counter.count("ana", 4);
    clock.now -= 3_600_000;
    expect(counter.count("ana", 1)).toBe(0);
  });

  test("a hostile number of keys costs bounded memory: the oldest is forgotten, no other", () => {
    const { counter } = counterAt({ maxKeys: 10 });
    for (let at = 0; at < 10; at += 1) counter.count(`caller-${at}`, 3);
    counter.count("one more", 3);
    expect(["caller-9", "caller-3", "one more"].map((key) => counter.count(key, 1))).toEqual([60_000, 60_000, 60_000]);
    expect(counter.count("caller-0", 1)).toBe(0);
  });

  test("what is over is cleared away by what is new, without a timer", () => {
    const { counter, clock } = counterAt({ maxKeys: 1_000_000 });
    for (let at = 0; at < 2_000; at += 1) counter.count(`early-${at}`, 1);
    clock.now += 60_000;
    for (let at = 0; at < 1_000; at += 1) counter.count(`late-${at}`, 3);
    clock.now -= 1;
    // A window of the first minute that were still held would be open at this moment, and count on.
    const held = Array.from({ length: 2_000 }, (_, at) => counter.count(`early-${at}`, 3)).filter((wait) => wait !== 0);
    expect(held).toEqual([]);
  });
});

describe("a shared counter with one's own to fall back on", () => {
  function failing(): { asked: () => number; fail: (does: boolean) => void; counter: CallCounter } {
    let asked = 0;
    let fails = true;
    const count = async (): Promise<number> => {
      asked += 1;
      if (fails) throw new Error("no route");
      return 0;
    };
    return { asked: () => asked, fail: (does) => (fails = does), counter: { count } };
  }

  test("counts by itself while the shared one fails, asks again after a pause, and says so once", async () => {
    const shared = failing();
    const { counter: own, clock } = counterAt();
    const failures: unknown[] = [];
    const counter = withFallback(shared.counter, {
      own,
      onFailure: (error) => failures.push(error),
      now: () => clock.now,
    });
    const waits = await Promise.all([1, 2, 3, 4].map(() => counter.count("ana", 1)));
    expect([waits, shared.asked(), failures.length]).toEqual([[0, 0, 0, 60_000], 4, 1]);
    await counter.count("ana", 1);
    expect(shared.asked()).toBe(4);
    clock.now += counterPauseMs;
    // One asks, the other does not wait for it.
    expect(await Promise.all([counter.count("ana", 1), counter.count("ana", 1)])).toEqual([55_000, 55_000]);
    expect([shared.asked(), failures.length]).toEqual([5, 2]);
    clock.now += counterPauseMs;
    shared.fail(false);
    expect(await counter.count("ana", 1)).toBe(0);
    expect(await counter.count("ana", 1)).toBe(0);
    expect([shared.asked(), failures.length]).toEqual([7, 2]);
  });
});
