import { describe, expect, test } from "vitest";
import { clientRules } from "../../generator/3-surface/client-profiles.ts";
import type { ListedTool } from "../../generator/3-surface/client-profiles.ts";
import type { JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { listTools } from "../../generator/measure-tokens.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

function tool(properties: object, others: Partial<ListedTool & { root: object }> = {}): ListedTool {
  const { root, ...members } = others;
  const inputSchema = { type: "object", properties, ...root } as JsonSchemaObject;
  return { name: "get_berth", description: "Gets a berth.", inputSchema, ...members };
}

/** Names of the rules that a tool breaks, with the places. */
function broken(listed: ListedTool): Record<string, readonly string[]> {
  const found = clientRules.map((rule) => [rule.name, rule.check(listed)] as const);
  return Object.fromEntries(found.filter(([, places]) => places.length > 0));
}

describe("each rule finds what breaks it, and where", () => {
  test("a tool that every client takes", () => {
    expect(broken(tool({ id: { type: "string" }, more: { type: ["string", "null"] } }))).toEqual({});
  });

  test.each<[string, ListedTool, Record<string, readonly string[]>]>([
    ["tool-name", tool({}, { name: "2fa" }), { "tool-name": ["2fa"] }],
    ["tool-name: length", tool({}, { name: "a".repeat(65) }), { "tool-name": ["a".repeat(65)] }],
    ["tool-description", tool({}, { description: "x".repeat(1025) }), { "tool-description": ["description"] }],
    ["tool-description: empty", tool({}, { description: "" }), { "tool-description": ["description"] }],
    ["root-object", tool({}, { root: { anyOf: [{ required: ["a"] }] } }), { "root-object": ["anyOf"] }],
    [
      "root-object: no properties",
      tool({}, { inputSchema: { type: "object" } }),
      { "root-object": ["type and properties"] },
    ],
    ["root-property-names", tool({ "filter[a]": {} }), { "root-property-names": ["filter[a]"] }],
    ["local-references", tool({ a: { $ref: "#/$defs/A" } }), { "local-references": ["/properties/a"] }],
    [
      "local-references: a name of its own",
      tool({ a: { $id: "https://x.example/a" } }),
      { "local-references": ["/properties/a"], "valid-schema": ["/properties/a/$id"] },
    ],
    [
      "reference-siblings",
      tool({ a: { $ref: "#/$defs/A", examples: [1] } }, { root: { $defs: { A: {} } } }),
      { "reference-siblings": ["/properties/a"] },
    ],
    ["schemas-are-objects", tool({ a: true }), { "schemas-are-objects": ["/properties/a"] }],
    ["array-items", tool({ a: { type: "array" } }), { "array-items": ["/properties/a"] }],
    [
      "type-lists",
      tool({ a: { anyOf: [{ type: ["string", "integer"] }] } }),
      { "type-lists": ["/properties/a/anyOf/0"] },
    ],
    [
      "type-lists: a list or null",
      tool({ a: { type: ["array", "null"], items: {} } }),
      { "type-lists": ["/properties/a"] },
    ],
    ["enum-texts", tool({ a: { type: "integer", enum: [1] } }), { "enum-texts": ["/properties/a"] }],
    ["enum-texts: empty", tool({ a: { type: "string", enum: [""] } }), { "enum-texts": ["/properties/a"] }],
    ["enum-texts: no type", tool({ a: { enum: ["a"] } }), { "enum-texts": ["/properties/a"] }],
    ["enum-texts: const", tool({ a: { const: "a" } }), { "enum-texts": ["/properties/a"] }],
    [
      "required-described",
      tool({ a: { type: "object", required: ["b"] } }),
      { "required-described": ["/properties/a"] },
    ],
    [
      "schema-descriptions",
      tool({ a: { description: "x".repeat(1025) } }),
      { "schema-descriptions": ["/properties/a"] },
    ],
    ["valid-schema", tool({ a: { type: "file" } }), { "valid-schema": ["/properties/a/type"] }],
    ["valid-schema: required", tool({ a: { required: true } }), { "valid-schema": ["/properties/a/required"] }],
    [
      "valid-schema: pattern",
      tool({ a: { patternProperties: { "(": {} } } }),
      { "valid-schema": ["/properties/a/patternProperties"] },
    ],
  ])("%s", (_, listed, want) => {
    expect(broken(listed)).toEqual(want);
  });

  test("every rule has a broken tool above, a source and the file that sees to it", () => {
    for (const { sources, ensuredBy, clients } of clientRules) {
      expect(sources.length * clients.length).toBeGreaterThan(0);
      expect(sources.every((source) => URL.canParse(source))).toBe(true);
      expect(ensuredBy).not.toBe("");
    }
  });
});

const file = { type: "string", format: "binary" };

/** An operation for each rule, written so that a plain copy of its schemas would break it. */
const operations: Record<string, object> = {
  "tool-name": { operationId: "2faEnable" },
  "tool-name-long": { operationId: "a".repeat(80) },
  "tool-name-odd": { operationId: "列表 berths" },
  "tool-description": { operationId: "described", description: "x ".repeat(2000) },
  "tool-description-empty": { operationId: "silent", summary: "", description: " " },
  "root-union": body({ oneOf: [{ type: "object", properties: { a: {} } }, { type: "string" }] }),
  "root-any": body({ type: "object", properties: { a: {}, b: {} }, anyOf: [{ required: ["a"] }, { required: ["b"] }] }),
  "root-all": body({ allOf: [{ anyOf: [{ required: ["a"] }] }, { anyOf: [{ required: ["b"] }] }] }),
  "root-enum": body({ enum: [{ a: 1 }, { a: 2 }] }),
  "root-not": body({ type: "object", properties: { a: {} }, not: { required: ["b"] } }),
  "root-true": body(true),
  "root-text": body({ type: "string" }),
  "root-property-names": parameters({ "filter[a]": { type: "string" }, ["n".repeat(70)]: {}, $top: {}, "": {} }),
  "local-references": body({ $ref: "#/components/schemas/Tree" }),
  "local-references-identity": body({
    $id: "https://x.example/a",
    $schema: "https://x.example/dialect",
    $anchor: "here",
    type: "object",
    properties: { a: { $ref: "#/components/schemas/None" }, b: { $ref: "https://x.example/elsewhere.json" } },
  }),
  "reference-siblings": parameters({
    a: { $ref: "#/components/schemas/Name", minLength: 2, examples: ["a"], deprecated: true, description: "D" },
  }),
  "schemas-are-objects": body({
    type: "object",
    properties: { a: true, b: { type: "array", items: true }, c: { anyOf: [true, { type: "null" }] }, d: false },
  }),
  "schemas-are-objects-parameter": parameters({ a: true, b: false }),
  "array-items": parameters({
    a: { type: "array" },
    b: { type: ["array", "null"] },
    c: { type: "array", items: null },
  }),
  "array-items-tuple": body({ type: "array", prefixItems: [{ type: "string" }], items: false }),
  "type-lists": parameters({ a: { type: ["string", "integer"] }, b: { type: ["object", "array", "null"] } }),
  "enum-texts": parameters({
    a: { type: "integer", enum: [0, 1, 5] },
    b: { enum: ["", "x", null, 2] },
    c: { const: "x" },
    d: { type: "boolean", enum: [true, false] },
    e: { type: ["string", "null"], enum: ["x", null] },
    f: { const: null },
    g: { type: "number", enum: [0.5, 0.9] },
    h: { type: "string", nullable: true, enum: ["x"] },
  }),
  "required-described": body({
    type: "object",
    properties: { a: { type: "object", required: ["id"] }, b: { required: ["x"], properties: { y: {} } } },
  }),
  "schema-descriptions": parameters({
    a: { type: "string", description: "x ".repeat(1000), pattern: "^(a+)+$" },
    b: { $ref: "#/components/schemas/Name", description: "y ".repeat(600), deprecated: true },
  }),
  "valid-schema": parameters({
    a: { type: "file", minLength: -1, maximum: "many", enum: "x", pattern: "(?i)(", uniqueItems: "yes" },
    b: {
      type: "object",
      required: ["a", "a", 3],
      properties: { a: { required: true } },
      patternProperties: { "(": {} },
    },
    c: { anyOf: [], dependentRequired: { a: "b" }, examples: "x", multipleOf: 0, dependencies: { a: ["b"], b: {} } },
    d: { type: ["string", "string"], format: 3, items: [{}, {}], additionalItems: false },
  }),
  "valid-schema-upload": {
    requestBody: {
      content: {
        "multipart/form-data": {
          schema: { type: "object", properties: { f: file, fs: { type: "array", items: file } } },
        },
      },
    },
  },
};

function body(schema: unknown): object {
  return { requestBody: { required: true, content: { "application/json": { schema } } } };
}

function parameters(schemas: Record<string, unknown>): object {
  return { parameters: Object.entries(schemas).map(([name, schema]) => ({ name, in: "query", schema })) };
}

test.each(Object.keys(operations))("a document that would break it: %s", (name) => {
  const { surface } = surfaceOf(
    openapi(
      { [`/${name}`]: { post: operations[name] } },
      {
        components: {
          schemas: {
            Name: { type: "string" },
            Tree: {
              type: "object",
              properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
            },
          },
        },
      },
    ),
  );
  const listed = listTools(surface);
  expect(listed).toHaveLength(1);
  expect(listed.map(broken)).toEqual([{}]);
});
