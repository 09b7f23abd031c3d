import type { WrongDocument } from "../judge.ts";
import { bothGet, bothPost, documentWith, good, withGet, withPost } from "./document.ts";

const parameter = (schema: object): object => ({ parameters: [{ name: "q", in: "query", schema }] });
const json = (schema: object): object => ({ content: { "application/json": { schema } } });
const schemaAt = "/paths/~1a/get/parameters/0/schema";

/** References that lead nowhere, in circles, or are written oddly. */
export const references: readonly WrongDocument[] = [
  {
    wrong: "a schema that is not there",
    given: withGet(parameter({ $ref: "#/components/schemas/Nope" })),
    tools: bothGet,
    found: [`warning dangling-reference ${schemaAt}`],
  },
  {
    wrong: "a parameter that is not there",
    given: withGet({ parameters: [{ $ref: "#/components/parameters/nope" }] }),
    tools: bothGet,
    found: ["warning dangling-reference /paths/~1a/get/parameters/0"],
  },
  {
    wrong: "an answer that is not there",
    given: withGet({ responses: { 200: { $ref: "#/components/responses/nope" } } }),
    tools: bothGet,
    found: ["warning dangling-reference /paths/~1a/get/responses/200"],
  },
  {
    wrong: "a body that is not there",
    given: withPost({ requestBody: { $ref: "#/components/requestBodies/nope" } }),
    tools: ["GET /good"],
    found: ["error dangling-reference /paths/~1a/post/requestBody lost: POST /a"],
  },
  {
    wrong: "a body of GET that is not there",
    given: withGet({ requestBody: { $ref: "#/components/requestBodies/nope" } }),
    tools: bothGet,
    found: ["warning dangling-reference /paths/~1a/get/requestBody"],
  },
  {
    wrong: "a path item that is not there",
    given: documentWith({ ...good, "/a": { $ref: "#/components/pathItems/nope" } }),
    tools: ["GET /good"],
    found: ["error dangling-reference /paths/~1a lost: /a"],
  },
  {
    wrong: "a path item that is not there, with an operation beside the reference",
    given: documentWith({ ...good, "/a": { $ref: "#/nope", get: { operationId: "a" } } }),
    tools: bothGet,
    found: ["error dangling-reference /paths/~1a lost: /a"],
  },
  {
    wrong: "operations beside the reference of a path item",
    given: documentWith(
      { ...good, "/a": { $ref: "#/components/pathItems/A", post: { operationId: "post" } } },
      { components: { pathItems: { A: { get: { operationId: "get" }, post: { operationId: "hidden" } } } } },
    ),
    tools: ["GET /a", "GET /good", "POST /a"],
    found: [],
    repaired: { "POST /a": { name: "post" } },
  },
  {
    wrong: "an operation that is a reference",
    given: documentWith({
      ...good,
      "/a": { get: { $ref: "#/paths/~1b/get" } },
      "/b": { get: { operationId: "b", summary: "B" } },
    }),
    tools: ["GET /a", "GET /b", "GET /good"],
    found: ["warning operation-is-reference /paths/~1a/get", "warning operation-id-clash /paths/~1b/get/operationId"],
    repaired: { "GET /a": { title: "B" } },
  },
  {
    wrong: "an operation that is a reference to nothing",
    given: documentWith({ ...good, "/a": { get: { $ref: "#/nope" } } }),
    tools: ["GET /good"],
    found: ["error dangling-reference /paths/~1a/get lost: GET /a"],
  },
  {
    wrong: "a file that is not there",
    given: withGet(parameter({ $ref: "nope.json#/A" })),
    tools: bothGet,
    found: [`warning dangling-reference ${schemaAt}`],
  },
  {
    wrong: "a file that is there and does not hold it",
    given: withGet(parameter({ $ref: "parts.json#/A" })),
    files: { "parts.json": { B: {} } },
    tools: bothGet,
    found: [`warning dangling-reference ${schemaAt}`],
  },
  {
    wrong: "a file that cannot be parsed",
    given: withGet(parameter({ $ref: "parts.json#/A" })),
    files: { "parts.json": "{ nope" },
    tools: bothGet,
    found: [`warning dangling-reference ${schemaAt}`],
  },
  {
    wrong: "a file outside the folder",
    given: withGet(parameter({ $ref: "../../../../etc/hostname" })),
    tools: bothGet,
    found: [`warning dangling-reference ${schemaAt}`],
  },
  {
    wrong: "another host",
    given: withGet(parameter({ $ref: "https://schemas.example/a.json" })),
    tools: bothGet,
    found: [`warning dangling-reference ${schemaAt}`],
  },
  {
    wrong: "no URI at all",
    given: withGet(parameter({ $ref: "http://[" })),
    tools: bothGet,
    found: [`warning dangling-reference ${schemaAt}`],
  },
  {
    wrong: "a bare name, as in Swagger 1.2",
    given: withGet(parameter({ $ref: "Berth" }), { components: { schemas: { Berth: { type: "string" } } } }),
    tools: bothGet,
    found: [`warning dangling-reference ${schemaAt}`],
  },
  {
    wrong: "parameters in a circle",
    given: withGet(
      { parameters: [{ $ref: "#/components/parameters/a" }] },
      {
        components: {
          parameters: { a: { $ref: "#/components/parameters/b" }, b: { $ref: "#/components/parameters/a" } },
        },
      },
    ),
    tools: bothGet,
    found: ["warning dangling-reference /paths/~1a/get/parameters/0"],
  },
  {
    wrong: "path items in a circle",
    given: documentWith({ ...good, "/a": { $ref: "#/paths/~1b" }, "/b": { $ref: "#/paths/~1a" } }),
    tools: ["GET /good"],
    found: ["error dangling-reference /paths/~1a lost: /a", "error dangling-reference /paths/~1b lost: /b"],
  },
  {
    wrong: "schemas that are nothing but one another",
    given: withGet(parameter({ $ref: "#/components/schemas/A" }), {
      components: { schemas: { A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } } },
    }),
    tools: bothGet,
    found: ["warning circular-schema /components/schemas/A"],
  },
  {
    wrong: "a dangling reference used twice is said once",
    given: withPost(
      {
        requestBody: json({ $ref: "#/components/schemas/A" }),
        responses: { 200: json({ $ref: "#/components/schemas/A" }) },
      },
      { components: { schemas: { A: { type: "object", properties: { b: { $ref: "#/nope" } } } } } },
    ),
    tools: bothPost,
    found: ["warning dangling-reference /components/schemas/A/properties/b"],
  },
  {
    wrong: "component names with odd characters, referred to encoded and not",
    given: withGet(
      {
        parameters: [
          "#/components/schemas/My%20Type",
          "#/components/schemas/My Type",
          "#/components/schemas/a~1b",
          "#/components/schemas/100%",
          "#/components/schemas/%C3%BC",
        ].map(($ref, index) => ({ name: `q${index}`, in: "query", schema: { $ref } })),
      },
      {
        components: {
          schemas: {
            "My Type": { type: "string" },
            "a/b": { type: "string" },
            "100%": { type: "string" },
            ü: { type: "string" },
          },
        },
      },
    ),
    tools: bothGet,
    found: [],
  },
  {
    wrong: "a pointer that leads through a reference",
    given: withGet(parameter({ $ref: "#/components/schemas/A/properties/b" }), {
      components: {
        schemas: {
          A: { $ref: "#/components/schemas/B" },
          B: { type: "object", properties: { b: { type: "integer" } } },
        },
      },
    }),
    tools: bothGet,
    found: [],
  },
  {
    wrong: "a $ref that is a number, null, a list",
    given: withGet({
      parameters: [5, null, []].map(($ref, index) => ({
        name: `q${index}`,
        in: "query",
        schema: { $ref, type: "string" },
      })),
    }),
    tools: bothGet,
    found: [0, 1, 2].map((index) => `warning reference-not-text /paths/~1a/get/parameters/${index}/schema/$ref`),
    repaired: { "GET /a": { inputSchema: { properties: { q0: { type: "string" } } } } },
  },
  {
    wrong: "a property named $ref",
    given: withPost({
      requestBody: json({
        type: "object",
        required: ["$ref"],
        properties: { $ref: { type: "string" }, b: { type: "integer" } },
      }),
    }),
    tools: bothPost,
    found: [],
    repaired: { "POST /a": { inputSchema: { properties: { body: { properties: { $ref: { type: "string" } } } } } } },
  },
  {
    wrong: "references in examples, defaults and extensions refer to nothing",
    given: withGet(
      parameter({
        type: "object",
        default: { $ref: "#/nope" },
        example: { $ref: "nope.json" },
        "x-other": { $ref: "no.json" },
      }),
    ),
    tools: bothGet,
    found: [],
  },
];
