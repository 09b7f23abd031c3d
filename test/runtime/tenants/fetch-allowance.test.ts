import { expect, test } from "vitest";
import { createFetchAllowance } from "../../../templates/src/runtime/tenants/fetch-allowance.ts";

test("a minute's worth at once, then as time passes; a clock that is set back gives nothing", () => {
  let now = 1_000_000;
  const allowance = createFetchAllowance(60, () => now);
  const taken = (): number => {
    let count = 0;
    while (allowance.take()) count += 1;
    return count;
  };
  const seen = [taken()];
  for (const step of [999, 1, 2_000, -60_000, 1_000, 3_600_000]) {
    now += step;
    seen.push(taken());
  }
  expect(seen).toEqual([60, 0, 1, 2, 0, 1, 60]);
});
