import type { WrongDocument } from "../judge.ts";
import { bothGet, documentWith, good, withGet } from "./document.ts";

const query = (members: object): object => ({ parameters: [{ name: "q", in: "query", ...members }] });
const first = "/paths/~1a/get/parameters/0";

/** Parameter Objects. */
export const parameters: readonly WrongDocument[] = [
  {
    wrong: "null, text, a list and an empty object among parameters",
    given: withGet({ parameters: [null, "q", [], {}, { name: "q", in: "query", schema: {} }] }),
    tools: bothGet,
    found: [0, 1, 2, 3].map((index) => `warning parameter-unreadable /paths/~1a/get/parameters/${index}`),
    repaired: { "GET /a": { operation: { parameters: [{ name: "q", in: "query" }] } } },
  },
  {
    wrong: "a place that is none",
    given: withGet({ parameters: [{ name: "q", in: "queryy", schema: {} }] }),
    tools: bothGet,
    found: [`warning parameter-unreadable ${first}`],
  },
  {
    wrong: "one parameter in place of a list",
    given: withGet({ parameters: { name: "q", in: "query", schema: { type: "string" } } }),
    tools: bothGet,
    found: ["warning wrong-type /paths/~1a/get/parameters"],
    repaired: { "GET /a": { inputSchema: { properties: { q: { type: "string" } } } } },
  },
  {
    wrong: "a parameter's name is a number",
    given: withGet({ parameters: [{ name: 5, in: "query", schema: { type: "string" } }] }),
    tools: bothGet,
    found: [`warning wrong-type ${first}/name`],
    repaired: { "GET /a": { operation: { parameters: [{ name: "5" }] } } },
  },
  {
    wrong: "neither schema nor content",
    given: withGet(query({})),
    tools: bothGet,
    found: [`warning parameter-without-schema ${first}`],
  },
  {
    wrong: "the type beside the name, as in Swagger 2.0",
    given: withGet(query({ type: "integer", maximum: 5, required: true })),
    tools: bothGet,
    found: [`warning parameter-without-schema ${first}`],
    repaired: { "GET /a": { inputSchema: { properties: { q: { type: "integer", maximum: 5 } }, required: ["q"] } } },
  },
  {
    wrong: "both schema and content",
    given: withGet(
      query({ schema: { type: "string" }, content: { "application/json": { schema: { type: "object" } } } }),
    ),
    tools: bothGet,
    found: [`warning parameter-schema-and-content ${first}`],
    repaired: { "GET /a": { operation: { parameters: [{ contentType: "application/json" }] } } },
  },
  {
    wrong: "content with two media types",
    given: withGet(query({ content: { "application/json": { schema: {} }, "text/plain": { schema: {} } } })),
    tools: bothGet,
    found: [`warning parameter-content-twice ${first}`],
    repaired: { "GET /a": { operation: { parameters: [{ contentType: "application/json" }] } } },
  },
  {
    wrong: "schema is null, text and a list",
    given: withGet({
      parameters: [null, "string", []].map((schema, index) => ({ name: `q${index}`, in: "query", schema })),
    }),
    tools: bothGet,
    found: [0, 1, 2].map((index) => `warning schema-not-an-object /paths/~1a/get/parameters/${index}/schema`),
  },
  {
    wrong: "required, explode and deprecated as text",
    given: withGet(query({ schema: { type: "string" }, required: "true", explode: "false", deprecated: "yes" })),
    tools: bothGet,
    found: [
      `warning wrong-type ${first}/required`,
      `warning wrong-type ${first}/explode`,
      `warning wrong-type ${first}/deprecated`,
    ],
    repaired: { "GET /a": { inputSchema: { required: ["q"] }, operation: { parameters: [{ explode: false }] } } },
  },
  {
    wrong: "a parameter twice in one list",
    given: withGet({
      parameters: [
        { name: "q", in: "query", schema: { type: "string" } },
        { name: "q", in: "query", schema: { type: "integer" } },
      ],
    }),
    tools: bothGet,
    found: ["warning parameter-twice /paths/~1a/get/parameters/1"],
    repaired: { "GET /a": { inputSchema: { properties: { q: { type: "integer" } } } } },
  },
  {
    wrong: "a style for another place",
    given: withGet(query({ style: "matrix", schema: { type: "string" } })),
    tools: bothGet,
    found: [`warning style-not-allowed ${first}/style`],
    repaired: { "GET /a": { operation: { parameters: [{ style: "form" }] } } },
  },
  {
    wrong: "deepObject on a primitive",
    given: withGet(query({ style: "deepObject", schema: { type: "string" } })),
    tools: bothGet,
    found: [`warning style-needs-object ${first}/style`],
  },
  {
    wrong: "headers that are no parameters",
    given: withGet({
      parameters: ["Accept", "Content-Type", "Authorization"].map((name) => ({
        name,
        in: "header",
        schema: { type: "string" },
      })),
    }),
    tools: bothGet,
    found: [0, 1, 2].map((index) => `info header-reserved /paths/~1a/get/parameters/${index}`),
    repaired: { "GET /a": { operation: { parameters: [] } } },
  },
  {
    wrong: "one name in four places",
    given: documentWith({
      ...good,
      "/a/{id}": {
        get: {
          operationId: "a",
          parameters: ["path", "query", "header", "cookie"].map((place) => ({
            name: "id",
            in: place,
            required: place === "path",
            schema: { type: "string" },
          })),
        },
      },
    }),
    tools: ["GET /a/{id}", "GET /good"],
    found: [],
    repaired: {
      "GET /a/{id}": {
        operation: {
          parameters: [
            { argument: "id_path", in: "path" },
            { argument: "id_query", in: "query" },
            { argument: "id_header", in: "header" },
            { argument: "id_cookie", in: "cookie" },
          ],
        },
      },
    },
  },
  {
    wrong: "names that objects inherit, and other odd ones",
    given: withGet({
      parameters: ["__proto__", "constructor", "$ref", "a b", "宿泊", "filter[x]"].map((name) => ({
        name,
        in: "query",
        schema: { type: "string" },
      })),
    }),
    tools: bothGet,
    found: [],
    repaired: {
      "GET /a": {
        operation: {
          parameters: ["__proto__", "constructor", "$ref", "a b", "宿泊", "filter[x]"].map((name) => ({ name })),
        },
      },
    },
  },
  {
    wrong: "parameters of the path item are null, and a server of it is null",
    given: documentWith({ ...good, "/a": { parameters: [null], servers: [null], get: { operationId: "a" } } }),
    tools: bothGet,
    found: ["warning parameter-unreadable /paths/~1a/parameters/0", "warning wrong-type /paths/~1a/servers/0"],
  },
];
