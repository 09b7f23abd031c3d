import type { WrongDocument } from "../judge.ts";
import { bothPost, withPost } from "./document.ts";

const body = (schema: unknown, others: object = {}): object =>
  withPost({ requestBody: { required: true, content: { "application/json": { schema } } } }, others);
const property = (schema: unknown): object => body({ type: "object", properties: { p: schema } });
const at = "/paths/~1a/post/requestBody/content/application~1json/schema";
const p = `${at}/properties/p`;
const argument = (schema: object): Record<string, object> => ({
  "POST /a": { inputSchema: { properties: { p: schema } } },
});

/** Schema Objects. */
export const schemas: readonly WrongDocument[] = [
  {
    wrong: "properties is null, a list, text",
    given: body({
      type: "object",
      properties: { a: { properties: null }, b: { properties: [] }, c: { properties: "x" } },
    }),
    tools: bothPost,
    found: ["a", "b", "c"].map((name) => `warning wrong-type ${at}/properties/${name}/properties`),
  },
  {
    wrong: "a property is null, text, a number, a list",
    given: body({ type: "object", properties: { a: null, b: "string", c: 5, d: [] } }),
    tools: bothPost,
    found: ["a", "b", "c", "d"].map((name) => `warning schema-not-an-object ${at}/properties/${name}`),
  },
  {
    wrong: "items is null",
    given: property({ type: "array", items: null }),
    tools: bothPost,
    found: [`warning schema-not-an-object ${p}/items`],
  },
  {
    wrong: "required of a property as boolean",
    given: property({ type: "string", required: true }),
    tools: bothPost,
    found: [`warning required-not-a-list ${p}/required`],
    repaired: { "POST /a": { inputSchema: { required: ["p"] } } },
  },
  {
    wrong: "required names what is not there",
    given: body({ type: "object", required: ["p", "q"], properties: { p: { type: "string" } } }),
    tools: bothPost,
    found: [`info required-unknown-property ${at}/required`],
  },
  {
    wrong: "required holds null and numbers",
    given: body({ type: "object", required: ["p", null, 5], properties: { p: { type: "string" } } }),
    tools: bothPost,
    found: [],
    repaired: { "POST /a": { inputSchema: { required: ["p"] } } },
  },
  {
    wrong: "a type that is none",
    given: property({ type: "strng" }),
    tools: bothPost,
    found: [`warning unknown-type ${p}/type`],
  },
  {
    wrong: "types of other languages",
    given: property({ type: "float" }),
    tools: bothPost,
    found: [`warning unknown-type ${p}/type`],
    repaired: argument({ type: "number" }),
  },
  {
    wrong: "type is null, a number, an object",
    given: body({ type: "object", properties: { a: { type: null }, b: { type: 5 }, c: { type: {} } } }),
    tools: bothPost,
    found: ["a", "b", "c"].map((name) => `warning unknown-type ${at}/properties/${name}/type`),
  },
  {
    wrong: "a pattern that is no regular expression",
    given: property({ type: "string", pattern: "[a-" }),
    tools: bothPost,
    found: [`warning pattern-not-runnable ${p}/pattern`],
  },
  {
    wrong: "a pattern that is a number",
    given: property({ type: "string", pattern: 5 }),
    tools: bothPost,
    found: [`warning wrong-type ${p}/pattern`],
  },
  {
    wrong: "enum is text, null, empty",
    given: body({ type: "object", properties: { a: { enum: "x" }, b: { enum: null }, c: { enum: [] } } }),
    tools: bothPost,
    found: ["a", "b", "c"].map((name) => `warning enum-not-a-list ${at}/properties/${name}/enum`),
  },
  {
    wrong: "an enum of another type than the schema's",
    given: property({ type: "string", enum: [1, 2] }),
    tools: bothPost,
    found: [`warning enum-of-another-type ${p}/enum`],
  },
  {
    wrong: "an enum of mixed types, with a value twice",
    given: property({ enum: ["a", 1, null, true, "a", { x: 1 }] }),
    tools: bothPost,
    found: [],
  },
  {
    wrong: "limits as text, null and lists",
    given: body({
      type: "object",
      properties: {
        a: { type: "integer", minimum: "5" },
        b: { type: "string", maxLength: null },
        c: { type: "array", items: {}, minItems: [] },
      },
    }),
    tools: bothPost,
    found: [
      `warning wrong-type ${at}/properties/a/minimum`,
      `info wrong-type ${at}/properties/b/maxLength`,
      `warning wrong-type ${at}/properties/c/minItems`,
    ],
    repaired: { "POST /a": { inputSchema: { properties: { a: { type: "integer", minimum: 5 } } } } },
  },
  {
    wrong: "description and title of wrong types",
    given: property({ type: "string", description: 5, title: ["t"] }),
    tools: bothPost,
    found: [`warning wrong-type ${p}/description`, `warning wrong-type ${p}/title`],
  },
  {
    wrong: "allOf is an object, anyOf null, oneOf empty",
    given: property({ type: "object", allOf: { type: "object" }, anyOf: null, oneOf: [] }),
    tools: bothPost,
    found: [`warning wrong-type ${p}/allOf`, `warning wrong-type ${p}/anyOf`],
  },
  {
    wrong: "null among alternatives",
    given: property({ anyOf: [null, { type: "string" }] }),
    tools: bothPost,
    found: [`warning schema-not-an-object ${p}/anyOf/0`],
  },
  {
    wrong: "nullable as text",
    given: property({ type: "string", nullable: "true" }),
    tools: bothPost,
    found: [`warning wrong-type ${p}/nullable`],
  },
  {
    wrong: "names that objects inherit, as properties",
    given: body(
      JSON.parse(
        '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"},"toString":{"type":"string"}}}',
      ),
    ),
    tools: bothPost,
    found: [],
  },
  {
    wrong: "broken examples",
    given: property({ type: "integer", example: "x", examples: { a: 1 } }),
    tools: bothPost,
    found: [],
  },
  {
    wrong: "a default of another type",
    given: property({ type: "integer", default: "none" }),
    tools: bothPost,
    found: [],
  },
  {
    wrong: "enormous numbers",
    given:
      '{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{"/good":{"get":{"operationId":"good"}},"/a":{"post":{"operationId":"a","requestBody":{"content":{"application/json":{"schema":{"type":"object","properties":{"p":{"type":"number","minimum":-1e999,"maximum":1e999,"default":1e999,"enum":[1e999,1]}}}}}}}}}}',
    tools: bothPost,
    found: [],
  },
];
