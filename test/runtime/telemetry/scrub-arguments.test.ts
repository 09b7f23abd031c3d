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
