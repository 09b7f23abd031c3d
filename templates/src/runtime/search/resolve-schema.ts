import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";

/** An object schema, by its reference to a definition of the tool where it is one; undefined where there is none. */
export function resolveSchema(
  schema: JsonSchema | undefined,
  definitions: JsonSchemaObject["$defs"],
): JsonSchemaObject | undefined {
  if (typeof schema !== "object") return undefined;
  const name = /^#\/\$defs\/(.+)$/.exec(schema.$ref ?? "")?.[1];
  if (name === undefined) return schema;
  const found = Object.hasOwn(definitions ?? {}, name) ? definitions?.[name] : undefined;
  return typeof found === "object" ? found : undefined;
}
