import { mergeSchemas } from "./merge-schemas.ts";
import { isSchema } from "./schema.ts";
import type { Schema } from "./schema.ts";
import { stringValue } from "./string-value.ts";

/** How a value is drawn. */
export interface Draw {
  /** `required`: nothing that may be left out; `all`: everything that may be given. */
  readonly mode: "required" | "all";
  /** Moves unions, enums and types on, so that calls cover the alternatives. */
  readonly variant: number;
  /** No object is empty where it need not be: forms and parameters cannot say an empty one. */
  readonly isFilled: boolean;
  readonly isReserved: boolean;
  /** Arguments that are given whole where they are given: an empty object cannot stand in a path. */
  readonly whole: ReadonlySet<string>;
  /** Arguments that stay plain then: headers and cookies cannot carry everything. */
  readonly plain: ReadonlySet<string>;
  /** Further on for the union at this place: set when its first alternatives were refused. */
  readonly shifts: ReadonlyMap<string, number>;
  /** Places that are left out, since nothing that was drawn there was accepted. */
  readonly omitted: ReadonlySet<string>;
  /** Objects that are drawn with what is required only, since everything at once was refused. */
  readonly lean: ReadonlySet<string>;
}

/** Why no value could be drawn, and where (a JSON Pointer into the value). */
export class Unsampled extends Error {
  readonly place: string;

  constructor(place: string, reason: string) {
    super(reason);
    this.name = "Unsampled";
    this.place = place;
  }
}

interface Context {
  readonly draw: Draw;
  readonly definitions: Schema;
  /** References on the way here, with how often each was taken. */
  readonly taken: ReadonlyMap<string, number>;
  readonly counter: { value: number };
  readonly place: string;
  readonly depth: number;
}

/** Beyond this depth only what is required is drawn, and one item of a list. */
const deepest = 7;
/** Beyond this many values too: a large object is not drawn to its last leaf. */
const manyValues = 1500;

/**
 * The arguments that an input schema allows, by {@link Draw}. Every free string is unique in the call.
 * @throws Unsampled when a required value cannot be drawn
 */
export function sampleValue(schema: Schema, draw: Draw): unknown {
  const definitions = isSchema(schema["$defs"]) ? schema["$defs"] : {};
  return sample(schema, { draw, definitions, taken: new Map(), counter: { value: 100 }, place: "", depth: 0 });
}

function sample(schema: unknown, context: Context): unknown {
  if (schema === false) throw new Unsampled(context.place, "the schema allows nothing");
  if (!isSchema(schema)) return `v${next(context)}`;
  const merged = flatten(schema, context);
  if (merged === undefined) throw new Unsampled(context.place, "the schema is recursive without an end");
  const { resolved, taken } = merged;
  const inner: Context = { ...context, taken };
  if (Object.hasOwn(resolved, "const")) return resolved["const"];
  if (Array.isArray(resolved["enum"])) return fromEnum(resolved, inner);
  if (isFileSchema(resolved)) return sampleFile(inner);
  return byType(resolved, inner);
}

interface Flat {
  readonly resolved: Schema;
  readonly taken: ReadonlyMap<string, number>;
}

