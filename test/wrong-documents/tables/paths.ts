import type { WrongDocument } from "../judge.ts";
import { documentWith, good } from "./document.ts";

const id = { name: "id", in: "path", required: true, schema: { type: "string" } };

/** Keys of Paths Objects, and what is no path item. */
export const paths: readonly WrongDocument[] = [
  {
    wrong: "a fragment in the path",
    given: documentWith({
      ...good,
      "/a#list": { get: { operationId: "list" } },
      "/a#find": { get: { operationId: "find" } },
    }),
    tools: ["GET /a", "GET /a", "GET /good"],
    found: ["warning path-with-fragment /paths/~1a#list", "warning path-with-fragment /paths/~1a#find"],
  },
  {
    wrong: "a query in the path",
    given: documentWith({ ...good, "/a?kind=x&near={near}": { get: { operationId: "a" } } }),
    tools: ["GET /a", "GET /good"],
    found: ["warning path-with-query /paths/~1a?kind=x&near={near}"],
    repaired: { "GET /a": { operation: { query: "kind=x", parameters: [{ name: "near", in: "query" }] } } },
  },
  {
    wrong: "a path without its slash",
    given: documentWith({ ...good, "a/{id}": { get: { operationId: "a", parameters: [id] } } }),
    tools: ["GET /a/{id}", "GET /good"],
    found: ["warning path-without-slash /paths/a~1{id}"],
  },
  {
    wrong: "a path without its slash, when the other is there",
    given: documentWith({ good: { get: { operationId: "other" }, put: { operationId: "put" } }, ...good }),
    tools: ["GET /good"],
    found: ["error path-without-slash /paths/good lost: GET good, PUT good"],
  },
  {
    wrong: "a whole URL as path",
    given: documentWith({ ...good, "https://api.example/a": { get: {} }, "": { get: {} } }),
    tools: ["GET /good"],
    found: [
      "error path-without-slash /paths/https:~1~1api.example~1a lost: GET https://api.example/a",
      "error path-without-slash /paths/ lost: GET ",
    ],
  },
  {
    wrong: "a path parameter that nobody declares",
    given: documentWith({ ...good, "/a/{id}": { get: { operationId: "a" } } }),
    tools: ["GET /a/{id}", "GET /good"],
    found: ["warning path-parameter-undeclared /paths/~1a~1{id}/get"],
    repaired: { "GET /a/{id}": { inputSchema: { properties: { id: { type: "string" } }, required: ["id"] } } },
  },
  {
    wrong: "a path parameter misspelt",
    given: documentWith({
      ...good,
      "/a/{berthId}": { get: { operationId: "a", parameters: [{ ...id, name: "berth_id" }] } },
    }),
    tools: ["GET /a/{berthId}", "GET /good"],
    found: ["warning path-parameter-unmatched /paths/~1a~1{berthId}/get/parameters/0"],
    repaired: { "GET /a/{berthId}": { operation: { parameters: [{ name: "berthId", in: "path" }] } } },
  },
  {
    wrong: "a path parameter that the path does not have",
    given: documentWith({ ...good, "/a": { get: { operationId: "a", parameters: [id] } } }),
    tools: ["GET /a", "GET /good"],
    found: ["warning path-parameter-unmatched /paths/~1a/get/parameters/0"],
    repaired: { "GET /a": { operation: { parameters: [] } } },
  },
  {
    wrong: "a path parameter that is not required",
    given: documentWith({
      ...good,
      "/a/{id}": { get: { operationId: "a", parameters: [{ ...id, required: false }] } },
    }),
    tools: ["GET /a/{id}", "GET /good"],
    found: ["warning path-parameter-optional /paths/~1a~1{id}/get/parameters/0"],
    repaired: { "GET /a/{id}": { inputSchema: { required: ["id"] } } },
  },
  {
    wrong: "one path twice, but for the parameter's name",
    given: documentWith({
      ...good,
      "/a/{id}": { get: { operationId: "a", parameters: [id] } },
      "/a/{name}": { get: { operationId: "b", parameters: [{ ...id, name: "name" }] } },
    }),
    tools: ["GET /a/{id}", "GET /a/{name}", "GET /good"],
    found: ["info same-path-twice /paths/~1a~1{name}"],
  },
  {
    wrong: "two paths that differ in the slash at the end",
    given: documentWith({ ...good, "/a": { get: { operationId: "a" } }, "/a/": { get: { operationId: "b" } } }),
    tools: ["GET /a", "GET /a/", "GET /good"],
    found: ["info paths-differ-in-slash /paths/~1a~1"],
  },
  {
    wrong: "braces that do not close",
    given: documentWith({ ...good, "/a/{id": { get: { operationId: "a" } }, "/b/{}": { get: { operationId: "b" } } }),
    tools: ["GET /a/{id", "GET /b/{}", "GET /good"],
    found: ["warning path-braces-unbalanced /paths/~1a~1{id", "warning path-braces-unbalanced /paths/~1b~1{}"],
  },
  {
    wrong: "null, a list and text in place of a path item",
    given: documentWith({ ...good, "/a": null, "/b": [], "/c": "x" }),
    tools: ["GET /good"],
    found: [
      "warning path-item-not-an-object /paths/~1a",
      "error path-item-not-an-object /paths/~1b lost: /b",
      "error path-item-not-an-object /paths/~1c lost: /c",
    ],
  },
  {
    wrong: "null, a list and text in place of an operation",
    given: documentWith({ ...good, "/a": { get: null, put: [], post: "x", delete: { operationId: "d" } } }),
    tools: ["DELETE /a", "GET /good"],
    found: [
      "error operation-not-an-object /paths/~1a/get lost: GET /a",
      "error operation-not-an-object /paths/~1a/put lost: PUT /a",
      "error operation-not-an-object /paths/~1a/post lost: POST /a",
    ],
  },
  {
    wrong: "a method in capitals",
    given: documentWith({ ...good, "/a": { GET: { operationId: "a", responses: {} } } }),
    tools: ["GET /a", "GET /good"],
    found: ["warning method-in-capitals /paths/~1a/GET"],
  },
  {
    wrong: "a method twice, once in capitals",
    given: documentWith({ ...good, "/a": { get: { operationId: "a" }, Get: { operationId: "b", responses: {} } } }),
    tools: ["GET /a", "GET /good"],
    found: ["error unknown-method /paths/~1a/Get lost: GET /a"],
  },
  {
    wrong: "a method that OpenAPI does not know",
    given: documentWith({ ...good, "/a": { purge: { operationId: "a", responses: {} }, get: { operationId: "b" } } }),
    tools: ["GET /a", "GET /good"],
    found: ["error unknown-method /paths/~1a/purge lost: PURGE /a"],
  },
  {
    wrong: "methods that are never sent",
    given: documentWith({
      ...good,
      "/a": {
        trace: { operationId: "a" },
        additionalOperations: { CONNECT: { operationId: "b" }, LINK: { operationId: "c" } },
      },
    }),
    tools: ["GET /good", "LINK /a"],
    found: [
      "error method-not-sendable /paths/~1a/trace lost: TRACE /a",
      "error method-not-sendable /paths/~1a/additionalOperations/CONNECT lost: CONNECT /a",
    ],
  },
  {
    wrong: "names that objects inherit, as paths",
    given: documentWith(
      JSON.parse(
        '{"/good":{"get":{"operationId":"good"}},"/__proto__":{"get":{"operationId":"__proto__"}},"/constructor":{"get":{"operationId":"constructor"}}}',
      ),
    ),
    tools: ["GET /__proto__", "GET /constructor", "GET /good"],
    found: [],
  },
  {
    wrong: "names of other alphabets, spaces and quotes",
    given: documentWith({
      ...good,
      "/宿泊/{宿 id}": { get: { operationId: "宿泊", parameters: [{ ...id, name: "宿 id" }] } },
      "/a b\"'`": { get: { operationId: "quotes", tags: ["Ünïcödé 🙂"] } },
    }),
    tools: ["GET /a b\"'`", "GET /good", "GET /宿泊/{宿 id}"],
    found: [],
  },
];
