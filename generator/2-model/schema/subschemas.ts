import type { JsonSchema } from "../api.ts";
import { child, children, isDocumentObject, membersOf } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import type { Conversion, MutableSchema } from "./convert.ts";
import { tagAlternative } from "./discriminator.ts";
import { conditionKeywords, schemaKeywords, schemaListKeywords } from "./keywords.ts";
import { checkedPattern } from "./pattern.ts";
import { requiresAny } from "./views.ts";

/** How subschemas are converted. */
export interface SubschemaOptions {
  readonly convert: (conversion: Conversion, cursor: Cursor) => JsonSchema;
  /** Whether lists of them (`allOf` ...) are copied, or were taken in already. */
  readonly lists: boolean;
  /** Properties that the view leaves out. */
  readonly left: ReadonlySet<string>;
}

/** Keywords whose schemas are about the same value, so that they may require its properties. */
const sameValue: ReadonlySet<string> = new Set(["then", "else", "allOf", "anyOf", "oneOf", "dependentSchemas"]);

/** Copies every keyword whose value holds schemas, `properties` apart. */
export function copySubschemas(
  conversion: Conversion,
  cursor: Cursor,
  schema: MutableSchema,
  options: SubschemaOptions,
): void {
  for (const keyword of schemaKeywords) {
    const member = child(cursor, keyword);
    if (member === undefined) continue;
    if (keyword === "items" && Array.isArray(member.value)) copyTuple(conversion, cursor, schema, options);
    else schema[keyword] = options.convert(within(conversion, keyword, options), member);
  }
  for (const keyword of options.lists ? schemaListKeywords : []) {
    const member = child(cursor, keyword);
    if (member === undefined || !Array.isArray(member.value) || member.value.length === 0) continue;
    copyList(conversion, { cursor, keyword, member }, schema, options);
  }
  copyDependentSchemas(conversion, cursor, schema, options);
  copyPatterns(conversion, cursor, schema, options);
  if (isArray(schema) && schema["items"] === undefined && schema["prefixItems"] === undefined) schema["items"] = {};
}

function within(conversion: Conversion, keyword: string, { left }: SubschemaOptions): Conversion {
  return {
    ...conversion,
    left: sameValue.has(keyword) ? left : undefined,
    conditional: conversion.conditional === true || conditionKeywords.has(keyword),
  };
}

/** Before 2020-12, `items` could be a list, and `additionalItems` said what follows: `prefixItems` and `items` now. */
function copyTuple(conversion: Conversion, cursor: Cursor, schema: MutableSchema, options: SubschemaOptions): void {
  const inner = within(conversion, "items", options);
  const members = children(child(cursor, "items"));
  if (members.length > 0) schema["prefixItems"] = members.map((item) => options.convert(inner, item.cursor));
  const others = child(cursor, "additionalItems");
  if (others !== undefined) schema["items"] = options.convert(inner, others);
}

function copyList(
  conversion: Conversion,
  { cursor, keyword, member }: { readonly cursor: Cursor; readonly keyword: string; readonly member: Cursor },
  schema: MutableSchema,
  options: SubschemaOptions,
): void {
  const inner = within(conversion, keyword, options);
  const list = children(member).map(({ cursor: item }) => {
    const converted = options.convert(inner, item);
    return keyword === "allOf" ? converted : tagAlternative(conversion, cursor, item, converted);
  });
  // An alternative that requires what is left out is no longer told apart by that: more than one may fit.
  const blurred = keyword === "oneOf" && children(member).some((item) => requiresAny(inner, item.cursor, options.left));
  if (blurred && schema["anyOf"] === undefined) schema["anyOf"] = list;
  else schema[keyword] = list;
}

/** `dependentSchemas`, and the schemas in `dependencies`, which was split in two by JSON Schema 2019-09. */
function copyDependentSchemas(
  conversion: Conversion,
  cursor: Cursor,
  schema: MutableSchema,
  options: SubschemaOptions,
): void {
  const inner = within(conversion, "dependentSchemas", options);
  const schemas = ["dependencies", "dependentSchemas"].flatMap((keyword) => membersOf(child(cursor, keyword)));
  const entries = schemas
    .filter(({ cursor: { value } }) => typeof value === "boolean" || isDocumentObject(value))
    .map(({ key, cursor: item }) => [key, options.convert(inner, item)] as const);
  if (entries.length > 0) schema["dependentSchemas"] = Object.fromEntries(entries);
}

/** A pattern that cannot be used is left out; the names it was for must then not fall under the rule for other names. */
function copyPatterns(conversion: Conversion, cursor: Cursor, schema: MutableSchema, options: SubschemaOptions): void {
  const member = child(cursor, "patternProperties");
  if (member === undefined || !isDocumentObject(member.value)) return;
  const inner = within(conversion, "patternProperties", options);
  const kept: [string, JsonSchema][] = [];
  for (const { key, cursor: item } of children(member)) {
    const pattern = checkedPattern(conversion.reading, item, key);
    if (pattern !== undefined) kept.push([pattern, options.convert(inner, item)]);
  }
  if (kept.length > 0) schema["patternProperties"] = Object.fromEntries(kept);
  if (kept.length === children(member).length) return;
  for (const keyword of ["additionalProperties", "unevaluatedProperties"]) delete schema[keyword];
}

/** Several clients refuse a list without `items`. */
function isArray({ type }: MutableSchema): boolean {
  return type === "array" || (Array.isArray(type) && type.includes("array"));
}
