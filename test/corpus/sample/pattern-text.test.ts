import { expect, test } from "vitest";
import { patternText } from "../../../templates/test/support/sample/pattern-text.ts";

test.each([
  ["^[a-z]{3}-\\d+$"],
  ["^(?:foo|bar)_[A-Z]{2,4}$"],
  ["^v[0-9]+(\\.[0-9]+){2}$"],
  ["^[^/]+$"],
  ["\\S"],
  ["^\\p{L}+$"],
  ["^([0-9]{4})-(1[0-2]|0[1-9])$"],
  ["^\\+?[1-9]\\d{1,14}$"],
  ["^#[0-9a-f]{6}$"],
  ["^arn:aws:[a-z]+:[^:]*$"],
  ["^[\\w.+-]+@[\\w-]+\\.\\w{2,}$"],
])("text for %s matches it", (pattern) => {
  const texts = [101, 102].map((unique) => patternText(pattern, { unique, minLength: 0 }) ?? "");
  expect(texts.map((text) => new RegExp(pattern, "u").test(text))).toEqual([true, true]);
});

test.each([["^(?=x)x$"], ["^(a)\\1$"], ["(?<!a)b"]])("%s is not known: no text rather than a wrong one", (pattern) => {
  expect(patternText(pattern, { unique: 101, minLength: 0 })).toBeUndefined();
});
