import type { JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { type Convert, isSchema, subschemas } from "./subschema.ts";
import { type TypeNode, UNKNOWN } from "./type-node.ts";

/**
 * The type of an array schema (JSON Schema 2020-12, 10.3.1): a tuple when it has `prefixItems`. Their presence is
 * asked for by `minItems` only, so items beyond it are optional.
 */
export function arrayType(schema: JsonSchemaObject, convert: Convert): TypeNode {
  const prefix = subschemas(schema["prefixItems"]);
  const items = isSchema(schema.items) ? schema.items : true;
  if (prefix.length === 0) return items === false ? tuple([], 0) : { kind: "array", items: convert(items) };
  const most = count(schema["maxItems"]) ?? Number.POSITIVE_INFINITY;
  const known = prefix.slice(0, most).map(convert);
  const required = Math.min(count(schema["minItems"]) ?? 0, known.length);
  return tuple(known, required, most > prefix.length ? restType(items, convert) : undefined);
}

function restType(items: JsonSchema, convert: Convert): TypeNode | undefined {
  if (items === false) return undefined;
  return items === true ? UNKNOWN : convert(items);
}

function tuple(items: readonly TypeNode[], required: number, rest?: TypeNode): TypeNode {
  return { kind: "tuple", items, required, ...(rest === undefined ? {} : { rest }) };
}

function count(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? Math.floor(value) : undefined;
}
