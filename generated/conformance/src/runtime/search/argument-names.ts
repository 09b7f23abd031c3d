import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";

/** Schemas that tools refer to by name. */
export type SharedSchemas = ReadonlyMap<string, JsonSchema>;

/** What a tool takes: its arguments, and the members of a body that stands under `body` as if they were arguments. */
export interface ArgumentNames {
  readonly names: readonly string[];
  readonly required: readonly string[];
}

/** The names of a tool's arguments. */
export function argumentNames(
  { properties = {}, required = [] }: JsonSchemaObject,
  shared: SharedSchemas,
): ArgumentNames {
  const body = resolve(properties["body"], shared);
  const withoutBody = (names: readonly string[]): readonly string[] => names.filter((name) => name !== "body");
  return {
    names: [...withoutBody(Object.keys(properties)), ...Object.keys(body?.properties ?? {})],
    required: [...withoutBody(required), ...(body?.required ?? [])],
  };
}

function resolve(schema: JsonSchema | undefined, shared: SharedSchemas): JsonSchemaObject | undefined {
  if (typeof schema !== "object") return undefined;
  const name = schema.$ref?.replace("#/$defs/", "");
  const found = name === undefined ? schema : shared.get(name);
  return typeof found === "object" ? found : undefined;
}
