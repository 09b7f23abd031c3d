import fc from "fast-check";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, test } from "vitest";
import { estimateTokens, isWithinTokens, TokenMeter } from "../../../templates/src/runtime/results/token-meter.ts";

/** What docs/results.md states. */
const REALISTIC = 0.9;
const HOSTILE = 0.35;
const WASTE = 1.7;

const count = (text: string): number => encode(text, { disallowedSpecial: new Set() }).length;

describe("answers as APIs give them: never more than a tenth below what o200k counts, nor far above", () => {
  const words =
    "the berth is free from june until harvest and pontoon heads have water power wifi for every visiting boat".split(
      " ",
    );
  const id = fc.integer({ min: 1, max: 2 ** 40 });
  const sentence = fc
    .array(fc.constantFrom(...words), { minLength: 4, maxLength: 30 })
    .map((list) => `${list.join(" ")}.`);
  const hex = (length: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom(...Array.from("0123456789abcdef")), minLength: length, maxLength: length });
  const base64 = fc.uint8Array({ minLength: 30, maxLength: 90 }).map((bytes) => Buffer.from(bytes).toString("base64"));
  const kinds: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    records: fc.record({
      id,
      name: sentence,
      created_at: fc.date({ min: new Date(0), max: new Date(2e12), noInvalidDate: true }),
      open: fc.boolean(),
      owner: fc.record({ login: fc.constantFrom(...words), site_admin: fc.boolean(), id }),
    }),
    links: fc.record({
      url: fc
        .tuple(fc.constantFrom(...words), id)
        .map(([word, n]) => `https://api.harbour.example/v1/${word}/${n}{/sha}`),
      html_url: fc.webUrl(),
      rel: fc.constant("self"),
    }),
    hashes: fc.record({ sha: hex(40), node_id: base64, etag: hex(16) }),
    uuids: fc.record({ id: fc.uuid(), customer_id: fc.uuid(), parentId: fc.option(fc.uuid()) }),
    geometry: fc.record({
      coordinates: fc.array(
        fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })),
        { minLength: 3 },
      ),
    }),
    money: fc.record({
      amount: fc.integer({ min: 0, max: 1e7 }),
      currency: fc.constantFrom("EUR", "USD"),
      tax_percent: fc.double({ min: 0, max: 25, noNaN: true }).map((n) => Number(n.toFixed(2))),
    }),
    "many languages": fc.record({
      title: fc.constantFrom(
        "Быстрая коричневая лиса прыгает",
        "今日は天気がとても良いので散歩に",
        "빠른 갈색 여우가 게으른 개를",
        "敏捷的棕色狐狸跳过了那只懒狗",
        "Für die Übertragung der Liegeplätze",
        "तेज भूरी लोमड़ी आलसी",
        "الثعلب البني السريع يقفز",
      ),
      id,
    }),
    constants: fc.record({
      status: fc.constantFrom("IN_PROGRESS", "WAITING_FOR_PICKUP", "READ_ONLY"),
      "X-Request-Id": hex(8),
      emptyList: fc.constant([]),
      nothing: fc.constant(null),
    }),
  };
  test.each(Object.entries(kinds))("%s", (_, item) => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 20, maxLength: 40 }), (items) => {
        const text = JSON.stringify({ items });
        const ratio = estimateTokens(text) / count(text);
        expect(ratio).toBeGreaterThan(REALISTIC);
        // Scripts that the tokenizer knows by whole words are the ones that are counted too dear.
        if (!/[^ -~]/.test(text)) expect(ratio).toBeLessThan(WASTE);
      }),
      { numRuns: 15 },
    );
  });
});

test("texts made to look short are counted for a third at least", () => {
  const units = [
    fc.string({ unit: "binary", minLength: 50, maxLength: 400 }),
    fc.string({ unit: "grapheme", minLength: 50, maxLength: 400 }),
    fc.string({ unit: "binary-ascii", minLength: 50, maxLength: 400 }),
    ...[
      "aeiouy",
      "abcdefghijklmnopqrstuvwxyz",
      "!@#$%^&*()-_=+[]{};:',.<>/?|`~",
      " \t\n\r",
      "aA1",
      "éèüßñ",
      "가나다뷁쀍",
      "丂丄丅𠀀𠀁",
    ].map((letters) => fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength: 50, maxLength: 400 })),
  ];
  fc.assert(
    fc.property(fc.oneof(...units), (hostile) => {
      const text = JSON.stringify(hostile);
      expect(estimateTokens(text) / count(text)).toBeGreaterThan(HOSTILE);
    }),
    { numRuns: 400 },
  );
});

test.each([
  ["", 0],
  ["berth", 2],
  ['{"id":12345,"name":"Skiff"}', 12],
  ["2026-08-01T12:00:00Z", 14],
])("%j is about %i", (text, want) => {
  expect(estimateTokens(text)).toBe(want);
});

test("a text read in pieces between values costs what it costs in one", () => {
  const text = '{"a":[1,"xyz \\n"],"bcd":{"e":12345.67}}';
  const whole = new TokenMeter();
  whole.read(text);
  const parts = new TokenMeter();
  for (const [from, to] of [
    [0, 5],
    [5, 6],
    [6, 17],
    [17, 24],
    [24, text.length],
  ] as const)
    parts.read(text, from, to);
  expect(parts.tokens).toBe(whole.tokens);
});

test("what must fit is not looked at", () => {
  const text = "字".repeat(3333);
  expect([isWithinTokens(text, 10_000), isWithinTokens(text, 3000)]).toEqual([true, false]);
});
