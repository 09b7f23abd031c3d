import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";
import { LIST_KEYWORDS, MAP_KEYWORDS, SCHEMA_KEYWORDS } from "./schema-keywords.ts";

type MapOne = (subschema: JsonSchema) => JsonSchema;

/** A schema with each direct subschema mapped, keywords in their order; the same object where nothing changed. */
export function mapSchema(schema: JsonSchemaObject, map: MapOne): JsonSchemaObject {
  return mapMembers(schema, (keyword, value) => {
    if (typeof value !== "object" || value === null) return value;
    if (SCHEMA_KEYWORDS.has(keyword) && !Array.isArray(value)) return map(value as JsonSchemaObject);
    if (LIST_KEYWORDS.has(keyword) && Array.isArray(value)) return mapItems(value as readonly JsonSchema[], map);
    return MAP_KEYWORDS.has(keyword)
      ? mapMembers(value as JsonSchemaObject, (_, member) => map(member as JsonSchema))
      : value;
  });
}

function mapItems(items: readonly JsonSchema[], map: MapOne): readonly JsonSchema[] {
  const mapped = items.map((item) => map(item));
  return mapped.every((item, index) => item === items[index]) ? items : mapped;
}

/** Most schemas stay as they are, and are not copied. */
function mapMembers<Members extends object>(members: Members, map: (name: string, value: unknown) => unknown): Members {
  let changed: Map<string, unknown> | undefined;
  for (const [name, value] of Object.entries(members)) {
    const mapped = map(name, value);
    if (mapped !== value) (changed ??= new Map()).set(name, mapped);
  }
  if (changed === undefined) return members;
  const done = changed;
  const entries = Object.entries(members).map(([name, value]) => [name, done.has(name) ? done.get(name) : value]);
  return Object.fromEntries(entries) as Members;
}
