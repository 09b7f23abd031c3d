import type { JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import { schemaKeywords } from "../2-model/schema/keywords.ts";

/** Keywords whose value is data, never a schema: a `$ref` in there refers to nothing. */
const dataKeywords = new Set(["const", "enum", "default", "examples", "required", "dependentRequired", "type"]);
/** Keywords whose members are schemas under names of the document's choice. */
const mapKeywords = new Set(["properties", "patternProperties", "dependentSchemas", "$defs"]);

/** Keywords whose value is a schema, which may be `true` or `false`. */
const schemaKeywordSet = new Set(schemaKeywords);

const prefix = "#/$defs/";

/** The schema as an object, `undefined` for `true` and `false`. */
export function schemaObject(schema: JsonSchema | undefined): JsonSchemaObject | undefined {
  return typeof schema === "object" ? schema : undefined;
}

/** The `Name` of a reference `#/$defs/Name`. */
export function referencedName(schema: JsonSchema | undefined): string | undefined {
  const reference = schemaObject(schema)?.$ref;
  return typeof reference === "string" && reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
}

/** Whether a schema is a reference, whatever stands beside. */
export function isReference(schema: JsonSchema): boolean {
  return schemaObject(schema)?.$ref !== undefined;
}

/** Calls `visit` for each direct subschema. */
function forEachSubschema(schema: JsonSchema, visit: (subschema: JsonSchema) => void): void {
  if (typeof schema !== "object") return;
  for (const [keyword, value] of Object.entries(schema)) {
    if (dataKeywords.has(keyword) || typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) for (const item of value) visit(item as JsonSchema);
    else if (mapKeywords.has(keyword)) for (const member of Object.values(value)) visit(member as JsonSchema);
    else visit(value as JsonSchema);
  }
}

/** A copy of the schema with each direct subschema mapped; keywords stay in their order. */
export function mapSubschemas(schema: JsonSchemaObject, map: (subschema: JsonSchema) => JsonSchema): JsonSchemaObject {
  const mapMember = (keyword: string, value: unknown): unknown => {
    if (dataKeywords.has(keyword) || typeof value === "string" || typeof value === "number") return value;
    if (Array.isArray(value)) return value.map((item) => map(item as JsonSchema));
    if (!mapKeywords.has(keyword)) return schemaKeywordSet.has(keyword) ? map(value as JsonSchema) : value;
    return Object.fromEntries(
      Object.entries(value as object).map(([name, member]) => [name, map(member as JsonSchema)]),
    );
  };
  return Object.fromEntries(Object.entries(schema).map(([keyword, value]) => [keyword, mapMember(keyword, value)]));
}

/** Names of the shared schemas that the given schemas reach, directly or through others. */
export function reachedNames(schemas: readonly JsonSchema[], shared: ReadonlyMap<string, JsonSchema>): Set<string> {
  const reached = new Set<string>();
  const queue = [...schemas];
  for (let schema = queue.pop(); schema !== undefined; schema = queue.pop()) {
    const name = referencedName(schema);
    if (name !== undefined && !reached.has(name)) {
      reached.add(name);
      const target = shared.get(name);
      if (target !== undefined) queue.push(target);
    }
    forEachSubschema(schema, (subschema) => queue.push(subschema));
  }
  return reached;
}

/** Follows references of a schema to one that is none, merging annotations that stand beside them; stops at a circle. */
export function resolveShared(schema: JsonSchema, shared: ReadonlyMap<string, JsonSchema>): JsonSchema {
  const seen = new Set<string>();
  let current = schema;
  for (let name = referencedName(current); name !== undefined && !seen.has(name); name = referencedName(current)) {
    seen.add(name);
    const target = shared.get(name) ?? true;
    const { $ref: _, ...siblings } = schemaObject(current) ?? {};
    current = typeof target === "object" ? { ...target, ...siblings } : target;
  }
  return current;
}
