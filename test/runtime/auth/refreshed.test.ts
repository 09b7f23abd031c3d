import { describe, expect, test } from "vitest";
import { createRefreshed, type Refreshed } from "../../../templates/src/runtime/auth/refreshed.ts";

/** A source whose clock and answers the test sets; answers are numbered by fetch. */
function createSource(): {
  value: Refreshed<number>;
  clock: { now: number };
  loads: () => number;
  down: { is: boolean };
} {
  const clock = { now: 0 };
  const down = { is: false };
  let count = 0;
  const value = createRefreshed<number>({
    load: async () => {
      count += 1;
      const number = count;
      await Promise.resolve();
      if (down.is) throw new Error("down");
      return number;
    },
    now: () => clock.now,
    onFailure: () => {},
  });
  return { value, clock, loads: () => count, down };
}

const minutes = 60_000;

describe("createRefreshed", () => {
  test("fetches nothing until asked, once for many askers", async () => {
    const { value, loads } = createSource();
    expect([loads(), value.held()]).toEqual([0, false]);
    expect(await Promise.all([value.current(), value.current(), value.current()])).toEqual([1, 1, 1]);
    expect([loads(), value.held()]).toEqual([1, true]);
  });

  test("answers what it holds and renews it in the background after 10 minutes", async () => {
    const { value, clock, loads } = createSource();
    await value.current();
    clock.now = 10 * minutes - 1;
    expect([await value.current(), loads()]).toEqual([1, 1]);
    clock.now = 10 * minutes;
    expect([await value.current(), loads()]).toEqual([1, 2]);
    await new Promise(setImmediate);
    expect([await value.current(), loads()]).toEqual([2, 2]);
  });

  test("bridges an outage of an hour, one fetch per 5 seconds, and recovers", async () => {
    const { value, clock, loads, down } = createSource();
    await value.current();
    down.is = true;
    for (clock.now = 10 * minutes; clock.now < 60 * minutes; clock.now += 1_000) {
      expect(await value.current()).toBe(1);
      await new Promise(setImmediate);
    }
    expect(loads()).toBe(1 + (50 * minutes) / 5_000);
    clock.now = 60 * minutes;
    expect(value.held()).toBe(false);
    await expect(value.current()).rejects.toThrow("down");
    await expect(value.current()).rejects.toThrow("the last fetch failed a moment ago");
    down.is = false;
    clock.now += 5_000;
    expect(await value.current()).toBe(loads());
  });

  test("without a value, an outage costs one fetch per 5 seconds however many ask", async () => {
    const { value, loads, down } = createSource();
    down.is = true;
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => value.current()));
    expect(results.every((result) => result.status === "rejected")).toBe(true);
    await expect(value.current()).rejects.toThrow("the last fetch failed a moment ago");
    expect(loads()).toBe(1);
  });

  test("a newer value: at most one fetch per 5 seconds, and none when there is one already", async () => {
    const { value, clock, loads } = createSource();
    const first = await value.current();
    expect(await value.newerThan(first)).toBeUndefined();
    clock.now = 5_000;
    expect(await Promise.all(Array.from({ length: 300 }, () => value.newerThan(first)))).toEqual(
      Array.from({ length: 300 }, () => 2),
    );
    expect(await value.newerThan(first)).toBe(2);
    expect(loads()).toBe(2);
  });

  test("a failed look for a newer value keeps what is held", async () => {
    const { value, clock, down } = createSource();
    const first = await value.current();
    clock.now = 5_000;
    down.is = true;
    expect(value.failing()).toBe(false);
    expect(await value.newerThan(first)).toBeUndefined();
    expect([await value.current(), value.failing()]).toEqual([first, true]);
    down.is = false;
    clock.now += 5_000;
    await value.newerThan(first);
    expect(value.failing()).toBe(false);
  });

  test("a clock that is set back does not stop it", async () => {
    const { value, clock, loads } = createSource();
    clock.now = 100 * minutes;
    const first = await value.current();
    clock.now = 0;
    expect(await value.newerThan(first)).toBe(2);
    expect(loads()).toBe(2);
  });
});
