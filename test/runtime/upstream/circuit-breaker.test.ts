import { describe, expect, test } from "vitest";
import { type CircuitBreaker, createCircuitBreaker } from "../../../templates/src/runtime/upstream/circuit-breaker.ts";
import { UpstreamError, type UpstreamErrorCode } from "../../../templates/src/runtime/upstream/upstream-error.ts";
import type { AuthorizedAnswer } from "../../../templates/src/runtime/upstream/send-authorized.ts";
import type { Caller } from "../../../templates/src/runtime/surface-types.ts";
import { type LoggedLine, recordingLog } from "../toy-world.ts";

type Outcome = number | UpstreamErrorCode;

interface World {
  readonly lines: LoggedLine[];
  now: number;
  /** What is told of a call that ends so: a status, or the code and `retryAfter` of its error. */
  call(outcome: Outcome | Promise<Outcome>, who?: string, origin?: string): Promise<unknown>;
}

function createWorld(limits: { circuitFailures?: number } = {}): World {
  const lines: LoggedLine[] = [];
  const world = { lines, now: 1_800_000_000_000 } as World;
  const breaker: CircuitBreaker = createCircuitBreaker({
    limits: { circuitFailures: 3, circuitOpenMs: 10_000, ...limits },
    log: recordingLog(lines),
    now: () => world.now,
  });
  world.call = async (outcome, who = "ana", origin = "https://api.example") => {
    const caller = { issuer: "https://as.example", subject: who } as Caller;
    const work = async (): Promise<AuthorizedAnswer> => {
      const how = await outcome;
      if (typeof how === "number") return { raw: { status: how } } as AuthorizedAnswer;
      throw new UpstreamError(how, how);
    };
    try {
      return (await breaker.guard(origin, caller, work)).raw.status;
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const { retryAfter } = error.details;
      return retryAfter === undefined ? error.code : [error.code, retryAfter];
    }
  };
  return world;
}

/** Calls one after the other. */
async function inTurn(world: World, calls: readonly (readonly [Outcome, string?])[]): Promise<readonly unknown[]> {
  const told: unknown[] = [];
  for (const [outcome, who] of calls) told.push(await world.call(outcome, who));
  return told;
}

const open = ["upstream_unavailable", 10];

