import fc from "fast-check";
import type { JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";

/** Names of properties that random schemas and values share. */
export const names: fc.Arbitrary<string> = fc.constantFrom("a", "b", "c");
const scalar = fc.constantFrom<unknown>("", "a", "b", "abc", 0, 1, 2, 5, 0.5, true, false, null);
const typeName = fc.constantFrom("string", "integer", "number", "boolean", "null", "object", "array");

/** Any schema of JSON Schema 2020-12, small; references are to `A`, `B`, `R` and `U` under `#/$defs`. */
export const anySchema: fc.Arbitrary<JsonSchema> = fc.letrec<{ any: JsonSchema }>((tie) => {
  const inner = tie("any");
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  const keywords = fc.record(
    {
      type: fc.oneof(typeName, fc.uniqueArray(typeName, { minLength: 1, maxLength: 3 })),
      enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 5 }),
      const: scalar,
      minimum: fc.constantFrom(0, 1, 2),
      maximum: fc.constantFrom(1, 2, 5),
      minLength: fc.constantFrom(0, 1, 2),
      maxLength: fc.constantFrom(0, 1, 3),
      pattern: fc.constantFrom("^a", "b$"),
      properties: fc.dictionary(names, inner, { maxKeys: 3 }),
      patternProperties: fc.dictionary(fc.constantFrom("^[ab]$", "c"), inner, { maxKeys: 1 }),
      required: fc.uniqueArray(names, { minLength: 1, maxLength: 2 }),
      additionalProperties: inner,
      unevaluatedProperties: fc.boolean(),
      minProperties: fc.constantFrom(0, 1, 2),
      dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 2 }), { maxKeys: 2 }),
      items: inner,
      prefixItems: list,
      minItems: fc.constantFrom(0, 1, 2),
      uniqueItems: fc.constant(true),
      not: inner,
      if: inner,
      then: inner,
      else: inner,
      dependentSchemas: fc.dictionary(names, inner, { maxKeys: 1 }),
      anyOf: list,
      oneOf: list,
      allOf: list,
      $ref: fc.constantFrom("#/$defs/A", "#/$defs/B", "#/$defs/R", "#/$defs/U"),
    },
    { requiredKeys: [] },
  );
  const few = keywords.chain((all) =>
    fc.subarray(Object.keys(all), { maxLength: 4 }).map((kept) => {
      const entries = Object.entries(all).filter(([keyword]) => kept.includes(keyword));
      return Object.fromEntries(entries) as JsonSchemaObject;
    }),
  );
  return { any: fc.oneof({ maxDepth: 4, depthSize: "small" }, fc.boolean(), fc.constant({ type: "string" }), few) };
}).any;

/** Values that such schemas may allow. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    scalar,
    fc.dictionary(names, tie("any"), { maxKeys: 3 }),
    fc.array(tie("any"), { maxLength: 3 }),
  ),
})).any;
