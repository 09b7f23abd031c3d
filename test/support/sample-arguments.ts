type Schema = Readonly<Record<string, unknown>>;

/**
 * Arguments that satisfy what a simple input schema requires: text, numbers, booleans and enum values. `undefined` when it
 * requires more than that; the corpus runner samples every schema, this is for tests that only want some call to be made.
 */
export function sampleArguments(schema: Schema): Record<string, unknown> | undefined {
  const properties = schema["properties"] as Readonly<Record<string, Schema>>;
  const required = (schema["required"] ?? []) as readonly string[];
  const given = required.map((name) => [name, sampleValue(properties[name] ?? {})] as const);
  return given.some(([, value]) => value === undefined) ? undefined : Object.fromEntries(given);
}

function sampleValue(schema: Schema): unknown {
  const choices = schema["enum"];
  if (Array.isArray(choices)) return choices[0] as unknown;
  if (
    ["$ref", "anyOf", "oneOf", "allOf", "pattern", "format", "minLength", "const"].some((keyword) => keyword in schema)
  )
    return undefined;
  if (schema["type"] === "string") return "sample";
  if (schema["type"] === "boolean") return true;
  if (schema["type"] === "integer" || schema["type"] === "number") return schema["minimum"] ?? schema["maximum"] ?? 1;
  return undefined;
}
