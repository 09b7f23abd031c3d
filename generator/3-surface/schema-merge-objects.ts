import { isDeepStrictEqual } from "node:util";
import type { JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import type { Keywords, MergeInner } from "./schema-merging.ts";
import { Unmergeable } from "./schema-merging.ts";

interface ObjectRules {
  readonly named: ReadonlyMap<string, JsonSchema>;
  readonly patterns: ReadonlyMap<string, JsonSchema>;
  /** What holds for other names. */
  readonly others: JsonSchema;
}

/**
 * The keywords that say which properties an object has (JSON Schema 2020-12 core, 10.3.2), merged. `additionalProperties` of one
 * schema holds for the names that only the other knows: they take it in, where it has a form that they can take in.
 * @throws Unmergeable
 */
export function mergeObjects(one: JsonSchemaObject, other: JsonSchemaObject, merge: MergeInner): Keywords {
  const left = rulesOf(one);
  const right = rulesOf(other);
  const hasPatterns = left.patterns.size + right.patterns.size > 0;
  if (hasPatterns && (left.others !== true || right.others !== true) && !isDeepStrictEqual(left, right))
    throw new Unmergeable();
  const named = new Map<string, JsonSchema>();
  for (const name of new Set([...left.named.keys(), ...right.named.keys()]))
    named.set(name, both(left.named.get(name) ?? left.others, right.named.get(name) ?? right.others, merge));
  const patterns = new Map(left.patterns);
  for (const [pattern, schema] of right.patterns) patterns.set(pattern, merge(patterns.get(pattern) ?? true, schema));
  const others = merge(left.others, right.others);
  return {
    ...(named.size === 0 ? {} : { properties: Object.fromEntries(named) }),
    ...(patterns.size === 0 ? {} : { patternProperties: Object.fromEntries(patterns) }),
    ...(others === true && !("additionalProperties" in one || "additionalProperties" in other)
      ? {}
      : { additionalProperties: others }),
  };
}

/** A name that one schema describes and the other forbids: the document contradicts itself, and keeps its own words. */
function both(one: JsonSchema, other: JsonSchema, merge: MergeInner): JsonSchema {
  if (one !== other && (one === false || other === false)) throw new Unmergeable();
  return merge(one, other);
}

function rulesOf(schema: JsonSchemaObject): ObjectRules {
  // What is unevaluated depends on everything else in the schema.
  if ("unevaluatedProperties" in schema) throw new Unmergeable();
  return {
    named: new Map(Object.entries(schema.properties ?? {})),
    patterns: new Map(Object.entries((schema["patternProperties"] as object | undefined) ?? {})),
    others: schema.additionalProperties ?? true,
  };
}
