import type { JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import { schemaKeywords, schemaListKeywords } from "../2-model/schema/keywords.ts";

/** A schema inside another, and where: a JSON pointer (RFC 6901, unescaped, for people). */
export interface PlacedSchema {
  readonly schema: JsonSchema;
  readonly place: string;
}

const mapKeywords = ["properties", "patternProperties", "dependentSchemas", "$defs"];

/** A schema and every schema in it, definitions included, as a client walks them. */
export function eachSchema(root: JsonSchemaObject): readonly PlacedSchema[] {
  const found: PlacedSchema[] = [];
  const pending: PlacedSchema[] = [{ schema: root, place: "" }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    found.push(next);
    const { schema, place } = next;
    if (typeof schema !== "object") continue;
    const add = (path: string, inner: unknown): void => {
      pending.push({ schema: inner as JsonSchema, place: `${place}/${path}` });
    };
    for (const keyword of schemaKeywords) if (keyword in schema) add(keyword, schema[keyword]);
    for (const keyword of schemaListKeywords)
      entriesOf(schema[keyword]).forEach(([at, inner]) => add(`${keyword}/${at}`, inner));
    for (const keyword of mapKeywords)
      entriesOf(schema[keyword]).forEach(([at, inner]) => add(`${keyword}/${at}`, inner));
  }
  return found;
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
