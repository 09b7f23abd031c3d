import { Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAcceptSchema } from "../../generator/3-surface/schema-accept.ts";
import { anySchema, anyValue, names } from "../support/random-schemas.ts";
import type { JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";

type Shared = Readonly<Record<string, JsonSchema>>;

function accept(schema: JsonSchema, shared: Shared = {}): JsonSchemaObject {
  return createAcceptSchema(new Map(Object.entries(shared)))(schema);
}

describe("one form that every client takes, allowing what was allowed", () => {
  test.each<[string, JsonSchema, JsonSchemaObject]>([
    ["true", true, {}],
    ["false", false, { not: {} }],
    [
      "boolean schemas inside",
      { properties: { a: true, b: false }, additionalProperties: false },
      { properties: { a: {}, b: { not: {} } }, additionalProperties: false },
    ],
    ["a closed tuple", { prefixItems: [true], items: false }, { prefixItems: [{}], items: {}, maxItems: 1 }],
    [
      "a tuple of a type",
      { type: "array", prefixItems: [{ type: "string" }] },
      { type: "array", prefixItems: [{ type: "string" }], items: {} },
    ],
    ["a scalar or null", { type: ["string", "null"] }, { type: ["string", "null"] }],
    [
      "a scalar, or null",
      { description: "D", anyOf: [{ type: "null" }, { type: "string", maxLength: 3, description: "E" }] },
      { type: ["string", "null"], maxLength: 3, description: "D" },
    ],
    [
      "one of some texts, or null",
      { anyOf: [{ type: "string", enum: ["a"] }, { type: "null" }] },
      { anyOf: [{ type: "string", enum: ["a"] }, { type: "null" }] },
    ],
    [
      "a scalar, or null, and more",
      { minLength: 1, anyOf: [{ type: "string" }, { type: "null" }] },
      { minLength: 1, anyOf: [{ type: "string" }, { type: "null" }] },
    ],
    ["a list of one type", { type: ["string"] }, { type: "string" }],
    ["integers are numbers", { type: ["integer", "number"] }, { type: "number" }],
    [
      "a list or null",
      { description: "D", type: ["array", "null"], items: { type: "string" }, minItems: 1 },
      { description: "D", anyOf: [{ type: "array", items: { type: "string" }, minItems: 1 }, { type: "null" }] },
    ],
    [
      "two scalars",
      { type: ["string", "integer"], maxLength: 3, minimum: 1 },
      {
        anyOf: [
          { type: "string", maxLength: 3 },
          { type: "integer", minimum: 1 },
        ],
      },
    ],
    ["texts", { enum: ["a", "b"] }, { type: "string", enum: ["a", "b"] }],
    ["a constant", { const: "a" }, { type: "string", enum: ["a"] }],
    ["only the empty text", { type: "string", enum: [""] }, { type: "string", maxLength: 0 }],
    [
      "texts, one of them empty",
      { type: "string", enum: ["", "a"], default: "" },
      {
        default: "",
        anyOf: [
          { type: "string", enum: ["a"] },
          { type: "string", maxLength: 0 },
        ],
      },
    ],
    [
      "texts or null",
      { type: ["string", "null"], enum: ["a", null] },
      { anyOf: [{ type: "string", enum: ["a"] }, { type: "null" }] },
    ],
    ["values that the type rules out", { type: "string", enum: ["a", 1, null] }, { type: "string", enum: ["a"] }],
    ["neighbouring integers", { type: "integer", enum: [3, 1, 2] }, { type: "integer", minimum: 1, maximum: 3 }],
    [
      "integers with gaps",
      { type: "integer", minimum: 1, enum: [0, 1, 2, 5] },
      {
        anyOf: [
          { type: "integer", minimum: 1, maximum: 2 },
          { type: "integer", minimum: 5, maximum: 5 },
        ],
      },
    ],
    [
      "integers with a gap of one",
      { enum: [1, 3] },
      {
        anyOf: [
          { type: "integer", minimum: 1, maximum: 1 },
          { type: "integer", minimum: 3, maximum: 3 },
        ],
      },
    ],
    ["both booleans", { enum: [true, false] }, { type: "boolean" }],
    ["one boolean", { type: "boolean", enum: [true] }, { type: "boolean", const: true }],
    ["null alone", { const: null }, { type: "null" }],
    ["no value at all", { type: "string", enum: [1] }, { not: {} }],
    [
      "what is required is described",
      { type: "object", required: ["a"], additionalProperties: { type: "string" } },
      {
        type: "object",
        required: ["a"],
        additionalProperties: { type: "string" },
        properties: { a: { type: "string" } },
      },
    ],
    [
      "parts with properties",
      {
        allOf: [
          { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
          { properties: { b: { type: "integer" }, a: { maxLength: 3 } }, required: ["b"] },
        ],
        description: "D",
      },
      {
        description: "D",
        type: "object",
        properties: { a: { type: "string", maxLength: 3 }, b: { type: "integer" } },
        required: ["a", "b"],
      },
    ],
    [
      "parts that close the object over the same names",
      {
        allOf: [
          { properties: { a: {}, b: {} }, additionalProperties: false },
          { type: "object", properties: { a: { type: "string" } } },
        ],
      },
      { type: "object", properties: { a: { type: "string" }, b: {} }, additionalProperties: false },
    ],
    [
      "a part that closes the object over other names stays a part",
      {
        allOf: [
          { properties: { a: {} }, additionalProperties: false },
          { type: "object", properties: { b: {} } },
        ],
      },
      {
        properties: { a: {} },
        additionalProperties: false,
        allOf: [{ type: "object", properties: { b: {} } }],
      },
    ],
    [
      "a rule for other names goes on to the neighbour's names",
      {
        allOf: [
          { properties: { a: {} }, additionalProperties: { type: "string" } },
          { properties: { b: { maxLength: 2 } } },
        ],
      },
      { properties: { a: {}, b: { type: "string", maxLength: 2 } }, additionalProperties: { type: "string" } },
    ],
    [
      "unevaluated properties of the whole",
      { allOf: [{ properties: { a: {} } }], properties: { b: {} }, unevaluatedProperties: false },
      { properties: { a: {}, b: {} }, additionalProperties: false },
    ],
    [
      "limits",
      {
        allOf: [
          { minimum: 1, maximum: 9 },
          { minimum: 2, maximum: 8 },
        ],
        type: "integer",
      },
      { type: "integer", minimum: 2, maximum: 8 },
    ],
    [
      "patterns that differ",
      { allOf: [{ pattern: "^a" }, { pattern: "b$" }] },
      { pattern: "^a", allOf: [{ pattern: "b$" }] },
    ],
    [
      "two unions",
      { allOf: [{ anyOf: [{ minimum: 1 }] }, { anyOf: [{ maximum: 2 }] }] },
      { anyOf: [{ minimum: 1 }], allOf: [{ anyOf: [{ maximum: 2 }] }] },
    ],
    ["parts that contradict each other", { allOf: [{ type: "string" }, false] }, { not: {} }],
  ])("%s", (_, given, want) => {
    expect(accept(given)).toEqual(want);
  });

  const Base: JsonSchema = { type: "object", properties: { kind: { type: "string" } }, required: ["kind"] };
  const Tree: JsonSchema = {
    allOf: [{ $ref: "#/$defs/Base" }, { properties: { children: { type: "array", items: { $ref: "#/$defs/Tree" } } } }],
  };
  const merged = {
    type: "object",
    properties: { kind: { type: "string" }, children: { type: "array", items: { $ref: "#/$defs/Tree" } } },
    required: ["kind"],
  };

  test.each<[string, JsonSchema, JsonSchemaObject]>([
    ["a part by reference is taken in, recursion stays a reference", Tree, merged],
    [
      "a described reference",
      { $ref: "#/$defs/Base", description: "D", default: {}, examples: [1], deprecated: true },
      { $ref: "#/$defs/Base", description: "Deprecated. D", default: {} },
    ],
    [
      "a described part",
      { description: "D", allOf: [{ $ref: "#/$defs/Base" }] },
      { $ref: "#/$defs/Base", description: "D" },
    ],
    [
      "rules beside a reference",
      { $ref: "#/$defs/Base", required: ["other"], description: "D" },
      {
        description: "D",
        type: "object",
        properties: { kind: { type: "string" }, other: {} },
        required: ["kind", "other"],
      },
    ],
    [
      "rules beside a reference that cannot be merged",
      { $ref: "#/$defs/Union", oneOf: [{ maximum: 1 }] },
      { allOf: [{ $ref: "#/$defs/Union" }, { oneOf: [{ maximum: 1 }] }] },
    ],
    [
      "unevaluated properties see what a reference beside them evaluates",
      { $ref: "#/$defs/Union", unevaluatedProperties: false },
      { unevaluatedProperties: false, allOf: [{ $ref: "#/$defs/Union" }] },
    ],
    [
      "a schema that is its own part",
      { allOf: [{ $ref: "#/$defs/Loop" }, { type: "object" }] },
      { allOf: [{ $ref: "#/$defs/Loop" }, { type: "object" }] },
    ],
  ])("%s", (_, given, want) => {
    const shared = {
      Base,
      Tree,
      Union: { oneOf: [{ minimum: 2 }, { type: "string" }] },
      Loop: { allOf: [{ $ref: "#/$defs/Loop" }] },
    };
    expect(accept(given, shared)).toEqual(want);
  });

  test("parts of parts that double with every level stay within bounds", () => {
    const shared: Record<string, JsonSchema> = { L40: { type: "object", properties: { a: {} } } };
    for (let level = 39; level >= 0; level--) {
      const next = { $ref: `#/$defs/L${level + 1}` };
      shared[`L${level}`] = { allOf: [next, { allOf: [next, { properties: { b: { allOf: [next, next] } } }] }] };
    }
    const started = performance.now();
    const size = JSON.stringify(accept(shared["L0"] ?? true, shared)).length;
    expect(size).toBeLessThan(100_000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

const shared: Shared = {
  A: { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
  B: { properties: { b: { enum: ["", 1, 2, null] } }, additionalProperties: { type: ["integer", "null", "array"] } },
  R: { allOf: [{ $ref: "#/$defs/A" }, { properties: { c: { $ref: "#/$defs/R" } } }] },
  U: { anyOf: [{ type: ["array", "null"], items: { $ref: "#/$defs/U" } }, { const: "a" }] },
};

function isValid(schema: JsonSchema, $defs: Shared, value: unknown): boolean {
  const whole = { $defs, allOf: [schema] } as ConstructorParameters<typeof Validator>[0];
  return new Validator(whole, "2020-12").validate(value).valid;
}

/** Objects by every rule that says which properties they have. */
const objectRules = fc.record(
  {
    type: fc.constant("object"),
    properties: fc.dictionary(
      names,
      fc.constantFrom<JsonSchema>({ type: "string" }, { enum: ["a", 1, null] }, {}, false),
      {
        maxKeys: 2,
      },
    ),
    patternProperties: fc.dictionary(fc.constantFrom("^[ab]$", "c"), fc.constantFrom<JsonSchema>({ type: "string" }), {
      maxKeys: 1,
    }),
    required: fc.uniqueArray(names, { maxLength: 1 }),
    additionalProperties: fc.constantFrom<JsonSchema>(true, false, { type: "string" }, { type: ["string", "integer"] }),
    unevaluatedProperties: fc.constantFrom<JsonSchema>(false, { type: "string" }, true),
  },
  { requiredKeys: [] },
);

test("parts with any rules about properties, and any object: what was valid is valid, and nothing else", () => {
  const objects = fc.dictionary(names, fc.constantFrom<unknown>("a", "a", "b", 1, null), { maxKeys: 3 });
  const parts = fc.array(objectRules, { minLength: 2, maxLength: 3 });
  let fitting = 0;
  fc.assert(
    fc.property(parts, fc.boolean(), fc.array(objects, { minLength: 5, maxLength: 5 }), (allOf, around, candidates) => {
      const [own = {}, ...others] = allOf;
      const schema = (around ? { ...own, allOf: others } : { allOf }) as JsonSchema;
      const after = accept(schema);
      for (const value of candidates) {
        const valid = isValid(schema, {}, value);
        fitting += valid ? 1 : 0;
        expect([after, value, isValid(after, {}, value)]).toEqual([after, value, valid]);
      }
    }),
    { numRuns: 3000, seed: 20261120 },
  );
  expect(fitting).toBeGreaterThan(1000);
}, 60_000);

test("any schema and any value: what was valid is valid, and nothing else", () => {
  const acceptAny = createAcceptSchema(new Map(Object.entries(shared)));
  const accepted = Object.fromEntries(Object.entries(shared).map(([name, schema]) => [name, acceptAny(schema)]));
  fc.assert(
    fc.property(anySchema, fc.array(anyValue, { minLength: 8, maxLength: 8 }), (schema, candidates) => {
      const after = acceptAny(schema);
      for (const value of candidates)
        expect([after, value, isValid(after, accepted, value)]).toEqual([after, value, isValid(schema, shared, value)]);
    }),
    { numRuns: 3000, seed: 20261120 },
  );
}, 60_000);
