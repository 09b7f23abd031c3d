import type { JsonSchema, JsonSchemaObject } from "../../2-model/api.ts";
import { mapSubschemas, schemaObject } from "../schema-walk.ts";

/** Takes from a schema what tells a caller nothing. @param names what it is called, and what it stands in */
export type ThriftySchema = (schema: JsonSchema, names: readonly string[]) => JsonSchema;

/** What a description is shortened to, or empty. */
type Tell = (description: string, names: readonly string[]) => string;

/** Makes a {@link ThriftySchema}. What a schema allows stays as it is: only annotations change. */
export function createThriftySchema(tell: Tell): ThriftySchema {
  const thrifty: ThriftySchema = (schema, names) => {
    const object = schemaObject(schema);
    if (object === undefined) return schema;
    const { properties, ...others } = object;
    const told = describe(withoutNoise(others), names, tell);
    const inner = mapSubschemas(told, (subschema) => unlike(thrifty(subschema, names), told.description));
    if (properties === undefined) return inOrder(object, inner);
    const members = Object.entries(properties).map(
      ([name, member]) => [name, thrifty(member, [...names, name])] as const,
    );
    return inOrder(object, { ...inner, properties: Object.fromEntries(members) });
  };
  return thrifty;
}

/** The same for those who want every text in full: as long as clients take it. */
export function createCutSchema(cut: (description: string) => string): ThriftySchema {
  const cutAll = (schema: JsonSchema): JsonSchema => {
    const object = schemaObject(schema);
    if (object === undefined) return schema;
    const inner = mapSubschemas(object, cutAll);
    return object.description === undefined ? inner : { ...inner, description: cut(object.description) };
  };
  return cutAll;
}

function describe(schema: JsonSchemaObject, names: readonly string[], tell: Tell): JsonSchemaObject {
  if (schema.description === undefined) return schema;
  const { description: full, ...others } = schema;
  const description = tell(full, names);
  return description === "" ? others : { description, ...others };
}

/** A part that is described in the words of the whole is not described. */
function unlike(schema: JsonSchema, description: string | undefined): JsonSchema {
  const object = schemaObject(schema);
  if (object?.description === undefined || object.description !== description) return schema;
  const { description: _, ...others } = object;
  return others;
}

/** Formats of numbers that say nothing of JSON numbers. `int32` does: the server checks it. */
const emptyFormats: ReadonlySet<unknown> = new Set(["int64", "float", "double"]);

function withoutNoise({ examples, format, ...others }: JsonSchemaObject): JsonSchemaObject {
  return {
    ...others,
    ...(format === undefined || emptyFormats.has(format) ? {} : { format }),
    ...(Array.isArray(examples) && showsForm(examples[0], { format, ...others }) ? { examples } : {}),
  };
}

/** Characters of an example that is shown. */
const longestExample = 48;

/** Whether an example shows a form that the schema does not say: text that is no prose, without format, and not told already. */
function showsForm(example: unknown, { format, description, default: preset }: JsonSchemaObject): boolean {
  if (typeof example !== "string" || example === "" || example.length > longestExample) return false;
  if (format !== undefined || example === preset || description?.includes(example) === true) return false;
  const isProse = /^[\p{L} ,.'!?-]*$/u.test(example) && (example.includes(" ") || /^\p{L}*$/u.test(example));
  return !isProse;
}

/** Keywords in the order in which they stood: a change shows as little difference as can be. */
function inOrder(before: JsonSchemaObject, after: JsonSchemaObject): JsonSchemaObject {
  const keywords = Object.keys(before).filter((keyword) => Object.hasOwn(after, keyword));
  return Object.fromEntries(keywords.map((keyword) => [keyword, after[keyword]]));
}
