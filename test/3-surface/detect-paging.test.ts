import { describe, expect, test } from "vitest";
import type { ToolDefinition } from "../../templates/src/runtime/surface-types.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

interface Given {
  readonly method?: string;
  readonly parameters?: readonly object[];
  readonly body?: object;
  readonly answer?: object;
  readonly response?: object;
  readonly components?: object;
}

function toolOf(
  { method = "get", parameters = [], body, answer, response, components = {} }: Given,
  options?: Parameters<typeof surfaceOf>[1],
): Partial<ToolDefinition> {
  const operation = {
    operationId: "list",
    parameters,
    ...(body === undefined ? {} : { requestBody: { content: { "application/json": { schema: body } } } }),
    responses: {
      "200": {
        description: "",
        ...(answer === undefined ? {} : { content: { "application/json": { schema: answer } } }),
        ...response,
      },
    },
  };
  const found = surfaceOf(openapi({ "/things": { [method]: operation } }, { components }), options);
  return found.tools.get("list")?.definition ?? {};
}

const query = (name: string, schema: object = { type: "string" }): object => ({ name, in: "query", schema });
const integer = { type: "integer" };
const text = { type: "string" };
const flag = { type: "boolean" };
const list = { type: "array", items: { type: "object", properties: { id: text, name: text } } };
const object = (properties: object): object => ({ type: "object", properties });

describe("how a list goes on", () => {
  test.each<readonly [string, Given, unknown]>([
    [
      "a cursor, and where the next one stands",
      {
        parameters: [query("cursor"), query("limit", { ...integer, default: 20 })],
        answer: object({ total: integer, nextCursor: { type: ["string", "null"] }, items: list }),
      },
      {
        arguments: ["cursor"],
        size: { argument: "limit", default: 20 },
        next: { at: ["nextCursor"], argument: "cursor" },
        items: ["items"],
        total: { at: ["total"], of: "items" },
      },
    ],
    [
      "page and per_page, a bare list: the Link header at run time, else counting",
      {
        parameters: [query("page", { ...integer, default: 1 }), query("per_page", { ...integer, default: 30 })],
        answer: list,
      },
      {
        arguments: ["page"],
        size: { argument: "per_page", default: 30 },
        items: [],
        position: { argument: "page", counts: "pages", start: 1 },
      },
    ],
    [
      "offset and a total",
      {
        parameters: [query("startAt", integer), query("maxResults", integer)],
        answer: object({ startAt: integer, total: integer, isLast: flag, values: list }),
      },
      {
        arguments: ["startAt"],
        size: { argument: "maxResults" },
        items: ["values"],
        more: { at: ["isLast"], negated: true },
        total: { at: ["total"], of: "items" },
        position: { argument: "startAt", counts: "items", start: 0 },
      },
    ],
    [
      "the last item's id",
      {
        parameters: [query("starting_after"), query("ending_before"), query("limit", integer)],
        answer: object({ object: text, data: list, has_more: flag, url: text }),
      },
      {
        arguments: ["starting_after"],
        size: { argument: "limit" },
        items: ["data"],
        last: { id: "id", argument: "starting_after" },
        more: { at: ["has_more"] },
      },
    ],
    [
      "a token in an envelope of the envelope, lists of errors aside",
      {
        parameters: [query("page[after]")],
        answer: object({ errors: list, results: list, paging: object({ next: object({ after: text, link: text }) }) }),
      },
      {
        arguments: ["page_after"],
        next: { at: ["paging", "next", "after"], argument: "page_after" },
        items: ["results"],
      },
    ],
    [
      "the very argument in the answer, of a search by POST",
      {
        method: "post",
        body: object({ cursor: text, limit: integer, query: object({}) }),
        answer: object({ errors: list, cursor: text, objects: list }),
      },
      {
        arguments: ["cursor"],
        size: { argument: "limit" },
        next: { at: ["cursor"], argument: "cursor" },
        items: ["objects"],
      },
    ],
    [
      "a URL of the next page",
      {
        parameters: [query("page", integer)],
        answer: object({ count: integer, next: { type: ["string", "null"], format: "uri" }, results: list }),
      },
      {
        arguments: ["page"],
        next: { at: ["next"], argument: "page" },
        items: ["results"],
        position: { argument: "page", counts: "pages", start: 1 },
      },
    ],
    [
      "a page that is a token",
      {
        parameters: [query("page"), query("limit", integer)],
        answer: object({ data: list, has_more: flag, next_page: { type: ["string", "null"] } }),
      },
      {
        arguments: ["page"],
        size: { argument: "limit" },
        next: { at: ["next_page"], argument: "page" },
        items: ["data"],
        more: { at: ["has_more"] },
      },
    ],
    [
      "a header",
      {
        parameters: [query("page", integer)],
        answer: list,
        response: { headers: { "X-Next-Page": { schema: integer }, "X-Total": { schema: integer } } },
      },
      {
        arguments: ["page"],
        header: { name: "x-next-page", argument: "page" },
        items: [],
        position: { argument: "page", counts: "pages", start: 1 },
      },
    ],
    [
      "references, and what is combined",
      {
        parameters: [query("cursor", { $ref: "#/components/schemas/Cursor" })],
        answer: { allOf: [{ $ref: "#/components/schemas/Page" }, object({ data: list })] },
        components: { schemas: { Cursor: text, Page: object({ next_cursor: text }) } },
      },
      { arguments: ["cursor"], next: { at: ["next_cursor"], argument: "cursor" }, items: ["data"] },
    ],
    [
      "an answer that nobody describes: only the Link header can say",
      { parameters: [query("cursor")] },
      { arguments: ["cursor"] },
    ],
    [
      "a total of something else is no total",
      {
        parameters: [query("page", integer)],
        answer: object({ stats: object({ total: integer, next: text }), files: list }),
      },
      { arguments: ["page"], items: ["files"], position: { argument: "page", counts: "pages", start: 1 } },
    ],
    [
      "not by an argument of the path, nor by words alone",
      {
        parameters: [
          { name: "page", in: "path", required: true, schema: text },
          query("start", { type: "string", format: "date" }),
          query("q"),
        ],
        answer: list,
      },
      undefined,
    ],
    [
      "not where no argument chooses a page",
      { parameters: [query("limit", integer)], answer: object({ next_cursor: text, items: list }) },
      undefined,
    ],
  ])("%s", (_, given, want) => {
    expect(toolOf(given).paging).toEqual(want);
  });

  test("a Link Object to the operation itself needs no names", () => {
    const answer = object({ weiter: object({ "a/b": text }), dinge: list });
    const parameters = [query("ab"), query("limit", integer)];
    const link = { operationId: "list", parameters: { "query.ab": "$response.body#/weiter/a~1b" } };
    expect(toolOf({ parameters, answer, response: { links: { next: link } } }).paging).toEqual({
      arguments: ["ab"],
      size: { argument: "limit" },
      next: { at: ["weiter", "a/b"], argument: "ab" },
      items: ["dinge"],
    });
    const header = { operationRef: "#/paths/~1things/get", parameters: { ab: "$response.header.X-Weiter" } };
    expect(toolOf({ parameters, answer, response: { links: { next: header } } }).paging).toMatchObject({
      header: { name: "x-weiter", argument: "ab" },
    });
    expect(
      toolOf({ parameters, answer, response: { links: { next: { ...link, operationId: "other" } } } }).paging,
    ).toBeUndefined();
  });
});

