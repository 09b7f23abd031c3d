import { describe, expect, test } from "vitest";
import { scrubArguments } from "../../../templates/src/runtime/telemetry/scrub-arguments.ts";

const jwt = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl";

describe("secrets", () => {
  test.each([
    [
      "by name",
      { password: "p", api_key: "k", "X-Api-Key": "k", clientSecret: "s", access_token: "t", name: "Rex" },
      {
        password: "[redacted]",
        api_key: "[redacted]",
        "X-Api-Key": "[redacted]",
        clientSecret: "[redacted]",
        access_token: "[redacted]",
        name: "Rex",
      },
    ],
    ["deep down", { body: { user: [{ otp: 123456, id: 1 }] } }, { body: { user: [{ otp: "[redacted]", id: 1 }] } }],
    [
      "by their looks",
      { note: `see ${jwt} there`, header: "Bearer abc", key2: "A".repeat(40), plain: "a word" },
      { note: "see [redacted] there", header: "[redacted]", key2: "[redacted]", plain: "a word" },
    ],
    ["in names", { [jwt]: 1 }, { "[redacted]": 1 }],
    [
      "not what is none",
      { monkey: 1, author: "Ana", pinned: true, keyword: "x" },
      { monkey: 1, author: "Ana", pinned: true, keyword: "x" },
    ],
  ])("%s", (_case, given, want) => {
    expect(scrubArguments(given, undefined)).toEqual(want);
  });

  test("by the tool's schema", () => {
    const schema = {
      properties: { word: { type: "string", format: "password" }, once: { writeOnly: true }, name: true },
    };
    expect(scrubArguments({ word: "w", once: 1, name: "n" }, schema)).toEqual({
      word: "[redacted]",
      once: "[redacted]",
      name: "n",
    });
  });
});

describe("secrets that a schema names further down", () => {
  const schema = {
    properties: {
      body: { $ref: "#/$defs/User" },
      list: { type: "array", items: { properties: { word: { format: "password" } } } },
      any: { oneOf: [{ type: "string" }, { properties: { once: { writeOnly: true } } }] },
      map: { additionalProperties: { writeOnly: true } },
    },
    $defs: {
      User: { allOf: [{ $ref: "#/$defs/Named" }, { properties: { phrase: { $ref: "#/$defs/Word" } } }] },
      Named: {},
      Word: { writeOnly: true },
    },
  };
  test.each([
    ["behind references", { body: { phrase: "p", name: "n" } }, { body: { phrase: "[redacted]", name: "n" } }],
    ["in lists", { list: [{ word: "w" }] }, { list: [{ word: "[redacted]" }] }],
    ["in one of several", { any: { once: 1 } }, { any: { once: "[redacted]" } }],
    ["in maps", { map: { x: "y" } }, { map: { x: "[redacted]" } }],
  ])("%s", (_case, given, want) => {
    expect(scrubArguments(given, schema)).toEqual(want);
  });
});

test.each([
  ['{"password":"p","name":"n"}', '{"password":"[redacted]","name":"n"}'],
  [' {"db_pwd":1}', '{"db_pwd":"[redacted]"}'],
  ['{"password":"p"', "[redacted]"],
  ["[draft] a note", "[draft] a note"],
])("arguments in JSON text: %s", (text, want) => {
  expect(scrubArguments({ arguments: text }, undefined)).toEqual({ arguments: want });
});

test("many values cost no more than a few", () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : Array.from({ length: 20 }, () => nested(levels - 1)));
  const given = nested(4);
  const began = performance.now();
  scrubArguments(given, { anyOf: Array.from({ length: 50 }, () => ({ items: { type: "array" } })) });
  expect(performance.now() - began).toBeLessThan(1_000);
});

describe("bounds", () => {
  test.each([
    ["a string", { text: "a b ".repeat(100) }, { text: `${"a b ".repeat(50)}… [200 more characters]` }],
    [
      "a list",
      { items: Array.from({ length: 32 }, (_, at) => at) },
      { items: [...Array.from({ length: 30 }, (_, at) => at), "[2 more]"] },
    ],
    ["levels", { a: { b: { c: { d: { e: { f: 1 } } } } } }, { a: { b: { c: { d: { e: "[deeper]" } } } } }],
    ["all of it", { items: Array.from({ length: 30 }, () => "word ".repeat(39)) }, "[over 4096 characters]"],
    ["nothing", undefined, undefined],
  ])("%s", (_case, given, want) => {
    expect(scrubArguments(given, undefined)).toEqual(want);
  });
});