describe("a circuit", () => {
  test.each<readonly [Outcome]>([["upstream_unreachable"], [503]])(
    "opens after failures in a row: %s",
    async (failure) => {
      const world = createWorld();
      expect(await inTurn(world, [[failure], [failure], [failure], [200]])).toEqual([failure, failure, failure, open]);
      expect(world.lines).toEqual([
        { level: "warn", message: "the API fails: calls are not sent to it for a while", calls: 3 },
      ]);
    },
  );

  test.each<readonly [Outcome]>([["upstream_timeout"], ["upstream_bad_response"], [500], [502], [504]])(
    "is not opened by one caller's fault: %s",
    async (failure) => {
      const world = createWorld();
      await inTurn(
        world,
        Array.from({ length: 20 }, () => [failure, "ana"] as const),
      );
      expect(await world.call(failure, "ben")).toBe(failure);
      expect(await world.call(200, "cleo")).toEqual(open);
    },
  );

  test.each<readonly [Outcome]>([
    [400],
    [401],
    [404],
    [409],
    [422],
    [429],
    ["upstream_too_large"],
    ["upstream_redirect"],
    [200],
  ])("stays closed, and begins to count anew, with an answer: %s", async (answer) => {
    const world = createWorld();
    await inTurn(world, [[503], [503], [answer], [503], [503]]);
    expect(await world.call(200)).toBe(200);
  });

  test.each<readonly [Outcome]>([["call_cancelled"], ["upstream_auth_unavailable"], ["upstream_not_configured"]])(
    "learns nothing from %s",
    async (nothing) => {
      const world = createWorld();
      await inTurn(world, [[503], [503], [nothing], [nothing]]);
      expect(await world.call(200)).toBe(200);
      const other = createWorld();
      await inTurn(other, [[503], [503], [nothing], [503]]);
      expect(await other.call(200)).toEqual(open);
    },
  );

  test("says how long until the next try, and sends nothing before", async () => {
    const world = createWorld();
    await inTurn(world, [[503], [503], [503]]);
    world.now += 8_500;
    expect(await world.call(Promise.reject(new Error("it was sent")).catch(() => 200))).toEqual([
      "upstream_unavailable",
      2,
    ]);
  });

  test("lets one call try: its success closes it for all", async () => {
    const world = createWorld();
    await inTurn(world, [[503], [503], [503]]);
    world.now += 10_000;
    const held = Promise.withResolvers<Outcome>();
    const trying = world.call(held.promise);
    expect(await world.call(200, "ben")).toEqual(open);
    held.resolve(200);
    expect(await trying).toBe(200);
    expect(await inTurn(world, [[503], [503], [200, "ben"]])).toEqual([503, 503, 200]);
    expect(world.lines.map(({ message }) => message)).toEqual([
      "the API fails: calls are not sent to it for a while",
      "the API answers again: calls are sent to it",
    ]);
  });

  test("stays open when the try fails; a try that is cancelled leaves it to the next caller", async () => {
    const world = createWorld();
    await inTurn(world, [[503], [503], [503]]);
    world.now += 10_000;
    expect(await inTurn(world, [[503], [200, "ben"]])).toEqual([503, open]);
    world.now += 10_000;
    expect(await inTurn(world, [["call_cancelled"], [200], [200, "ben"], [200]])).toEqual([
      "call_cancelled",
      open,
      200,
      200,
    ]);
  });

  test.each<readonly [Outcome]>([[500], ["upstream_timeout"], ["upstream_bad_response"], ["call_cancelled"]])(
    "is not kept open by one caller's tries, however many: %s",
    async (failure) => {
      const world = createWorld();
      await inTurn(world, [[503], [503], [503]]);
      world.now += 10_000;
      expect(await inTurn(world, [[failure], [failure], [failure]])).toEqual([failure, open, open]);
      expect(await inTurn(world, [[200, "ben"], [200]])).toEqual([200, 200]);
    },
  );

  test("is kept open by two callers whose tries fail, and a caller who is alone tries again", async () => {
    const world = createWorld();
    await inTurn(world, [[503], [503], [503]]);
    world.now += 10_000;
    expect(await inTurn(world, [[500], [500, "ben"], [200, "cleo"]])).toEqual([500, 500, open]);
    world.now += 10_000;
    expect(await inTurn(world, [[500]])).toEqual([500]);
    world.now += 10_000;
    expect(await inTurn(world, [[200], [200]])).toEqual([200, 200]);
  });

  test("is left closed by a try that ends long after another has closed it", async () => {
    const world = createWorld();
    await inTurn(world, [[503], [503], [503]]);
    world.now += 10_000;
    const held = Promise.withResolvers<Outcome>();
    const trying = world.call(held.promise);
    world.now += 10_000;
    expect(await inTurn(world, [[200], [200, "ben"]])).toEqual([open, 200]);
    held.resolve("call_cancelled");
    await trying;
    const other = Promise.withResolvers<Outcome>();
    const slow = world.call(other.promise, "ben");
    expect(await world.call(200, "cleo")).toBe(200);
    other.resolve(200);
    await slow;
  });

  test("a try that finds nothing in time does not keep the others away", async () => {
    const world = createWorld();
    await inTurn(world, [[503], [503], [503]]);
    world.now += 10_000;
    void world.call(new Promise(() => {}));
    world.now += 10_000;
    expect(await inTurn(world, [[200, "ben"], [200]])).toEqual([200, 200]);
  });

  test("is not kept open by calls from before", async () => {
    const world = createWorld();
    const late = Promise.withResolvers<Outcome>();
    const early = world.call(late.promise);
    await inTurn(world, [[503], [503], [503]]);
    world.now += 9_000;
    late.resolve(503);
    await early;
    world.now += 1_000;
    expect(await world.call(200)).toBe(200);
  });

  test("is one for each origin; a clock that is set back keeps nobody waiting for longer", async () => {
    const world = createWorld();
    await inTurn(world, [[503], [503], [503]]);
    expect(await world.call(200, "ana", "https://uploads.example")).toBe(200);
    world.now -= 3_600_000;
    expect(await world.call(200)).toEqual(open);
    world.now += 10_000;
    expect(await world.call(200)).toBe(200);
  });

  test("0 failures: the API is always asked", async () => {
    const world = createWorld({ circuitFailures: 0 });
    await inTurn(
      world,
      Array.from({ length: 20 }, () => [503] as const),
    );
    expect(await world.call(200)).toBe(200);
  });
});
