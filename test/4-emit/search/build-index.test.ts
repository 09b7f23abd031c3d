import { describe, expect, test } from "vitest";
import { buildIndex } from "../../../generator/4-emit/search/build-index.ts";
import { toolActions } from "../../../generator/4-emit/search/tool-action.ts";
import { toolLinks } from "../../../generator/4-emit/search/tool-links.ts";
import type { Surface } from "../../../generator/3-surface/surface.ts";
import { loadIndex, type SearchIndex } from "../../../templates/src/runtime/search/load-index.ts";
import { raiseFinders } from "../../../templates/src/runtime/search/raise-finders.ts";
import { rankingWeights } from "../../../templates/src/runtime/search/ranking-weights.ts";
import { readRequest } from "../../../templates/src/runtime/search/read-request.ts";
import type { Scores } from "../../../templates/src/runtime/search/scores.ts";
import { rankTools } from "../../../templates/src/runtime/search/rank-tools.ts";
import type { ToolDefinition } from "../../../templates/src/runtime/surface-types.ts";
import { openapi, surfaceOf } from "../../support/in-memory-document.ts";

const operation = (operationId: string, summary: string, others: object = {}): object => ({
  operationId,
  summary,
  responses: { 200: { description: "ok" } },
  ...others,
});

const id = (name: string): object => ({ name, in: "path", required: true, schema: { type: "string" } });

/** A library: nothing in it is in the thesaurus by these names but the everyday words. */
const library = openapi({
  "/patrons": { get: operation("listPatrons", "List patrons"), post: operation("createPatron", "Create a patron") },
  "/patrons/{patron_id}": {
    get: operation("getPatron", "Get a patron", { parameters: [id("patron_id")] }),
    delete: operation("deletePatron", "Delete a patron", { parameters: [id("patron_id")] }),
  },
  "/patrons/{patron_id}/fines": { get: operation("listFines", "List fines", { parameters: [id("patron_id")] }) },
  "/copies": { get: operation("listCopies", "List copies") },
  "/copies/search": { post: operation("searchCopies", "Search copies") },
  "/loans": {
    post: operation("createLoan", "Create a loan", {
      requestBody: {
        content: {
          "application/json": {
            schema: {
              type: "object",
              required: ["copy_id"],
              properties: { copy_id: { type: "string" }, kind: { enum: ["overnight"] } },
            },
          },
        },
      },
    }),
  },
  "/loans/{loan_id}/renew": { post: operation("renewLoan", "Extends a loan", { parameters: [id("loan_id")] }) },
  "/loans/old": { get: operation("oldLoans", "List loans", { deprecated: true }) },
});

const { surface } = surfaceOf(library);
const definitions = byName(surface);
const numberOf = (name: string): number => definitions.findIndex((tool) => tool.name === name);

