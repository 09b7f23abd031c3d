import { expect, test } from "vitest";
import { Refusal } from "../../../templates/src/runtime/errors.ts";
import { createRateLimits, type RateLimitParts } from "../../../templates/src/runtime/guards/rate-limits.ts";
import { defaultLimits } from "../../../templates/src/runtime/limits.ts";
import { type LoggedLine, recordingLog } from "../toy-world.ts";

const limits = { ...defaultLimits, rateLimitCallsPerCaller: 2, rateLimitCalls: 3 };
const api = "https://api.example";

function ratesOf(parts: Partial<RateLimitParts> = {}): {
  count: (caller: string, calls?: number) => Promise<unknown>;
  lines: LoggedLine[];
} {
  const lines: LoggedLine[] = [];
  const rates = createRateLimits({ limits, log: recordingLog(lines), now: () => 1_800_000_000_000, ...parts });
  const count = async (caller: string, calls = 1): Promise<unknown> => {
    try {
      return await rates.count(caller, api, calls);
    } catch (error) {
      return error instanceof Refusal ? [error.code, error.headers["retry-after"]] : error;
    }
  };
  return { count, lines };
}

test("in memory a call is counted at once, without a promise", () => {
  const rates = createRateLimits({ limits, log: recordingLog([]), now: Date.now });
  expect(rates.count("ana", api, 1)).toBeUndefined();
});

test("callers have limits of their own, and what is refused of one is not counted for the API", async () => {
  const { count } = ratesOf();
  expect([await count("ana", 2), await count("ana"), await count("ana"), await count("ben")]).toEqual([
    undefined,
    ["caller_rate_limited", "60"],
    ["caller_rate_limited", "60"],
    undefined,
  ]);
  expect(await count("cleo")).toEqual(["api_rate_limited", "60"]);
});

test("0 is no limit", async () => {
  const { count } = ratesOf({ limits: { ...limits, rateLimitCallsPerCaller: 0, rateLimitCalls: 0 } });
  expect(await count("ana", 1_000_000)).toBeUndefined();
});

test("shared counters decide; where they fail this replica counts for itself, and says it once for each", async () => {
  const names: string[] = [];
  const { count, lines } = ratesOf({
    shared: (name, limit) => {
      names.push(`${name} ${limit.calls} in ${limit.windowMs}`);
      return {
        count: async (key) => await (key === "ana" ? Promise.resolve(1_500) : Promise.reject(new Error("secret"))),
      };
    },
  });
  expect(names).toEqual(["caller 2 in 60000", "api 3 in 60000"]);
  expect([await count("ana"), await count("ben", 2), await count("ben")]).toEqual([
    ["caller_rate_limited", "2"],
    undefined,
    ["caller_rate_limited", "60"],
  ]);
  expect(lines.map(({ level, message }) => [level, message])).toEqual([
    ["warn", "calls are counted by this replica alone: the shared store does not answer"],
    ["warn", "calls are counted by this replica alone: the shared store does not answer"],
  ]);
  expect(JSON.stringify(lines)).not.toContain("secret");
});
