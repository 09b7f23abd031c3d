import type { JsonSchema } from "../api.ts";
import { child, children, isDocumentObject, objectOf, ownValue, stringAt } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { followReference, referenceOf } from "../reading.ts";
import type { Conversion } from "./convert.ts";

/** Hops through references and parts while the property is looked for. */
const maxHops = 32;

/**
 * Discriminator Object (OpenAPI 3.0, 4.7.25; 3.1, 4.8.25): the mapping says which value of the property means which
 * alternative. An alternative that does not say so itself gets the values added; one that the mapping does not name, and a
 * mapping to what is no alternative, change nothing.
 */
export function tagAlternative(
  conversion: Conversion,
  owner: Cursor,
  alternative: Cursor,
  converted: JsonSchema,
): JsonSchema {
  const discriminator = child(owner, "discriminator");
  const property = discriminator === undefined ? undefined : stringAt(discriminator, "propertyName");
  if (discriminator === undefined || property === undefined) return converted;
  const values = mappedValues(conversion, discriminator, alternative);
  if (values.length === 0 || saysValue(conversion, alternative, property)) return converted;
  return { allOf: [converted, { properties: { [property]: { type: "string", enum: values } } }] };
}

function mappedValues(conversion: Conversion, discriminator: Cursor, alternative: Cursor): string[] {
  const target = targetOf(conversion, alternative);
  if (target === undefined) return [];
  return children(child(discriminator, "mapping")).flatMap(({ key, cursor }) => {
    if (typeof cursor.value !== "string") return [];
    const mapped = schemaNamed(conversion, cursor, cursor.value);
    return mapped !== undefined && mapped.file === target.file && mapped.pointer === target.pointer ? [key] : [];
  });
}

function targetOf(conversion: Conversion, alternative: Cursor): Cursor | undefined {
  const reference = referenceOf(alternative);
  if (reference === undefined) return undefined;
  const target = followReference(conversion.reading.document, alternative, reference);
  return "value" in target ? target : undefined;
}

/** A value of the mapping: the name of a component, or a reference (4.7.25.2). */
function schemaNamed(conversion: Conversion, from: Cursor, text: string): Cursor | undefined {
  const names = /^[\w.-]+$/.test(text) ? [`#/components/schemas/${text}`, text] : [text];
  for (const name of names) {
    const target = followReference(conversion.reading.document, from, name);
    if ("value" in target) return target;
  }
  return undefined;
}

/** Whether an alternative already says which values its property has. */
function saysValue(conversion: Conversion, cursor: Cursor, property: string, hops = 0): boolean {
  if (hops > maxHops) return true;
  const properties = child(cursor, "properties");
  const own = properties === undefined ? undefined : child(properties, property);
  if (own !== undefined && limitsValues(conversion, own)) return true;
  const target = targetOf(conversion, cursor);
  const parts = child(cursor, "allOf");
  const origins = [
    ...(target === undefined ? [] : [target]),
    ...(parts !== undefined && Array.isArray(parts.value) ? children(parts).map((part) => part.cursor) : []),
  ];
  return origins.some((origin) => saysValue(conversion, origin, property, hops + 1));
}

function limitsValues(conversion: Conversion, cursor: Cursor): boolean {
  const resolved = targetOf(conversion, cursor) ?? cursor;
  const object = objectOf(resolved);
  if (object === undefined) return true;
  if (Object.hasOwn(object, "const")) return true;
  const list = ownValue(object, "enum");
  // A list of several values is usually that of the base, of which each alternative has one.
  if (Array.isArray(list)) return list.length === 1;
  const type = ownValue(object, "type");
  return type !== undefined && type !== "string" && isDocumentObject(object);
}
