import { deepStrictEqual } from "node:assert/strict";
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { json, yamlScalar } from "../../../generator/4-emit/quote/data.ts";
import { replaceInvisible } from "../../../generator/plain-text.ts";
import { jsonLike, nastyText } from "./nasty-text.ts";

test.each<[unknown, string]>([
  [{ b: 1, a: [] }, '{\n  "b": 1,\n  "a": []\n}'],
  [JSON.parse('{"__proto__":1}'), '{\n  "__proto__": 1\n}'],
  ["\u2028\u202E\u007F\u{E0041}\uD800\n", String.raw`"\u2028\u202e\u007f\udb40\udc41\ud800\n"`],
])("json(%j)", (value, want) => {
  expect(json(value)).toBe(want);
});

test("json refuses what has no JSON", () => {
  expect(() => json(undefined)).toThrow(new TypeError("A value of type undefined has no JSON."));
});

it("gives the value back", () => {
  fc.assert(
    fc.property(jsonLike, (value) => {
      const text = json(value);
      deepStrictEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      expect(replaceInvisible(text.replaceAll("\n", ""), () => "?")).toBe(text.replaceAll("\n", ""));
    }),
  );
});

test("yamlScalar writes one code point as one escape", () => {
  expect(yamlScalar('a: "b"\u{E0041}\u0085\n')).toBe(String.raw`"a: \"b\"\U000e0041\u0085\n"`);
});

it("is read as that text, as a value and as a key, in one document without aliases or tags", () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      const scalar = yamlScalar(text);
      const source = `${scalar}: ${scalar}\nlast: 1\n`;
      const documents = parseAllDocuments(source, { uniqueKeys: text !== "last" });
      expect(documents.length).toBe(1);
      expect(parse(`- ${scalar}\n`)).toEqual([text]);
      expect(parse(source, { mapAsMap: true, uniqueKeys: false })).toEqual(
        new Map<string, unknown>([
          [text, text],
          ["last", 1],
        ]),
      );
    }),
  );
});
