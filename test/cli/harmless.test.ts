import { expect, it } from "vitest";
import { harmless, harmlessJson, harmlessLines } from "../../generator/cli/harmless.ts";

it.each([
  ["plain text, é, 日本, 👩", "plain text, é, 日本, 👩"],
  ["a\u001b[31mred\u001b[0m b", "ared b"],
  ["title\u001b]0;pwned\u0007 set", "title set"],
  ["link \u001b]8;;https://evil.example\u001b\\here\u001b]8;;\u001b\\", "link here"],
  ["c1 \u009b31m csi", "c1  csi"],
  ["lone \u001b escape", "lone  escape"],
  ["two\r\nlines\tand\u2028more", "two lines and more"],
  ["user\u202eexe.txt\u2066\u200b\ufeff", "userexe.txt"],
  ["tag \u{e0041}\u{e0042}", "tag"],
  ["\u0000\u0008\u007f\u0085", ""],
  ["half \ud83d pair", "half \ufffd pair"],
])("makes %j harmless", (text, want) => {
  expect(harmless(text).replaceAll(/ +/gu, " ")).toBe(want.replaceAll(/ +/gu, " "));
});

it("keeps lines and indentation where they matter", () => {
  expect(harmlessLines("a:\r\n\t- \u001b[1mb\u202e \n")).toBe("a:\n  - b\n");
});

it("escapes in JSON, and keeps the value", () => {
  const value = { text: "a\u001b[2J\u202eb\u009bc\u{e0041}", list: ["日本"] };
  const json = harmlessJson(value);
  expect(json).toBe('{\n  "text": "a\\u001b[2J\\u202eb\\u009bc\\udb40\\udc41",\n  "list": [\n    "日本"\n  ]\n}');
  expect(JSON.parse(json)).toEqual(value);
});
