import type { JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { firstSentence } from "./first-sentence.ts";
import { type Convert, isRecord, isSchema, namedSubschemas } from "./subschema.ts";
import { indexFor, NEVER, type ObjectNode, type PropertyNode, type TypeNode, union, UNKNOWN } from "./type-node.ts";

/**
 * The type of an object schema (JSON Schema 2020-12, 10.3.2). A schema that does not mention
 * `additionalProperties` says nothing about other names, so it gets no index signature, unless it names no property
 * at all.
 */
export function objectType(schema: JsonSchemaObject, convert: Convert): TypeNode {
  const named = namedSubschemas(schema.properties);
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const others = otherProperties(schema, convert);
  const properties = [
    ...named.map(([name, inner]) => property(name, inner, required.has(name), convert)),
    ...requiredOnly(required, new Set(named.map(([name]) => name)), others),
  ];
  const index = indexType(properties, others);
  return { kind: "object", properties, ...(index === undefined ? {} : { index }) } satisfies ObjectNode;
}

function property(name: string, schema: JsonSchema, required: boolean, convert: Convert): PropertyNode {
  const description = isRecord(schema) ? schema["description"] : undefined;
  const doc = typeof description === "string" ? firstSentence(description) : "";
  return { name, type: convert(schema), required, ...(doc === "" ? {} : { doc }) };
}

/** Names that are required but not described: their values follow the rule for other names. */
function requiredOnly(
  required: ReadonlySet<unknown>,
  named: ReadonlySet<string>,
  others: TypeNode | undefined,
): PropertyNode[] {
  const names = [...required].filter((name): name is string => typeof name === "string" && !named.has(name));
  return names.map((name) => ({ name, type: others ?? UNKNOWN, required: true }));
}

/** The type of names that `properties` does not list; `undefined`: the schema does not say. */
function otherProperties(schema: JsonSchemaObject, convert: Convert): TypeNode | undefined {
  const patterns = namedSubschemas(schema["patternProperties"]).map(([, inner]) => convert(inner));
  const additional = isSchema(schema.additionalProperties) ? [convert(schema.additionalProperties)] : [];
  return patterns.length + additional.length === 0 ? undefined : union([...patterns, ...additional]);
}

/** The type of all names that are not listed; `undefined`: none, or nothing is said about them. */
function indexType(properties: readonly PropertyNode[], others: TypeNode | undefined): TypeNode | undefined {
  if (others === undefined) return properties.length === 0 ? UNKNOWN : undefined;
  if (others !== NEVER) return indexFor(others, properties);
  return properties.length === 0 ? NEVER : undefined;
}
