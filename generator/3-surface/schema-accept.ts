/** Schemas in the form that every client takes, see `client-profiles.ts`. They allow exactly what they allowed. */
import type { JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import { plainText } from "../plain-text.ts";
import { flattenParts, takeReference } from "./schema-flatten.ts";
import type { TakeIn } from "./schema-flatten.ts";
import { joinNull } from "./schema-nullable.ts";
import { acceptTypes } from "./schema-types.ts";
import { acceptValues } from "./schema-values.ts";
import { isReference, mapSubschemas, schemaObject } from "./schema-walk.ts";

/** Rewrites a schema and everything in it. */
export type AcceptSchema = (schema: JsonSchema) => JsonSchemaObject;

/** Characters of a shared schema that a part or a described reference may be replaced with: larger ones are said once, by name. */
const maxTakenIn = 2000;
/** Characters of one schema description, as in `2-model/schema`. */
const maxDescription = 1024;
/** Shared schemas taken in around each other. */
const maxDepth = 2;
/** Shared schemas taken in for one schema: parts of parts may double with every level. */
const maxCount = 64;

interface Accepting {
  readonly sizeOf: (name: string) => number;
  readonly shared: ReadonlyMap<string, JsonSchema>;
  /** Shared schemas that were taken in around this one: they are not taken in again, a recursive one has no end. */
  readonly takenIn: ReadonlySet<string>;
}

/** Makes an {@link AcceptSchema}. @param shared the schemas that references name, as the model has them */
export function createAcceptSchema(shared: ReadonlyMap<string, JsonSchema>): AcceptSchema {
  const sizes = new Map<string, number>();
  const sizeOf = (name: string): number => {
    const size = sizes.get(name) ?? JSON.stringify(shared.get(name) ?? true).length;
    sizes.set(name, size);
    return size;
  };
  return (schema) => accept(schema, { shared, sizeOf, takenIn: new Set() });
}

function accept(schema: JsonSchema, context: Accepting): JsonSchemaObject {
  if (typeof schema === "boolean") return schema ? {} : { not: {} };
  const { takeIn, taken } = takingIn(context);
  const flat = schemaObject(flattenParts(schema, takeIn));
  if (flat === undefined) return { not: {} };
  const alone = isReference(flat) ? acceptReference(flat, takeIn) : flat;
  const complete = completeObject(completeArray(acceptTypes(acceptValues(alone))));
  const inner = taken.size === 0 ? context : { ...context, takenIn: new Set([...context.takenIn, ...taken]) };
  const accepted = mapSubschemas(complete, (subschema) => accept(subschema, inner));
  return joinNull(keepBooleans(complete, accepted));
}

function takingIn({ shared, sizeOf, takenIn }: Accepting): { takeIn: TakeIn; taken: ReadonlySet<string> } {
  const taken = new Set<string>();
  let count = 0;
  const takeIn: TakeIn = (name) => {
    if (takenIn.size >= maxDepth || takenIn.has(name) || sizeOf(name) > maxTakenIn || count >= maxCount)
      return undefined;
    count += 1;
    taken.add(name);
    return shared.get(name);
  };
  return { takeIn, taken };
}

/** Keywords for which every client takes `true` and `false`. */
const booleanKeywords = ["additionalProperties", "unevaluatedProperties", "unevaluatedItems"];

function keepBooleans(before: JsonSchemaObject, after: JsonSchemaObject): JsonSchemaObject {
  const kept = booleanKeywords.filter((keyword) => typeof before[keyword] === "boolean");
  return { ...after, ...Object.fromEntries(kept.map((keyword) => [keyword, before[keyword]])) };
}

/** What may stand beside a reference. */
const besideReference: ReadonlySet<string> = new Set(["$ref", "description", "default"]);
/** What is only told, and is not worth a copy of what the reference names. */
const toldBesideReference: ReadonlySet<string> = new Set(["examples", "deprecated", "title"]);

function acceptReference(schema: JsonSchemaObject, takeIn: TakeIn): JsonSchemaObject {
  const entries = Object.entries(schema);
  const beside = Object.fromEntries(entries.filter(([keyword]) => besideReference.has(keyword)));
  const told = schema["deprecated"] === true ? { description: deprecated(schema.description) } : {};
  const rules = Object.fromEntries(
    entries.filter(([keyword]) => !besideReference.has(keyword) && !toldBesideReference.has(keyword)),
  );
  if (Object.keys(rules).length === 0) return { ...beside, ...told };
  const { $ref, ...annotations } = beside;
  const taken = schemaObject(takeReference({ $ref: schema.$ref ?? "", ...rules }, takeIn));
  if (taken !== undefined && !("$ref" in taken)) return { ...taken, ...annotations, ...told };
  // What is unevaluated stays where it sees what the reference evaluates.
  const isUnevaluated = ([keyword]: [string, unknown]): boolean => keyword.startsWith("unevaluated");
  const unevaluated = Object.fromEntries(Object.entries(rules).filter(isUnevaluated));
  const others = Object.fromEntries(Object.entries(rules).filter((entry) => !isUnevaluated(entry)));
  const parts = Object.keys(others).length === 0 ? [{ $ref }] : [{ $ref }, others];
  return { ...annotations, ...told, ...unevaluated, allOf: parts };
}

function deprecated(description: string | undefined): string {
  return description === undefined ? "Deprecated." : plainText(`Deprecated. ${description}`, maxDescription);
}

/** A list says what its items are; one that ends with its first items has no more than those. */
function completeArray(schema: JsonSchemaObject): JsonSchemaObject {
  if (schema.items === false) {
    const length = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"].length : 0;
    const most = typeof schema["maxItems"] === "number" ? Math.min(schema["maxItems"], length) : length;
    return { ...schema, maxItems: most, items: {} };
  }
  return schema.type === "array" && schema.items === undefined ? { ...schema, items: {} } : schema;
}

/** Whatever is required is described: by the rule for names that are not listed. */
function completeObject(schema: JsonSchemaObject): JsonSchemaObject {
  if (schema.required === undefined || (schema.type !== "object" && schema.properties === undefined)) return schema;
  const known = schema.properties ?? {};
  const missing = schema.required.filter((name) => !Object.hasOwn(known, name));
  if (missing.length === 0) return schema;
  const described = missing.map((name) => [name, ruleFor(name, schema)] as const);
  return { ...schema, properties: { ...known, ...Object.fromEntries(described) } };
}

/** `patternProperties` go on to hold for a name that is listed, `additionalProperties` do not. */
function ruleFor(name: string, schema: JsonSchemaObject): JsonSchema {
  const patterns = Object.keys((schema["patternProperties"] as object | undefined) ?? {});
  const matches = patterns.some((pattern) => new RegExp(pattern, "u").test(name));
  return matches ? {} : (schema.additionalProperties ?? {});
}
