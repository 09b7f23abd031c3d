import fc from "fast-check";
import { checkSync } from "recheck";
import { describe, expect, test } from "vitest";
import { unicodePattern } from "../../../generator/2-model/schema/pattern.ts";
import { isPlainPattern } from "../../../generator/2-model/schema/plain-pattern.ts";
import { createPatternJudge } from "../../../generator/2-model/schema/safe-pattern.ts";
import { convertOne } from "./convert-one.ts";

describe("patterns that JavaScript cannot run are mended where the intent is plain", () => {
  test.each<[string, string, string | undefined]>([
    ["as it stands", "^[a-z]+$", "^[a-z]+$"],
    ["needless escapes", String.raw`^\@[\w\-]+\_\"$`, String.raw`^@[\w\-]+_"$`],
    ["the ends of the text in other languages", String.raw`\A\d+\z`, String.raw`^\d+$`],
    ["written as a literal", "/^a+$/", "^a+$"],
    ["inline flags", "(?i)^a$", undefined],
    ["possessive repetition", "^a++$", undefined],
    ["no expression at all", "(", undefined],
  ])("%s", (_, given, want) => {
    expect(unicodePattern(given)).toBe(want);
  });
});

describe("patterns that could hang", () => {
  test.each<[string, string]>([
    ["fast", "^[a-z]+$"],
    ["fast", "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"],
    ["fast", "^([a-z0-9]+-)*[a-z0-9]+$"],
    ["slow", "^(a+)+$"],
    ["slow", "^(a|a)*$"],
    ["slow", "^([a-zA-Z0-9])(([-.]|[_]+)?([a-zA-Z0-9]+))*@x$"],
    ["fast", String.raw`^\S+@\S+$`],
    ["slow", "^a*a*a*$"],
    ["unknown", `^(${"a|".repeat(2000)}b)+$`],
  ])("%s: %s", (want, pattern) => {
    expect(createPatternJudge()(pattern)).toBe(want);
  });

  test("each is judged once, and a document's patterns get a minute", () => {
    let clock = 0;
    const times: number[] = [];
    const judge = createPatternJudge(() => {
      times.push(clock);
      return (clock += 20_000);
    });
    const patterns = ["^(a|b)c$", "^(a|b)c$", "^(a|b)d$", "^(a|b)e$", "^(a|b)f$", "^plain$"];
    expect(patterns.map(judge)).toEqual(["fast", "fast", "fast", "fast", "fast", "fast"]);
    expect(() => judge("^(a|b)g$")).toThrow("The document's patterns take more than 60 s to judge");
    expect(times).toHaveLength(8);
  });

  test("are left out, reported and told to the reader", () => {
    const { schema, found } = convertOne({ type: "string", description: "A name.", pattern: "^(a+)+$" });
    expect(schema).toEqual({ type: "string", description: "A name.\nForm: ^(a+)+$" });
    expect(found.map(({ code, place }) => [code, place.pointer])).toEqual([
      ["pattern-may-hang", "/paths/~1a/get/parameters/0/schema/pattern"],
    ]);
  });

  test("a name's pattern that is left out leaves its names to no other rule", () => {
    const given = {
      type: "object",
      patternProperties: { "^(a+)+$": { type: "string" }, "^x-": { type: "integer" }, "(": {} },
      additionalProperties: false,
    };
    const { schema, codes } = convertOne(given);
    expect(schema).toEqual({ type: "object", patternProperties: { "^x-": { type: "integer" } } });
    expect(codes).toEqual(["pattern-may-hang", "pattern-not-runnable"]);
  });

  test("patterns that are linear at sight are so for the analyser too", () => {
    const piece = fc.constantFrom(
      "a",
      "[a-z]",
      String.raw`\d`,
      ".",
      "-",
      String.raw`\w`,
      String.raw`\p{L}`,
      String.raw`[^"\]]`,
    );
    const times = fc.constantFrom("", "", "+", "*", "?", "{2}", "{1,5}", "{3,}", "+?", "{3}");
    const pattern = fc
      .tuple(fc.boolean(), fc.array(fc.tuple(piece, times), { minLength: 1, maxLength: 6 }), fc.boolean())
      .map(
        ([start, pieces, end]) =>
          (start ? "^" : "") + pieces.map((parts) => parts.join("")).join("") + (end ? "$" : ""),
      );
    const plain = fc.sample(pattern.filter(isPlainPattern), { numRuns: 150, seed: 1 });
    const slow = plain.filter((text) => checkSync(text, "u").status === "vulnerable");
    expect(slow).toEqual([]);
  }, 60_000);
});
