import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";
import { LIST_KEYWORDS, MAP_KEYWORDS, SCHEMA_KEYWORDS } from "./schema-keywords.ts";

/** A schema with each direct subschema mapped, keywords in their order; the same object where nothing changed. */
export function mapSchema(schema: JsonSchemaObject, map: (subschema: JsonSchema) => JsonSchema): JsonSchemaObject {
  let isChanged = false;
  const mapOne = (subschema: JsonSchema): JsonSchema => {
    const mapped = map(subschema);
    if (mapped !== subschema) isChanged = true;
    return mapped;
  };
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [name, mapMember(name, value, mapOne)]),
  );
  return isChanged ? copy : schema;
}

function mapMember(keyword: string, value: unknown, map: (subschema: JsonSchema) => JsonSchema): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (SCHEMA_KEYWORDS.has(keyword) && !Array.isArray(value)) return map(value as JsonSchema);
  if (LIST_KEYWORDS.has(keyword) && Array.isArray(value)) return value.map((item) => map(item as JsonSchema));
  if (!MAP_KEYWORDS.has(keyword)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, map(member as JsonSchema)]));
}
