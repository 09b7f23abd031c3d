import { plainText } from "../../plain-text.ts";
import { child, objectOf, ownValue } from "../cursor.ts";
import type { Cursor, DocumentObject } from "../cursor.ts";
import { report } from "../reading.ts";
import type { Conversion, MutableSchema } from "./convert.ts";
import { isNullable } from "./nullable.ts";
import { countKeywords, jsonTypes, numberKeywords, textKeywords } from "./keywords.ts";
import { checkedPattern } from "./pattern.ts";

/** Longest example kept, in characters of JSON: examples help a model, but every listing pays for them. */
const maxExample = 80;

/** Copies every keyword whose value is no schema, mended where the intent is plain. */
export function copyScalars(conversion: Conversion, cursor: Cursor, schema: MutableSchema): void {
  const object = objectOf(cursor) ?? {};
  copyType(conversion, cursor, object, schema);
  copyEnum(conversion, cursor, object, schema);
  if (Object.hasOwn(object, "const") && isJson(object["const"])) schema["const"] = object["const"];
  for (const keyword of numberKeywords)
    copyNumber(object, keyword, schema, (value) => keyword !== "multipleOf" || value > 0);
  for (const keyword of countKeywords)
    copyNumber(object, keyword, schema, (value) => Number.isInteger(value) && value >= 0);
  copyExclusive(object, "minimum", "exclusiveMinimum", schema);
  copyExclusive(object, "maximum", "exclusiveMaximum", schema);
  for (const keyword of textKeywords) {
    const value = ownValue(object, keyword);
    if (typeof value === "string") schema[keyword] = value;
  }
  copyPattern(conversion, cursor, object, schema);
  if (ownValue(object, "uniqueItems") === true) schema["uniqueItems"] = true;
  if (ownValue(object, "deprecated") === true) schema["deprecated"] = true;
  copyDefault(object, schema);
  copyExample(object, schema);
}

/** Types that earlier versions and other languages have. */
const foreignTypes: ReadonlyMap<string, readonly string[]> = new Map([
  ["file", ["string"]],
  ["float", ["number"]],
  ["double", ["number"]],
  ["int", ["integer"]],
  ["long", ["integer"]],
  ["bool", ["boolean"]],
  ["date", ["string"]],
  ["datetime", ["string"]],
  ["uuid", ["string"]],
  ["any", []],
]);

function copyType(conversion: Conversion, cursor: Cursor, object: DocumentObject, schema: MutableSchema): void {
  const value = ownValue(object, "type");
  if (value === undefined) return;
  const asked: unknown[] = Array.isArray(value) ? value : [value];
  const types = asked.flatMap((type) => {
    if (typeof type !== "string") return [];
    return jsonTypes.has(type) ? [type] : (foreignTypes.get(type.toLowerCase()) ?? []);
  });
  if (types.length < asked.length || asked.some((type) => typeof type === "string" && !jsonTypes.has(type))) {
    const member = child(cursor, "type") ?? cursor;
    const read = types.length > 0 ? `read as "${types.join('" or "')}"` : "any type is accepted";
    report(conversion.reading, member, {
      severity: "warning",
      code: "unknown-type",
      message: `${JSON.stringify(value)} is no type of JSON Schema; ${read}.`,
      help: "Use string, number, integer, boolean, array, object or null.",
    });
  }
  const unique = [...new Set(types)];
  if (unique.length === 1) schema["type"] = unique[0];
  if (unique.length > 1) schema["type"] = unique;
}

function copyEnum(conversion: Conversion, cursor: Cursor, object: DocumentObject, schema: MutableSchema): void {
  const value = ownValue(object, "enum");
  if (value === undefined) return;
  const listed: unknown[] = Array.isArray(value) ? value.filter(isJson) : [];
  const values: unknown[] = [...new Map(listed.map((item) => [JSON.stringify(item), item])).values()];
  if (values.length === 0) {
    report(conversion.reading, child(cursor, "enum") ?? cursor, {
      severity: "warning",
      code: "enum-not-a-list",
      message: "`enum` must be a list of at least one value; it is ignored.",
      help: "Write a list of the allowed values, or leave `enum` out.",
    });
    return;
  }
  const { type } = schema;
  schema["enum"] = values;
  if (type === undefined || values.every((item) => item === null)) return;
  if (values.some((item) => item !== null && hasType(item, type))) return;
  // `enum: [1, 2]` of texts in YAML, `enum: ["1", "2"]` of numbers: the type is what the author looked at.
  const read = values.map((item) => (item === null ? item : readText(item)));
  const isPlain = read.every((item) => item === null || hasType(item, type));
  report(conversion.reading, child(cursor, "enum") ?? cursor, {
    severity: "warning",
    code: "enum-of-another-type",
    message: `No value of the enum has the type ${JSON.stringify(type)}; ${isPlain ? "the values are read as such" : "the type is ignored"}.`,
    help: "Correct the type, or the values.",
  });
  if (isPlain) schema["enum"] = read;
  else delete schema["type"];
}

