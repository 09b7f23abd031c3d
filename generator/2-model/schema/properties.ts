import type { JsonSchema } from "../api.ts";
import { booleanAt, child, children, isDocumentObject, objectOf, ownValue } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { followReference, referenceOf } from "../reading.ts";
import type { Conversion, MutableSchema } from "./convert.ts";

type Convert = (conversion: Conversion, cursor: Cursor) => JsonSchema;

/** Copies `properties`, `required` and `dependentRequired`, without the properties that the view leaves out. */
export function copyProperties(conversion: Conversion, cursor: Cursor, schema: MutableSchema, convert: Convert): void {
  const left = new Set<string>();
  const member = child(cursor, "properties");
  if (member !== undefined && isDocumentObject(member.value)) {
    const kept: [string, JsonSchema][] = [];
    for (const { key, cursor: property } of children(member)) {
      if (isLeftOut(conversion, property)) left.add(key);
      else kept.push([key, convert(conversion, property)]);
    }
    schema["properties"] = Object.fromEntries(kept);
    // A schema with properties describes objects, whether or not it says so.
    if (schema["type"] === undefined && objectOf(cursor)?.["type"] === undefined && !hasAlternatives(cursor))
      schema["type"] = "object";
  }
  copyRequired(cursor, schema, left);
  const dependent = child(cursor, "dependentRequired")?.value;
  if (isDocumentObject(dependent)) schema["dependentRequired"] = dependent;
}

function hasAlternatives(cursor: Cursor): boolean {
  return ["allOf", "anyOf", "oneOf", "enum", "const"].some((keyword) => child(cursor, keyword) !== undefined);
}

function copyRequired(cursor: Cursor, schema: MutableSchema, left: ReadonlySet<string>): void {
  const required = ownValue(objectOf(cursor) ?? {}, "required");
  if (!Array.isArray(required)) return;
  const names = [...new Set(required.filter((name): name is string => typeof name === "string" && !left.has(name)))];
  if (names.length > 0) schema["required"] = names;
}

/** `readOnly` and `writeOnly` (OpenAPI 3.0, 4.7.24.2; JSON Schema 2020-12 validation, 9.4): said of the property itself or of the schema it refers to. */
function isLeftOut(conversion: Conversion, property: Cursor): boolean {
  const readOnly = flag(conversion, property, "readOnly");
  const writeOnly = flag(conversion, property, "writeOnly");
  if (readOnly || writeOnly) conversion.use.markSensitive();
  return conversion.view === "input" ? readOnly && !writeOnly : writeOnly && !readOnly;
}

function flag(conversion: Conversion, property: Cursor, keyword: "readOnly" | "writeOnly"): boolean {
  const own = booleanAt(property, keyword);
  if (own !== undefined) return own;
  const reference = referenceOf(property);
  if (reference === undefined) return false;
  const target = followReference(conversion.reading.document, property, reference);
  return "value" in target && booleanAt(target, keyword) === true;
}
