import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import type { TypeNode } from "./type-node.ts";

/** Turns a subschema into a type; handed to the files that know objects and arrays. */
export type Convert = (schema: JsonSchema) => TypeNode;

/** Whether a value of a keyword is a schema: a document may hold anything there. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "boolean" || isRecord(value);
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The schemas of a keyword that holds a list of them. */
export function subschemas(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** The schemas of a keyword that holds them by name or pattern. */
export function namedSubschemas(value: unknown): readonly (readonly [string, JsonSchema])[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([name, schema]) => (isSchema(schema) ? [[name, schema] as const] : []));
}
