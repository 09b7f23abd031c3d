import type { JsonSchemaObject } from "../2-model/api.ts";
import { schemaObject } from "./schema-walk.ts";

const scalars: ReadonlySet<unknown> = new Set(["string", "number", "integer", "boolean"]);

/** Keywords that only tell. */
const told = ["description", "default", "examples", "deprecated", "title"];

/** Keywords that no null fails. */
const aboutScalars: ReadonlySet<string> = new Set([
  "type",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "contentEncoding",
  "contentMediaType",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  ...told,
]);

/** `anyOf` of a scalar and null as one list of types: the same in half the words. Values that are listed one by one stay a union. */
export function joinNull(schema: JsonSchemaObject): JsonSchemaObject {
  const { anyOf, ...around } = schema;
  if (!Array.isArray(anyOf) || anyOf.length !== 2 || !Object.keys(around).every((keyword) => told.includes(keyword)))
    return schema;
  const parts = anyOf.map((part) => schemaObject(part as JsonSchemaObject) ?? {});
  const scalar = parts.find(({ type }) => scalars.has(type));
  const rest = parts.find((part) => part.type === "null" && Object.keys(part).length === 1);
  if (scalar === undefined || rest === undefined || !Object.keys(scalar).every((keyword) => aboutScalars.has(keyword)))
    return schema;
  return { ...scalar, ...around, type: [String(scalar.type), "null"] };
}
