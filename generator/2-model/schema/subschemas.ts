import type { JsonSchema } from "../api.ts";
import { child, children, isDocumentObject } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import type { Conversion, MutableSchema } from "./convert.ts";
import { schemaKeywords, schemaListKeywords, schemaMapKeywords } from "./keywords.ts";

/** How subschemas are converted, and whether lists of them (`allOf` ...) are copied or were taken in already. */
export interface SubschemaOptions {
  readonly convert: (conversion: Conversion, cursor: Cursor) => JsonSchema;
  readonly lists: boolean;
}

/** Copies every keyword whose value holds schemas, `properties` apart. */
export function copySubschemas(
  conversion: Conversion,
  cursor: Cursor,
  schema: MutableSchema,
  { convert, lists }: SubschemaOptions,
): void {
  const convertAll = (list: Cursor): JsonSchema[] => children(list).map((item) => convert(conversion, item.cursor));
  for (const keyword of schemaKeywords) {
    const member = child(cursor, keyword);
    if (member === undefined) continue;
    // Before 2020-12, `items` could be a list: that is `prefixItems` now.
    if (keyword === "items" && Array.isArray(member.value)) schema["prefixItems"] = convertAll(member);
    else schema[keyword] = convert(conversion, member);
  }
  for (const keyword of lists ? schemaListKeywords : []) {
    const member = child(cursor, keyword);
    if (member !== undefined && Array.isArray(member.value) && member.value.length > 0)
      schema[keyword] = convertAll(member);
  }
  for (const keyword of schemaMapKeywords) {
    const member = child(cursor, keyword);
    if (member === undefined || !isDocumentObject(member.value)) continue;
    schema[keyword] = Object.fromEntries(
      children(member).map(({ key, cursor: item }) => [key, convert(conversion, item)]),
    );
  }
  if (isArray(schema) && schema["items"] === undefined && schema["prefixItems"] === undefined) schema["items"] = {};
}

/** Several clients refuse a list without `items`. */
function isArray({ type }: MutableSchema): boolean {
  return type === "array" || (Array.isArray(type) && type.includes("array"));
}