describe("select", () => {
  const argumentOf = (
    given: Given,
    select?: "lists" | "all" | "off",
  ): readonly [string | undefined, readonly string[]] => {
    const { select: argument, inputSchema } = toolOf(given, select === undefined ? undefined : { results: { select } });
    return [argument, Object.keys(inputSchema?.properties ?? {})];
  };
  const thing = object({ id: text, labels: list });

  test.each<readonly [string, Given, "lists" | "all" | "off" | undefined, unknown]>([
    ["on a list", { answer: list }, undefined, ["select", ["select"]]],
    ["on an envelope", { answer: object({ members: list, total: integer }) }, undefined, ["select", ["select"]]],
    ["not on a thing, though it has a list", { answer: thing }, undefined, [undefined, []]],
    ["on a thing too, where all have it", { answer: thing }, "all", ["select", ["select"]]],
    ["nowhere, when it is off", { answer: list }, "off", [undefined, []]],
    ["not where there is no JSON", { response: { content: { "text/csv": { schema: text } } } }, "all", [undefined, []]],
    [
      "beside an argument of that name",
      { answer: list, parameters: [query("select"), query("_select")] },
      undefined,
      ["__select", ["select", "_select", "__select"]],
    ],
  ])("is an argument %s", (_, given, select, want) => {
    expect(argumentOf(given, select)).toEqual(want);
  });
});
