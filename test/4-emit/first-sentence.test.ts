import { expect, test } from "vitest";
import { firstSentence } from "../../generator/4-emit/first-sentence.ts";

test.each([
  ["", ""],
  ["One sentence", "One sentence"],
  ["One sentence. And more.", "One sentence."],
  ["Version 1.2 of it. And more.", "Version 1.2 of it."],
  ["Is it so? Yes.", "Is it so?"],
  ["A heading\n\nand a paragraph.", "A heading"],
  ["A line\nthat goes on.\nAnd more.", "A line that goes on."],
  ["A heading\r\n\r\nand more", "A heading"],
  ["  padded  \n", "padded"],
  [`${"word ".repeat(40)}end.`, `${"word ".repeat(23).trimEnd()}...`],
  ["x".repeat(200), `${"x".repeat(117)}...`],
  [`${"x".repeat(116)}😀${"y".repeat(50)}`, `${"x".repeat(116)}...`],
])("%j -> %j", (description, want) => {
  expect(firstSentence(description)).toBe(want);
});
