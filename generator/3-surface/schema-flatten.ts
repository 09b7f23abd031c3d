import type { JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import { isAnnotation, mergeSchemas } from "./schema-merge.ts";
import { isReference, referencedName, schemaObject } from "./schema-walk.ts";

/** Gives the shared schema that may be taken in at a reference; `undefined`: the reference stays. */
export type TakeIn = (name: string) => JsonSchema | undefined;

/** Keywords that say which properties are evaluated by something else than `properties` and its kin. */
const applicators = ["allOf", "anyOf", "oneOf", "if", "dependentSchemas", "$ref", "additionalProperties"];

/**
 * A schema without `allOf`, where the parts have an exact merged form; parts that have none stay in `allOf`. Only the schema itself is
 * looked at, not what its keywords hold.
 */
export function flattenParts(schema: JsonSchemaObject, takeIn: TakeIn): JsonSchema {
  const { allOf, ...own } = schema;
  if (!Array.isArray(allOf)) return closeUnevaluated(schema);
  const described = describedReference(allOf as JsonSchema[], own);
  if (described !== undefined) return described;
  const { merged, rest } = mergeList(allOf as JsonSchema[], takeIn);
  const { unevaluatedProperties, ...evaluated } = own;
  const whole = mergeSchemas(merged, evaluated);
  const result =
    whole === undefined
      ? { ...evaluated, allOf: [...listOf(merged), ...rest] }
      : typeof whole === "boolean"
        ? whole
        : withParts(whole, rest);
  if (unevaluatedProperties === undefined || typeof result === "boolean") return result;
  return closeUnevaluated({ ...result, unevaluatedProperties });
}

function mergeList(
  parts: readonly JsonSchema[],
  takeIn: TakeIn,
): { readonly merged: JsonSchema; readonly rest: JsonSchema[] } {
  let merged: JsonSchema = {};
  const rest: JsonSchema[] = [];
  for (const part of parts) {
    const taken = takenIn(part, takeIn);
    const next: JsonSchema | undefined = taken === undefined ? undefined : mergeSchemas(merged, taken);
    if (next === undefined) rest.push(part);
    else merged = next;
  }
  return { merged, rest };
}

/** A part as it can be merged: flattened, and taken in when it is a reference. */
function takenIn(part: JsonSchema, takeIn: TakeIn): JsonSchema | undefined {
  const object = schemaObject(part);
  if (object === undefined) return part;
  if (!isReference(object)) return flattenParts(object, takeIn);
  return takeReference(object, takeIn);
}

/** What a reference and its siblings say, in place of the reference. */
export function takeReference(schema: JsonSchemaObject, takeIn: TakeIn): JsonSchema | undefined {
  const name = referencedName(schema);
  const target = name === undefined ? undefined : takeIn(name);
  if (target === undefined || name === undefined) return undefined;
  const { $ref: _, ...siblings } = schema;
  const without: TakeIn = (other) => (other === name ? undefined : takeIn(other));
  const object = schemaObject(target);
  if (object === undefined) return mergeSchemas(target, siblings);
  const flat = isReference(object) ? takeReference(object, without) : flattenParts(object, without);
  return flat === undefined ? undefined : mergeSchemas(flat, siblings);
}

/** A reference that is only described stays one. */
function describedReference(parts: readonly JsonSchema[], own: JsonSchemaObject): JsonSchemaObject | undefined {
  const [part, second] = parts;
  if (second !== undefined || typeof part !== "object" || !isReference(part)) return undefined;
  return isAnnotation(own) ? { ...part, ...own } : undefined;
}

function withParts(schema: JsonSchemaObject, rest: readonly JsonSchema[]): JsonSchemaObject {
  if (rest.length === 0) return schema;
  const before = Array.isArray(schema["allOf"]) ? (schema["allOf"] as JsonSchema[]) : [];
  const parts = [...before, ...rest];
  return describedReference(parts, schema) ?? { ...schema, allOf: parts };
}

function listOf(schema: JsonSchema): JsonSchema[] {
  return typeof schema === "object" && Object.keys(schema).length === 0 ? [] : [schema];
}

/** Where nothing else evaluates properties, those that are unevaluated are the additional ones. */
function closeUnevaluated(schema: JsonSchemaObject): JsonSchemaObject {
  const { unevaluatedProperties, ...others } = schema;
  if (unevaluatedProperties === undefined || applicators.some((keyword) => keyword in others)) return schema;
  return { ...others, additionalProperties: unevaluatedProperties as JsonSchema };
}