/** One schema out of a reference, its siblings, `allOf`, and one alternative of `oneOf` and `anyOf`. */
function flatten(schema: Schema, context: Context): Flat | undefined {
  let taken = context.taken;
  let resolved: Schema = schema;
  for (let round = 0; round < 64; round++) {
    const { $ref, allOf, oneOf, anyOf, ...rest } = resolved;
    if (typeof $ref === "string") {
      const count = (taken.get($ref) ?? 0) + 1;
      if (count > 4) return undefined;
      taken = new Map(taken).set($ref, count);
      resolved = mergeSchemas(
        omitUndefined({ ...rest, allOf, oneOf, anyOf }),
        context.definitions[
          $ref
            .replace(/^#\/\$defs\//, "")
            .replaceAll("~1", "/")
            .replaceAll("~0", "~")
        ],
      );
    } else if (Array.isArray(allOf)) {
      resolved = allOf.reduce<Schema>(mergeSchemas, omitUndefined({ ...rest, oneOf, anyOf }));
    } else if (Array.isArray(oneOf) || Array.isArray(anyOf)) {
      const [alternatives, others] = Array.isArray(oneOf) ? [oneOf as unknown[], { anyOf }] : [anyOf as unknown[], {}];
      resolved = mergeSchemas(omitUndefined({ ...rest, ...others }), choose(alternatives, { ...context, taken }));
    } else return { resolved, taken };
  }
  return undefined;
}

/** Which alternative: those that are not null and do not come back to where we are first, then by variant. */
function choose(alternatives: readonly unknown[], { draw, place, taken, depth }: Context): unknown {
  const isRepeated = (alternative: unknown): boolean =>
    isSchema(alternative) && typeof alternative["$ref"] === "string" && taken.has(alternative["$ref"]);
  const isNull = (alternative: unknown): boolean => isSchema(alternative) && alternative["type"] === "null";
  const present = alternatives.filter((alternative) => !isNull(alternative) && alternative !== false);
  const fresh = present.filter((alternative) => !isRepeated(alternative));
  const candidates = fresh.length > 0 && (depth > 3 || fresh.length < present.length) ? fresh : present;
  const position = draw.variant + (draw.shifts.get(place) ?? 0);
  return candidates.length === 0 ? alternatives[0] : candidates[position % candidates.length];
}

function fromEnum(schema: Schema, { draw, place }: Context): unknown {
  const values = schema["enum"] as readonly unknown[];
  const present = values.filter((value) => value !== null && value !== "");
  const candidates = present.length > 0 ? present : values;
  if (candidates.length === 0) throw new Unsampled(place, "the enum allows nothing");
  return candidates[(draw.variant + (draw.shifts.get(place) ?? 0)) % candidates.length];
}

function byType(schema: Schema, context: Context): unknown {
  switch (typeOf(schema, context.draw.variant)) {
    case "object":
      return sampleObject(schema, context);
    case "array":
      return sampleArray(schema, context);
    case "integer":
      return sampleNumber(schema, context, true);
    case "number":
      return sampleNumber(schema, context, false);
    case "boolean":
      return context.draw.variant % 2 === 0;
    case "null":
      return null;
    default: {
      const text = stringValue(schema, { unique: next(context), isReserved: isReserved(context) });
      if (text === undefined)
        throw new Unsampled(
          context.place,
          `no text was found for ${JSON.stringify(pick(schema, ["pattern", "format", "minLength", "maxLength"]))}`,
        );
      return text;
    }
  }
}

function isReserved({ draw, place }: Context): boolean {
  return draw.isReserved && !draw.plain.has(place.split("/")[1] ?? "");
}

function typeOf(schema: Schema, variant: number): string {
  const { type } = schema;
  if (typeof type === "string") return type;
  if (Array.isArray(type)) {
    const present = (type as string[]).filter((name) => name !== "null");
    return present.length === 0 ? "null" : (present[variant % present.length] ?? "string");
  }
  if (
    ["properties", "required", "additionalProperties", "patternProperties", "minProperties"].some(
      (keyword) => keyword in schema,
    )
  )
    return "object";
  if (["items", "prefixItems", "minItems"].some((keyword) => keyword in schema)) return "array";
  return ["minimum", "maximum", "multipleOf", "exclusiveMinimum"].some((keyword) => keyword in schema)
    ? "number"
    : "string";
}

function sampleObject(schema: Schema, context: Context): unknown {
  const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
  const required = new Set(Array.isArray(schema["required"]) ? (schema["required"] as string[]) : []);
  const isEverything = givesEverything(context);
  const result: Record<string, unknown> = {};
  const names = [...new Set([...required, ...Object.keys(properties)])];
  for (const name of names) {
    const inner = step(context, name);
    if (!required.has(name) && (!isEverything || context.draw.omitted.has(inner.place))) continue;
    const declared = Object.hasOwn(properties, name) ? properties[name] : (schema["additionalProperties"] ?? true);
    const value = required.has(name) ? sample(declared, inner) : optional(declared, inner);
    if (value !== undefined) define(result, name, value);
  }
  addFree(schema, result, context, isEverything);
  addMinimum(properties, schema, result, context);
  fill(properties, result, context);
  return result;
}

/** Whether an object's optional members are given: as the draw says, as deep as is useful. */
function givesEverything({ draw, place, depth, counter }: Context): boolean {
  const isWhole = depth > 0 && draw.whole.has(place.split("/")[1] ?? "");
  const isWanted = (draw.mode === "all" || isWhole) && !draw.lean.has(place);
  return isWanted && depth <= deepest && counter.value < manyValues;
}

/** An optional value that cannot be drawn is left out. */
function optional(schema: unknown, context: Context): unknown {
  try {
    return sample(schema, context);
  } catch (error) {
    if (error instanceof Unsampled) return undefined;
    throw error;
  }
}

/** A map gets one entry of its own; an open object of nothing else too. */
function addFree(schema: Schema, result: Record<string, unknown>, context: Context, isEverything: boolean): void {
  const free = schema["additionalProperties"];
  const count = Object.keys(result).length;
  const isOwed = count < (numberAt(schema, "minProperties") ?? 0);
  const isMap = isSchema(free) || (count === 0 && free !== false && !isSchema(schema["properties"]));
  const isWanted = isEverything && isMap && !context.draw.omitted.has(`${context.place}/*`);
  if (!isWanted && !isOwed) return;
  const entry = freeEntry(schema, context, isMap);
  if (entry === undefined) return;
  const value = isOwed ? sample(entry.member, step(context, "*")) : optional(entry.member, step(context, "*"));
  if (value !== undefined) define(result, entry.name, value);
}

/** A name that no property has, and the schema of its value; undefined when the object is closed. */
function freeEntry(schema: Schema, context: Context, isMap: boolean): { name: string; member: unknown } | undefined {
  const free = schema["additionalProperties"];
  const [patternEntry] = isSchema(schema["patternProperties"]) ? Object.entries(schema["patternProperties"]) : [];
  if (patternEntry === undefined && free === false) return undefined;
  const name = isSchema(schema["propertyNames"])
    ? String(sample({ type: "string", ...schema["propertyNames"] }, step(context, "*")))
    : `k${next(context)}`;
  if (patternEntry === undefined || isMap) return { name, member: free ?? true };
  const fitting = stringValue({ pattern: patternEntry[0] }, { unique: next(context), isReserved: false });
  return { name: fitting ?? name, member: patternEntry[1] };
}

function numberAt(schema: Schema, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === "number" ? value : undefined;
}

/** The first member that can be drawn, where nothing else was and that cannot be said. */
function fill(properties: Schema, result: Record<string, unknown>, context: Context): void {
  if (!context.draw.isFilled || context.depth === 0 || Object.keys(result).length > 0) return;
  for (const [name, member] of Object.entries(properties)) {
    const value = optional(member, step(context, name));
    if (value === undefined || value === null) continue;
    define(result, name, value);
    return;
  }
}

/** `minProperties` with optional properties only: the first ones are given. */
function addMinimum(properties: Schema, schema: Schema, result: Record<string, unknown>, context: Context): void {
  const min = typeof schema["minProperties"] === "number" ? schema["minProperties"] : 0;
  for (const [name, member] of Object.entries(properties)) {
    if (Object.keys(result).length >= min) return;
    if (!Object.hasOwn(result, name)) define(result, name, sample(member, step(context, name)));
  }
}

function sampleArray(schema: Schema, context: Context): unknown {
  const min = typeof schema["minItems"] === "number" ? schema["minItems"] : 0;
  const max = typeof schema["maxItems"] === "number" ? schema["maxItems"] : Number.POSITIVE_INFINITY;
  const prefix = Array.isArray(schema["prefixItems"]) ? (schema["prefixItems"] as unknown[]) : [];
  const isSmall = context.depth > 3 || context.counter.value > manyValues / 2;
  const wanted = Math.max(min, prefix.length, Math.min(isSmall ? 1 : 2, max));
  if (wanted > 2000) throw new Unsampled(context.place, `the list needs ${wanted} items`);
  const result: unknown[] = [];
  for (let index = 0; index < wanted; index++) {
    const item = index < prefix.length ? prefix[index] : (schema["items"] ?? true);
    if (item === false) break;
    // Items of an enum differ from each other, for `uniqueItems`.
    const draw = { ...context.draw, variant: context.draw.variant + index };
    const value =
      index < min
        ? sample(item, { ...step(context, String(index)), draw })
        : optional(item, { ...step(context, String(index)), draw });
    if (
      value === undefined ||
      (schema["uniqueItems"] === true && result.some((other) => JSON.stringify(other) === JSON.stringify(value)))
    )
      continue;
    result.push(value);
  }
  return result;
}

function sampleNumber(schema: Schema, context: Context, isInteger: boolean): number {
  const of = (keyword: string): number | undefined =>
    typeof schema[keyword] === "number" ? schema[keyword] : undefined;
  const unit = of("multipleOf") ?? (isInteger ? 1 : 0.5);
  const low = Math.max(
    of("minimum") ?? Number.NEGATIVE_INFINITY,
    (of("exclusiveMinimum") ?? Number.NEGATIVE_INFINITY) + unit,
  );
  const high = Math.min(
    of("maximum") ?? Number.POSITIVE_INFINITY,
    (of("exclusiveMaximum") ?? Number.POSITIVE_INFINITY) - unit,
  );
  const wanted = next(context) + (isInteger ? 0 : 0.5);
  const inside = Math.min(Math.max(wanted, low), high);
  const rounded = Math.round(inside / unit) * unit;
  const value = rounded < low ? rounded + unit : rounded > high ? rounded - unit : rounded;
  return Number(value.toFixed(10));
}

/** The file argument that the tools document: its three ways of writing take turns. */
function isFileSchema(schema: Schema): boolean {
  const properties = isSchema(schema["properties"]) ? Object.keys(schema["properties"]) : [];
  return (
    properties.includes("content") &&
    properties.includes("encoding") &&
    properties.includes("filename") &&
    properties.includes("mediaType")
  );
}

function sampleFile(context: Context): unknown {
  const text = `file v${next(context)} \u00E9`;
  if (context.draw.mode === "required") return { content: text };
  const base64 = Buffer.from([0, 255, 10, 13, ...Buffer.from(text)]).toString("base64");
  const given = [
    { content: base64, encoding: "base64", filename: `f${context.counter.value}.png`, mediaType: "image/png" },
    { content: text, encoding: "text", filename: `f${context.counter.value}.txt` },
    { content: `data:image/png;base64,${base64}`, encoding: "dataUri", filename: `f${context.counter.value}.png` },
  ] as const;
  return given[context.draw.variant % given.length];
}

function step(context: Context, key: string): Context {
  return {
    ...context,
    place: `${context.place}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    depth: context.depth + 1,
  };
}

function next({ counter }: Context): number {
  counter.value++;
  return counter.value;
}

/** Names like `__proto__` are names. */
function define(target: Record<string, unknown>, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}

function omitUndefined(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}

function pick(schema: Schema, keywords: readonly string[]): Schema {
  return Object.fromEntries(
    keywords.filter((keyword) => keyword in schema).map((keyword) => [keyword, schema[keyword]]),
  );
}
