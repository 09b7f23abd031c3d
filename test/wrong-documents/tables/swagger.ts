import type { WrongDocument } from "../judge.ts";
import { bothPost, good } from "./document.ts";

const swagger = (operation: object, others: object = {}): object => ({
  swagger: "2.0",
  info: { title: "Test API", version: "1.0.0" },
  host: "api.example",
  paths: { ...good, "/a": { post: { operationId: "a", responses: {}, ...operation } } },
  ...others,
});
const parameters = (...list: readonly unknown[]): object => swagger({ parameters: list });
const first = "/paths/~1a/post/parameters/0";

/** Swagger 2.0 documents. Places are those of the document as it was written. */
export const swaggers: readonly WrongDocument[] = [
  {
    wrong: "two body parameters",
    given: parameters(
      { name: "a", in: "body", schema: { type: "object", properties: { x: { type: "string" } } } },
      { name: "b", in: "body", schema: { type: "string" } },
    ),
    tools: bothPost,
    found: ["warning second-body /paths/~1a/post/parameters/1"],
    repaired: { "POST /a": { inputSchema: { properties: { x: { type: "string" } } } } },
  },
  {
    wrong: "a body beside a form",
    given: parameters({ name: "a", in: "body", schema: {} }, { name: "b", in: "formData", type: "string" }),
    tools: bothPost,
    found: [`warning body-beside-form ${first}`],
    repaired: { "POST /a": { operation: { body: { format: "form" } } } },
  },
  {
    wrong: "a body without a schema",
    given: parameters({ name: "a", in: "body" }),
    tools: bothPost,
    found: [],
    repaired: { "POST /a": { operation: { body: { from: "argument" } } } },
  },
  {
    wrong: "null, text and an empty object among parameters",
    given: parameters(null, "x", {}),
    tools: bothPost,
    found: [0, 1, 2].map((index) => `warning parameter-unreadable /paths/~1a/post/parameters/${index}`),
  },
  {
    wrong: "a parameter that is not there",
    given: parameters({ $ref: "#/parameters/nope" }),
    tools: bothPost,
    found: [`warning dangling-reference ${first}`],
  },
  {
    wrong: "a definition that is not there",
    given: parameters({ name: "a", in: "body", schema: { $ref: "#/definitions/Nope" } }),
    tools: bothPost,
    found: [`warning dangling-reference ${first}/schema`],
  },
  {
    wrong: "a list without items, a file in the query",
    given: parameters({ name: "a", in: "query", type: "array" }, { name: "b", in: "query", type: "file" }),
    tools: bothPost,
    found: [],
  },
  {
    wrong: "an answer that is null, and one whose schema is",
    given: swagger({ responses: { 200: null, 201: { schema: null } } }),
    tools: bothPost,
    found: ["warning wrong-type /paths/~1a/post/responses/200"],
  },
  {
    wrong: "consumes and schemes as text, host null, basePath a number",
    given: swagger(
      { consumes: "application/json", parameters: [{ name: "a", in: "body", schema: { type: "object" } }] },
      { host: null, schemes: "https", basePath: 5 },
    ),
    tools: bothPost,
    found: [],
    repaired: { "POST /a": { operation: { body: { mediaType: "application/json" } } } },
  },
  {
    wrong: "definitions null, securityDefinitions a list",
    given: swagger({}, { definitions: null, securityDefinitions: [], parameters: null, responses: "x" }),
    tools: bothPost,
    found: [],
  },
  {
    wrong: "a scheme that is not declared",
    given: swagger({ security: [{ ghost: ["x"] }] }),
    tools: bothPost,
    found: ["warning security-scheme-undeclared /paths/~1a/post/security/0/ghost"],
  },
  {
    wrong: "null and a list in place of operations",
    given: swagger({}, { paths: { ...good, "/a": { get: null, put: [] } } }),
    tools: ["GET /good"],
    found: [
      "error operation-not-an-object /paths/~1a/get lost: GET /a",
      "error operation-not-an-object /paths/~1a/put lost: PUT /a",
    ],
  },
];
