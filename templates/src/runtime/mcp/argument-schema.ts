import { dereference } from "@cfworker/json-schema";
import type { Schema } from "@cfworker/json-schema";
import type { JsonSchema, JsonSchemaObject } from "../surface-types.ts";
import { LIST_KEYWORDS, MAP_KEYWORDS, SCHEMA_KEYWORDS } from "./schema-keywords.ts";

/**
 * Longer strings are not matched against patterns, longer lists not searched for duplicates: the API does that. The generator lets
 * patterns through that are quadratic, and counts on this length.
 */
const MAX_PATTERN_LENGTH = 1024;
const MAX_UNIQUE_ITEMS = 1000;

/** An input schema made ready for the validator: see {@link prepareSchema}. */
export interface PreparedSchema {
  readonly root: Schema;
  /** Schemas by absolute URI, as the validator resolves references. */
  readonly lookup: Readonly<Record<string, Schema | boolean>>;
}

const VALUE_KEYWORDS: ReadonlySet<string> = new Set([
  "$ref",
  "$anchor",
  "type",
  "const",
  "enum",
  "required",
  "dependentRequired",
  "format",
  "minProperties",
  "maxProperties",
  "minContains",
  "maxContains",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
]);

/**
 * The formats that are checked: those that documents mean as JSON Schema 2020-12 does, all by patterns that run in linear time.
 * Others say something to the model and are left to the API; among them `time`, which many write without an offset, and
 * `url`, whose pattern in the validator takes exponential time.
 */
const CHECKED_FORMATS: ReadonlySet<string> = new Set(["date", "date-time", "uuid", "ipv4", "ipv6", "email", "uri"]);

/**
 * Copies a schema for the validator, which marks the schemas it is given and reads unknown keywords (`example`, `x-...`) as
 * schemas. Only keywords that assert something are kept; patterns and `uniqueItems` get a bound on what they cost; properties
 * that tell alternatives apart (`const`, `enum`) come first, so that a recursive union is left at once, not after its children.
 */
export function prepareSchema(schema: JsonSchemaObject): PreparedSchema {
  const root = prepareObject(schema);
  return { root, lookup: dereference(root) };
}

function prepare(schema: JsonSchema): Schema | boolean {
  return typeof schema === "boolean" ? schema : prepareObject(schema);
}

function prepareObject(schema: JsonSchemaObject): Schema {
  const prepared: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    const copy = prepareKeyword(keyword, value);
    if (copy !== undefined) {
      prepared[keyword] = copy;
    }
  }
  boundInt32(prepared, schema["format"]);
  boundCost(prepared);
  return prepared;
}

/** `format: int32` (OpenAPI Format Registry) as the limits that it says. Those of int64 are no numbers of JavaScript. */
function boundInt32(prepared: Record<string, unknown>, format: unknown): void {
  if (format !== "int32") {
    return;
  }
  const { minimum, maximum } = prepared;
  prepared["minimum"] = typeof minimum === "number" ? Math.max(minimum, -(2 ** 31)) : -(2 ** 31);
  prepared["maximum"] = typeof maximum === "number" ? Math.min(maximum, 2 ** 31 - 1) : 2 ** 31 - 1;
}

/** The shapes are those that the generator writes; a keyword whose value has another shape asserts nothing. */
function prepareKeyword(keyword: string, value: unknown): unknown {
  if (MAP_KEYWORDS.has(keyword) && isSchema(value) && typeof value === "object") {
    return Object.fromEntries(
      decisiveFirst(Object.entries(value))
        .filter((entry): entry is [string, JsonSchema] => isSchema(entry[1]))
        .map(([name, member]) => [name, prepare(member)]),
    );
  }
  if (LIST_KEYWORDS.has(keyword) && Array.isArray(value)) {
    return value.filter(isSchema).map(prepare);
  }
  if (SCHEMA_KEYWORDS.has(keyword) && isSchema(value)) {
    return prepare(value);
  }
  if (keyword === "format") {
    return typeof value === "string" && CHECKED_FORMATS.has(value) ? value : undefined;
  }
  return VALUE_KEYWORDS.has(keyword) ? value : undefined;
}

function decisiveFirst(entries: readonly [string, unknown][]): readonly [string, unknown][] {
  return entries.toSorted((one, other) => Number(isDecisive(other[1])) - Number(isDecisive(one[1])));
}

function isDecisive(schema: unknown): boolean {
  return typeof schema === "object" && schema !== null && ("const" in schema || "enum" in schema);
}

/** Moves costly keywords behind a condition: a pattern may be quadratic, and `uniqueItems` compares every pair. */
function boundCost(schema: Record<string, unknown>): void {
  const bounded: Schema[] = [];
  if (typeof schema["pattern"] === "string") {
    const { maxLength } = schema;
    const longest = typeof maxLength === "number" ? Math.min(maxLength, MAX_PATTERN_LENGTH) : MAX_PATTERN_LENGTH;
    bounded.push({ if: { minLength: longest + 1 }, else: { pattern: schema["pattern"] } });
    delete schema["pattern"];
  }
  if (schema["uniqueItems"] === true) {
    bounded.push({ if: { minItems: MAX_UNIQUE_ITEMS + 1 }, else: { uniqueItems: true } });
    delete schema["uniqueItems"];
  }
  if (bounded.length > 0) {
    schema["allOf"] = [...(Array.isArray(schema["allOf"]) ? schema["allOf"] : []), ...bounded];
  }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "boolean" || (typeof value === "object" && value !== null && !Array.isArray(value));
}
