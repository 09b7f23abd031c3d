import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { search } from "@jmespath-community/jmespath";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSelection } from "../../../templates/src/runtime/results/select-answer.ts";
import { SelectError } from "../../../templates/src/runtime/results/selection.ts";
import { ArgumentError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

const MB = 1_000_000;
const select = (expression: string, value: unknown, maxLength = 5 * MB): unknown =>
  readSelection(expression, "select")(value, maxLength);

const answer = {
  total: 3,
  items: [
    { id: "a", price: 30, tags: ["x", "y"], dock: { name: "north" }, since: "2026-03-01", state: "open" },
    { id: "b", price: 10, tags: [], dock: { name: "south" }, since: "2026-01-05", state: "shut" },
    { id: "c", price: 20, tags: ["z"], dock: null, since: "2025-11-30", state: "open" },
  ],
};

describe("what models write", () => {
  test.each<readonly [string, unknown]>([
    ["total", 3],
    ["items[].id", ["a", "b", "c"]],
    [
      "items[].{id: id, dock: dock.name}",
      [
        { id: "a", dock: "north" },
        { id: "b", dock: "south" },
        { id: "c", dock: null },
      ],
    ],
    ["items[*].dock.name", ["north", "south"]],
    ["items[?state=='open'].id", ["a", "c"]],
    ["items[?price > `15` && contains(tags, 'z')].id | [0]", "c"],
    ["items[?since >= '2026-01-01'].id", ["a", "b"]],
    ["items[-1].id", "c"],
    ["items[:2].id", ["a", "b"]],
    ["items[::-1].id", ["c", "b", "a"]],
    ["items[].tags[]", ["x", "y", "z"]],
    ["length(items)", 3],
    ["sort_by(items, &price)[].id", ["b", "c", "a"]],
    ["max_by(items, &price).id", "a"],
    [
      "{count: length(items), cheapest: min(items[].price), sum: sum(items[].price), mean: avg(items[].price)}",
      { count: 3, cheapest: 10, sum: 60, mean: 20 },
    ],
    ["items[0].[id, not_null(dock.name, 'none')]", ["a", "north"]],
    ["items[2].not_null(dock.name, 'none')", "none"],
    ["keys(@)", ["total", "items"]],
    ["items[?!dock].id", ["c"]],
    ["map(&join('-', tags), items)", ["x-y", "", "z"]],
    ["nothing.at.all", null],
    ["constructor", null],
    ["items[0].toString", null],
    ["{__proto__: total}", Object.fromEntries([["__proto__", 3]])],
  ])("%s", (expression, want) => {
    expect(select(expression, answer)).toEqual(want);
  });
});

test("the same where code may not be made from text, as on the edge", async () => {
  const file = new URL("../../../templates/src/runtime/results/select-answer.ts", import.meta.url).href;
  const program = `
    const { readSelection } = await import(${JSON.stringify(file)});
    let codeFromText = true;
    try { new Function("")(); } catch { codeFromText = false; }
    const read = readSelection("items[?price > \`15\`].id | sort(@)", "select");
    console.log(JSON.stringify([codeFromText, read(${JSON.stringify(answer)}, 1000)]));`;
  const options = ["--disallow-code-generation-from-strings", "--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  expect(JSON.parse(stdout)).toEqual([false, ["a", "c"]]);
});

const problemOf = (expression: unknown): string => {
  try {
    readSelection(expression, "select");
  } catch (error) {
    if (error instanceof ArgumentError) return error.problems.map(({ problem }) => problem).join();
    throw error;
  }
  return "none";
};

test.each<readonly [unknown, string]>([
  ["items[", "is not JMESPath: it ends too early (expected Star, got: EOF)."],
  [
    "items[].{id id}",
    'is not JMESPath: the fault is at character 13, behind "items[].{id " (expected Colon, got: UnquotedIdentifier).',
  ],
  [
    "items[?a = 1]",
    'is not JMESPath: the fault is at character 12, behind "items[?a = " (invalid token (Number): "1").',
  ],
  ["", "must be a JMESPath expression."],
  [5, "must be a JMESPath expression."],
  ["a".repeat(1001), "is longer than 1000 characters."],
  ["items[].[$]", "uses Root, which this server does not offer."],
  ["let $a = items in $a", "uses LetExpression, which this server does not offer."],
  ["total + total", "uses Arithmetic, which this server does not offer."],
  [
    "pad_left('a', `999999999`)",
    expect.stringMatching(/^calls pad_left\(\); there are length, keys, values/) as string,
  ],
])("%j is refused before anything is sent: %s", (expression, want) => {
  expect(problemOf(expression)).toEqual(want);
});

test.each([
  ["sort_by(items, &dock)", "sorting takes only numbers, or only strings, not an object; filter first, as in [?name]"],
  ["length(total)", "argument 1 of length() must be an object, not a number"],
  ["sort_by(items, 'price')", "argument 2 of sort_by() must be an expression, as in &name"],
  ["sum(items)", "argument 1 of sum() must be a list of numbers"],
])("%s says what was wrong with it on this answer", (expression, message) => {
  expect(() => select(expression, answer)).toThrow(new SelectError(message));
});

describe("hostile answers and expressions", () => {
  test("an answer that looks like the library's own expressions is data", () => {
    const value = { items: [{ k: { expref: true, type: "Literal", value: "taken over" } }] };
    expect(() => select("sort_by(items, &k)", value)).toThrow(SelectError);
    expect(() => select("map(items[0].k, items)", value)).toThrow("must be an expression");
  });

  test("a name that objects inherit finds nothing in an answer, and makes nothing", () => {
    expect(select("items[].{a: __proto__.polluted, b: constructor.name}", answer)).toEqual(
      Array.from({ length: 3 }, () => ({ a: null, b: null })),
    );
  });

  const berths = Array.from({ length: 60_000 }, (_, id) => ({
    id,
    name: `berth ${id}`,
    tags: ["a", "b"],
    text: "x".repeat(40),
  }));
  test.each([
    ["doubling", Array.from({ length: 120 }, () => "[@,@]").join("|")],
    ["doubling, flat", Array.from({ length: 100 }, () => "[@,@][]").join("|")],
    ["doubling text", `to_number('1')|'x'|${Array.from({ length: 60 }, () => "join('',[@,@])").join("|")}`],
    ["comparing all of it again and again", `[${Array.from({ length: 140 }, () => "@==@[]").join(",")}]`],
    ["sorting again and again", `[${Array.from({ length: 58 }, () => "sort_by(@,&name)").join(",")}]`],
    ["a filter on every item, often", Array.from({ length: 55 }, () => "[?tags[?@=='b']]").join("|")],
    ["searching text", `[].{${Array.from({ length: 40 }, (_, n) => `a${n}:contains(text,'y')`).join(",")}}`],
    ["flattening one list many times over", `[${Array.from({ length: 330 }, () => "@").join(",")}][]`],
    ["nesting", `${"[".repeat(400)}@${"]".repeat(400)}`],
  ])("%s ends in time", (_, expression) => {
    const list = expression.startsWith("[@,") ? Array.from({ length: MB }, () => 1) : berths;
    const start = performance.now();
    let outcome: unknown;
    try {
      outcome = JSON.stringify(select(expression, list)).length;
    } catch (error) {
      outcome = error;
    }
    expect(performance.now() - start).toBeLessThan(2500);
    expect(outcome instanceof SelectError || (typeof outcome === "number" && outcome < 6 * MB)).toBe(true);
  });
});

test("whatever the expression, the library's evaluation of the same gives the same", () => {
  const name = fc.constantFrom("a", "b", "c", "items");
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      name,
      fc.constantFrom(
        "@",
        "[]",
        "[*]",
        "*",
        "[0]",
        "[-1]",
        "items[1:]",
        "items[::-1]",
        "`1`",
        "'x'",
        "length(items)",
        "keys(@)",
        "not_null(a, b)",
        "sort_by(items, &n)",
        "items[?n > `1`]",
        "reverse(items)",
      ),
      fc.tuple(tie("expression"), name).map(([left, right]) => `${left}.${right}`),
      fc
        .tuple(tie("expression"), fc.constantFrom("[]", "[*]", "[0]", "[?a]", "[?n==`2`]"))
        .map((parts) => parts.join("")),
      fc.tuple(tie("expression"), tie("expression")).map(([left, right]) => `${left} | ${right}`),
      fc
        .tuple(tie("expression"), fc.constantFrom("||", "&&", "==", "!="), tie("expression"))
        .map((parts) => parts.join(" ")),
      tie("expression").map((inner) => `{x: ${inner}, y: a}`),
      tie("expression").map((inner) => `[${inner}, b]`),
      tie("expression").map((inner) => `!${inner}`),
    ),
  }));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, true, false, 0, 1, 2, "", "x"),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.record(
        {
          a: tie("value"),
          b: tie("value"),
          items: fc.array(fc.record({ n: fc.integer({ min: 0, max: 3 }), a: tie("value") }), { maxLength: 4 }),
        },
        { requiredKeys: [] },
      ),
    ),
  }));
  let compared = 0;
  fc.assert(
    fc.property(expression, value, (text, data) => {
      let want: unknown;
      try {
        want = search(data as Parameters<typeof search>[0], text);
      } catch {
        return;
      }
      compared += 1;
      expect(select(text, data)).toEqual(want);
    }),
    { numRuns: 3000 },
  );
  expect(compared).toBeGreaterThan(1500);
});
