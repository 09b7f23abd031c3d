import { describe, expect, test } from "vitest";
import { readLinks } from "../../../templates/src/runtime/results/link-header.ts";
import { nextPage, type Page } from "../../../templates/src/runtime/results/next-page.ts";
import type { JsonSchema, PagingDefinition } from "../../../templates/src/runtime/surface-types.ts";

const api = "https://api.example/v1/things";
const query = (name: string, argument = name): Page["tool"]["operation"]["parameters"][number] => ({
  argument,
  name,
  in: "query",
  style: "form",
  explode: true,
});

interface Given {
  readonly paging?: Partial<PagingDefinition>;
  readonly types?: Readonly<Record<string, JsonSchema>>;
  readonly input?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly output?: unknown;
}

function next({ paging, types = {}, input = {}, headers = {}, output = [] }: Given): unknown {
  const properties = {
    page: { type: "integer" },
    cursor: { type: "string" },
    limit: { type: "integer" },
    offset: { type: "integer" },
    state: { type: "string" },
    ...types,
  };
  const parameters = [...Object.keys(properties).map((name) => query(name)), query("page[after]", "page_after")];
  return nextPage({
    tool: {
      inputSchema: { type: "object", properties, $defs: { Page: { type: "integer" } } },
      operation: { method: "GET", path: "/things", parameters, responses: {} },
      ...(paging === undefined ? {} : { paging: { arguments: ["page", "cursor"], ...paging } }),
    },
    input,
    headers: new Headers(headers),
    output,
  });
}

describe("the Link header (RFC 8288)", () => {
  test.each<readonly [string, object]>([
    [`<${api}?page=3>; rel="next", <${api}?page=9>; rel="last"`, { next: `${api}?page=3`, last: `${api}?page=9` }],
    ["</a,b;c?x=1>;rel=next", { next: "/a,b;c?x=1" }],
    ['<a>; title="; rel=\\"next\\" <b>"; REL="Prev Start"', { prev: "a", start: "a" }],
    ['<a>; rel=first; rel="next"', { first: "a" }],
    ['<a>; rel="next", <b>; rel="next"', { next: "a" }],
    ["no link at all", {}],
    [`<${"<".repeat(50_000)}>; rel=next`, {}],
  ])("%s", (header, want) => {
    expect(Object.fromEntries(readLinks(header))).toEqual(want);
  });

  test.each<readonly [string, string, Given, unknown]>([
    [
      "its page, as the number that the schema wants",
      `<${api}?page=3&limit=2&state=open>; rel="next"`,
      {},
      { page: 3 },
    ],
    ["a relative target", '</x?page=4>; rel="next"', {}, { page: 4 }],
    [
      "by the name on the wire",
      `<${api}?page%5Bafter%5D=zz>; rel="next"`,
      { paging: { arguments: ["page_after"] }, types: { page_after: { type: "string" } } },
      { page_after: "zz" },
    ],
    [
      "a type that is a reference",
      `<${api}?page=3>; rel="next"`,
      { types: { page: { $ref: "#/$defs/Page" } } },
      { page: 3 },
    ],
    ["nothing that does not choose the page", `<${api}?state=shut&delete=all>; rel="next"`, {}, undefined],
    ["nothing of another kind", `<${api}?page=drop>; rel="next"`, {}, undefined],
    ["nothing that is this very page", `<${api}?page=3>; rel="next"`, { input: { page: 3 } }, undefined],
    ["nothing that hides something", `<${api}?cursor=a%E2%80%AEb>; rel="next"`, {}, undefined],
    ["nothing endless", `<${api}?cursor=${"a".repeat(3000)}>; rel="next"`, {}, undefined],
    ["nothing of what is no URL", '<http://[>; rel="next"', {}, undefined],
    [
      "the end, when only other pages are linked",
      `<${api}?page=1>; rel="prev"`,
      { paging: { next: { at: ["next"], argument: "cursor" } }, output: { next: "x" } },
      undefined,
    ],
  ])("gives %s", (_, link, given, want) => {
    expect(next({ paging: {}, ...given, headers: { link } })).toEqual(want);
  });

  test("says nothing of a tool without pages", () => {
    expect(next({ headers: { link: `<${api}?page=3>; rel="next"` } })).toBeUndefined();
  });
});

