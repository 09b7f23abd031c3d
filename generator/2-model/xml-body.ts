import type { XmlBody, XmlShape } from "../../templates/src/runtime/surface-types.ts";
import { booleanAt, child, itemsOf, membersOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { followReference, referenceOf } from "./reading.ts";
import type { Reading } from "./reading.ts";

type MutableShape = { -readonly [member in keyof XmlShape]: XmlShape[member] };

/** Nesting of inline schemas, as the conversion of schemas has it. */
const maxDepth = 128;

/**
 * What the XML Objects (OpenAPI 3.1, 4.8.26; 3.2, 4.26) of a schema say, with its references kept as such: a schema that
 * holds itself has a shape that does. What only repeats the defaults is left out.
 */
export function readXmlBody(reading: Pick<Reading, "document">, schema: Cursor | undefined): XmlBody {
  const shapes = new Map<string, XmlShape>();
  const names = new Map<string, string>();
  const root = schema === undefined ? {} : shapeOf(schema, 0);
  return { root: { name: rootName(root), ...root }, shapes: Object.fromEntries(shapes) };

  /** OpenAPI 3.2, 4.26: the root is called like its component, where nothing else is said. */
  function rootName(shape: XmlShape): string {
    const component = shape.ref === undefined ? undefined : shapes.get(shape.ref);
    return component?.name ?? xmlName(shape.ref) ?? "root";
  }

  function shapeOf(cursor: Cursor, depth: number): XmlShape {
    if (depth > maxDepth) return {};
    const shape: MutableShape = {};
    const reference = referenceOf(cursor);
    if (reference !== undefined) {
      const target = followReference(reading.document, cursor, reference);
      if (!("problem" in target)) shape.ref = shared(target);
    }
    readXmlObject(cursor, shape);
    const properties = propertiesOf(cursor, depth);
    if (properties !== undefined) shape.properties = properties;
    const items = child(cursor, "items");
    if (items !== undefined) {
      const inner = shapeOf(items, depth + 1);
      if (!isEmpty(inner)) shape.items = inner;
    }
    for (const keyword of ["allOf", "anyOf", "oneOf"]) {
      for (const part of itemsOf(child(cursor, keyword))) addPart(shape, shapeOf(part, depth + 1));
    }
    return shape;
  }

  function propertiesOf(cursor: Cursor, depth: number): XmlShape["properties"] {
    const found = membersOf(child(cursor, "properties")).map(
      ({ key, cursor: property }) => [key, shapeOf(property, depth + 1)] as const,
    );
    const told = found.filter(([, shape]) => !isEmpty(shape));
    return told.length === 0 ? undefined : Object.fromEntries(told);
  }

  /** Of the parts of a combination the first that says something about a property counts. */
  function addPart(shape: MutableShape, part: XmlShape): void {
    const resolved = part.ref === undefined ? part : { ...shapes.get(part.ref), ...part };
    shape.properties = { ...resolved.properties, ...shape.properties };
    if (shape.items === undefined && resolved.items !== undefined) shape.items = resolved.items;
    if (shape.name === undefined && resolved.name !== undefined) shape.name = resolved.name;
    if (Object.keys(shape.properties).length === 0) delete shape.properties;
  }

  function shared(target: Cursor): string {
    const identity = `${target.file.url}#${target.pointer}`;
    const known = names.get(identity);
    if (known !== undefined) return known;
    const base = target.pointer.split("/").at(-1) ?? "schema";
    const taken = new Set(names.values());
    const name = taken.has(base) ? `${base}-${taken.size}` : base;
    names.set(identity, name);
    shapes.set(name, shapeOf(target, 0));
    return name;
  }
}

function isEmpty(shape: XmlShape): boolean {
  return Object.keys(shape).length === 0;
}

function readXmlObject(schema: Cursor, shape: MutableShape): void {
  const xml = child(schema, "xml");
  if (xml === undefined) return;
  const name = xmlName(stringAt(xml, "name"));
  const prefix = xmlName(stringAt(xml, "prefix"));
  const namespace = stringAt(xml, "namespace");
  const nodeType = stringAt(xml, "nodeType");
  if (name !== undefined) shape.name = name;
  if (prefix !== undefined) shape.prefix = prefix;
  if (namespace !== undefined) shape.namespace = namespace;
  if (booleanAt(xml, "attribute") === true || nodeType === "attribute") shape.as = "attribute";
  if (nodeType === "text" || nodeType === "cdata") shape.as = nodeType;
  const isList = stringAt(schema, "type") === "array";
  if (booleanAt(xml, "wrapped") === true || (isList && nodeType === "element")) shape.wrapped = true;
}

/** Namespaces in XML 1.0, 4: a name without a colon; `undefined` for what is none. */
function xmlName(text: string | undefined): string | undefined {
  return text !== undefined && /^[\p{L}_][\p{L}\p{N}\p{M}_.-]*$/u.test(text) ? text : undefined;
}
