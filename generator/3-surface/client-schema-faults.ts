import type { JsonSchemaObject } from "../2-model/api.ts";
import { eachSchema } from "./client-schema-walk.ts";

type Shape = (value: unknown) => boolean;

const isText: Shape = (value) => typeof value === "string";
const isNumber: Shape = (value) => typeof value === "number" && Number.isFinite(value);
const isCount: Shape = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isObject: Shape = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isSchema: Shape = (value) => typeof value === "boolean" || isObject(value);
const isFilled: Shape = (value) => Array.isArray(value) && value.length > 0;
const isSchemas: Shape = (value) => isFilled(value) && Object.values(value as object).every(isSchema);
const isSchemaMap: Shape = (value) => isObject(value) && Object.values(value as object).every(isSchema);
const isNames: Shape = (value) => isFilled(value) && isDistinct(value) && Object.values(value as object).every(isText);
const isAnything: Shape = () => true;

const types: ReadonlySet<string> = new Set(["string", "number", "integer", "boolean", "array", "object", "null"]);
const isType: Shape = (value) =>
  [value].flat().every((name) => types.has(String(name))) && isFilled([value].flat()) && isDistinct([value].flat());

/** The metaschema of JSON Schema 2020-12, for the keywords that the generator writes; any other keyword is a fault. */
const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ["type", isType],
  ["title", isText],
  ["description", isText],
  ["default", isAnything],
  ["examples", Array.isArray],
  ["deprecated", (value) => typeof value === "boolean"],
  ["enum", (value) => isFilled(value) && isDistinct(value)],
  ["const", isAnything],
  ["format", isText],
  ["pattern", (value) => typeof value === "string" && isPattern(value)],
  ["contentEncoding", isText],
  ["contentMediaType", isText],
  ["multipleOf", (value) => isNumber(value) && Number(value) > 0],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"].map((keyword) => [keyword, isNumber] as const),
  ...[
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
  ].map((keyword) => [keyword, isCount] as const),
  ["uniqueItems", (value) => typeof value === "boolean"],
  ["required", isNames],
  ["dependentRequired", (value) => isObject(value) && Object.values(value as object).every(isNames)],
  ["properties", isSchemaMap],
  ["patternProperties", (value) => isSchemaMap(value) && Object.keys(value as object).every(isPattern)],
  ["dependentSchemas", isSchemaMap],
  ["$defs", isSchemaMap],
  ["$ref", isText],
  ...["items", "contains", "additionalProperties", "propertyNames", "not", "if", "then", "else"].map(
    (keyword) => [keyword, isSchema] as const,
  ),
  ...["unevaluatedProperties", "unevaluatedItems"].map((keyword) => [keyword, isSchema] as const),
  ...["prefixItems", "allOf", "anyOf", "oneOf"].map((keyword) => [keyword, isSchemas] as const),
]);

/** Where a schema is none of JSON Schema 2020-12. */
export function schemaFaults(root: JsonSchemaObject): readonly string[] {
  return eachSchema(root).flatMap(({ schema, place }) => {
    if (typeof schema === "boolean") return [];
    if (!isObject(schema)) return [place];
    return Object.entries(schema)
      .filter(([keyword, value]) => shapes.get(keyword)?.(value) !== true)
      .map(([keyword]) => `${place}/${keyword}`);
  });
}

function isDistinct(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  return new Set(value.map((item) => JSON.stringify(item))).size === value.length;
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
