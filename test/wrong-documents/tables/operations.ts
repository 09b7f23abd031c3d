import type { WrongDocument } from "../judge.ts";
import { bothGet, documentWith, good, withGet } from "./document.ts";

/** Fields of Operation Objects. */
export const operations: readonly WrongDocument[] = [
  {
    wrong: "one operationId twice",
    given: documentWith({ ...good, "/a": { get: { operationId: "list" }, put: { operationId: "list" } } }),
    tools: ["GET /a", "GET /good", "PUT /a"],
    found: [
      "warning operation-id-clash /paths/~1a/get/operationId",
      "warning operation-id-clash /paths/~1a/put/operationId",
    ],
  },
  {
    wrong: "operationIds that give one name",
    given: documentWith({ ...good, "/a": { get: { operationId: "listAll" }, put: { operationId: "list-all" } } }),
    tools: ["GET /a", "GET /good", "PUT /a"],
    found: [
      "warning operation-id-clash /paths/~1a/get/operationId",
      "warning operation-id-clash /paths/~1a/put/operationId",
    ],
  },
  {
    wrong: "no operationId, an empty one, null",
    given: documentWith({ ...good, "/a": { get: {}, put: { operationId: "" }, post: { operationId: null } } }),
    tools: ["GET /a", "GET /good", "POST /a", "PUT /a"],
    found: ["info operation-id-missing /paths", "info wrong-type /paths/~1a/post/operationId"],
    repaired: { "GET /a": { name: "get_a" }, "PUT /a": { name: "put_a" } },
  },
  {
    wrong: "an operationId that is a number",
    given: withGet({ operationId: 404 }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/operationId"],
    repaired: { "GET /a": { name: "get_404" } },
  },
  {
    wrong: "an operationId that is a list",
    given: withGet({ operationId: ["a"] }),
    tools: bothGet,
    found: ["info operation-id-missing /paths", "warning wrong-type /paths/~1a/get/operationId"],
    repaired: { "GET /a": { name: "get_a" } },
  },
  {
    wrong: "summary and description that are no text",
    given: withGet({ summary: 5, description: { text: "x" } }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/summary", "warning wrong-type /paths/~1a/get/description"],
    repaired: { "GET /a": { title: "5" } },
  },
  {
    wrong: "tags that are numbers, null and objects",
    given: withGet({ tags: [2024, null, { name: "x" }] }),
    tools: bothGet,
    found: [
      "warning wrong-type /paths/~1a/get/tags/0",
      "info wrong-type /paths/~1a/get/tags/1",
      "warning wrong-type /paths/~1a/get/tags/2",
    ],
    repaired: { "GET /a": { service: "2024" } },
  },
  {
    wrong: "tags that are one text",
    given: withGet({ tags: "berths" }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/tags"],
    repaired: { "GET /a": { service: "berths" } },
  },
  {
    wrong: "deprecated as text",
    given: withGet({ deprecated: "true" }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/deprecated"],
  },
  {
    wrong: "parameters is null",
    given: withGet({ parameters: null }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/parameters"],
  },
  {
    wrong: "servers of the operation is text",
    given: withGet({ servers: "https://up.example" }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/servers"],
  },
  {
    wrong: "responses is null",
    given: withGet({ responses: null }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/responses"],
  },
  {
    wrong: "responses is a list",
    given: withGet({ responses: [{ description: "fine" }] }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/responses"],
  },
  {
    wrong: "an answer is null, one is text, one has no content, one an empty one",
    given: withGet({ responses: { 200: null, 201: "x", 202: {}, 203: { content: {} }, 204: { content: null } } }),
    tools: bothGet,
    found: [
      "warning wrong-type /paths/~1a/get/responses/200",
      "warning wrong-type /paths/~1a/get/responses/201",
      "warning wrong-type /paths/~1a/get/responses/204/content",
    ],
  },
  {
    wrong: "status codes that are none",
    given: withGet({ responses: { ok: {}, 99: {}, "2xx": {}, "x-status": 5 } }),
    tools: bothGet,
    found: [
      "warning status-unreadable /paths/~1a/get/responses/ok",
      "warning status-unreadable /paths/~1a/get/responses/99",
    ],
    repaired: { "GET /a": { operation: { responses: { "2XX": [] } } } },
  },
  {
    wrong: "content of an answer is a list",
    given: withGet({ responses: { 200: { content: ["application/json"] } } }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/responses/200/content"],
  },
  {
    wrong: "callbacks, links, examples and headers that nobody reads",
    given: withGet({
      callbacks: null,
      responses: {
        200: {
          headers: 5,
          links: [],
          content: { "application/json": { example: { $ref: "#/nowhere" }, examples: [] } },
        },
      },
    }),
    tools: bothGet,
    found: [],
  },
];
