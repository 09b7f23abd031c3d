import { describe, expect, test } from "vitest";
import { breakAliasCycles } from "../../generator/4-emit/alias-cycles.ts";
import { outputType } from "../../generator/4-emit/output-type.ts";
import { printType } from "../../generator/4-emit/print-type.ts";
import { schemaToType } from "../../generator/4-emit/schema-to-type.ts";
import type { TypeNode } from "../../generator/4-emit/type-node.ts";
import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";

const names = new Set(["A", "B", "C"]);

/** The type on one line. */
function print(node: TypeNode): string {
  return printType(node, (name) => `types.${name}`).replaceAll(/\s+/gu, " ");
}

const a = { type: "object", properties: { a: { type: "string" } }, required: ["a"] } as const;
const b = { type: "object", properties: { b: { type: "number" } } } as const;

describe("schemaToType", () => {
  test.each<[given: string, schema: JsonSchema, want: string]>([
    ["anything", true, "unknown"],
    ["nothing", false, "never"],
    ["an empty schema", {}, "unknown"],
    ["a string", { type: "string", format: "binary", minLength: 1 }, "string"],
    ["an integer", { type: "integer" }, "number"],
    ["an integer or a number", { type: ["integer", "number"] }, "number"],
    ["a boolean", { type: "boolean" }, "boolean"],
    ["null", { type: "null" }, "null"],
    ["a string or null", { type: ["string", "null"] }, "string | null"],
    ["a type that does not exist", { type: "file" }, "never"],
    ["only bounds", { minimum: 1 }, "unknown"],
    ["not", { not: { type: "string" } }, "unknown"],
    ["if", { type: "string", if: { const: "a" }, then: false }, "string"],
    // Literals
    ["a constant", { const: "a" }, '"a"'],
    ["a constant null", { const: null }, "null"],
    ["an enum", { enum: ["a", 1, -2.5, true, null] }, '"a" | 1 | -2.5 | true | null'],
    ["an enum with doubles", { enum: ["a", "a", "b"] }, '"a" | "b"'],
    ["an enum of one type", { type: "string", enum: ["a", 1, null] }, '"a"'],
    ["an enum of integers", { type: "integer", enum: [1, 1.5] }, "1"],
    ["a nullable enum", { type: ["string", "null"], enum: ["a", null] }, '"a" | null'],
    ["an enum that its type refuses", { type: "integer", enum: ["1"] }, "never"],
    ["an enum of values", { enum: [{ a: [1, "b"] }, {}] }, '{ a: [1, "b"]; } | { [key: string]: never; }'],
    ["hostile literals", { enum: ['"; x(); "', "*/ `${x}`\n"] }, String.raw`"\"; x(); \"" | "*/ ${"`${x}`"}\n"`],
    // Arrays
    ["an array", { type: "array", items: { type: "string" } }, "string[]"],
    ["an array of alternatives", { type: "array", items: { type: ["string", "null"] } }, "(string | null)[]"],
    ["an array of anything", { type: "array" }, "unknown[]"],
    ["items without type", { items: { type: "string" } }, "string[]"],
    ["an empty array", { type: "array", items: false }, "[]"],
    [
      "a tuple",
      { prefixItems: [{ type: "string" }, { type: "number" }], minItems: 2, items: false },
      "[string, number]",
    ],
    [
      "an optional tuple",
      { prefixItems: [{ type: "string" }, { type: ["number", "null"] }], minItems: 1, items: false },
      "[string, (number | null)?]",
    ],
    [
      "a tuple with more",
      { prefixItems: [{ type: "string" }], minItems: 1, items: { type: "number" } },
      "[string, ...number[]]",
    ],
    ["an open tuple", { prefixItems: [{ type: "string" }] }, "[string?, ...unknown[]]"],
    ["a bounded tuple", { prefixItems: [{ type: "string" }, { type: "number" }], maxItems: 1 }, "[string?]"],
    // Objects
    [
      "an object",
      { ...a, properties: { a: { type: "string" }, "b-c": { type: "number" } } },
      '{ a: string; "b-c"?: number; }',
    ],
    ["properties without type", { properties: { a: { type: "string" } } }, "{ a?: string; }"],
    ["any object", { type: "object" }, "{ [key: string]: unknown; }"],
    ["an empty object", { type: "object", additionalProperties: false }, "{ [key: string]: never; }"],
    ["a closed object", { ...a, additionalProperties: false }, "{ a: string; }"],
    ["an open object", { ...a, additionalProperties: true }, "{ a: string; [key: string]: unknown; }"],
    ["a map", { type: "object", additionalProperties: { type: "number" } }, "{ [key: string]: number; }"],
    [
      "a map with names",
      { ...a, additionalProperties: { type: "number" } },
      "{ a: string; [key: string]: number | string; }",
    ],
    [
      "a map with names of its type",
      { ...a, additionalProperties: { type: "string" } },
      "{ a: string; [key: string]: string; }",
    ],
    ["patterns", { patternProperties: { "^x-": { type: "string" } } }, "{ [key: string]: string; }"],
    [
      "patterns and others",
      { patternProperties: { "^x-": { type: "string" } }, additionalProperties: { type: "null" } },
      "{ [key: string]: string | null; }",
    ],
    [
      "patterns and no others",
      { patternProperties: { "^x-": { type: "string" } }, additionalProperties: false },
      "{ [key: string]: string; }",
    ],
    ["a required name without schema", { type: "object", required: ["x"] }, "{ x: unknown; }"],
    [
      "a required name of a map",
      { required: ["x"], additionalProperties: { type: "number" } },
      "{ x: number; [key: string]: number; }",
    ],
    ["a required name that is not allowed", { required: ["x"], additionalProperties: false }, "{ x: never; }"],
    [
      "names of Object",
      JSON.parse('{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}') as JsonSchema,
      '{ ["__proto__"]?: string; "constructor"?: string; }',
    ],
    [
      "a description",
      { properties: { a: { type: "string", description: "What */ it is. And more." } } },
      String.raw`{ /** What *\/ it is. */ a?: string; }`,
    ],
    ["an object or null", { ...a, type: ["object", "null"] }, "{ a: string; } | null"],
    ["properties of a string", { type: "string", properties: { a: true } }, "string"],
    // References
    ["a reference", { $ref: "#/$defs/A" }, "types.A"],
    ["a reference with a description", { $ref: "#/$defs/A", description: "x" }, "types.A"],
    ["an unknown reference", { $ref: "#/$defs/Z" }, "unknown"],
    ["another pointer", { $ref: "#/properties/a" }, "unknown"],
    ["a list of references", { type: "array", items: { $ref: "#/$defs/A" } }, "types.A[]"],
    ["type and reference", { type: "object", $ref: "#/$defs/A" }, "types.A"],
    // Combinations
    ["a nullable reference", { anyOf: [{ $ref: "#/$defs/A" }, { type: "null" }] }, "types.A | null"],
    ["alternatives that are the same", { oneOf: [{ type: "string", format: "x" }, { type: "string" }] }, "string"],
    ["alternatives, one of them open", { oneOf: [{ type: "string" }, {}] }, "unknown"],
    ["a literal beside its type", { anyOf: [{ const: "a" }, { type: "string" }] }, "string"],
    [
      "nested alternatives",
      { anyOf: [{ oneOf: [{ type: "string" }, { type: "null" }] }, { type: "number" }] },
      "string | null | number",
    ],
    ["all of", { allOf: [{ $ref: "#/$defs/A" }, { $ref: "#/$defs/B" }] }, "types.A & types.B"],
    ["all of written objects", { allOf: [a, b] }, "{ a: string; b?: number; }"],
    [
      "all of a reference and an object",
      { type: "object", allOf: [{ $ref: "#/$defs/A" }, b] },
      "types.A & { b?: number; }",
    ],
    ["all of and properties", { ...b, allOf: [{ $ref: "#/$defs/A" }] }, "types.A & { b?: number; }"],
    ["required said elsewhere", { ...b, allOf: [{ required: ["b"] }] }, "{ b: number; }"],
    [
      "one of several required",
      { ...a, required: [], anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      "({ a: unknown; } | { b: unknown; }) & { a?: string; }",
    ],
    [
      "both kinds of alternatives",
      { anyOf: [{ $ref: "#/$defs/A" }], oneOf: [{ $ref: "#/$defs/B" }, { $ref: "#/$defs/C" }] },
      "types.A & (types.B | types.C)",
    ],
    ["alternatives of constants", { type: "string", oneOf: [{ const: "a" }, { const: "b" }] }, '"a" | "b"'],
    [
      "text, or the empty one",
      {
        anyOf: [
          { type: "string", enum: ["a"] },
          { type: "string", maxLength: 0 },
        ],
      },
      '"a" | ""',
    ],
    ["a range of one number", { type: "integer", minimum: -5, maximum: -5 }, "-5"],
    ["a range of several", { type: "integer", minimum: 1, maximum: 2 }, "number"],
    ["not anything", { properties: { a: { not: {} } } }, "{ a?: never; }"],
    ["not something", { not: { type: "string" } }, "unknown"],
    ["all of nothing", { allOf: [{}, true] }, "unknown"],
    ["all of the impossible", { allOf: [{ $ref: "#/$defs/A" }, false] }, "never"],
    [
      "keywords that hold no schemas",
      { anyOf: "x", allOf: [1], properties: { a: 3 }, required: "a" } as unknown as JsonSchema,
      "{ [key: string]: unknown; }",
    ],
  ])("%s", (_given, schema, want) => {
    expect(print(schemaToType(schema, names))).toBe(want);
  });
});

describe("breakAliasCycles", () => {
  test.each<[given: string, schemas: Record<string, JsonSchema>, want: Record<string, string>]>([
    ["an alternative of itself", { A: { anyOf: [{ $ref: "#/$defs/A" }, { type: "string" }] } }, { A: "string" }],
    ["nothing but itself", { A: { $ref: "#/$defs/A" } }, { A: "unknown" }],
    [
      "a ring",
      { A: { $ref: "#/$defs/B" }, B: { $ref: "#/$defs/C" }, C: { allOf: [{ $ref: "#/$defs/A" }, a] } },
      { A: "unknown", B: "types.C", C: "types.A & { a: string; }" },
    ],
    [
      "recursion through items",
      { A: { anyOf: [{ type: "array", items: { $ref: "#/$defs/A" } }, { type: "null" }] } },
      { A: "types.A[] | null" },
    ],
    ["recursion through properties", { A: { properties: { a: { $ref: "#/$defs/A" } } } }, { A: "{ a?: types.A; }" }],
  ])("%s", (_given, schemas, want) => {
    const nodes = new Map(Object.entries(schemas).map(([name, schema]) => [name, schemaToType(schema, names)]));
    const sound = [...breakAliasCycles(nodes)].map(([name, node]) => [name, print(node)]);
    expect(Object.fromEntries(sound)).toEqual(want);
  });
});

describe("outputType", () => {
  const nothing = { text: false, bytes: false, empty: false };
  test.each([
    ["nothing declared", nothing, "unknown"],
    ["JSON", { ...nothing, json: { $ref: "#/$defs/A" } }, "types.A"],
    [
      "everything",
      { json: { $ref: "#/$defs/A" }, text: true, bytes: true, empty: true },
      "types.A | string | Uint8Array | undefined",
    ],
    ["no body", { ...nothing, empty: true }, "undefined"],
    ["JSON of any kind", { ...nothing, json: {}, text: true }, "unknown"],
  ])("%s", (_given, output, want) => {
    expect(print(outputType(output, (schema) => schemaToType(schema, names)))).toBe(want);
  });
});
