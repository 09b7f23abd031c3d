import type { JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { list, type Phrase, say } from "./phrase.ts";
import type { SchemaEffect } from "./schema-finding.ts";

/** What one keyword does to the values that are allowed. */
export interface KeywordFinding {
  readonly effect: SchemaEffect;
  readonly phrase: Phrase;
}

const lowerBounds = ["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains"];
const upperBounds = ["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains"];

/** Keywords that are compared here. */
export const simpleKeywords: readonly string[] = [
  "type",
  "enum",
  "const",
  "uniqueItems",
  "default",
  "pattern",
  "format",
  "multipleOf",
  ...lowerBounds,
  ...upperBounds,
];

/** Compares the keywords that say something about a value itself, without looking into it. */
export function compareKeywords(old: JsonSchemaObject, now: JsonSchemaObject): readonly KeywordFinding[] {
  return [
    ...compareTypes(typesOf(old), typesOf(now)),
    ...compareValues(valuesOf(old), valuesOf(now)),
    ...lowerBounds.flatMap((keyword) => compareBound(keyword, old, now, 1)),
    ...upperBounds.flatMap((keyword) => compareBound(keyword, old, now, -1)),
    ...compareMultiple(old["multipleOf"], now["multipleOf"]),
    ...compareRule("pattern", old["pattern"], now["pattern"]),
    ...compareFormats(old["format"], now["format"]),
    ...compareUnique(old["uniqueItems"] === true, now["uniqueItems"] === true),
    ...compareDefault(old["default"], now["default"]),
  ];
}

/** The types that are allowed; `undefined`: all. */
export function typesOf({ type }: JsonSchemaObject): readonly string[] | undefined {
  return typeof type === "string" ? [type] : type;
}

function compareTypes(old: readonly string[] | undefined, now: readonly string[] | undefined): KeywordFinding[] {
  const holds = (all: readonly string[] | undefined, type: string): boolean =>
    all === undefined || all.includes(type) || (type === "integer" && all.includes("number"));
  const [before, after] = [old ?? ["any type"], now ?? ["any type"]];
  const isNarrower = old === undefined ? now !== undefined : old.some((type) => !holds(now, type));
  const isWider = now === undefined ? old !== undefined : now.some((type) => !holds(old, type));
  if (!isNarrower && !isWider) return [];
  // No type at all is the schema `false`.
  if (after.length === 0) return [{ effect: "narrowed", phrase: ["is not allowed any more"] }];
  if (before.length === 0) return [{ effect: "widened", phrase: ["is allowed now"] }];
  const phrase = say`is ${after.join(" or ")}, and was ${before.join(" or ")}`;
  if (isNarrower && isWider) return [{ effect: "retyped", phrase }];
  return [{ effect: isNarrower ? "narrowed" : "widened", phrase }];
}

/** As JSON; `undefined`: any value. */
function valuesOf(schema: JsonSchemaObject): readonly string[] | undefined {
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value));
  return "const" in schema ? [JSON.stringify(schema["const"])] : undefined;
}

function compareValues(old: readonly string[] | undefined, now: readonly string[] | undefined): KeywordFinding[] {
  if (old === undefined && now === undefined) return [];
  if (old === undefined) return [{ effect: "narrowed", phrase: say`accepts only ${list(now ?? [])}` }];
  if (now === undefined) return [{ effect: "widened", phrase: say`accepts more than ${list(old)}` }];
  const gone = old.filter((value) => !now.includes(value));
  const come = now.filter((value) => !old.includes(value));
  return [
    ...(gone.length === 0 ? [] : [{ effect: "narrowed", phrase: say`no longer accepts ${list(gone)}` } as const]),
    ...(come.length === 0 ? [] : [{ effect: "widened", phrase: say`also accepts ${list(come)}` } as const]),
  ];
}

/** @param direction - 1: a higher bound allows less; -1: a lower one does */
function compareBound(
  keyword: string,
  old: JsonSchemaObject,
  now: JsonSchemaObject,
  direction: 1 | -1,
): KeywordFinding[] {
  const [before, after] = [old[keyword], now[keyword]];
  if (before === after) return [];
  const bound = (value: unknown): number => (typeof value === "number" ? value * direction : Number.NEGATIVE_INFINITY);
  const effect = bound(after) > bound(before) ? "narrowed" : "widened";
  return [{ effect, phrase: say`has ${keyword} ${describe(after)}, and had ${describe(before)}` }];
}

function compareMultiple(old: unknown, now: unknown): KeywordFinding[] {
  if (old === now) return [];
  const phrase = say`has multipleOf ${describe(now)}, and had ${describe(old)}`;
  const isMultiple = (value: unknown, of: unknown): boolean =>
    of === undefined || (typeof value === "number" && typeof of === "number" && Number.isInteger(value / of));
  if (isMultiple(now, old)) return [{ effect: "narrowed", phrase }];
  return [{ effect: isMultiple(old, now) ? "widened" : "changed", phrase }];
}

/** Formats that servers check; any other, as `int64`, refuses nothing (JSON Schema 2020-12 Validation, 7.2.1). */
const checkedFormats: ReadonlySet<unknown> = new Set([
  "date",
  "date-time",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "json-pointer",
  "json-pointer-uri-fragment",
  "regex",
  "relative-json-pointer",
  "time",
  "uri",
  "uri-reference",
  "uri-template",
  "url",
  "uuid",
]);

function compareFormats(old: unknown, now: unknown): KeywordFinding[] {
  const [before, after] = [old, now].map((format) => (checkedFormats.has(format) ? format : undefined));
  return compareRule("format", before, after);
}

/** Of two rules it cannot be told which allows more. */
function compareRule(keyword: string, old: unknown, now: unknown): KeywordFinding[] {
  if (old === now) return [];
  const phrase = say`has ${keyword} ${describe(now)}, and had ${describe(old)}`;
  if (old === undefined) return [{ effect: "narrowed", phrase }];
  return [{ effect: now === undefined ? "widened" : "changed", phrase }];
}

function compareUnique(old: boolean, now: boolean): KeywordFinding[] {
  if (old === now) return [];
  if (now) return [{ effect: "narrowed", phrase: ["accepts no item twice"] }];
  return [{ effect: "widened", phrase: ["accepts the same item twice"] }];
}

/** The API's default: no value is refused, but the same call does something else. */
function compareDefault(old: unknown, now: unknown): KeywordFinding[] {
  if (JSON.stringify(old) === JSON.stringify(now)) return [];
  return [{ effect: "changed", phrase: say`is ${describe(now)} when it is not given, and was ${describe(old)}` }];
}

function describe(value: unknown): string {
  return value === undefined ? "none" : JSON.stringify(value);
}
