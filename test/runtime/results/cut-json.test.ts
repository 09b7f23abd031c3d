import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutJson } from "../../../templates/src/runtime/results/cut-json.ts";
import { cutText } from "../../../templates/src/runtime/results/cut-text.ts";
import { estimateTokens } from "../../../templates/src/runtime/results/token-meter.ts";
import { isPartOf } from "./is-part-of.ts";

const cut = (value: unknown, tokens: number): unknown => JSON.parse(cutJson(JSON.stringify(value), tokens).text);
const berth = (n: number): object => ({ id: `A-${n}`, length: 12, free: true });
const berths = Array.from({ length: 50 }, (_, n) => berth(n));
const prose = "one two three four five six seven eight nine ten ".repeat(40);

describe("what is cut, and how", () => {
  test("a list keeps its first items whole", () => {
    expect(cut(berths, 90)).toEqual([berth(0), berth(1), berth(2), berth(3), "… 46 more items"]);
  });

  test("an envelope keeps what is small, the list in it gives way", () => {
    expect(cut({ total: 50, items: berths, nextCursor: "abc" }, 109)).toEqual({
      total: 50,
      items: [berth(0), berth(1), berth(2), "… 47 more items"],
      nextCursor: "abc",
    });
  });

  test("items too large for the room are shown in part: their ids and names, and the beginning of what is long", () => {
    const items = [1, 2, 3].map((id) => ({ body: prose, id, name: `Report ${id}` }));
    expect(cut(items, 250)).toEqual([
      {
        body: expect.stringMatching(/^one two three .*… \[\d{4} more characters\]$/) as unknown,
        id: 1,
        name: "Report 1",
      },
      {
        body: expect.stringMatching(/^one two three .*… \[\d{4} more characters\]$/) as unknown,
        id: 2,
        name: "Report 2",
      },
      {
        body: expect.stringMatching(/^one two three .*… \[\d{4} more characters\]$/) as unknown,
        id: 3,
        name: "Report 3",
      },
    ]);
  });

  test("a list that holds one that fits and one that does not keeps the first whole", () => {
    expect(cut([berth(1), { id: "A-2", note: prose }], 120)).toEqual([
      berth(1),
      { id: "A-2", note: expect.stringMatching(/^one two .*more characters\]$/) as unknown },
    ]);
  });

  test("the large properties of an object share the room; small ones among them stay", () => {
    const value = cut({ readme: prose, id: 7, license: prose, name: "harbour" }, 200) as Record<string, string>;
    expect(Object.keys(value)).toEqual(["readme", "id", "license", "name"]);
    expect([value["id"], value["name"]]).toEqual([7, "harbour"]);
    expect(Math.abs((value["readme"]?.length ?? 0) - (value["license"]?.length ?? 0))).toBeLessThan(20);
  });

  test("what names a thing survives where little does", () => {
    const wide = Object.fromEntries([...Array.from({ length: 40 }, (_, n) => [`flag_${n}`, false]), ["id", 9]]);
    expect(cut(wide, 60)).toMatchObject({ flag_0: false, id: 9, "…": "34 more properties" });
  });

  test("a table by name keeps its first entries whole, as a list does", () => {
    const table = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [`berth_${n}`, { ...berth(n), note: prose.slice(0, 200) }]),
    );
    const value = cut(table, 700) as Record<string, unknown>;
    const shown = Object.entries(value).slice(0, -1);
    expect(shown.length).toBeGreaterThan(5);
    for (const [name, entry] of shown) expect(entry).toEqual(table[name]);
  });

  test("what is deep is summarised where it is no longer worth its room", () => {
    const deep = { id: 1, a: { b: { c: { d: { list: berths, e: prose } } } } };
    const { text } = cutJson(JSON.stringify(deep), 130);
    expect(JSON.parse(text)).toMatchObject({ id: 1, a: { b: { c: {} } } });
    expect(estimateTokens(text)).toBeLessThanOrEqual(130);
  });

  test("numbers keep every digit, escapes and pairs of surrogates stay whole, an endless number is marked", () => {
    const big = `[12345678901234567890,1.10,${JSON.stringify(prose)}]`;
    expect(cutJson(big, 90).text).toMatch(/^\[12345678901234567890,1\.10,"one two/);
    expect(cut('\u{1F6A2}\n"'.repeat(100), 60)).toMatch(
      /^(?:\u{1F6A2}\n"){2,}(?:\u{1F6A2}\n?)?… \[\d+ more characters\]$/u,
    );
    const escaped = `"${"\\ud83d\\udea2".repeat(100)}"`;
    expect(JSON.parse(cutJson(escaped, 60).text)).toMatch(/^\u{1F6A2}+… \[\d+ more characters\]$/u);
    expect(cutJson(`{"n":${"9".repeat(1000)}}`, 90).text).toBe('{"n":"… [a number of 1000 digits]"}');
  });

  test("the cuts are told, and the mark of the largest holds the advice", () => {
    const { text, cuts, wholeTokens } = cutJson(JSON.stringify({ items: berths }), 80, () => 'take "less"');
    expect(JSON.parse(text)).toEqual({ items: [berth(0), berth(1), '… 48 more items: take "less"'] });
    expect(cuts).toEqual([
      { kind: "array", path: ["items"], shown: 2, left: 48, tokens: expect.any(Number) as unknown },
    ]);
    expect(wholeTokens).toBe(estimateTokens(JSON.stringify({ items: berths })));
  });
});

describe("whatever the answer", () => {
  const leaf = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.string({ maxLength: 40 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.constantFrom(true, false, null),
  );
  const { value: answer } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc.array(tie("value"), { maxLength: 20 }),
      fc.dictionary(
        fc.string({ maxLength: 12 }).filter((name) => name !== "…" && name !== "__proto__"),
        tie("value"),
        { maxKeys: 15 },
      ),
    ),
  }));

  test("the result is valid JSON, within the limit, a part of the answer with true counts, and the same each time", () => {
    let cuts = 0;
    fc.assert(
      fc.property(answer, fc.integer({ min: 60, max: 1500 }), (value, tokens) => {
        const text = JSON.stringify(value);
        const result = cutJson(text, tokens);
        cuts += result.cuts.length > 0 ? 1 : 0;
        expect(estimateTokens(result.text)).toBeLessThanOrEqual(tokens);
        expect(isPartOf(JSON.parse(result.text), JSON.parse(text))).toBe(true);
        expect(cutJson(text, tokens)).toEqual(result);
        if (estimateTokens(text) <= tokens) expect(result.text).toBe(text);
      }),
      // Shrinking random text of this size takes minutes; the failing value itself says enough.
      { numRuns: 250, endOnFailure: true },
    );
    expect(cuts).toBeGreaterThan(60);
  });

  test("time grows with the text, not faster", () => {
    const timeOf = (items: number): number => {
      const text = JSON.stringify(
        Array.from({ length: items }, (_, n) => ({ ...berth(n), note: prose.slice(0, 300) })),
      );
      const start = performance.now();
      cutJson(text, 10_000);
      return performance.now() - start;
    };
    timeOf(2000);
    const [small, large] = [2000, 20_000].map((items) => Math.min(...[1, 2, 3, 4, 5].map(() => timeOf(items))));
    // Ten times the text: a quadratic step would take a hundred times as long.
    expect(large ?? 0).toBeLessThan((small ?? 0) * 50 + 20);
  });
});

describe("text", () => {
  test.each([
    ["to the end of a line", "a line of text\n".repeat(100), /^(?:a line of text\n)+… \[\d+ more characters\]$/],
    ["to the end of a word", "word ".repeat(400), /^(?:word )+\n… \[\d+ more characters\]$/],
    ["to a whole character", "\u{1F6A2}".repeat(400), /^\u{1F6A2}+\n… \[\d+ more characters\]$/u],
  ])("is cut %s, with the count of the rest", (_, text, want) => {
    const result = cutText(text, 100);
    expect(result).toMatch(want);
    const before = result.slice(0, result.lastIndexOf("…"));
    const kept = text.startsWith(before) ? before : before.slice(0, -1);
    expect(text.startsWith(kept)).toBe(true);
    expect(kept.length + Number(/\[(\d+)/.exec(result)?.[1])).toBe(text.length);
    expect(estimateTokens(result)).toBeLessThanOrEqual(100);
  });
});
