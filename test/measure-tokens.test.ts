import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { tools } from "../generated/harbour/src/tools/index.ts";
import { createToolTable } from "../generated/harbour/src/runtime/mcp/tool-table.ts";
import { generate } from "../generator/generate.ts";
import { GeneratorError } from "../generator/errors.ts";
import { listTools, measureTokens } from "../generator/measure-tokens.ts";
import { resolveOptions } from "../generator/options.ts";
import { planDocument } from "../generator/plan-document.ts";
import { assertWithinBudget, largestTools, listedTokens } from "../generator/token-budget.ts";
import { openapi, surfaceOf } from "./support/in-memory-document.ts";

const asPlainText = { disallowedSpecial: new Set<string>() };

function wholeCount(value: unknown): number {
  return countTokens(JSON.stringify(value), asPlainText);
}

test("counts what the generated server lists, tool by tool", async () => {
  const spec = join(import.meta.dirname, "../specs/harbour/openapi.yaml");
  const { surface } = await planDocument(resolveOptions({ spec, out: "" }));
  const { listed } = createToolTable(tools);
  expect(listTools(surface)).toEqual(listed);
  const measured = await measureTokens(surface);
  expect([...measured.byTool.keys()]).toEqual(listed.map(({ name }) => name));
  expect(measured.total).toBe(wholeCount({ tools: listed }));
});

describe("the parts add up to the whole", () => {
  const operation = (text: string): object => ({
    operationId: "a",
    summary: text,
    parameters: [{ name: "p", in: "query", schema: { type: "string", enum: [text] } }],
  });
  test.each<[string, object]>([
    ["no tool", {}],
    ["one tool", { "/a": { get: { operationId: "a" } } }],
    ["names that begin with anything", { "/a": { get: { operationId: "_1" } }, "/b": { get: { operationId: "Zz" } } }],
    ["text of many kinds", { "/a": { get: operation('漢字 "quoted" \\ 😀\n{"tools":[{"name":1') } }],
    ["control tokens are text", { "/a": { get: operation("<|endoftext|> and <|im_start|>") } }],
  ])("%s", async (_, paths) => {
    const { surface } = surfaceOf(openapi(paths));
    expect((await measureTokens(surface)).total).toBe(wholeCount({ tools: listTools(surface) }));
  });
});

test("a run that no text has does not take long", async () => {
  const values = ["a", "漢", "😀", ".", '"'].map((character) => character.repeat(30_000));
  const schema = { type: "string", enum: values };
  const { surface } = surfaceOf(
    openapi({ "/a": { get: { operationId: "a", parameters: [{ name: "p", in: "query", schema }] } } }),
  );
  const started = performance.now();
  const { total } = await measureTokens(surface);
  expect(total).toBeGreaterThan(50_000);
  expect(performance.now() - started).toBeLessThan(8000);
});

describe("a budget", () => {
  const byTool = new Map([
    ["b", 70],
    ["a", 70],
    ["c", 900],
    ["d", 1],
    ["e", 2],
    ["f", 3],
  ]);
  const tokens = { total: 1046, byTool };

  test("the largest first, of the same size by name", () => {
    expect(largestTools(tokens, 3)).toEqual([
      { tool: "c", tokens: 900 },
      { tool: "a", tokens: 70 },
      { tool: "b", tokens: 70 },
    ]);
  });

  test.each([undefined, 1046, 5000])("%s is kept", (most) => {
    expect(() => assertWithinBudget(tokens, most)).not.toThrow();
  });

  test("nothing is written over it", async () => {
    const out = join(mkdtempSync(join(tmpdir(), "slipway-budget-")), "server");
    const spec = join(import.meta.dirname, "../specs/conformance/openapi.yaml");
    await expect(generate({ spec, out, tools: { maxTokens: 100 } })).rejects.toMatchObject({
      code: "surface-too-large",
    });
    expect(existsSync(out)).toBe(false);
    const { tokens: made } = await generate({ spec, out, tools: { maxTokens: 10_000 } });
    expect([made.total > 100, made.largest.length]).toEqual([true, 5]);
  });

  test("in search mode the four tools of search count, and what is pinned beside them", () => {
    const large = {
      total: 100_000,
      byTool: new Map([
        ["a", 70],
        ["b", 60_000],
      ]),
    };
    expect(
      [undefined, {}, { mode: "search" as const }, { mode: "search" as const, pinned: ["a", "none"] }].map((offer) =>
        listedTokens(large, offer),
      ),
    ).toEqual([100_000, 100_000, 1_500, 1_570]);
    expect(() => assertWithinBudget(large, 2_000, { mode: "search" })).not.toThrow();
  });

  test("what outgrows it is refused, with what is largest and what to do", () => {
    const refused = (): void => assertWithinBudget(tokens, 1045);
    expect(refused).toThrow(GeneratorError);
    expect(refused).toThrow(
      'tools/list costs 1,046 tokens (o200k), and the budget is 1,045 (--max-tokens, or "maxTokens" under "tools" in the config). The largest tools: c 900, a 70, b 70, f 3, e 2. Leave out services or operations, shorten descriptions ("descriptions" under "tools"), offer the tools by search ("mode": "search"), or raise the budget.',
    );
  });
});
