/**
 * The official conformance suite against a server generated from specs/conformance, running as its owner would run it, with
 * its gate on. What such a server cannot meet stands in the baselines with the reason; everything else has to pass.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  baselineEntries,
  failedChecks,
  requiredScenarios,
  type Revision,
  runSuite,
  type SuiteRun,
} from "./support/run-suite.ts";
import { type SeenAnswer, startTokenProxy, type Tamper, type TokenProxy } from "./support/token-proxy.ts";
import { startWorld, type World } from "./support/world.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld({
    environment: { TOOL_CONFIRM: "destructive", STATE_SECRET: "conformance-conformance-conformance" },
  });
});
afterAll(() => world[Symbol.asyncDispose]());

/** Scenarios of which every check passes (or is not for this server), with at least one that passed. */
const met: { readonly [revision in Revision]: readonly string[] } = {
  "2025-11-25": [
    "server-initialize",
    "ping",
    "tools-list",
    "tools-call-simple-text",
    "tools-call-image",
    "tools-call-audio",
    "tools-call-embedded-resource",
    "tools-call-mixed-content",
    "tools-call-error",
    "resources-list",
    "dns-rebinding-protection",
  ],
  "2026-07-28": [
    "tools-list",
    "tools-call-simple-text",
    "tools-call-image",
    "tools-call-audio",
    "tools-call-embedded-resource",
    "tools-call-mixed-content",
    "tools-call-error",
    "server-sse-multiple-streams",
    "dns-rebinding-protection",
    "input-required-result-unsupported-methods",
    "input-required-result-validate-input",
    "input-required-result-missing-input-response",
    "input-required-result-result-type",
    "input-required-result-tampered-state",
    "resources-list",
    "sep-2164-resource-not-found",
  ],
};

/**
 * Answers that are no plain JSON, or blame the server: `<method>: <status> <type>`. An accepted notification and a refused
 * method may have no body; `subscriptions/listen` is a stream by its nature.
 */
function oddAnswers(answers: readonly SeenAnswer[]): readonly string[] {
  return answers
    .filter(({ method, status, contentType }) => {
      if (status >= 500) return true;
      if (method === "subscriptions/listen") return false;
      return contentType !== "application/json" && !(contentType === "" && (status === 202 || status === 405));
    })
    .map(({ method, status, contentType }) => `${method}: ${status} ${contentType}`);
}

describe.each(["2025-11-25", "2026-07-28"] as const)("the suite's requirements for %s", (revision) => {
  let run: SuiteRun;
  let proxy: TokenProxy;

  beforeAll(async () => {
    proxy = await startTokenProxy(world.origin, world.token);
    run = await runSuite(`${proxy.url}/mcp`, revision);
  });
  afterAll(() => proxy[Symbol.asyncDispose]());

  test("every scenario of the set has run", async () => {
    const { scored, unscored } = await requiredScenarios(revision);
    expect([...run.scenarios.keys()].toSorted()).toEqual([...scored, ...unscored].toSorted());
  });

  test("what fails is the baseline, no more and no less", async () => {
    const { scored } = await requiredScenarios(revision);
    expect(failedChecks(run, scored)).toEqual((await baselineEntries(revision)).toSorted());
    expect(run.output.trimEnd().split("\n").at(-1)).toBe("Baseline check passed: all failures are expected.");
    expect(run.exitCode).toBe(0);
  });

  test("every scenario that a server of tools and links can meet passes", async () => {
    const { scored } = await requiredScenarios(revision);
    const passed = scored.filter((scenario) => {
      const statuses = new Set(run.scenarios.get(scenario)?.map(({ status }) => status));
      return statuses.has("SUCCESS") && !statuses.has("FAILURE") && !statuses.has("WARNING");
    });
    expect(passed.toSorted()).toEqual(met[revision].toSorted());
  });

  test("everything was answered in JSON, and nothing by a fault of the server", () => {
    expect(oddAnswers(proxy.answers)).toEqual([]);
  });
});

