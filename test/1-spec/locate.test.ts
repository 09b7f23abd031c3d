import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { locateDiagnostics } from "../../generator/1-spec/locate-diagnostics.ts";
import {
  createLocator,
  type DocumentFormat,
  pointerTokens,
  type SourcePosition,
} from "../../generator/1-spec/locate.ts";
import type { Diagnostic } from "../../generator/diagnostics.ts";

const json = `{
  "openapi": "3.1.0",
  "paths": {
    "/berths/{id}": { "get": { "tags": ["a", "b"] } },
    "/100%": {},
    "/a~b": {}
  }
}`;

const yaml = `# a comment
openapi: 3.1.0
paths:
  /berths/{id}: &berth
    get:
      tags: [a, b]
      responses:
        200: { description: fine }
  /again: *berth
  "/quoted":
    get:
      tags:
        - x
        - y
`;

type Case = readonly [name: string, format: DocumentFormat, pointer: string, want: SourcePosition];

const cases: readonly Case[] = [
  ["the whole document", "json", "", { line: 1, column: 1 }],
  ["a member", "json", "/openapi", { line: 2, column: 3 }],
  ["a name with a slash", "json", "/paths/~1berths~1{id}/get", { line: 4, column: 23 }],
  ["a percent-encoded name", "json", "/paths/~1berths~1%7Bid%7D/get", { line: 4, column: 23 }],
  ["a name with a lone %", "json", "/paths/~1100%", { line: 5, column: 5 }],
  ["a name with a tilde", "json", "/paths/~1a~0b", { line: 6, column: 5 }],
  ["an array item", "json", "/paths/~1berths~1{id}/get/tags/1", { line: 4, column: 46 }],
  ["below a value that has no members", "json", "/openapi/x/y", { line: 2, column: 3 }],
  ["the nearest ancestor", "json", "/paths/~1berths~1{id}/post/responses", { line: 4, column: 5 }],
  ["beyond the end of an array", "json", "/paths/~1berths~1{id}/get/tags/9", { line: 4, column: 32 }],
  ["a prototype's name", "json", "/constructor", { line: 1, column: 1 }],
  ["the whole document", "yaml", "", { line: 2, column: 1 }],
  ["a member", "yaml", "/openapi", { line: 2, column: 1 }],
  ["a name with a slash", "yaml", "/paths/~1berths~1{id}/get", { line: 5, column: 5 }],
  ["a flow item", "yaml", "/paths/~1berths~1{id}/get/tags/1", { line: 6, column: 17 }],
  ["a number as a name", "yaml", "/paths/~1berths~1{id}/get/responses/200", { line: 8, column: 9 }],
  ["through an alias", "yaml", "/paths/~1again/get", { line: 5, column: 5 }],
  ["a quoted name", "yaml", "/paths/~1quoted", { line: 10, column: 3 }],
  ["a block item", "yaml", "/paths/~1quoted/get/tags/1", { line: 14, column: 11 }],
  ["the nearest ancestor", "yaml", "/paths/~1quoted/put/tags", { line: 10, column: 3 }],
];

describe("createLocator", () => {
  it.each(cases)("finds %s (%s)", (_name, format, pointer, want) => {
    expect(createLocator(format === "json" ? json : yaml, format)(pointer)).toEqual(want);
  });

  it("counts lines that end in CRLF and CR", () => {
    expect(createLocator('{\r\n"a":\r1,\n"b": 2}', "json")("/b")).toEqual({ line: 4, column: 1 });
  });

  it("takes the last of a doubled name, as the parsers do", () => {
    expect(createLocator('{"a": 1,\n"a": 2}', "json")("/a")).toEqual({ line: 2, column: 1 });
    expect(createLocator("a: 1\na: 2\n", "yaml")("/a")).toEqual({ line: 2, column: 1 });
  });

  it("knows nothing about an empty text, and as much as can be read of a broken one", () => {
    expect(createLocator("", "json")("/a")).toBeUndefined();
    expect(createLocator("", "yaml")("/a")).toBeUndefined();
    expect(createLocator('{\n"a": {\n"b": ', "json")("/a/b")).toEqual({ line: 3, column: 1 });
    expect(createLocator("a:\n  b: [1\nc: 2", "yaml")("/a/b")).toEqual({ line: 2, column: 3 });
  });

  const github = "../shared/specs/github.json";
  it.runIf(existsSync(github))("locates in a document of 13 MB in about a second", { timeout: 20_000 }, () => {
    const text = readFileSync(github, "utf8");
    const began = performance.now();
    const locate = createLocator(text, "json");
    const found = locate("/paths/~1repos~1{owner}~1{repo}/get");
    expect(performance.now() - began).toBeLessThan(5_000);
    const line = text.split("\n")[(found?.line ?? 0) - 1] ?? "";
    expect(line.slice((found?.column ?? 0) - 1).slice(0, 5)).toBe('"get"');
  });
});

it("splits pointers", () => {
  expect(pointerTokens("")).toEqual([]);
  expect(pointerTokens("/")).toEqual([""]);
  expect(pointerTokens("/a~01/b%20c/~1")).toEqual(["a~1", "b c", "/"]);
});

it("adds places to findings where the text is known", () => {
  const finding = (file: string): Diagnostic => ({
    code: "x",
    severity: "info",
    place: { file, pointer: "/paths" },
    message: "m",
  });
  const sources = new Map([["a.json", { text: json, format: "json" as const }]]);
  expect(locateDiagnostics([finding("a.json"), finding("b.json")], sources)).toEqual([
    { ...finding("a.json"), position: { line: 3, column: 3 } },
    finding("b.json"),
  ]);
});
