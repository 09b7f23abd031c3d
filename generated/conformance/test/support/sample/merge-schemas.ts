import { isSchema } from "./schema.ts";
import type { Schema } from "./schema.ts";

const bounds: readonly (readonly [keyword: string, tighter: (one: number, other: number) => number])[] = [
  ["minLength", Math.max],
  ["minItems", Math.max],
  ["minimum", Math.max],
  ["maxLength", Math.min],
  ["maxItems", Math.min],
  ["maximum", Math.min],
];

/** Both schemas at once, as far as one schema can say it; what is drawn from it is checked against the whole afterwards. */
export function mergeSchemas(left: Schema, right: unknown): Schema {
  if (!isSchema(right)) return left;
  const isClosed = left["additionalProperties"] === false || right["additionalProperties"] === false;
  return {
    ...left,
    ...right,
    ...mergedProperties(left, right),
    ...mergedLists(left, right),
    ...mergedUnions(left, right),
    ...mergedBounds(left, right),
    ...(isClosed ? { additionalProperties: false } : {}),
  };
}

function mergedProperties(left: Schema, right: Schema): Schema {
  const result: Record<string, unknown> = {};
  for (const keyword of ["properties", "patternProperties"]) {
    const [one, other] = [left[keyword], right[keyword]];
    if (!isSchema(one) || !isSchema(other)) continue;
    const shared = Object.keys(one).filter((name) => Object.hasOwn(other, name));
    const both = Object.fromEntries(shared.map((name) => [name, { allOf: [one[name], other[name]] }]));
    result[keyword] = { ...one, ...other, ...both };
  }
  return result;
}

function mergedLists(left: Schema, right: Schema): Schema {
  const result: Record<string, unknown> = {};
  const [required, alsoRequired] = [listAt(left, "required"), listAt(right, "required")];
  if (required !== undefined && alsoRequired !== undefined)
    result["required"] = [...new Set([...required, ...alsoRequired])];
  const [values, others] = [listAt(left, "enum"), listAt(right, "enum")];
  if (values !== undefined && others !== undefined) {
    const allowed = new Set(others.map((value) => JSON.stringify(value)));
    result["enum"] = values.filter((value) => allowed.has(JSON.stringify(value)));
  }
  return result;
}

/** A second union goes behind the first, as a member of `allOf`. */
function mergedUnions(left: Schema, right: Schema): Schema {
  const result: Record<string, unknown> = {};
  const all = [...(listAt(left, "allOf") ?? []), ...(listAt(right, "allOf") ?? [])];
  for (const keyword of ["oneOf", "anyOf"]) {
    const [one, other] = [listAt(left, keyword), listAt(right, keyword)];
    if (one === undefined || other === undefined) continue;
    result[keyword] = one;
    all.push({ [keyword]: other });
  }
  return all.length === 0 ? result : { ...result, allOf: all };
}

function mergedBounds(left: Schema, right: Schema): Schema {
  const result: Record<string, unknown> = {};
  for (const [keyword, tighter] of bounds) {
    const [one, other] = [left[keyword], right[keyword]];
    if (typeof one === "number" && typeof other === "number") result[keyword] = tighter(one, other);
  }
  return result;
}

function listAt(schema: Schema, keyword: string): readonly unknown[] | undefined {
  const value = schema[keyword];
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}