describe("what the suite runs without scoring it", () => {
  let proxy: TokenProxy;
  let run: SuiteRun;

  beforeAll(async () => {
    proxy = await startTokenProxy(world.origin, world.token);
    run = await runSuite(`${proxy.url}/mcp`, "2026-07-28");
  });
  afterAll(() => proxy[Symbol.asyncDispose]());

  test("http-header-validation: all 14 checks pass", () => {
    expect(run.scenarios.get("http-header-validation")?.map(({ status }) => status)).toEqual(
      Array.from({ length: 14 }, () => "SUCCESS"),
    );
  });

  test("json-schema-2020-12: a tool's top level is a plain object, so a body that combines schemas is an argument of its own", () => {
    const statuses = run.scenarios.get("json-schema-2020-12")?.map(({ id, status }) => `${id}: ${status}`);
    expect(statuses).toEqual([
      "json-schema-2020-12-tool-found: SUCCESS",
      "json-schema-2020-12-$schema: FAILURE",
      "json-schema-2020-12-$defs: FAILURE",
      "json-schema-2020-12-additionalProperties: SUCCESS",
      "sep-2106-composition-keywords-preserved: FAILURE",
      "sep-2106-conditional-keywords-preserved: FAILURE",
      "sep-2106-anchor-keyword-preserved: FAILURE",
      "wire-schema-valid: SUCCESS",
    ]);
  });

  test("http-custom-header-server-validation: no tool mirrors an argument in a header, so there is none to compare", () => {
    const messages = new Set(
      run.scenarios.get("http-custom-header-server-validation")?.flatMap(({ errorMessage }) => errorMessage ?? []),
    );
    expect([...messages]).toEqual([
      "Not testable: server exposes no tool with x-mcp-header annotations, so none of the custom-header validation requirements could be exercised",
      "Not testable: server exposes no tool with x-mcp-header annotations",
    ]);
  });
});

describe("a fault is caught", () => {
  const replace =
    (from: string, to: string): Tamper =>
    (answer) => ({ ...answer, body: Buffer.from(answer.body.toString().replaceAll(from, to)) });

  /** What the suite finds beyond the baseline. */
  async function unexpectedFailures(tamper: Tamper): Promise<readonly string[]> {
    await using proxy = await startTokenProxy(world.origin, world.token, tamper);
    const run = await runSuite(`${proxy.url}/mcp`, "2025-11-25");
    const { scored } = await requiredScenarios("2025-11-25");
    const expected = new Set(await baselineEntries("2025-11-25"));
    expect(run.exitCode).toBe(1);
    return failedChecks(run, scored).filter((entry) => !expected.has(entry));
  }

  test("text that is not said to be text", async () => {
    expect(await unexpectedFailures(replace('"type":"text"', '"type":"txt"'))).toEqual([
      "tools-call-error:wire-schema-valid",
      "tools-call-mixed-content:tools-call-mixed-content",
      "tools-call-mixed-content:wire-schema-valid",
      "tools-call-simple-text:tools-call-simple-text",
      "tools-call-simple-text:wire-schema-valid",
    ]);
  });

  test("a picture whose bytes are missing", async () => {
    expect(await unexpectedFailures(replace('"type":"image","data"', '"type":"image","bytes"'))).toEqual([
      "tools-call-image:tools-call-image",
      "tools-call-image:wire-schema-valid",
      "tools-call-mixed-content:wire-schema-valid",
    ]);
  });

  test("a baseline that excuses what passes", async () => {
    const prompts = replace('"error":{"code":-32601,"message":"Method not found"}', '"result":{"prompts":[]}');
    await using proxy = await startTokenProxy(world.origin, world.token, prompts);
    const { output, exitCode } = await runSuite(`${proxy.url}/mcp`, "2025-11-25");
    const [, stale = ""] = output.split("Stale baseline entries (now passing - remove from baseline):\n");
    expect(exitCode).toBe(1);
    expect(stale.split("\n\n", 1)[0]?.split("\n")).toEqual([
      "  ✓ resources-subscribe:resources-subscribe",
      "  ✓ resources-unsubscribe:resources-unsubscribe",
      "  ✓ prompts-list:prompts-list",
    ]);
  });

  test("answers as streams, which the suite lets pass and we do not", async () => {
    const stream: Tamper = (answer) => {
      if (answer.status !== 200) return answer;
      return { ...answer, contentType: "text/event-stream", body: Buffer.from(`data: ${String(answer.body)}\n\n`) };
    };
    await using proxy = await startTokenProxy(world.origin, world.token, stream);
    const { exitCode } = await runSuite(`${proxy.url}/mcp`, "2025-11-25");
    expect(exitCode).toBe(0);
    expect(oddAnswers(proxy.answers)).toContain("tools/call: 200 text/event-stream");
  });
});