/** Numbers that YAML and overflow make, and JSON does not have: NaN and the infinite ones. */
function isJson(value: unknown): boolean {
  return typeof value !== "number" || Number.isFinite(value);
}

function hasType(value: unknown, type: unknown): boolean {
  const types: unknown[] = Array.isArray(type) ? type : [type];
  return types.some((name) => {
    if (name === "null") return value === null;
    if (name === "array") return Array.isArray(value);
    if (name === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
    if (name === "integer") return Number.isInteger(value);
    return typeof value === name;
  });
}

function copyNumber(
  object: DocumentObject,
  keyword: string,
  schema: MutableSchema,
  allowed: (value: number) => boolean,
): void {
  const value = numberOf(ownValue(object, keyword));
  if (value !== undefined && allowed(value) && isExact(value, schema)) schema[keyword] = value;
}

/** Beyond what doubles tell apart, a limit of integers is another one than the document's, and many readers cannot hold it. */
function isExact(limit: number, { type }: MutableSchema): boolean {
  return type !== "integer" || Number.isSafeInteger(Math.trunc(limit));
}

/** A limit written as text is meant as a number. */
function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Until 3.1 `exclusiveMinimum: true` qualified `minimum`; now it is the limit itself. */
function copyExclusive(object: DocumentObject, inclusive: string, exclusive: string, schema: MutableSchema): void {
  const value = ownValue(object, exclusive);
  const limit = numberOf(value);
  if (limit !== undefined && isExact(limit, schema)) schema[exclusive] = limit;
  if (value !== true || schema[inclusive] === undefined) return;
  schema[exclusive] = schema[inclusive];
  delete schema[inclusive];
}

function copyPattern(conversion: Conversion, cursor: Cursor, object: DocumentObject, schema: MutableSchema): void {
  const value = ownValue(object, "pattern");
  if (typeof value !== "string") return;
  const pattern = checkedPattern(conversion.reading, child(cursor, "pattern") ?? cursor, value);
  if (pattern === undefined) addHint(schema, `${formHint}${value}`);
  else schema["pattern"] = pattern;
}

/** How the last line of a description begins that tells a pattern which cannot run. */
export const formHint = "Form: ";
/** Characters of a pattern that is only told. */
const maxHint = 200;
/** Characters of one schema description, as in `convert.ts`. */
const maxDescription = 8192;

function addHint(schema: MutableSchema, hint: string): void {
  const description = typeof schema["description"] === "string" ? schema["description"] : "";
  const line = plainText(hint, maxHint);
  const text = plainText(description, maxDescription - line.length - 1);
  schema["description"] = text === "" ? line : `${text}\n${line}`;
}

/** A default that the schema's type rules out misleads: what is written as text is read, anything else goes. */
function copyDefault(object: DocumentObject, schema: MutableSchema): void {
  if (!Object.hasOwn(object, "default") || !isJson(object["default"])) return;
  const value = object["default"];
  const { type } = schema;
  const fits = (candidate: unknown): boolean =>
    type === undefined || hasType(candidate, type) || (candidate === null && isNullable(object));
  const read = fits(value) ? value : readText(value);
  if (read !== undefined && fits(read)) schema["default"] = read;
}

function readText(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (value === "true" || value === "false") return value === "true";
  return numberOf(value);
}

function copyExample(object: DocumentObject, schema: MutableSchema): void {
  if (schema["enum"] !== undefined || schema["const"] !== undefined) return;
  const { examples } = object;
  const example = Object.hasOwn(object, "example")
    ? object["example"]
    : Array.isArray(examples)
      ? (examples[0] as unknown)
      : undefined;
  if (example === undefined || typeof example === "object" || !isJson(example)) return;
  if (JSON.stringify(example).length <= maxExample) schema["examples"] = [example];
}
