import type { JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { literal } from "./quote.ts";
import { isRecord } from "./subschema.ts";
import { keyword, literalNode, NEVER, type TypeNode, union } from "./type-node.ts";

/**
 * The type of `const` or `enum` (JSON Schema 2020-12 Validation, 6.1.2 and 6.1.3): only the values that the types
 * allow. `undefined` when the schema has neither.
 */
export function literalType(schema: JsonSchemaObject, types: readonly string[] | undefined): TypeNode | undefined {
  const values = "const" in schema ? [schema["const"]] : schema.enum;
  if (!Array.isArray(values)) return undefined;
  return union(values.filter((value) => types === undefined || isOfTypes(value, types)).map(typeOfValue));
}

function isOfTypes(value: unknown, types: readonly string[]): boolean {
  if (typeof value === "number")
    return types.includes("number") || (types.includes("integer") && Number.isInteger(value));
  return types.includes(typeName(value));
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function typeOfValue(value: unknown): TypeNode {
  if (Array.isArray(value)) {
    const items = value.map(typeOfValue);
    return { kind: "tuple", items, required: items.length };
  }
  if (isRecord(value)) {
    const properties = Object.entries(value).map(([name, inner]) => ({
      name,
      type: typeOfValue(inner),
      required: true,
    }));
    return properties.length === 0 ? { kind: "object", properties, index: NEVER } : { kind: "object", properties };
  }
  if (typeof value === "number" && !Number.isFinite(value)) return keyword("number");
  return literalNode(literal(value));
}
