import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import {
  type EventLoopWatch,
  JUDGED_EVERY_MS,
  watchEventLoop,
} from "../../../templates/src/runtime/node/event-loop-watch.ts";

let watch: EventLoopWatch | undefined;
afterEach(() => watch?.stop());

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test("a loop that is late most of the time is late, until it has recovered", async () => {
  watch = watchEventLoop(100);
  // What was measured while it was idle must not speak for what comes.
  await sleep(2 * JUDGED_EVERY_MS);
  const until = performance.now() + 3 * JUDGED_EVERY_MS;
  while (performance.now() < until) {
    block(200);
    await sleep(1);
  }
  expect(watch.isLate()).toBe(true);
  await expect.poll(() => watch?.isLate(), { timeout: 10_000, interval: 100 }).toBe(false);
});

test("one long task does not make it late, and 0 switches it off", async () => {
  watch = watchEventLoop(150);
  const off = watchEventLoop(0);
  await sleep(JUDGED_EVERY_MS / 2);
  block(JUDGED_EVERY_MS / 2);
  await sleep(JUDGED_EVERY_MS / 2);
  expect([watch.isLate(), off.isLate()]).toEqual([false, false]);
});
