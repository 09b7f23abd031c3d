import { describe, expect, test } from "vitest";
import { parseConfig } from "../../generator/config/parse-config.ts";

const match = { operation: "f" };

function mistakes(rule: object): string[] {
  try {
    parseConfig({ tools: { rules: [{ match, ...rule }] } }, "c.ts");
    return [];
  } catch (error) {
    return error instanceof Error ? error.message.split("\n").slice(1) : [String(error)];
  }
}

describe("a rule of the config", () => {
  test("takes scopes, parameters and a content type", () => {
    const rules = [
      { match, scopes: [] },
      { match, scopes: ["a", "b:c"] },
      { match, scopes: [["a"], ["b", "c"]] },
      {
        match,
        contentType: "text/csv",
        parameters: {
          a: { hidden: true },
          b: { value: null },
          c: { value: { deep: [1, "x", false] }, hidden: true },
          "X-D": { name: "d", description: "D", hidden: false },
        },
      },
    ];
    expect(parseConfig({ tools: { rules } }, "c.ts")).toEqual({ tools: { rules } });
  });

  test.each<[object, string]>([
    [{ scopes: "a" }, "tools.rules[0].scopes must be a list of scopes, or a list of such lists"],
    [{ scopes: ["a", ["b"]] }, "tools.rules[0].scopes must be a list of scopes, or a list of such lists"],
    [{ scopes: ["a b"] }, "tools.rules[0].scopes[0] must be a scope: visible ASCII without space, quote and backslash"],
    [{ contentType: 1 }, "tools.rules[0].contentType must be a string, not a number"],
    [{ parameters: [] }, "tools.rules[0].parameters must be an object, not a list"],
    [{ parameters: { a: true } }, "tools.rules[0].parameters.a must be an object, not a boolean"],
    [
      { parameters: { a: { hiden: true } } },
      'tools.rules[0].parameters.a.hiden is no key; did you mean "hidden"? Allowed here: hidden, value, name, description',
    ],
    [{ parameters: { a: { hidden: "yes" } } }, "tools.rules[0].parameters.a.hidden must be a boolean, not a string"],
    [{ parameters: { a: { name: "a b" } } }, "tools.rules[0].parameters.a.name must be 1 to 64 of A-Z a-z 0-9 _ . -"],
    [
      { parameters: { a: { name: "toString" } } },
      "tools.rules[0].parameters.a.name must be no name that every JavaScript object has",
    ],
    [{ parameters: { a: { value: [Number.NaN] } } }, "tools.rules[0].parameters.a.value must be a JSON value"],
    [{ parameters: { a: { value: () => 1 } } }, "tools.rules[0].parameters.a.value must be a JSON value"],
    [
      { parameters: { a: { value: 1, hidden: false } } },
      "tools.rules[0].parameters.a must be either shown or fixed: leave out hidden or value",
    ],
  ])("%j", (rule, want) => {
    expect(mistakes(rule)).toEqual([`  ${want}.`]);
  });
});
