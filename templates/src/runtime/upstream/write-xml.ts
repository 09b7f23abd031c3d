import { XMLBuilder } from "fast-xml-parser";
import type { BodyDefinition, XmlBody, XmlShape } from "../surface-types.ts";
import type { BodyWriter } from "./build-body.ts";
import { refuseArgument } from "./upstream-error.ts";
import { isAbsent, isRecord, valueText } from "./value-text.ts";

/** Writers of body formats that need a library. For `createCallDependencies({ bodyWriters })`. */
export const xmlWriters: ReadonlyMap<BodyDefinition["format"], BodyWriter> = new Map([["xml", writeXml]]);

/** An element as the builder takes it in the order of its children: one tag with a list, and its attributes under `:@`. */
interface Node {
  readonly [tag: string]: readonly Node[] | string | Readonly<Record<string, string>>;
}

/** Namespaces in XML 1.0, 4: a name, with at most one prefix. */
const NAME = /^[\p{L}_][\p{L}\p{N}\p{M}_.-]*(?::[\p{L}_][\p{L}\p{N}\p{M}_.-]*)?$/u;
/** XML 1.0, 2.2: characters that no document can hold, escaped or not. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const NO_CHARACTER = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;

/** Writes a value as an XML document, by the names and places that the document's XML Objects give. */
function writeXml(value: unknown, definition: BodyDefinition): string {
  const body: XmlBody = definition.xml ?? { root: { name: "root" }, shapes: {} };
  const builder = new XMLBuilder({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    cdataPropName: "#cdata",
    suppressEmptyNode: true,
    // What the builder escapes does not survive a reader's line ends in attributes; see `escape`.
    processEntities: false,
  });
  const { root, shapes } = body;
  const nodes = elements(root.name ?? "root", value, { shape: root, shapes });
  return `<?xml version="1.0" encoding="UTF-8"?>${builder.build(nodes)}`;
}

interface Shaped {
  readonly shape: XmlShape;
  readonly shapes: XmlBody["shapes"];
}

/** A shape with what it refers to; what it says itself wins. */
function resolve(shaped: Shaped, seen: ReadonlySet<string> = new Set()): XmlShape {
  const { shape, shapes } = shaped;
  if (shape.ref === undefined || seen.has(shape.ref) || !Object.hasOwn(shapes, shape.ref)) {
    return shape;
  }
  const target = resolve({ shape: shapes[shape.ref] ?? {}, shapes }, new Set([...seen, shape.ref]));
  return { ...target, ...shape, properties: { ...target.properties, ...shape.properties } };
}

/** The elements of one value: none for null, one for each item of a list that is not wrapped. */
function elements(name: string, value: unknown, shaped: Shaped): readonly Node[] {
  const shape = resolve(shaped);
  if (isAbsent(value)) {
    return [];
  }
  if (!Array.isArray(value)) {
    return [element(shape.name ?? name, value, { ...shaped, shape })];
  }
  const items = { ...shaped, shape: shape.items ?? {} };
  const outer = shape.wrapped === true ? (shape.name ?? name) : name;
  const nodes = value.flatMap((item) => elements(outer, item, items));
  return shape.wrapped === true ? [node(outer, nodes, {}, shape)] : nodes;
}

function element(name: string, value: unknown, { shape, shapes }: Shaped): Node {
  if (!isRecord(value)) {
    return node(name, [{ "#text": escape(valueText(value, name), name) }], {}, shape);
  }
  const attributes: Record<string, string> = {};
  const inner: Node[] = [];
  for (const [property, member] of Object.entries(value)) {
    const own = Object.hasOwn(shape.properties ?? {}, property) ? (shape.properties?.[property] ?? {}) : {};
    const resolved = resolve({ shape: own, shapes });
    if (isAbsent(member)) {
      continue;
    }
    if (resolved.as === "attribute") {
      attributes[qualified(resolved.name ?? property, resolved)] = escape(valueText(member, property), property);
    } else if (resolved.as === "text") {
      inner.push({ "#text": escape(valueText(member, property), property) });
    } else if (resolved.as === "cdata") {
      inner.push({ "#cdata": [{ "#text": checked(valueText(member, property), property) }] });
    } else {
      inner.push(...elements(property, member, { shape: own, shapes }));
    }
  }
  return node(name, inner, attributes, shape);
}

function node(
  name: string,
  children: readonly Node[],
  attributes: Readonly<Record<string, string>>,
  shape: XmlShape,
): Node {
  const declared = shape.prefix === undefined ? "xmlns" : `xmlns:${shape.prefix}`;
  const namespace = shape.namespace === undefined ? {} : { [declared]: escape(shape.namespace, name) };
  const all = { ...namespace, ...attributes };
  return { [qualified(name, shape)]: children, ...(Object.keys(all).length === 0 ? {} : { ":@": all }) };
}

function qualified(name: string, { prefix }: XmlShape): string {
  const whole = prefix === undefined ? name : `${prefix}:${name}`;
  return NAME.test(whole)
    ? whole
    : refuseArgument(name, "cannot be the name of an XML element.", "letters, digits, underscores, hyphens and dots.");
}

/** XML 1.0, 2.4 and 3.3.3: what has a meaning, and the white space that readers would change. */
function escape(text: string, argument: string): string {
  return checked(text, argument).replaceAll(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function checked(text: string, argument: string): string {
  return NO_CHARACTER.test(text) ? refuseArgument(argument, "holds a character that XML cannot say.") : text;
}
