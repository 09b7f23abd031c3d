import type { JsonSchema } from "../api.ts";
import { ownValue } from "../cursor.ts";
import type { DocumentObject } from "../cursor.ts";
import type { MutableSchema } from "./convert.ts";

/** OpenAPI 3.0 `nullable` -> a type or alternative `null`. */
export function nullable(object: DocumentObject, schema: MutableSchema): JsonSchema {
  if (ownValue(object, "nullable") !== true && ownValue(object, "x-nullable") !== true) return schema;
  const { type } = schema;
  if (Array.isArray(schema["enum"]) && !schema["enum"].includes(null)) schema["enum"] = [...schema["enum"], null];
  if (typeof type === "string") return { ...schema, type: type === "null" ? type : [type, "null"] };
  if (Array.isArray(type)) return { ...schema, type: type.includes("null") ? type : [...type, "null"] };
  if (Array.isArray(schema["enum"])) return schema;
  const { description, default: preset, deprecated, ...constraints } = schema;
  const annotations = Object.fromEntries(
    Object.entries({ description, deprecated, default: preset }).filter(([, value]) => value !== undefined),
  );
  const hasConstraints = Object.keys(constraints).length > 0;
  return { ...annotations, anyOf: [hasConstraints ? constraints : true, { type: "null" }] };
}
