import type { WrongDocument } from "../judge.ts";

const head = 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\n';
const good = "  /good: { get: { operationId: good } }\n";

/** What YAML makes of words and numbers. */
export const yaml: readonly WrongDocument[] = [
  {
    wrong: "versions as numbers",
    given: `openapi: 3.1\ninfo: { title: T, version: 1.10 }\npaths:\n${good}`,
    tools: ["GET /good"],
    found: ["warning wrong-type /info/version"],
  },
  {
    wrong: "status codes as numbers, a key `on`",
    given: `${head}paths:\n  /good:\n    get:\n      operationId: good\n      on: { push: null }\n      responses:\n        200: { description: fine, content: { text/plain: {} } }\n        0404: { description: octal }\n`,
    tools: ["GET /good"],
    found: [],
    repaired: { "GET /good": { operation: { responses: { "200": ["text/plain"], "404": [] } } } },
  },
  {
    wrong: "yes, no, dates and odd numbers as values of an enum",
    given: `${head}paths:\n${good}  /a:\n    post:\n      operationId: a\n      requestBody:\n        content:\n          application/json:\n            schema:\n              type: object\n              properties:\n                p: { enum: [yes, no, on, 2024-01-02, 1_000] }\n`,
    tools: ["GET /good", "POST /a"],
    found: [],
    repaired: {
      "POST /a": { inputSchema: { properties: { p: { enum: ["yes", "no", "on", "2024-01-02", "1_000"] } } } },
    },
  },
  {
    wrong: "fields left empty",
    given: `${head}servers:\ntags:\npaths:\n${good}  /a:\n    get:\n      operationId: a\n      summary:\n      description:\n      tags:\n      parameters:\n      responses:\n  /b:\n`,
    tools: ["GET /a", "GET /good"],
    found: [
      "warning wrong-type /servers",
      "warning wrong-type /tags",
      "info wrong-type /paths/~1a/get/summary",
      "info wrong-type /paths/~1a/get/description",
      "warning wrong-type /paths/~1a/get/tags",
      "warning wrong-type /paths/~1a/get/parameters",
      "warning wrong-type /paths/~1a/get/responses",
      "warning path-item-not-an-object /paths/~1b",
    ],
  },
  {
    wrong: "true and numbers as names",
    given: `${head}paths:\n${good}  /a:\n    get:\n      operationId: true\n      parameters:\n        - { name: 1, in: query, schema: { type: string } }\n`,
    tools: ["GET /a", "GET /good"],
    found: ["warning wrong-type /paths/~1a/get/operationId", "warning wrong-type /paths/~1a/get/parameters/0/name"],
    repaired: { "GET /a": { name: "true" } },
  },
  {
    wrong: "numbers that are none",
    given: `${head}paths:\n${good}  /a:\n    get:\n      operationId: a\n      parameters:\n        - { name: q, in: query, schema: { type: number, minimum: .nan, maximum: .inf, default: .nan } }\n`,
    tools: ["GET /a", "GET /good"],
    found: [],
  },
  {
    wrong: "one part used in several places by an alias",
    given: `${head}paths:\n${good}  /a: &item\n    get: &get { operationId: a, parameters: [null] }\n    put: *get\n  /b: *item\n`,
    tools: ["GET /a", "GET /b", "GET /good", "PUT /a", "PUT /b"],
    found: [
      "warning parameter-unreadable /paths/~1a/get/parameters/0",
      "warning parameter-unreadable /paths/~1a/put/parameters/0",
      "warning parameter-unreadable /paths/~1b/get/parameters/0",
      "warning parameter-unreadable /paths/~1b/put/parameters/0",
      "warning operation-id-clash /paths/~1a/get/operationId",
      "warning operation-id-clash /paths/~1a/put/operationId",
      "warning operation-id-clash /paths/~1b/get/operationId",
      "warning operation-id-clash /paths/~1b/put/operationId",
    ],
  },
];