function byName({ services }: Surface): readonly ToolDefinition[] {
  return services
    .flatMap(({ tools }) => tools.map(({ definition }) => definition))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function find(index: SearchIndex, request: string, most: number): readonly (string | undefined)[] {
  return rankTools(request, index)
    .slice(0, most)
    .map((number) => index.tools[number]?.name);
}

test("what a tool does is read off its method, words and path", () => {
  const actions = toolActions(definitions);
  expect(definitions.map(({ name }, number) => [name, actions[number]])).toEqual([
    ["create_loan", "create"],
    ["create_patron", "create"],
    ["delete_patron", "delete"],
    ["get_patron", "read"],
    ["list_copies", "read"],
    ["list_fines", "read"],
    ["list_patrons", "read"],
    ["old_loans", "read"],
    ["renew_loan", "act"],
    ["search_copies", "read"],
  ]);
});

test("links lead from what needs an id to what yields it, by path and by argument", () => {
  const links = toolLinks(
    definitions.map((definition) => ({ definition })),
    surface.schemas,
  );
  const named = (name: string): readonly (string | undefined)[] =>
    (links[numberOf(name)] ?? []).map((number) => definitions[number]?.name);
  expect(named("list_fines")).toEqual(["list_patrons"]);
  expect(named("create_loan")).toEqual(["list_copies", "search_copies"]);
  expect(named("list_patrons")).toEqual([]);
});

describe("the index", () => {
  const data = buildIndex(surface);
  const index = loadIndex(data);

  test("is the same data whatever the order of the tools", () => {
    const services = surface.services
      .map((service) => ({ ...service, tools: service.tools.toReversed() }))
      .toReversed();
    expect(buildIndex({ ...surface, services })).toEqual(data);
  });

  test("comes back as it was written", () => {
    const { name, action, isDeprecated, depth, links } = index.tools[numberOf("list_fines")] ?? {};
    expect([name, action, isDeprecated, depth, links]).toEqual([
      "list_fines",
      "read",
      false,
      1,
      [numberOf("list_patrons")],
    ]);
    expect(index.tools[numberOf("old_loans")]?.isDeprecated).toBe(true);
    expect(index.engine.search("overnight", { prefix: false }).map((found) => Number(found.id))).toEqual([
      numberOf("create_loan"),
    ]);
    expect(index.engine.documentCount).toBe(definitions.length);
  });

  test.each([
    ["Which fines does he still have to pay?", "list_fines"],
    ["Get rid of the patron with the id p-77", "delete_patron"],
    ["Sign up a new reader of ours as a patron", "create_patron"],
    ["Extend the loan 4711", "renew_loan"],
    ["Renewing lones", "renew_loan"],
  ])("%j finds %s first", (request, want) => {
    expect(find(index, request, 1)).toEqual([want]);
  });

  test("a request of several steps finds those before the last too, though it does not name them", () => {
    const found = find(index, "Show me the fines of Anna Petrova", 2);
    expect(found).toEqual(expect.arrayContaining(["list_fines", "list_patrons"]));
    // The last step alone names no patron: it is the link that draws the list in.
    const cut = loadIndex({
      ...data,
      finders: [],
      tools: data.tools.map((line) => line.split("|").with(3, "").join("|")),
    });
    expect(find(cut, "Show me the fines of Anna Petrova", 2)).not.toContain("list_patrons");
  });

  test("of an API without tools finds nothing", () => {
    const empty = loadIndex(buildIndex({ services: [], schemas: new Map(), types: new Map() }));
    expect(rankTools("anything", empty)).toEqual([]);
  });
});

/** Most of an API is about sites; all of it is below one account. */
const hosting = openapi({
  "/{account}/sites": { get: operation("listSites", "List sites", { parameters: [id("account")] }) },
  ...Object.fromEntries(
    ["forms", "hooks", "builds", "domains", "members", "logs", "plans", "files"].map((noun) => [
      `/{account}/sites/{site_id}/${noun}`,
      { get: operation(`list_${noun}`, `List ${noun}`, { parameters: [id("account"), id("site_id")] }) },
    ]),
  ),
  "/{account}/quotas": { get: operation("listQuotas", "List quotas", { parameters: [id("account")] }) },
});

describe("what most of an API is about", () => {
  const data = buildIndex(surfaceOf(hosting).surface);
  const index = loadIndex(data);

  test("is told by how many tools need it, whatever all paths begin with", () => {
    expect(data.finders).toEqual(["list_sites*c*9"]);
  });

  test.each([
    ["Which hooks does bakery-shop have?", "list_hooks"],
    ["Show the builds of web-prod-07", "list_builds"],
  ])("%j finds it too, since it is named without an id", (request, want) => {
    expect(find(index, request, 2)).toEqual([want, "list_sites"]);
  });
});

test.each([
  ["the quotas of web-prod", rankingWeights.centralThing],
  ["the quotas of Roberto", rankingWeights.central],
  ["the quotas", rankingWeights.fallback],
])("%j raises it by %d", (request, want) => {
  const index = loadIndex(buildIndex(surfaceOf(hosting).surface));
  const scores: Scores = new Map();
  raiseFinders(scores, readRequest(request, index.thesaurus, rankingWeights), index, rankingWeights);
  expect(scores.get(index.tools.findIndex(({ name }) => name === "list_sites"))).toBe(want);
});

test("a tool that the user wrote is found as those of the document are", () => {
  const [tool] = definitions;
  if (tool === undefined) throw new Error("no tool");
  const own = { ...tool, name: "print_badge", title: "Print a badge", description: "Prints a badge.", run: undefined };
  const offered = [own] as unknown as Parameters<typeof loadIndex>[1];
  const index = loadIndex(buildIndex(surface), offered);
  expect(find(index, "a badge for the visitor please", 1)).toEqual(["print_badge"]);
});
