import { booleanAt, child, children, objectOf, ownValue } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { followReference, referenceOf } from "../reading.ts";
import type { Conversion } from "./convert.ts";

/** Hops through references and parts while something is looked for; documents that need more have a circle. */
const maxHops = 32;

/**
 * Whether the view leaves a property out: `readOnly` in requests, `writeOnly` in answers (OpenAPI 3.0, 4.7.24.2;
 * JSON Schema 2020-12 validation, 9.4), said by the property itself, by what it refers to, or by a part of its `allOf`.
 */
export function isLeftOut(conversion: Conversion, property: Cursor): boolean {
  const readOnly = isMarked(conversion, property, "readOnly");
  const writeOnly = isMarked(conversion, property, "writeOnly");
  if (readOnly || writeOnly) conversion.use.markSensitive();
  return conversion.view === "input" ? readOnly && !writeOnly : writeOnly && !readOnly;
}

function isMarked(conversion: Conversion, cursor: Cursor, keyword: "readOnly" | "writeOnly", hops = 0): boolean {
  const own = booleanAt(cursor, keyword);
  if (own !== undefined) return own;
  if (hops > maxHops) return false;
  return origins(conversion, cursor).some((origin) => isMarked(conversion, origin, keyword, hops + 1));
}

/**
 * Names of the properties that the view leaves out of an object, wherever its parts describe them: a part that only
 * has `required` means the properties of its neighbours.
 */
export function leftOutNames(conversion: Conversion, cursor: Cursor): ReadonlySet<string> {
  const names = new Set<string>(conversion.left);
  const seen = new Set<string>();
  const pending = [cursor];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const place = `${next.file.url}#${next.pointer}`;
    if (seen.has(place)) continue;
    seen.add(place);
    for (const { key, cursor: property } of children(propertiesOf(next)))
      if (isLeftOut(conversion, property)) names.add(key);
    pending.push(...origins(conversion, next));
  }
  return names;
}

/** Whether a schema or a part of it requires one of these names: it must then be read anew where they are left out. */
export function requiresAny(conversion: Conversion, cursor: Cursor, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  const seen = new Set<string>();
  const pending = [cursor];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const place = `${next.file.url}#${next.pointer}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const required = ownValue(objectOf(next) ?? {}, "required");
    const own = children(propertiesOf(next)).filter(({ cursor: property }) => isLeftOut(conversion, property));
    const known = new Set(own.map(({ key }) => key));
    if (Array.isArray(required) && required.some((name) => names.has(String(name)) && !known.has(String(name))))
      return true;
    pending.push(...origins(conversion, next));
  }
  return false;
}

function propertiesOf(cursor: Cursor): Cursor | undefined {
  const member = child(cursor, "properties");
  return member !== undefined && objectOf(member) !== undefined ? member : undefined;
}

/** What a schema is made of at the same place: what it refers to, and its parts. */
function origins(conversion: Conversion, cursor: Cursor): Cursor[] {
  const reference = referenceOf(cursor);
  const target = reference === undefined ? undefined : followReference(conversion.reading.document, cursor, reference);
  const parts = child(cursor, "allOf");
  return [
    ...(target !== undefined && "value" in target ? [target] : []),
    ...(parts !== undefined && Array.isArray(parts.value) ? children(parts).map((part) => part.cursor) : []),
  ];
}
