import type { JsonSchema, JsonSchemaObject } from "../2-model/api.ts";

/**
 * `enum` and `const` in the form that every client takes: the values of an `enum` are texts, none of them empty. Numbers become
 * ranges, null a type, the empty text a text without length; alternatives of several kinds stand in `anyOf`. Booleans, lists
 * and objects have no other form than `const` and `enum`.
 */
export function acceptValues(schema: JsonSchemaObject): JsonSchemaObject {
  const values = valuesOf(schema);
  if (values === undefined) return schema;
  const { const: _, enum: __, type, ...rest } = schema;
  const fitting = values.filter((value) => hasType(value, type) && isWithin(value, rest));
  const others = Object.fromEntries(Object.entries(rest).filter(([keyword]) => !limits.has(keyword)));
  const alternatives = alternativesOf(fitting);
  const [only] = alternatives;
  if (only === undefined) return { ...others, not: {} };
  if (alternatives.length === 1) return unite(others, only);
  return "anyOf" in others
    ? { ...others, allOf: [...partsOf(others), { anyOf: alternatives }] }
    : { ...others, anyOf: alternatives };
}

/** Limits on single values: a list of values that keeps them says as much. */
const limits: ReadonlySet<string> = new Set([
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
]);

function isWithin(value: unknown, schema: JsonSchemaObject): boolean {
  const limit = (keyword: string, otherwise: number): number =>
    typeof schema[keyword] === "number" ? schema[keyword] : otherwise;
  if (typeof value === "string") {
    const length = Array.from(value).length;
    return length >= limit("minLength", 0) && length <= limit("maxLength", Infinity);
  }
  if (typeof value !== "number") return true;
  return (
    value >= limit("minimum", -Infinity) &&
    value <= limit("maximum", Infinity) &&
    value > limit("exclusiveMinimum", -Infinity) &&
    value < limit("exclusiveMaximum", Infinity)
  );
}

function valuesOf(schema: JsonSchemaObject): readonly unknown[] | undefined {
  if ("const" in schema) {
    const list = schema.enum;
    return list === undefined || list.some((value) => JSON.stringify(value) === JSON.stringify(schema["const"]))
      ? [schema["const"]]
      : [];
  }
  return schema.enum;
}

function unite(others: JsonSchemaObject, only: JsonSchemaObject): JsonSchemaObject {
  const clash = Object.keys(only).filter((keyword) => keyword in others);
  if (clash.length === 0) return { ...others, ...only };
  return { ...others, allOf: [...partsOf(others), only] };
}

function partsOf(schema: JsonSchemaObject): readonly JsonSchema[] {
  return Array.isArray(schema["allOf"]) ? (schema["allOf"] as JsonSchema[]) : [];
}

function alternativesOf(values: readonly unknown[]): JsonSchemaObject[] {
  const texts = values.filter((value): value is string => typeof value === "string");
  const named = texts.filter((text) => text !== "");
  const others = values.filter((value) => typeof value === "object" && value !== null);
  return [
    ...(named.length === 0 ? [] : [{ type: "string", enum: named }]),
    ...(named.length === texts.length ? [] : [{ type: "string", maxLength: 0 }]),
    ...rangesOf(values.filter((value): value is number => typeof value === "number")),
    ...booleansOf(values.filter((value): value is boolean => typeof value === "boolean")),
    ...(others.length === 0 ? [] : [{ enum: others }]),
    ...(values.includes(null) ? [{ type: "null" }] : []),
  ];
}

/** Neighbouring integers as one range. */
function rangesOf(numbers: readonly number[]): JsonSchemaObject[] {
  const ranges: { type: string; minimum: number; maximum: number }[] = [];
  for (const value of numbers.toSorted((a, b) => a - b)) {
    const last = ranges.at(-1);
    const type = Number.isInteger(value) ? "integer" : "number";
    if (last !== undefined && type === "integer" && last.type === type && last.maximum >= value - 1)
      last.maximum = value;
    else ranges.push({ type, minimum: value, maximum: value });
  }
  return ranges;
}

function booleansOf(values: readonly boolean[]): JsonSchemaObject[] {
  const [first] = values;
  if (first === undefined) return [];
  return values.includes(!first) ? [{ type: "boolean" }] : [{ type: "boolean", const: first }];
}

function hasType(value: unknown, type: JsonSchemaObject["type"]): boolean {
  if (type === undefined) return true;
  return [type].flat().some((name) => {
    if (name === "null") return value === null;
    if (name === "array") return Array.isArray(value);
    if (name === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
    if (name === "integer") return Number.isInteger(value);
    return typeof value === name;
  });
}
