import { describe, expect, test } from "vitest";
import { rankingWeights } from "../../../templates/src/runtime/search/ranking-weights.ts";
import { readRequest } from "../../../templates/src/runtime/search/read-request.ts";
import { splitWords } from "../../../templates/src/runtime/search/split-words.ts";
import { rootOf, stemWord } from "../../../templates/src/runtime/search/stem-word.ts";
import { createThesaurus } from "../../../templates/src/runtime/search/thesaurus.ts";

const thesaurus = createThesaurus();
const read = (text: string): ReturnType<typeof readRequest> => readRequest(text, thesaurus, rankingWeights);
const stems = (text: string): readonly string[] => read(text).whole.terms.map(({ stem }) => stem);

test.each([
  ["listHTTPPorts", ["list", "http", "ports"]],
  ["tax_rate-ids", ["tax", "rate", "ids"]],
  ["v2Users", ["v2", "users"]],
  ["José's café", ["jose", "s", "cafe"]],
  ["", []],
])("words of %j", (text, want) => {
  expect(splitWords(text)).toEqual(want);
});

test.each([
  [["customers", "customer"], "customer"],
  [["categories", "category"], "category"],
  [["branches", "branch"], "branch"],
  [["removing", "removed", "remove", "removes"], "remov"],
  [["planned", "planning", "plan"], "plan"],
  [["cancelled", "canceled", "cancelling"], "cancel"],
  [["organisations", "organization"], "organization"],
  [["favourites", "favorite"], "favorit"],
  [["paid", "pay", "pays"], "pay"],
  [["written", "wrote", "writing"], "writ"],
  [["status", "access", "this"], undefined],
])("%j share a stem", (words, want) => {
  const found = new Set(words.map(stemWord));
  expect(want === undefined ? [...found] : [...found]).toEqual(want === undefined ? words : [want]);
});

test("what is derived is kept apart by its stem and brought together by its root", () => {
  expect(stemWord("customer")).not.toBe(stemWord("custom"));
  expect(rootOf(stemWord("registration"))).toBe(rootOf(stemWord("registrations")));
  expect(rootOf("subscrib")).not.toBe("");
});

describe("a request", () => {
  test("loses grammar and numbers, keeps what it is about", () => {
    expect(stems("Could you please list the 20 newest charges of our customers?")).toEqual([
      "list",
      "newest",
      "charg",
      "customer",
    ]);
  });

  test.each([
    ["Refund ch_3Nw81kQ", ["namesIds"]],
    ["Comment on OPS-77", ["namesIds"]],
    ["Find Anna Petrova", ["namesPerson", "namesOne"]],
    ["please let Tom in", ["namesOne"]],
    ["mail kim@example.com about my trip", ["namesPerson", "saysMy"]],
    ['Make a label "Needs Work"', ["quotes"]],
    ["Make a label 'Needs Work' for Kim's team", ["namesOne", "quotes"]],
    ["Who broke the build of web-shop?", ["namesThing"]],
    ["Say hello in #sales", ["namesThing"]],
    ["Send a follow-up mail", []],
    ["Snooze for 90 minutes, until 2027 or 4.20 or the 30th", []],
    ['Apply "HR 10 years"', ["quotes"]],
    ["Delete user 77120", ["namesIds"]],
  ])("%j names things by %j", (text, want) => {
    const { whole: _, clauses: __, sought: ___, ...names } = read(text);
    expect(Object.entries(names).flatMap(([name, is]) => (is ? [name] : []))).toEqual(want);
  });

  test.each([
    ["pay $5,000 to them", "amount"],
    ["write to kim@example.com", "email"],
    ["clone acme/web", "repository"],
    ["open https://example.com/x?y=1", "url"],
    ["sign report.pdf", "fil"],
    ["take 20% off", "percent"],
  ])("%j holds a value of the kind %s", (text, want) => {
    expect(stems(text)).toContain(want);
  });

  test("text in quotes and names count little, and nothing stands for them", () => {
    const terms = read('Give Grant the role "invoice approver"').whole.terms;
    const of = (stem: string): unknown => terms.find((term) => term.stem === stem);
    expect(of("grant")).toMatchObject({ isLiteral: true });
    expect(of("invoic")).toMatchObject({ isLiteral: true });
    expect(of("rol")).not.toHaveProperty("isLiteral");
  });

  test("an identifier tells by its prefix what it identifies", () => {
    expect(read("Stop sub_1Mq77Hz").whole.terms).toContainEqual(
      expect.objectContaining({ stem: "sub", isPrefix: true }),
    );
  });

  test("a phrase is understood as a whole, with words in between", () => {
    const [phrase] = read("Give her the money back").whole.terms;
    expect([phrase?.stem, phrase?.means?.includes("refund")]).toEqual(["money back", true]);
  });

  test.each([
    ["Delete order 77120", true],
    ["Stop sub_1Mq77Hz", true],
    ["Snooze for 90 minutes", false],
    ["Which invoices are older than 2019?", false],
  ])("%j has an identifier: %j", (text, want) => {
    expect(read(text).whole.hasId).toBe(want);
  });

  test("an identifier with an underscore or a hyphen is no name", () => {
    expect([read("Stop sub_1Mq77Hz").namesThing, read("Cancel bk-40817").namesThing]).toEqual([false, false]);
  });

  test.each([
    ["the picture I uploaded yesterday", []],
    ["they paid twice", []],
    ["Upload the report", ["create", "act"]],
    ["Scrap the report", ["delete"]],
  ])("%j asks for %j: what was done before is not asked for", (text, want) => {
    expect([...read(text).whole.actions]).toEqual(want);
  });

  test("words behind a preposition, and for whoever it may be, count less", () => {
    const terms = read("Show people invoices from warehouses").whole.terms;
    const of = (stem: string): number => terms.find((term) => term.stem === stem)?.weight ?? 0;
    expect(of("peopl")).toBeLessThan(of("invoic"));
    expect(of("warehous")).toBeLessThan(of("invoic") * rankingWeights.behindPreposition);
  });

  test("its parts have each their own action", () => {
    const { clauses } = read("Create a team, and then delete the old one");
    expect(clauses.map(({ actions }) => [...actions])).toEqual([["create"], ["delete"]]);
  });

  test("a part that refers back is about what came before", () => {
    const { clauses } = read("Find the invoice and send it");
    expect(clauses[1]?.terms.map(({ stem }) => stem)).toEqual(["send", "invoic"]);
  });

  test("of any length is read, and only its beginning counts", () => {
    expect(read("invoice ".repeat(100_000)).whole.terms.map(({ stem }) => stem)).toEqual(["invoic"]);
    expect(stems(`${"a".repeat(1000)} invoice`)).not.toContain("invoic");
    expect(read("\u0001hint \u0002quote \u0003prefix").whole.terms.every(({ isPrefix }) => isPrefix !== true)).toBe(
      true,
    );
  });
});
