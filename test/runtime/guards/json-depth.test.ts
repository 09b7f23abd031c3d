import fc from "fast-check";
import { expect, test } from "vitest";
import { isDeeperThan } from "../../../templates/src/runtime/guards/json-depth.ts";

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map((inner) => depthOf(inner)));
}

test("says the depth that the parser builds", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.integer({ min: 0, max: 8 }), (text, max) => {
      expect(isDeeperThan(text, max)).toBe(depthOf(JSON.parse(text)) > max);
    }),
  );
});

test.each([
  ['"[[[["', 0, false],
  [String.raw`"\"[[["`, 0, false],
  [String.raw`["\\",[]]`, 1, true],
  ['"[', 0, false],
  ["]]]][", 1, false],
  ["[[", 1, true],
])("%s deeper than %d: %s", (text, max, want) => {
  expect(isDeeperThan(text, max)).toBe(want);
});

test("a million brackets in a string, and out of it, take no time", () => {
  const started = performance.now();
  expect(isDeeperThan(`"${"[".repeat(1_000_000)}"`, 64)).toBe(false);
  expect(isDeeperThan("[]".repeat(1_000_000), 64)).toBe(false);
  expect(performance.now() - started).toBeLessThan(500);
});
