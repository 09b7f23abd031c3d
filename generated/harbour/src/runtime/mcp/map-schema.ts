import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";
import { isSchema, LIST_KEYWORDS, MAP_KEYWORDS, SCHEMA_KEYWORDS } from "./schema-keywords.ts";

type MapOne = (subschema: JsonSchema) => JsonSchema;

/** A schema with each direct subschema mapped, keywords in their order; the same object where nothing changed. */
export function mapSchema(schema: JsonSchemaObject, map: MapOne): JsonSchemaObject {
  const mapOne = (value: unknown): unknown => (isSchema(value) ? map(value) : value);
  return mapMembers(schema, (keyword, value) => {
    if (SCHEMA_KEYWORDS.has(keyword)) return mapOne(value);
    if (LIST_KEYWORDS.has(keyword)) return Array.isArray(value) ? mapItems(value, mapOne) : value;
    if (!MAP_KEYWORDS.has(keyword) || !isSchema(value) || typeof value === "boolean") return value;
    return mapMembers(value, (_, member) => mapOne(member));
  });
}

function mapItems(items: readonly unknown[], map: (item: unknown) => unknown): readonly unknown[] {
  const mapped = items.map((item) => map(item));
  return mapped.every((item, index) => item === items[index]) ? items : mapped;
}

/** Most schemas stay as they are, and are not copied. */
function mapMembers(
  members: JsonSchemaObject,
  map: (name: string, value: unknown) => unknown,
): { readonly [name: string]: unknown } {
  let changed: Map<string, unknown> | undefined;
  for (const name of Object.keys(members)) {
    const mapped = map(name, members[name]);
    if (mapped !== members[name]) (changed ??= new Map()).set(name, mapped);
  }
  if (changed === undefined) return members;
  const done = changed;
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, done.has(name) ? done.get(name) : value]),
  );
}
