import { expect, it } from "vitest";
import { displayPath, displaySource } from "../../generator/cli/display-path.ts";
import {
  countOf,
  displayWidth,
  formatDuration,
  padTo,
  shortenMiddle,
  wrapText,
} from "../../generator/cli/text-layout.ts";

it("counts columns, not code units", () => {
  expect(["abc", "日本", "é", "e\u0301", "👩‍🚀", ""].map((text) => displayWidth(text))).toEqual([3, 4, 1, 1, 2, 0]);
  expect(padTo("日本", 6)).toBe("日本  ");
  expect(padTo("long", 2)).toBe("long");
});

it("wraps at spaces, and breaks words that are too long", () => {
  expect(wrapText("one two three", 7)).toEqual(["one two", "three"]);
  expect(wrapText("abcdefghij k", 4)).toEqual(["abcd", "efgh", "ij k"]);
  expect(wrapText("日本語です", 4)).toEqual(["日本", "語で", "す"]);
  expect(wrapText("", 4)).toEqual([""]);
});

it("shortens in the middle", () => {
  expect(shortenMiddle("/paths/x/get", 20)).toBe("/paths/x/get");
  expect(shortenMiddle("abcdefghij", 5)).toBe("ab…ij");
});

it("counts things and time", () => {
  expect([countOf(1, "tool"), countOf(1223, "tool"), countOf(2, "entry", "entries")]).toEqual([
    "1 tool",
    "1,223 tools",
    "2 entries",
  ]);
  expect([40, 9_940, 9_960, 59_400, 59_600, 65_000].map((time) => formatDuration(time))).toEqual([
    "0.0 s",
    "9.9 s",
    "10 s",
    "59 s",
    "1 min 00 s",
    "1 min 05 s",
  ]);
});

it("shows paths as one would type them", () => {
  expect(displayPath("/home/here/out", "/home/here")).toBe("out");
  expect(displayPath("/home/here", "/home/here")).toBe(".");
  expect(displayPath("/home/specs/a.yaml", "/home/here")).toBe("../specs/a.yaml");
  expect(displayPath("/etc/a.yaml", "/home/here/very/deep")).toBe("/etc/a.yaml");
  expect(displaySource("/home/here/api.yaml", "/home/here/api.yaml", "/home/here")).toBe("api.yaml");
  expect(displaySource("schemas/a.yaml", "/home/here/docs/api.yaml", "/home/here")).toBe("docs/schemas/a.yaml");
  expect(displaySource("https://a.example/b.json", "https://a.example/b.json", "/home")).toBe(
    "https://a.example/b.json",
  );
});
