import type { JsonSchema } from "../api.ts";
import { ownValue } from "../cursor.ts";
import type { DocumentObject } from "../cursor.ts";
import type { MutableSchema } from "./convert.ts";

/** OpenAPI 3.0 `nullable` (`x-nullable` in 2.0) -> a type or alternative `null`. */
export function nullable(object: DocumentObject, schema: MutableSchema): JsonSchema {
  if (!isNullable(object)) return schema;
  const { type } = schema;
  const values = "const" in schema ? [schema["const"]] : schema["enum"];
  if (Array.isArray(values)) {
    delete schema["const"];
    schema["enum"] = values.includes(null) ? values : [...values, null];
  }
  const combined = ["allOf", "anyOf", "oneOf", "not", "if", "$ref"].some((keyword) => keyword in schema);
  if (!combined) {
    if (typeof type === "string") return { ...schema, type: type === "null" ? type : [type, "null"] };
    if (Array.isArray(type)) return { ...schema, type: type.includes("null") ? type : [...type, "null"] };
    if (Array.isArray(values)) return schema;
  }
  return withNull(schema);
}

/** Whether authors say that null is meant. */
export function isNullable(object: DocumentObject): boolean {
  return ownValue(object, "nullable") === true || ownValue(object, "x-nullable") === true;
}

/** The alternatives of a schema, and null; what tells about the schema stays outside. */
function withNull(schema: MutableSchema): JsonSchema {
  const { description, default: preset, deprecated, examples, ...constraints } = schema;
  const annotations = Object.fromEntries(
    Object.entries({ description, deprecated, default: preset, examples }).filter(([, value]) => value !== undefined),
  );
  const names = Object.keys(constraints);
  if (names.length === 0) return schema;
  const { anyOf } = constraints;
  const alternatives: unknown[] = names.length === 1 && Array.isArray(anyOf) ? anyOf : [constraints];
  return { ...annotations, anyOf: [...alternatives, { type: "null" }] };
}
