import { execFileSync } from "node:child_process";
import { parseEnv } from "node:util";
import fc from "fast-check";
import { expect, it, test } from "vitest";
import { dotenvValue, shellWord } from "../../../generator/4-emit/quote/shell.ts";
import { nastyText } from "./nasty-text.ts";

test("shellWord quotes", () => {
  expect(shellWord("it's $(id)")).toBe(String.raw`'it'\''s $(id)'`);
  expect(() => shellWord("a\0b")).toThrow(new TypeError("A shell word cannot hold a NUL character."));
});

it("is given to a command as that text", () => {
  const texts = fc
    .sample(nastyText, { numRuns: 60, seed: 7 })
    .concat(["", "-n", "a\nb\n", "~", "*", "!!", "\\", "'", "''"])
    .map((text) => text.toWellFormed().replaceAll("\0", ""));
  const script = `printf '%s\\0' ${texts.map((text) => shellWord(text)).join(" ")}`;
  expect(execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0")).toEqual([...texts, ""]);
});

test.each<[string, string | undefined]>([
  ["https://api.example.com/v1?a=b", "'https://api.example.com/v1?a=b'"],
  ["https://api.example.com/v1", "https://api.example.com/v1"],
  ["", ""],
  ["a #b", "'a #b'"],
  ["$(id) `id` ${HOME}", "'$(id) `id` ${HOME}'"],
  ["it's", undefined],
  ["a\nNODE_OPTIONS=--require=x", undefined],
  ["a\u2028b", undefined],
  ["a\0", undefined],
])("dotenvValue(%j)", (text, want) => {
  expect(dotenvValue(text)).toBe(want);
});

it("is read by Node and by a shell as that text, on one line", () => {
  const written: { text: string; value: string }[] = [];
  fc.assert(
    fc.property(nastyText, (text) => {
      const value = dotenvValue(text);
      fc.pre(value !== undefined);
      const source = `A=1\nB=${value}\nC=3\n`;
      expect(parseEnv(source)).toEqual({ A: "1", B: text, C: "3" });
      expect(source.split(/[\n\r]/u).length).toBe(4);
      written.push({ text, value });
    }),
  );
  const lines = written.slice(0, 40).map(({ value }) => `B=${value}; printf '%s\\0' "$B"`);
  const read = execFileSync("/bin/sh", ["-c", lines.join("\n")], { encoding: "utf8" });
  expect(read.split("\0").slice(0, -1)).toEqual(written.slice(0, 40).map(({ text }) => text));
});