describe("what the answer says", () => {
  const token: Partial<PagingDefinition> = { next: { at: ["meta", "next"], argument: "cursor" } };
  test.each<readonly [string, Given, unknown]>([
    ["a token", { paging: token, output: { meta: { next: "abc" } } }, { cursor: "abc" }],
    ["a number where text is wanted", { paging: token, output: { meta: { next: 17 } } }, { cursor: "17" }],
    ["a number that lost digits is not passed on", { paging: token, output: { meta: { next: 2 ** 60 } } }, undefined],
    ["a URL", { paging: token, output: { meta: { next: `${api}?cursor=x%2Fy&key=SECRET` } } }, { cursor: "x/y" }],
    ["a relative URL", { paging: token, output: { meta: { next: "/v1/things?page=2" } } }, { page: 2 }],
    [
      "a token that begins as a path does",
      { paging: token, output: { meta: { next: "/9j/4AAQ==" } } },
      { cursor: "/9j/4AAQ==" },
    ],
    [
      "null: the end",
      {
        paging: { ...token, position: { argument: "page", counts: "pages", start: 1 }, items: ["d"] },
        output: { meta: { next: null }, d: [1] },
      },
      undefined,
    ],
    ["nothing there", { paging: token, output: { meta: {} } }, undefined],
    ["another shape", { paging: token, output: "text" }, undefined],
    [
      "a header",
      { paging: { header: { name: "x-next-page", argument: "page" } }, headers: { "X-Next-Page": "5" } },
      { page: 5 },
    ],
    [
      "an empty header: the end",
      { paging: { header: { name: "x-next-page", argument: "page" } }, headers: { "X-Next-Page": "" } },
      undefined,
    ],
    [
      "the last item's id, when there is more",
      {
        paging: { last: { id: "id", argument: "cursor" }, items: ["data"], more: { at: ["has_more"] } },
        output: { has_more: true, data: [{ id: "a" }, { id: "b" }] },
      },
      { cursor: "b" },
    ],
    [
      "not, when there is no more",
      {
        paging: { last: { id: "id", argument: "cursor" }, items: ["data"], more: { at: ["has_more"] } },
        output: { has_more: false, data: [{ id: "b" }] },
      },
      undefined,
    ],
  ])("%s", (_, given, want) => {
    expect(next(given)).toEqual(want);
  });
});

describe("counting on", () => {
  const pages: Partial<PagingDefinition> = { items: [], position: { argument: "page", counts: "pages", start: 1 } };
  const items: Partial<PagingDefinition> = {
    items: ["list"],
    position: { argument: "offset", counts: "items", start: 0 },
  };
  const size = { argument: "limit", default: 2 };
  test.each<readonly [string, Given, unknown]>([
    ["a full first page", { paging: { ...pages, size }, output: [1, 2] }, { page: 2 }],
    [
      "a full page of the size that was asked for",
      { paging: { ...pages, size }, input: { page: 4, limit: 3 }, output: [1, 2, 3] },
      { page: 5 },
    ],
    ["a page that is not full", { paging: { ...pages, size }, output: [1] }, undefined],
    ["nobody says how long a page is", { paging: pages, output: [1] }, undefined],
    ["an empty page", { paging: { ...pages, size }, output: [] }, undefined],
    [
      "pages from 0",
      { paging: { ...pages, size, position: { argument: "page", counts: "pages", start: 0 } }, output: [1, 2] },
      { page: 1 },
    ],
    [
      "by a total of items",
      {
        paging: { ...items, total: { at: ["total"], of: "items" } },
        input: { offset: 4 },
        output: { total: 7, list: [1, 2] },
      },
      { offset: 6 },
    ],
    [
      "to the last of them",
      {
        paging: { ...items, total: { at: ["total"], of: "items" } },
        input: { offset: 5 },
        output: { total: 7, list: [1, 2] },
      },
      undefined,
    ],
    [
      "pages by a total of items",
      {
        paging: { ...pages, items: ["list"], size, total: { at: ["total"], of: "items" } },
        input: { page: 2 },
        output: { total: 5, list: [1, 2] },
      },
      { page: 3 },
    ],
    [
      "by a total of pages",
      {
        paging: { ...pages, items: ["list"], total: { at: ["pages"], of: "pages" } },
        input: { page: 2 },
        output: { pages: 2, list: [1] },
      },
      undefined,
    ],
    [
      "by a flag",
      { paging: { ...items, more: { at: ["isLast"], negated: true } }, output: { isLast: false, list: [1, 2] } },
      { offset: 2 },
    ],
    [
      "a flag that ends",
      { paging: { ...items, more: { at: ["isLast"], negated: true } }, output: { isLast: true, list: [1, 2] } },
      undefined,
    ],
  ])("%s", (_, given, want) => {
    expect(next(given)).toEqual(want);
  });
});
