import type { JsonSchemaObject } from "../2-model/api.ts";

/** Types with no parts: beside one of them, clients know what `null` means. */
const scalars: ReadonlySet<string> = new Set(["string", "number", "integer", "boolean"]);

/** Keywords that are about values of one type, and say nothing about others (JSON Schema 2020-12 validation, 6). */
const about: { readonly [type: string]: ReadonlySet<string> } = {
  string: new Set(["minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"]),
  number: new Set(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"]),
  array: new Set([
    "items",
    "prefixItems",
    "contains",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minContains",
    "maxContains",
    "unevaluatedItems",
  ]),
  object: new Set([
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "dependentRequired",
    "dependentSchemas",
    "unevaluatedProperties",
  ]),
};

const typed: ReadonlySet<string> = new Set(Object.values(about).flatMap((keywords) => [...keywords]));

/**
 * A list of types in the form that every client takes: one type, or one scalar type with null. Others become alternatives, each
 * with the keywords that are about its type.
 */
export function acceptTypes(schema: JsonSchemaObject): JsonSchemaObject {
  if (!Array.isArray(schema.type)) return schema;
  const types = distinct(schema.type);
  const [first] = types;
  if (first === undefined || types.length === 1) return { ...schema, type: first ?? "null" };
  const named = types.filter((type) => type !== "null");
  if (named.length === 1 && scalars.has(named[0] ?? "")) return { ...schema, type: types };
  if (["unevaluatedProperties", "unevaluatedItems"].some((keyword) => keyword in schema)) return schema;
  const { type: _, ...keywords } = schema;
  const outer = Object.fromEntries(Object.entries(keywords).filter(([keyword]) => !typed.has(keyword)));
  const alternatives = types.map((type) => ({ type, ...keywordsAbout(type, keywords) }));
  if ("anyOf" in outer) {
    const parts = Array.isArray(outer["allOf"]) ? (outer["allOf"] as unknown[]) : [];
    return { ...outer, allOf: [...parts, { anyOf: alternatives }] };
  }
  return { ...outer, anyOf: alternatives };
}

/** Every integer is a number. */
function distinct(types: readonly string[]): string[] {
  const unique = [...new Set(types)];
  return unique.includes("number") ? unique.filter((type) => type !== "integer") : unique;
}

function keywordsAbout(type: string, keywords: JsonSchemaObject): JsonSchemaObject {
  const names = about[type === "integer" ? "number" : type];
  return Object.fromEntries(Object.entries(keywords).filter(([keyword]) => names?.has(keyword) === true));
}
