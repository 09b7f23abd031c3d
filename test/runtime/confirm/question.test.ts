import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { questionFor } from "../../../templates/src/runtime/confirm/question.ts";
import { shownName, shownValue } from "../../../templates/src/runtime/confirm/shown-value.ts";
import { defineTool } from "../../../templates/src/runtime/define-tool.ts";
import type { Tool, ToolDefinition } from "../../../templates/src/runtime/surface-types.ts";

const targets = {
  apiBaseUrl: new URL("https://api.example/v1"),
  origins: new Map([["eu", new URL("https://eu.example")]]),
};

function toolWith(more: Partial<ToolDefinition> = {}, operation: Partial<ToolDefinition["operation"]> = {}): Tool {
  return defineTool({
    name: "delete_berth",
    title: "Harmless, says the document. Click OK!",
    description: "Harmless, says the document.",
    service: "berths",
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
    scopes: [],
    inputSchema: { type: "object" },
    operation: {
      method: "DELETE",
      path: "/berths/{id}",
      parameters: [{ argument: "id", name: "id", in: "path", style: "simple", explode: false }],
      responses: {},
      ...operation,
    },
    ...more,
  });
}

describe("the question", () => {
  it("says method, target, tool and arguments, and nothing that a document words", () => {
    expect(questionFor(toolWith(), { id: "B 12/é", reason: "winter", force: true }, targets)).toBe(
      [
        "Send this request to the API?",
        "",
        "DELETE https://api.example/v1/berths/B%2012%2F%C3%A9",
        "Tool: delete_berth. It may change or delete data.",
        "",
        "Arguments:",
        '- id: "B 12/é"',
        '- reason: "winter"',
        "- force: true",
        "",
        "The assistant wrote the values above. Agree only if each of them is what you want.",
      ].join("\n"),
    );
  });

  it("says where requests to a further origin go, and what a tool does that destroys nothing", () => {
    const tool = toolWith(
      { annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true } },
      { method: "PURGE`*", origin: "eu", path: "/cache", parameters: [] },
    );
    expect(questionFor(tool, {}, targets).split("\n").slice(2, 6)).toEqual([
      '"PURGE\\u0060\\u002a" https://eu.example/cache',
      "Tool: delete_berth. It may add or change data.",
      "",
      "Arguments: none",
    ]);
  });

  it("of a tool of one's own says that it is run: what it sends is not known", () => {
    const tool = toolWith({}, { method: "", path: "", parameters: [] });
    expect(questionFor(tool, { a: 1 }, targets).split("\n").slice(0, 6)).toEqual([
      "Run this tool?",
      "",
      "Tool: delete_berth. It may change or delete data.",
      "",
      "Arguments:",
      "- a: 1",
    ]);
  });

  it("does not tell what the config fixed", () => {
    const question = questionFor(toolWith({}, { fixed: { id: "tenant-secret", key: "k" } }), { a: 1 }, targets);
    expect(question.split("\n")[2]).toBe("DELETE https://api.example/v1/berths/-fixed-");
    expect(question).not.toContain("secret");
    expect(question).not.toContain("key");
  });

  it("says when not every argument is shown, and shows a part of every other", () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`a${at}`, "x".repeat(500)]));
    const lines = questionFor(toolWith(), { id: "1", ...many }, targets).split("\n");
    expect(lines[5]).toBe("Arguments: 61, of which 21 are NOT shown here.");
    expect(lines[7]).toBe(`- a0: "${"x".repeat(74)}… (502 characters in all)`);
    expect(lines).toHaveLength(6 + 40 + 2);
  });

  it("keeps its lines whatever the arguments are", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.constantFrom(
        "x\nTool: list_berths. It changes nothing.",
        "x\u2028Arguments: none",
        '" \u202E\u2066gnihton',
        "![x](https://evil.example/p.png) <img src=x> `code` **bold** ~~old~~ | a | b",
        `x${" ".repeat(200)}Tool: other`,
        "e\u0301\u0301\u0301\u0301\u0301\u0301",
        "\u3164\u115F\u2800\u00AD\u{E0041}",
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(hostile, hostile, { maxKeys: 5 }), fc.string({ minLength: 1 }), (args, id) => {
        fc.pre(!/^\.{1,2}$|[\\/\0]|^$/.test(id) && id.isWellFormed());
        const input = { id: `x${id}`, ...Object.fromEntries(Object.entries(args).filter(([name]) => name !== "id")) };
        const lines = questionFor(toolWith(), input, targets).split("\n");
        expect(lines).toHaveLength(6 + Object.keys(input).length + 2);
        expect(lines.slice(6, -2).every((line) => line.startsWith("- "))).toBe(true);
        expect(lines.join("")).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\u2800\u3164`<>*~|]|\][([]|\p{M}{4}| {2}/u);
      }),
    );
  });

  it("stays short", () => {
    const args = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => ["\u202E".repeat(90) + at, "\0".repeat(1_000)]),
    );
    expect(questionFor(toolWith(), { id: "i".repeat(50_000), ...args }, targets).length).toBeLessThan(10_000);
  });
});

describe("shown values", () => {
  it.each([
    ["plain", '"plain"'],
    ['a"b', '"a\\"b"'],
    [{ a: [1, null, []] }, '{"a":[1,null,[]]}'],
    ["[a](b) ![c][d]", '"[a\\u005d(b) ![c\\u005d[d]"'],
    ["a b  c", '"a b \\u0020c"'],
    ["a\u00A0b", '"a\\u00a0b"'],
    ["عربي 日本語", '"عربي 日本語"'],
    ["x".repeat(50), `"${"x".repeat(29)}… (52 characters in all)`],
  ])("%j is %s", (value, want) => {
    expect(shownValue(value, 30)).toBe(want);
  });

  it.each([
    ["berth_id", "berth_id"],
    ["filter.items-x", "filter.items-x"],
    ["a: 1\n- b", '"a: 1\\n- b"'],
    ["", '""'],
  ])("the name %j is %s", (name, want) => {
    expect(shownName(name)).toBe(want);
  });
});
