import { isDeepStrictEqual } from "node:util";
import type { JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import type { Keywords, MergeInner } from "./schema-merging.ts";
import { Unmergeable } from "./schema-merging.ts";

/**
 * The keywords that say what an array holds (JSON Schema 2020-12 core, 10.3.1), merged.
 * @throws Unmergeable
 */
export function mergeArrays(one: JsonSchemaObject, other: JsonSchemaObject, merge: MergeInner): Keywords {
  return { ...mergeItems(one, other, merge), ...mergeContains(one, other) };
}

function mergeItems(one: JsonSchemaObject, other: JsonSchemaObject, merge: MergeInner): Keywords {
  if ("unevaluatedItems" in one || "unevaluatedItems" in other) throw new Unmergeable();
  if (!hasItems(one) || !hasItems(other)) return pick(hasItems(one) ? one : other, ["prefixItems", "items"]);
  const left = listOf(one["prefixItems"]);
  const right = listOf(other["prefixItems"]);
  const rest = { left: one.items ?? true, right: other.items ?? true };
  const length = Math.max(left.length, right.length);
  const prefix = Array.from({ length }, (_, at) => merge(left[at] ?? rest.left, right[at] ?? rest.right));
  return { ...(length === 0 ? {} : { prefixItems: prefix }), items: merge(rest.left, rest.right) };
}

/** `minContains` and `maxContains` count what `contains` describes. */
function mergeContains(one: JsonSchemaObject, other: JsonSchemaObject): Keywords {
  const keywords = ["contains", "minContains", "maxContains"];
  const left = pick(one, keywords);
  const right = pick(other, keywords);
  if (Object.keys(left).length === 0) return right;
  if (Object.keys(right).length === 0 || isDeepStrictEqual(left, right)) return left;
  throw new Unmergeable();
}

function hasItems(schema: JsonSchemaObject): boolean {
  return "items" in schema || "prefixItems" in schema;
}

function listOf(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? (value as JsonSchema[]) : [];
}

function pick(schema: JsonSchemaObject, keywords: readonly string[]): Keywords {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => keywords.includes(keyword)));
}
