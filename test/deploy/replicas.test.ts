/** Replicas of a generated server behind nginx, without affinity, of which one ends under load; and what judges such a load. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Asked, drawAsked, type LoadCaller } from "../../bench/load/asked.ts";
import type { Outcome } from "../../bench/load/connection.ts";
import type { CountingApi } from "../../bench/load/counting-api.ts";
import { runLoad } from "../../bench/load/run-load.ts";
import { judge } from "../../bench/load/tally.ts";
import { hasTool } from "./machine-tools.ts";

/** FULL=1 loads them for longer, and kills one too. `bench/load/run.ts` does it for ten minutes. */
const isFull = process.env["FULL"] === "1";
const folder = (name: string): string => join(import.meta.dirname, `../../.tmp/replicas-${name}`);

describe.skipIf(!hasTool("nginx"))("three replicas behind nginx", { timeout: 120_000 }, () => {
  test("one is stopped by SIGTERM and started again: nothing is lost, wrong, or done twice", async () => {
    const load = isFull ? { seconds: 20, connections: 100 } : { seconds: 12, connections: 50 };
    const result = await runLoad({ ...load, rate: 100, every: 8, signal: "SIGTERM", folder: folder("term") });
    const { requests, latencies: _, ...faults } = result;
    expect(faults).toEqual({ lost: [], killed: 0, wrong: [], twice: 0, invented: 0 });
    expect(requests).toBeGreaterThan(load.seconds * 25);
  });

  test.runIf(isFull)("one is killed: what was in flight on it fails, and nothing is done twice", async () => {
    const load = { seconds: 20, connections: 100, rate: 150, every: 6 };
    const result = await runLoad({ ...load, signal: "SIGKILL", folder: folder("kill") });
    const { requests: _requests, latencies: _latencies, killed, ...faults } = result;
    expect(faults).toEqual({ lost: [], wrong: [], twice: 0, invented: 0 });
    expect(killed).toBeGreaterThan(0);
  });
});

describe("the judge of a load", () => {
  const ana: LoadCaller = { name: "ana", token: "t" };
  const asked = (kind: Asked["kind"]): Asked => {
    const listings = new Map();
    for (;;) {
      const drawn = drawAsked(ana, 7, listings);
      if (drawn.kind === kind) return drawn;
    }
  };
  const answer = (id: number, structuredContent: object): string =>
    JSON.stringify({ id, result: { structuredContent } });

  test.each([
    ["its own", (name: string) => answer(7, { id: name, owner: "ana" }), undefined],
    ["another request's", (name: string) => answer(8, { id: name, owner: "ana" }), "the id 8 in place of 7"],
    ["another caller's", (name: string) => answer(7, { id: name, owner: "ben" }), "the answer of ben for ana"],
    [
      "of other content",
      () => answer(7, { id: "x", owner: "ana" }),
      `other content: ${answer(7, { id: "x", owner: "ana" })}`,
    ],
    ["an error", () => `{"id":7,"result":{"isError":true}}`, `no result: {"id":7,"result":{"isError":true}}`],
  ])("an answer that is %s", (_whose, body, want) => {
    const one = asked("read");
    expect(one.fault(body(one.name))).toBe(want);
  });

  test("a list that is another than the first", () => {
    const listings = new Map();
    const lists: Asked[] = [];
    while (lists.length < 40) {
      const drawn = drawAsked(ana, 7, listings);
      if (drawn.kind === "list") lists.push(drawn);
    }
    const faults = lists.map((list, at) =>
      list.fault(JSON.stringify({ id: 7, result: { tools: [at < 39 ? "a" : "b"] } })),
    );
    expect(faults).toEqual([...Array.from({ length: 39 }, () => undefined), "another list"]);
  });

  const api = (executions: number, replica: number | undefined): CountingApi => ({
    baseUrl: () => "",
    executions: () => executions,
    replicaOf: () => replica,
    [Symbol.asyncDispose]: async () => {},
  });
  const outcome = (given: Partial<Outcome>): Outcome => ({ asked: asked("write"), started: 100, ended: 200, ...given });
  const kills = [{ replica: 1, at: 150, gone: 160 }];
  const counts = ({ lost, killed, twice, invented }: ReturnType<typeof judge>): object => ({
    lost: lost.length,
    killed,
    twice,
    invented,
  });

  test.each([
    ["done once", outcome({}), api(1, 0), { lost: 0, killed: 0, twice: 0, invented: 0 }],
    ["done twice", outcome({}), api(2, 0), { lost: 0, killed: 0, twice: 1, invented: 0 }],
    ["answered, but not done", outcome({}), api(0, undefined), { lost: 0, killed: 0, twice: 0, invented: 1 }],
    [
      "in flight on the killed replica",
      outcome({ lost: "502" }),
      api(1, 1),
      { lost: 0, killed: 1, twice: 0, invented: 0 },
    ],
    ["in flight on another", outcome({ lost: "502" }), api(1, 0), { lost: 1, killed: 0, twice: 0, invented: 0 }],
    [
      "lost before the kill",
      outcome({ lost: "502", ended: 149 }),
      api(0, undefined),
      { lost: 1, killed: 0, twice: 0, invented: 0 },
    ],
    [
      "lost long after",
      outcome({ lost: "502", started: 300 }),
      api(0, undefined),
      { lost: 1, killed: 0, twice: 0, invented: 0 },
    ],
  ])("a write that was %s", (_what, one, known, want) => {
    expect(counts(judge([one], known, kills))).toEqual(want);
  });
});
