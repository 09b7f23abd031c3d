import type { JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { compareIntersections, compareUnions, unionOf } from "./compare-unions.ts";
import { say } from "./phrase.ts";
import type { SchemaComparison, SchemaFinding, SharedSchemas } from "./schema-finding.ts";
import { compareKeywords, simpleKeywords } from "./schema-keywords.ts";

/** So many findings of one pair of schemas are told; more say nothing new. */
const maxFindings = 20;

/**
 * What another schema allows more or less than an old one: structurally, keyword by keyword. Where that cannot be told,
 * as with `not`, the finding is `changed`.
 */
export function compareSchemas(
  [old, oldShared]: readonly [JsonSchema, SharedSchemas],
  [now, nowShared]: readonly [JsonSchema, SharedSchemas],
): readonly SchemaFinding[] {
  const comparison: SchemaComparison = { old: oldShared, new: nowShared, found: [], visited: new Set() };
  compare(old, now, "", comparison);
  return comparison.found;
}

/** Compares two schemas at a place, and notes what it finds. */
function compare(old: JsonSchema, now: JsonSchema, path: string, comparison: SchemaComparison): void {
  const { found, visited } = comparison;
  if (found.length >= maxFindings) return;
  if (comparison.old.fingerprints.meaning(old) === comparison.new.fingerprints.meaning(now)) return;
  const pair = `${refOf(old) ?? ""} ${refOf(now) ?? ""}`;
  if (refOf(old) !== undefined && refOf(now) !== undefined) {
    if (visited.has(pair)) return;
    visited.add(pair);
  }
  const [before, after] = [resolved(old, comparison.old), resolved(now, comparison.new)];
  const [beforeUnion, afterUnion] = [unionOf(before), unionOf(after)];
  if (beforeUnion.length > 1 || afterUnion.length > 1) {
    compareUnions([beforeUnion, afterUnion], path, { comparison, compare });
    return;
  }
  compareObjects(before, after, path, comparison);
}

function refOf(schema: JsonSchema): string | undefined {
  return typeof schema === "object" ? schema.$ref : undefined;
}

/** Follows references, what stands beside them added; `true` is an empty schema, `false` one that allows no type. */
function resolved(schema: JsonSchema, shared: SharedSchemas, seen: readonly string[] = []): JsonSchemaObject {
  if (typeof schema === "boolean") return schema ? {} : { type: [] };
  const { $ref: ref, ...beside } = schema;
  if (ref === undefined || seen.includes(ref)) return schema;
  const target = shared.schemas.get(ref.replace(/^#\/\$defs\//u, "")) ?? true;
  return { ...resolved(target, shared, [...seen, ref]), ...beside };
}

function compareObjects(
  old: JsonSchemaObject,
  now: JsonSchemaObject,
  path: string,
  comparison: SchemaComparison,
): void {
  const { found } = comparison;
  for (const finding of compareKeywords(old, now)) found.push({ ...finding, path });
  compareProperties(old, now, path, comparison);
  for (const [keyword, suffix] of inner) {
    const [before, after] = [old[keyword] as JsonSchema | undefined, now[keyword] as JsonSchema | undefined];
    if (before !== undefined || after !== undefined)
      compare(before ?? true, after ?? true, `${path}${suffix}`, comparison);
  }
  compareCombined(old, now, path, comparison);
  compareRest(old, now, path, comparison);
}

/** Alternatives and conjunctions beside other keywords. */
function compareCombined(
  old: JsonSchemaObject,
  now: JsonSchemaObject,
  path: string,
  comparison: SchemaComparison,
): void {
  const context = { comparison, compare };
  compareIntersections([listOf(old["allOf"]) ?? [], listOf(now["allOf"]) ?? []], path, context);
  for (const keyword of ["anyOf", "oneOf"]) {
    const [before, after] = [listOf(old[keyword]), listOf(now[keyword])];
    if (before !== undefined && after !== undefined) compareUnions([before, after], path, context);
    else if (before !== undefined)
      comparison.found.push({ effect: "widened", path, phrase: ["has no forms any more"] });
    else if (after !== undefined) comparison.found.push({ effect: "narrowed", path, phrase: ["has forms now"] });
  }
}

function listOf(value: unknown): readonly JsonSchema[] | undefined {
  return Array.isArray(value) ? (value as readonly JsonSchema[]) : undefined;
}

/** Keywords with one schema for what is inside, and how the inside is named. */
const inner: readonly (readonly [keyword: string, suffix: string])[] = [
  ["items", "[]"],
  ["additionalProperties", ".*"],
];

function compareProperties(
  old: JsonSchemaObject,
  now: JsonSchemaObject,
  path: string,
  comparison: SchemaComparison,
): void {
  const { found } = comparison;
  const [before, after] = [
    new Map(Object.entries(old.properties ?? {})),
    new Map(Object.entries(now.properties ?? {})),
  ];
  const at = (name: string): string => (path === "" ? name : `${path}.${name}`);
  for (const [name, schema] of before) {
    const other = after.get(name);
    if (other !== undefined) compare(schema, other, at(name), comparison);
    else if (now.additionalProperties === false)
      found.push({ effect: "narrowed", path: at(name), phrase: ["is gone"] });
    else found.push({ effect: "removed", path: at(name), phrase: ["is gone"] });
  }
  for (const name of after.keys())
    if (!before.has(name)) found.push({ effect: "added", path: at(name), phrase: ["is new"] });
  const [needed, needs] = [old.required ?? [], now.required ?? []];
  for (const name of needs)
    if (!needed.includes(name)) found.push({ effect: "narrowed", path: at(name), phrase: ["is required now"] });
  for (const name of needed)
    if (!needs.includes(name) && after.has(name))
      found.push({ effect: "widened", path: at(name), phrase: ["is optional now"] });
}

/** Says nothing about values. */
const silent: ReadonlySet<string> = new Set([
  "title",
  "description",
  "examples",
  "example",
  "$comment",
  "deprecated",
  "$defs",
  "$ref",
  "properties",
  "required",
  "allOf",
  "anyOf",
  "oneOf",
  ...inner.map(([keyword]) => keyword),
  ...simpleKeywords,
]);

/** Keywords whose effect is not worked out: that they changed is said. */
function compareRest(old: JsonSchemaObject, now: JsonSchemaObject, path: string, comparison: SchemaComparison): void {
  const keywords = new Set([...Object.keys(old), ...Object.keys(now)].filter((keyword) => !silent.has(keyword)));
  for (const keyword of keywords) {
    const before = comparison.old.fingerprints.meaning({ [keyword]: old[keyword] });
    if (before !== comparison.new.fingerprints.meaning({ [keyword]: now[keyword] }))
      comparison.found.push({ effect: "changed", path, phrase: say`has another ${keyword}` });
  }
}
