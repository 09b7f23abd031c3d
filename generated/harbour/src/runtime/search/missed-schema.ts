import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";

/** Longest part of a schema that is shown, in characters of JSON. */
const maxShown = 6_000;

/**
 * The part of a schema that wrong arguments missed: the arguments that the problems name, or the required ones where they name none,
 * with the definitions that those refer to. As JSON text, cut off where it grows too long for an error.
 * @param wrong the arguments, as `filter.items[0].name`; empty for the arguments as a whole
 */
export function missedSchema(schema: JsonSchemaObject, wrong: readonly string[]): string {
  const { properties = {}, required = [], $defs = {} } = schema;
  const named = wrong.map((argument) => /^[^.[]*/.exec(argument)?.[0] ?? "");
  const isOwn = (name: string): boolean => Object.hasOwn(properties, name);
  const known = new Set(named.filter(isOwn));
  // An argument that there is not, or none named: what must be there, and the names of the rest.
  const isWide = !named.every(isOwn);
  const shown = [...(isWide ? new Set([...known, ...required]) : known)];
  const others = isWide ? Object.keys(properties).filter((name) => !shown.includes(name)) : [];
  const part: JsonSchemaObject = {
    type: "object",
    properties: Object.fromEntries(shown.map((name) => [name, properties[name] ?? true])),
    ...(others.length > 0 && { others }),
    ...(required.length > 0 && { required }),
  };
  const reached = reachedDefinitions(part, $defs);
  const text = JSON.stringify(reached.size === 0 ? part : { ...part, $defs: Object.fromEntries(reached) });
  return text.length <= maxShown ? text : `${text.slice(0, maxShown)}… (describe_tool has all of it)`;
}

function reachedDefinitions(
  part: JsonSchema,
  definitions: NonNullable<JsonSchemaObject["$defs"]>,
): ReadonlyMap<string, JsonSchema> {
  const reached = new Map<string, JsonSchema>();
  const pending: JsonSchema[] = [part];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [, name = ""] of JSON.stringify(next).matchAll(/"\$ref":"#\/\$defs\/([^"\\]+)"/g)) {
      const found = Object.hasOwn(definitions, name) ? definitions[name] : undefined;
      if (found === undefined || reached.has(name)) continue;
      reached.set(name, found);
      pending.push(found);
    }
  }
  return reached;
}
