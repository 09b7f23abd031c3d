import fc from "fast-check";
import { expect, it, test } from "vitest";
import { plainLine, plainText, replaceInvisible } from "../generator/plain-text.ts";
import { nastyText } from "./4-emit/quote/nasty-text.ts";

test.each<[string, number, string]>([
  ["", 10, ""],
  ["  a \t b \r\n\r\n\r\n\u2028 c  ", 100, "a b\n\nc"],
  ["a\u202Eb\u200Bc\u{E0041}d\uD800e\0f\uFEFFg\u3164h", 100, "abcdefgh"],
  ["a\uFFF9b\uFFFBc", 100, "abc"],
  ["one two three", 13, "one two three"],
  ["one two three", 12, "one two…"],
  ["one two three four", 10, "one two…"],
  ["seven eleven two", 13, "seven eleven…"],
  ["one two three", 8, "one two…"],
  ["abcdefghij klm", 13, "abcdefghij…"],
  ["a bcdefghijklm", 10, "a bcdefgh…"],
  ["👍👍👍👍", 4, "👍👍👍👍"],
  ["👍👍👍👍👍", 4, "👍👍👍…"],
  ["abc", 1, "…"],
])("plainText(%j, %i)", (text, maxLength, want) => {
  expect(plainText(text, maxLength)).toBe(want);
});

test("plainLine joins the lines", () => {
  expect(plainLine("a\n\nb\u2029c \t d", 100)).toBe("a b c d");
});

it("shows only what can be seen, within the length", () => {
  fc.assert(
    fc.property(nastyText, fc.integer({ min: 1, max: 50 }), (text, maxLength) => {
      const plain = plainText(text, maxLength);
      expect(replaceInvisible(plain.replaceAll("\n", ""), () => "?")).toBe(plain.replaceAll("\n", ""));
      expect(Array.from(plain).length).toBeLessThanOrEqual(maxLength);
      expect(plainText(plain, maxLength)).toBe(plain);
      expect(plainLine(text)).toBe(plainText(text).replaceAll(/\n+/gu, " "));
    }),
  );
});
