import { expect, it } from "vitest";
import { createSchemaFingerprints } from "../../generator/4-emit/lock/schema-fingerprint.ts";
import { compareSchemas } from "../../generator/diff/compare-schemas.ts";
import { phraseText } from "../../generator/diff/phrase.ts";
import type { SharedSchemas } from "../../generator/diff/schema-finding.ts";
import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";

type Shared = Readonly<Record<string, JsonSchema>>;

function sharedOf(shared: Shared): SharedSchemas {
  const schemas = new Map(Object.entries(shared));
  return { schemas, fingerprints: createSchemaFingerprints(schemas) };
}

/** `effect path: text`, one for each finding. */
function compare(
  old: JsonSchema,
  now: JsonSchema,
  [before, after]: readonly [Shared, Shared] = [{}, {}],
): readonly string[] {
  const found = compareSchemas([old, sharedOf(before)], [now, sharedOf(after)]);
  return found.map(({ effect, path, phrase }) => `${effect} ${path}: ${phraseText(phrase, (text) => `<${text}>`)}`);
}

const tree: JsonSchema = { type: "object", properties: { next: { $ref: "#/$defs/Tree" }, name: { type: "string" } } };
const bush: JsonSchema = { type: "object", properties: { next: { $ref: "#/$defs/Tree" }, name: { type: "integer" } } };
const cat: JsonSchema = { type: "object", properties: { kind: { const: "cat" } } };

