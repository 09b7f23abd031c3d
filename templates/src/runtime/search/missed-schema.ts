import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";
import type { ArgumentProblem } from "../upstream/upstream-error.ts";

/** Longest part of a schema that is shown, in characters of JSON. */
const maxShown = 6_000;

/**
 * The part of a schema that wrong arguments missed: the arguments that the problems name, or the required ones where they name none,
 * with the definitions that those refer to. As JSON text, cut off where it grows too long for an error.
 */
export function missedSchema(schema: JsonSchemaObject, problems: readonly ArgumentProblem[]): string {
  const { properties = {}, required = [], $defs = {} } = schema;
  const named = problems.map(({ argument }) => /^[^.[]*/.exec(argument)?.[0] ?? "");
  const known = [...new Set(named)].filter((name) => Object.hasOwn(properties, name));
  const shown =
    known.length > 0 && !named.some((name) => !Object.hasOwn(properties, name))
      ? known
      : [...new Set([...known, ...required])];
  const part: JsonSchemaObject = {
    type: "object",
    properties: Object.fromEntries(shown.map((name) => [name, properties[name] ?? true])),
    ...(shown.length < Object.keys(properties).length &&
      known.length === 0 && { others: Object.keys(properties).filter((name) => !shown.includes(name)) }),
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
