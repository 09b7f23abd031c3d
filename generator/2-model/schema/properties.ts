import type { JsonSchema } from "../api.ts";
import { child, children, isDocumentObject, membersOf, objectOf, ownValue } from "../cursor.ts";
import type { Cursor, DocumentObject } from "../cursor.ts";
import { report } from "../reading.ts";
import type { Conversion, MutableSchema } from "./convert.ts";
import { isLeftOut, leftOutNames } from "./views.ts";

type Convert = (conversion: Conversion, cursor: Cursor) => JsonSchema;

/**
 * Copies `properties`, `required` and `dependentRequired`, without the properties that the view leaves out.
 * Returns the names that were left out, here or in the parts of the schema.
 */
export function copyProperties(
  conversion: Conversion,
  cursor: Cursor,
  schema: MutableSchema,
  convert: Convert,
): ReadonlySet<string> {
  const left = leftOutNames(conversion, cursor);
  const member = child(cursor, "properties");
  if (member !== undefined && isDocumentObject(member.value)) {
    const inner = { ...conversion, left: undefined };
    schema["properties"] = Object.fromEntries(
      children(member)
        .filter(({ cursor: property }) => !isLeftOut(conversion, property))
        .map(({ key, cursor: property }) => [key, convert(inner, property)]),
    );
    if (describesObjects(conversion, cursor, schema)) schema["type"] = "object";
  }
  copyRequired(cursor, schema, left);
  copyDependentRequired(conversion, cursor, schema, left);
  return left;
}

/**
 * A schema with properties describes objects, whether or not it says so; but as a condition it is also met by what is no object,
 * and an added type would turn that around.
 */
function describesObjects(conversion: Conversion, cursor: Cursor, schema: MutableSchema): boolean {
  if (conversion.conditional === true || schema["type"] !== undefined) return false;
  return objectOf(cursor)?.["type"] === undefined && !hasAlternatives(cursor);
}

function hasAlternatives(cursor: Cursor): boolean {
  return ["allOf", "anyOf", "oneOf", "enum", "const", "$ref"].some((keyword) => child(cursor, keyword) !== undefined);
}

function copyRequired(cursor: Cursor, schema: MutableSchema, left: ReadonlySet<string>): void {
  const names = namesOf([...requiredNames(cursor), ...markedNames(cursor)], left);
  if (names.length > 0) schema["required"] = names;
}

/** Names of `required`; not one that nothing may have, because `properties` are all there is. */
function requiredNames(cursor: Cursor): readonly unknown[] {
  const object = objectOf(cursor) ?? {};
  const list = ownValue(object, "required");
  const properties = ownValue(object, "properties");
  if (!Array.isArray(list)) return [];
  const closed = ownValue(object, "additionalProperties") === false && child(cursor, "patternProperties") === undefined;
  if (!closed || !isDocumentObject(properties)) return list;
  return list.filter((name) => typeof name !== "string" || Object.hasOwn(properties, name));
}

/** Properties with `required: true` in themselves, as in JSON Schema draft 3: authors still mean it so. */
function markedNames(cursor: Cursor): readonly string[] {
  return membersOf(child(cursor, "properties")).flatMap(({ key, cursor: property }) =>
    child(property, "required")?.value === true ? [key] : [],
  );
}

function namesOf(list: unknown, left: ReadonlySet<string>): string[] {
  if (!Array.isArray(list)) return [];
  return [...new Set(list.filter((name): name is string => typeof name === "string" && !left.has(name)))];
}

/** `dependentRequired`, and the lists in `dependencies`, which was split in two by JSON Schema 2019-09. */
function copyDependentRequired(
  conversion: Conversion,
  cursor: Cursor,
  schema: MutableSchema,
  left: ReadonlySet<string>,
): void {
  const lists: DocumentObject = {
    ...listsOf(child(cursor, "dependencies")),
    ...listsOf(child(cursor, "dependentRequired")),
  };
  const entries = Object.entries(lists)
    .filter(([name]) => !left.has(name))
    .map(([name, list]) => [name, namesOf(list, left)] as const)
    .filter(([, names]) => names.length > 0);
  if (entries.length > 0) schema["dependentRequired"] = Object.fromEntries(entries);
  const declared = child(cursor, "dependentRequired");
  if (declared === undefined || isDocumentObject(declared.value)) return;
  report(conversion.reading, declared, {
    severity: "warning",
    code: "keyword-of-another-shape",
    message: "`dependentRequired` must be an object of lists; it is ignored.",
    help: "Write an object: property name -> list of the names that it requires.",
  });
}

function listsOf(cursor: Cursor | undefined): DocumentObject {
  if (cursor === undefined || !isDocumentObject(cursor.value)) return {};
  return Object.fromEntries(Object.entries(cursor.value).filter(([, value]) => Array.isArray(value)));
}