it.each<readonly [name: string, old: JsonSchema, now: JsonSchema, want: readonly string[]]>([
  ["nothing", { type: "string", minLength: 1 }, { minLength: 1, type: "string" }, []],
  ["texts", { type: "string", description: "a" }, { type: "string", title: "b", examples: [1] }, []],
  ["another type", { type: "string" }, { type: "integer" }, ["retyped : is <integer>, and was <string>"]],
  ["integer to number", { type: "integer" }, { type: "number" }, ["widened : is <number>, and was <integer>"]],
  ["number to integer", { type: "number" }, { type: "integer" }, ["narrowed : is <integer>, and was <number>"]],
  ["null too", { type: "string" }, { type: ["string", "null"] }, ["widened : is <string or null>, and was <string>"]],
  ["any type", { type: "string" }, true, ["widened : is <any type>, and was <string>"]],
  ["nothing at all", { type: "string" }, false, ["narrowed : is not allowed any more"]],
  ["values gone", { enum: ["a", "b"] }, { enum: ["a"] }, ['narrowed : no longer accepts <"b">']],
  ["values come", { enum: ["a"] }, { enum: ["a", "b"] }, ['widened : also accepts <"b">']],
  [
    "values exchanged",
    { enum: ["a"] },
    { const: "b" },
    ['narrowed : no longer accepts <"a">', 'widened : also accepts <"b">'],
  ],
  ["values fixed", { type: "string" }, { type: "string", enum: ["a"] }, ['narrowed : accepts only <"a">']],
  ["values freed", { type: "string", enum: ["a"] }, { type: "string" }, ['widened : accepts more than <"a">']],
  ["a lower bound", { minimum: 1 }, { minimum: 2 }, ["narrowed : has <minimum> <2>, and had <1>"]],
  ["a bound gone", { maximum: 1 }, {}, ["widened : has <maximum> <none>, and had <1>"]],
  ["a bound come", {}, { maxLength: 1 }, ["narrowed : has <maxLength> <1>, and had <none>"]],
  ["a higher upper bound", { maxItems: 1 }, { maxItems: 3 }, ["widened : has <maxItems> <3>, and had <1>"]],
  ["a pattern", { pattern: "^a" }, { pattern: "^b" }, ['changed : has <pattern> <"^b">, and had <"^a">']],
  ["a format come", {}, { format: "date" }, ['narrowed : has <format> <"date">, and had <none>']],
  ["a multiple", { multipleOf: 2 }, { multipleOf: 4 }, ["narrowed : has multipleOf <4>, and had <2>"]],
  ["half a multiple", { multipleOf: 4 }, { multipleOf: 2 }, ["widened : has multipleOf <2>, and had <4>"]],
  ["another multiple", { multipleOf: 4 }, { multipleOf: 6 }, ["changed : has multipleOf <6>, and had <4>"]],
  ["no twins", {}, { uniqueItems: true }, ["narrowed : accepts no item twice"]],
  ["a default", { default: 1 }, { default: 2 }, ["changed : is <2> when it is not given, and was <1>"]],
  [
    "items",
    { items: { type: "string" } },
    { items: { type: "number" } },
    ["retyped []: is <number>, and was <string>"],
  ],
  ["a property come", { properties: {} }, { properties: { a: {} } }, ["added a: is new"]],
  ["a property gone", { properties: { a: {} } }, { properties: {} }, ["removed a: is gone"]],
  [
    "a property gone, and refused",
    { properties: { a: {} }, additionalProperties: false },
    { properties: {}, additionalProperties: false },
    ["narrowed a: is gone"],
  ],
  [
    "a property required, another no longer",
    { properties: { a: {}, b: {} }, required: ["b"] },
    { properties: { a: {}, b: {} }, required: ["a"] },
    ["narrowed a: is required now", "widened b: is optional now"],
  ],
  [
    "a property deep inside",
    { properties: { a: { items: { properties: { b: { type: "string" } } } } } },
    { properties: { a: { items: { properties: { b: { type: "boolean" } } } } } },
    ["retyped a[].b: is <boolean>, and was <string>"],
  ],
  ["further properties", {}, { additionalProperties: false }, ["narrowed .*: is not allowed any more"]],
  [
    "an alternative come",
    { anyOf: [{ type: "string" }] },
    { anyOf: [{ type: "string" }, { type: "null" }] },
    ["widened : also accepts the form <null>"],
  ],
  [
    "an alternative gone",
    { oneOf: [{ type: "string" }, { title: "Cat", ...cat }] },
    { type: "string" },
    ["narrowed : no longer accepts the form <Cat>"],
  ],
  [
    "one of several alternatives",
    { anyOf: [{ type: "string", maxLength: 3 }, { type: "null" }] },
    { anyOf: [{ type: "null" }, { type: "string", maxLength: 2 }] },
    ["narrowed : has <maxLength> <2>, and had <3>"],
  ],
  ["a format that nobody checks", { format: "int32" }, { format: "int64" }, []],
  [
    "alternatives beside other keywords",
    { type: "object", oneOf: [{ required: ["a"] }, { required: ["b"] }] },
    { type: "object", oneOf: [{ required: ["a"], description: "x" }] },
    ["narrowed : no longer accepts the form <any value>"],
  ],
  [
    "a type more, said in another way",
    { type: ["string", "null"], enum: ["a", null] },
    { anyOf: [{ oneOf: [{ type: "string", enum: ["a"] }, { type: "object" }] }, { type: "null" }] },
    ["widened : also accepts the form <object>"],
  ],
  ["forms come", { type: "object" }, { type: "object", anyOf: [{ required: ["a"] }] }, ["narrowed : has forms now"]],
  [
    "a conjunction",
    { allOf: [{ type: "string" }, { title: "Cat", minLength: 1 }] },
    { allOf: [{ type: "string" }, { title: "Cat", minLength: 2 }, { title: "Dog", maxLength: 3 }] },
    ["narrowed : has <minLength> <2>, and had <1>", "narrowed : must be the form <Dog> too"],
  ],
  ["what is not compared", { not: { type: "string" } }, { not: { type: "null" } }, ["changed : has another <not>"]],
])("%s", (_, old, now, want) => {
  expect(compare(old, now)).toEqual(want);
});

it("follows references, each side its own, and ends where types are recursive", () => {
  const ref: JsonSchema = { $ref: "#/$defs/Tree" };
  expect(compare(ref, ref, [{ Tree: tree }, { Tree: bush }])).toEqual(["retyped name: is <integer>, and was <string>"]);
  expect(compare(ref, tree, [{ Tree: tree }, { Tree: tree }])).toEqual([]);
  expect(compare({ ...ref, maxProperties: 2 }, { ...ref, maxProperties: 1 }, [{ Tree: tree }, { Tree: tree }])).toEqual(
    ["narrowed : has <maxProperties> <1>, and had <2>"],
  );
});

it("looks no further than a reader would", () => {
  const many = (type: string): JsonSchema => ({
    properties: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`p${index}`, { type }])),
  });
  expect(compare(many("string"), many("number")).length).toBe(20);
});
