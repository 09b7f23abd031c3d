import { Validator } from "@cfworker/json-schema";
import fc from "fast-check";
import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";

/** A schema, and values that were made to fit it. */
export interface SchemaWithValues {
  readonly schema: JsonSchema;
  readonly values: readonly unknown[];
}

type Arbitrary = fc.Arbitrary<SchemaWithValues>;

/** Shared schemas that the others may refer to, recursive ones among them. */
export const sharedSchemas: ReadonlyMap<string, JsonSchema> = new Map<string, JsonSchema>([
  ["Name", { type: "string", minLength: 1 }],
  [
    "Tree",
    {
      type: "object",
      properties: { name: { $ref: "#/$defs/Name" }, children: { type: "array", items: { $ref: "#/$defs/Tree" } } },
      required: ["name"],
    },
  ],
  ["Nested", { anyOf: [{ type: "string" }, { type: "array", items: { $ref: "#/$defs/Nested" } }] }],
  ["Itself", { anyOf: [{ $ref: "#/$defs/Itself" }, { type: "integer" }] }],
  ["LoopA", { $ref: "#/$defs/LoopB" }],
  ["LoopB", { allOf: [{ $ref: "#/$defs/LoopA" }, { type: "object", properties: { a: { type: "string" } } }] }],
]);

const shared: readonly SchemaWithValues[] = [
  { schema: { $ref: "#/$defs/Name" }, values: ["x"] },
  { schema: { $ref: "#/$defs/Tree" }, values: [{ name: "a", children: [{ name: "b" }] }] },
  { schema: { $ref: "#/$defs/Nested" }, values: ["x", ["x", ["y"]]] },
];

const scalars: readonly SchemaWithValues[] = [
  { schema: true, values: [1, "x", null, [true]] },
  { schema: {}, values: [0, "x"] },
  { schema: { type: "string", maxLength: 5 }, values: ["", "*/ `${x}` \n \u2028"] },
  { schema: { type: "string", format: "binary" }, values: ["x"] },
  { schema: { type: "integer" }, values: [0, -1, 3e9] },
  { schema: { type: "number" }, values: [0.5, -0, 1e300] },
  { schema: { type: "boolean" }, values: [true, false] },
  { schema: { type: "null" }, values: [null] },
  { schema: { type: ["string", "null"] }, values: [null, "x"] },
  { schema: { type: ["integer", "number", "boolean"] }, values: [1, true] },
  { schema: { enum: ["a", 'b"', 1, -2.5, null, true, { c: [1, "d"] }] }, values: ['b"', -2.5, null, { c: [1, "d"] }] },
  { schema: { type: "string", enum: ["a", "b", 3] }, values: ["a"] },
  { schema: { const: "only" }, values: ["only"] },
  { schema: { not: { type: "string" } }, values: [1] },
  { schema: { not: {} }, values: [1] },
  { schema: { type: "string", maxLength: 0 }, values: ["", "x"] },
  { schema: { type: "number", minimum: -1.5, maximum: -1.5 }, values: [-1.5, 2] },
  { schema: { type: "array" }, values: [[], [1, "x"]] },
  { schema: { type: "object" }, values: [{}, { a: 1 }] },
  { schema: { type: ["object", "null"], properties: { a: { type: "string" } } }, values: [null, { a: "x" }] },
  ...shared,
];

const names = fc.uniqueArray(fc.constantFrom("a", "b", "name", "c-d", "1", "é", "a b", "$x", "default", "*/"), {
  minLength: 0,
  maxLength: 4,
});

/** Any schema that the types are expected to say well, with values. */
export const schemaWithValues: Arbitrary = fc.letrec<{ any: SchemaWithValues }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom(...scalars),
    arrayOf(tie("any")),
    tupleOf(tie("any")),
    objectOf(tie("any")),
    alternatives(tie("any")),
    allOf(tie("any")),
  ),
})).any;

/** The values that a validator calls valid. */
export function validValues({ schema, values }: SchemaWithValues): readonly unknown[] {
  if (typeof schema === "boolean") return values;
  const $defs = Object.fromEntries([...sharedSchemas].filter(([name]) => !["Itself", "LoopA", "LoopB"].includes(name)));
  const validator = new Validator({ $defs, ...schema } as ConstructorParameters<typeof Validator>[0], "2020-12");
  return values.filter((value) => validator.validate(value).valid);
}

function arrayOf(inner: Arbitrary): Arbitrary {
  return inner.map(({ schema, values }) => ({ schema: { type: "array", items: schema }, values: [[], values] }));
}

function tupleOf(inner: Arbitrary): Arbitrary {
  const parts = fc.tuple(
    fc.array(inner, { minLength: 1, maxLength: 3 }),
    fc.nat(3),
    fc.constantFrom(undefined, false, true),
  );
  return parts.map(([members, least, items]) => {
    const minItems = Math.min(least, members.length);
    const full = members.map(({ values }) => values[0] ?? null);
    return {
      schema: {
        type: "array",
        prefixItems: members.map(({ schema }) => schema),
        minItems,
        ...(items === undefined ? {} : { items }),
      },
      values: [full, full.slice(0, minItems), ...(items === false ? [] : [[...full, "more"]])],
    };
  });
}

function objectOf(inner: Arbitrary): Arbitrary {
  const others = fc.oneof(
    fc.constantFrom<JsonSchema | undefined>(undefined, false, true),
    inner.map(({ schema }) => schema),
  );
  return fc
    .tuple(names, fc.array(inner, { minLength: 4, maxLength: 4 }), fc.nat(4), others)
    .map(([keys, members, count, other]) => {
      const of = (key: string, at: number): SchemaWithValues => members[at] ?? { schema: true, values: [key] };
      const required = keys.slice(0, count);
      const full = keys.map((key, at) => [key, of(key, at).values[0] ?? null] as const);
      return {
        schema: {
          type: "object",
          properties: Object.fromEntries(keys.map((key, at) => [key, of(key, at).schema])),
          required,
          ...(other === undefined ? {} : { additionalProperties: other }),
        },
        values: [Object.fromEntries(full), Object.fromEntries(full.filter(([key]) => required.includes(key)))],
      };
    });
}

function alternatives(inner: Arbitrary): Arbitrary {
  return fc
    .tuple(fc.array(inner, { minLength: 1, maxLength: 3 }), fc.constantFrom("anyOf", "oneOf"))
    .map(([members, keyword]) => ({
      schema: { [keyword]: members.map(({ schema }) => schema) },
      values: members.flatMap((member) => validValues(member)),
    }));
}

function allOf(inner: Arbitrary): Arbitrary {
  return fc.tuple(objectOf(inner), objectOf(inner)).map(([left, right]) => ({
    schema: { type: "object", allOf: [left.schema, right.schema] },
    values: left.values.flatMap((one) => right.values.map((other) => ({ ...(one as object), ...(other as object) }))),
  }));
}
