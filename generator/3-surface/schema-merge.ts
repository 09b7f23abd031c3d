/**
 * Two schemas as one that allows exactly what both allow. Where JSON Schema has no exact form for that, the answer is that it cannot
 * be done: nothing here widens or narrows.
 */
import { isDeepStrictEqual } from "node:util";
import type { JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import { mergeArrays } from "./schema-merge-arrays.ts";
import { mergeObjects } from "./schema-merge-objects.ts";
import type { Keywords, MergeInner } from "./schema-merging.ts";
import { Unmergeable } from "./schema-merging.ts";
import { isReference } from "./schema-walk.ts";

/** Keywords that only tell about the value; the later schema is the more special one, and has the last word. */
const annotations: ReadonlySet<string> = new Set(["title", "description", "default", "examples", "deprecated"]);

/** Keywords of objects and of arrays depend on each other, and are merged together. */
const objectKeywords: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
]);
const arrayKeywords: ReadonlySet<string> = new Set([
  "items",
  "prefixItems",
  "unevaluatedItems",
  "contains",
  "minContains",
  "maxContains",
]);

/** Both hold: how the values of one keyword combine. A keyword that is in no table combines with its equal only. */
const combine: { readonly [keyword: string]: (one: never, other: never) => unknown } = {
  minimum: (one: number, other: number) => Math.max(one, other),
  exclusiveMinimum: (one: number, other: number) => Math.max(one, other),
  minLength: (one: number, other: number) => Math.max(one, other),
  minItems: (one: number, other: number) => Math.max(one, other),
  minProperties: (one: number, other: number) => Math.max(one, other),
  maximum: (one: number, other: number) => Math.min(one, other),
  exclusiveMaximum: (one: number, other: number) => Math.min(one, other),
  maxLength: (one: number, other: number) => Math.min(one, other),
  maxItems: (one: number, other: number) => Math.min(one, other),
  maxProperties: (one: number, other: number) => Math.min(one, other),
  required: (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])],
  enum: (one: readonly unknown[], other: readonly unknown[]) =>
    one.filter((value) => other.some((candidate) => isDeepStrictEqual(value, candidate))),
  not: (one: JsonSchema, other: JsonSchema) => ({ anyOf: [one, other] }),
  dependentRequired: uniteLists,
};

/** The order in which people write schemas, for those that were put together. */
const order = ["description", "title", "type", "enum", "properties", "required", "items", "additionalProperties"];

/** What both schemas allow, as one schema. `undefined`: there is no exact form. */
export function mergeSchemas(one: JsonSchema, other: JsonSchema): JsonSchema | undefined {
  if (typeof one === "boolean") return one ? other : false;
  if (typeof other === "boolean") return other ? one : false;
  if (isDeepStrictEqual(one, other)) return one;
  try {
    return mergeObjectsOfKeywords(one, other);
  } catch (error) {
    if (error instanceof Unmergeable) return undefined;
    throw error;
  }
}

const mergeInner: MergeInner = (one, other) => mergeSchemas(one, other) ?? { allOf: [one, other] };

function mergeObjectsOfKeywords(one: JsonSchemaObject, other: JsonSchemaObject): JsonSchemaObject {
  const plain = referenceWithAnnotations(one, other);
  if (plain !== undefined) return plain;
  if (hasCondition(one) && hasCondition(other)) throw new Unmergeable();
  const merged: Keywords = {};
  const types = mergeTypes(one.type, other.type);
  if (types !== undefined) merged["type"] = types;
  for (const keyword of new Set([...Object.keys(one), ...Object.keys(other)])) {
    if (keyword === "type" || objectKeywords.has(keyword) || arrayKeywords.has(keyword)) continue;
    const value = mergeKeyword(keyword, one, other);
    if (value !== undefined) merged[keyword] = value;
  }
  Object.assign(merged, mergeObjects(one, other, mergeInner), mergeArrays(one, other, mergeInner));
  return inOrder(merged);
}

/** Whether a schema only tells about the value. */
export function isAnnotation(schema: JsonSchemaObject): boolean {
  return Object.keys(schema).every((keyword) => annotations.has(keyword));
}

/** A reference combines with what only tells about it. */
function referenceWithAnnotations(one: JsonSchemaObject, other: JsonSchemaObject): JsonSchemaObject | undefined {
  if (!isReference(one) && !isReference(other)) return undefined;
  if (isAnnotation(one) || isAnnotation(other)) return { ...one, ...other };
  throw new Unmergeable();
}

/** `then` and `else` belong to the `if` beside them. */
function hasCondition(schema: JsonSchemaObject): boolean {
  return "if" in schema || "then" in schema || "else" in schema;
}

function mergeKeyword(keyword: string, one: JsonSchemaObject, other: JsonSchemaObject): unknown {
  if (!(keyword in other)) return one[keyword];
  if (!(keyword in one) || annotations.has(keyword)) return other[keyword];
  const values: [unknown, unknown] = [one[keyword], other[keyword]];
  if (isDeepStrictEqual(...values)) return values[0];
  const both = combine[keyword] as ((one: unknown, other: unknown) => unknown) | undefined;
  const value = both?.(...values);
  if (value === undefined || (keyword === "enum" && Array.isArray(value) && value.length === 0))
    throw new Unmergeable();
  return value;
}

/** Types that both allow; an integer is a number. */
function mergeTypes(one: JsonSchemaObject["type"], other: JsonSchemaObject["type"]): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  const left = [one].flat();
  const right = [other].flat();
  const has = (types: readonly string[], type: string): boolean =>
    types.includes(type) || (type === "integer" && types.includes("number"));
  const both = [...left.filter((type) => has(right, type)), ...right.filter((type) => has(left, type))];
  const [first, ...others] = new Set(both);
  if (first === undefined) throw new Unmergeable();
  return others.length === 0 ? first : [first, ...others];
}

function uniteLists(one: object, other: object): object {
  const united = new Map<string, readonly string[]>(Object.entries(one));
  for (const [name, list] of Object.entries(other) as [string, readonly string[]][])
    united.set(name, [...new Set([...(united.get(name) ?? []), ...list])]);
  return Object.fromEntries(united);
}

function inOrder(schema: Keywords): JsonSchemaObject {
  const rank = (keyword: string): number => {
    const at = order.indexOf(keyword);
    return at < 0 ? order.length : at;
  };
  return Object.fromEntries(Object.entries(schema).toSorted(([a], [b]) => rank(a) - rank(b)));
}
