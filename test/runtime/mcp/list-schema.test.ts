import { Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clientRules } from "../../../generator/3-surface/client-profiles.ts";
import { createAcceptSchema } from "../../../generator/3-surface/schema-accept.ts";
import { listSchema } from "../../../templates/src/runtime/mcp/list-schema.ts";
import type { JsonSchema, JsonSchemaObject } from "../../../templates/src/runtime/surface-types.ts";
import { anySchema, anyValue, names } from "../../support/random-schemas.ts";

const text: JsonSchemaObject = {
  type: "string",
  description: "What is said about it, in words that people understand at once.",
};
const wide: JsonSchemaObject = {
  type: "object",
  properties: { first: text, second: { type: "integer" } },
  required: ["first"],
};
/** As long as `wide`, and another. */
const other: JsonSchemaObject = { ...wide, properties: { first: text, second: { type: "boolean" } } };
const ref = (name: string): JsonSchemaObject => ({ $ref: `#/$defs/${name}` });

describe("a definition stands where it is shortest", () => {
  test.each<[string, JsonSchemaObject, JsonSchemaObject]>([
    ["no definitions", { type: "object", properties: { a: text } }, { type: "object", properties: { a: text } }],
    [
      "one place",
      { type: "object", properties: { a: { $ref: "#/$defs/A", description: "Mine" } }, $defs: { A: wide } },
      { type: "object", properties: { a: { description: "Mine", ...wide } } },
    ],
    [
      "one place in another",
      { type: "object", properties: { a: ref("A") }, $defs: { A: { items: ref("B") }, B: { type: "null" } } },
      { type: "object", properties: { a: { items: { type: "null" } } } },
    ],
    [
      "two places",
      { type: "object", properties: { a: ref("A"), b: ref("A") }, $defs: { A: wide } },
      { type: "object", properties: { a: ref("A"), b: ref("A") }, $defs: { A: wide } },
    ],
    [
      "itself",
      { type: "object", properties: { a: ref("A") }, $defs: { A: { items: ref("A") } } },
      { type: "object", properties: { a: ref("A") }, $defs: { A: { items: ref("A") } } },
    ],
    [
      "what nobody refers to",
      { type: "object", properties: {}, $defs: { A: wide } },
      { type: "object", properties: {} },
    ],
    [
      "what looks like a reference in data",
      {
        type: "object",
        properties: { $ref: { default: ref("A"), enum: [ref("A")] }, a: ref("A") },
        $defs: { A: text },
      },
      { type: "object", properties: { $ref: { default: ref("A"), enum: [ref("A")] }, a: text } },
    ],
    [
      "the same part in several places",
      { type: "object", properties: { home: wide, work: { items: wide }, other: wide } },
      {
        type: "object",
        properties: { home: ref("Home"), work: { items: ref("Home") }, other: ref("Home") },
        $defs: { Home: wide },
      },
    ],
    [
      "parts that are as long, but not the same",
      { type: "object", properties: { a: wide, b: other, c: wide, d: other } },
      {
        type: "object",
        properties: { a: ref("A"), b: ref("B"), c: ref("A"), d: ref("B") },
        $defs: { A: wide, B: other },
      },
    ],
    [
      "the same as a definition",
      { type: "object", properties: { a: ref("A"), b: ref("A"), c: wide, d: wide }, $defs: { A: wide } },
      { type: "object", properties: { a: ref("A"), b: ref("A"), c: ref("A"), d: ref("A") }, $defs: { A: wide } },
    ],
    [
      "names that are taken, or cannot stand in a pointer",
      { type: "object", properties: { "a/~%": wide, b: wide, c: wide, d: ref("A"), e: ref("A") }, $defs: { A: text } },
      {
        type: "object",
        properties: { "a/~%": ref("A2"), b: ref("A2"), c: ref("A2"), d: ref("A"), e: ref("A") },
        $defs: { A: text, A2: wide },
      },
    ],
  ])("%s", (_, given, want) => {
    expect(listSchema(given)).toEqual(want);
  });

  test("a long chain of definitions does not become a deep schema", () => {
    const $defs = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`D${at}`, { items: ref(`D${at + 1}`) }]));
    const listed = listSchema({ type: "object", properties: { a: ref("D0") }, $defs: { ...$defs, D5000: {} } });
    const depths = Object.values(listed.$defs ?? {}).map(
      (definition) => JSON.stringify(definition).split('"items"').length,
    );
    expect(Math.max(...depths)).toBeLessThan(12);
  });
});

const shared = {
  A: { type: "object", properties: { a: text, b: text, c: text }, required: ["a"] },
  B: { properties: { b: { $ref: "#/$defs/A" } }, additionalProperties: { type: ["integer", "null"] } },
  R: { items: { $ref: "#/$defs/R" }, properties: { c: { $ref: "#/$defs/B", description: "D" } } },
  U: { anyOf: [{ type: "array", items: { $ref: "#/$defs/U" } }, { const: "a" }] },
};

test("any input schema and any value: what was valid is valid, and nothing else; clients take it as before", () => {
  const accept = createAcceptSchema(new Map<string, JsonSchema>(Object.entries(shared)));
  const $defs = Object.fromEntries(
    Object.entries(shared).map(([name, schema]) => [name, accept(schema as JsonSchema)]),
  );
  const properties = fc.dictionary(
    names,
    fc.oneof(anySchema, fc.constantFrom<JsonSchema>(wide, other, ref("A"), ref("B"))),
    {
      minKeys: 1,
      maxKeys: 3,
    },
  );
  const objects = fc.array(fc.dictionary(names, anyValue, { maxKeys: 3 }), { minLength: 8, maxLength: 8 });
  let rewritten = 0;
  fc.assert(
    fc.property(properties, objects, (members, values) => {
      const inner = Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, accept(schema)]));
      const before: JsonSchemaObject = { type: "object", properties: inner, $defs };
      const after = listSchema(before);
      rewritten += JSON.stringify(after) === JSON.stringify(before) ? 0 : 1;
      for (const value of values)
        expect([after, value, isValid(after, value)]).toEqual([after, value, isValid(before, value)]);
      expect(refusals(after)).toEqual(refusals(before));
    }),
    { numRuns: 2000, seed: 20261120 },
  );
  expect(rewritten).toBeGreaterThan(1000);
}, 60_000);

function isValid(schema: JsonSchemaObject, value: unknown): boolean {
  return new Validator(schema as ConstructorParameters<typeof Validator>[0], "2020-12").validate(value).valid;
}

function refusals(inputSchema: JsonSchemaObject): readonly string[] {
  const tool = { name: "a", description: "A.", inputSchema };
  return clientRules.filter((rule) => rule.check(tool).length > 0).map(({ name }) => name);
}
