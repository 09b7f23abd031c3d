import type { DeclaredBody } from "./declared-operation.ts";
import { sameValue } from "./same-value.ts";
import { child, children, isFields } from "./source-document.ts";
import type { Fields, SourceDocument, SourceNode } from "./source-document.ts";

/** An element as fast-xml-parser gives it: text, or attributes (`@name`), children and `#text`. */
type Element = unknown;

/**
 * Whether parsed XML says the same as an argument, by the names and places that the document's XML Objects give (OpenAPI 3.1.1, 4.8.26;
 * 3.2, 4.26), and says nothing more.
 */
export function sameXml(document: SourceDocument, body: DeclaredBody, parsed: Fields, value: unknown): boolean {
  const roots = Object.entries(parsed).filter(([name]) => !name.startsWith("?"));
  const [root] = roots;
  if (roots.length !== 1 || root === undefined) return false;
  const schema = body.schema;
  if (Array.isArray(value)) {
    const isNamed =
      schema === undefined ||
      [rootName(document, schema), undefined].includes(root[0]) ||
      rootName(document, schema) === undefined;
    return isNamed && sameList(document, schema, root[1], value, itemName(document, schema, root[0]));
  }
  const wanted = schema === undefined ? undefined : rootName(document, schema);
  return (wanted === undefined || wanted === root[0]) && sameElement(document, schema, root[1], value);
}

/** A root is named by its XML Object, else by its component; without either the name is free. */
function rootName(document: SourceDocument, node: SourceNode): string | undefined {
  const said = xmlOf(document, node)["name"];
  if (typeof said === "string") return qualified(document, node, said);
  const reference = isFields(node.value) ? node.value["$ref"] : undefined;
  const component =
    typeof reference === "string" ? /\/(?:schemas|definitions)\/([^/]+)$/.exec(reference)?.[1] : undefined;
  return component === undefined ? undefined : qualified(document, node, component);
}

function sameElement(
  document: SourceDocument,
  schema: SourceNode | undefined,
  element: Element,
  value: unknown,
): boolean {
  if (!isFields(value)) return sameValue(textOf(element), value);
  const members: Fields = isFields(element) ? element : {};
  const used = new Set<string>();
  const isSame = Object.entries(value).every(([name, member]) => {
    const property = schema === undefined ? undefined : propertyOf(document, schema, name, 0);
    const key = keyOf(document, property, name, Array.isArray(member));
    used.add(key);
    const found: unknown =
      key === "#text" && !isFields(element) ? element : Object.hasOwn(members, key) ? members[key] : undefined;
    if (found === undefined) return member === null || (Array.isArray(member) && member.length === 0);
    if (!Array.isArray(member)) return sameElement(document, property, found, member);
    return isWrapped(document, property)
      ? sameList(document, property, found, member, itemName(document, property, name))
      : sameItems(document, property, found, member);
  });
  return isSame && Object.keys(members).every((key) => used.has(key) || key === "#text" || /^@xmlns(?::|$)/.test(key));
}

/** The items are the members of an element of their own. */
function sameList(
  document: SourceDocument,
  schema: SourceNode | undefined,
  element: Element,
  value: readonly unknown[],
  item: string | undefined,
): boolean {
  if (!isFields(element)) return value.length === 0;
  const names = Object.keys(element).filter((key) => key !== "#text" && !/^@xmlns(?::|$)/.test(key));
  const [only] = names;
  return (
    names.length === 1 &&
    only !== undefined &&
    (item === undefined || only === item) &&
    sameItems(document, schema, element[only], value)
  );
}

function sameItems(
  document: SourceDocument,
  schema: SourceNode | undefined,
  found: unknown,
  value: readonly unknown[],
): boolean {
  const items = (Array.isArray(found) ? found : [found]) as readonly unknown[];
  const inner = schema === undefined ? undefined : itemsOf(document, schema);
  return (
    items.length === value.length && items.every((item, index) => sameElement(document, inner, item, value[index]))
  );
}

/** The key under which the parser has a property: its element, `@` and its attribute, or the text. */
function keyOf(document: SourceDocument, property: SourceNode | undefined, name: string, isList: boolean): string {
  if (property === undefined) return name;
  const xml = xmlOf(document, property);
  const isText = xml["nodeType"] === "text" || xml["nodeType"] === "cdata";
  if (isText) return "#text";
  const own = qualified(document, property, typeof xml["name"] === "string" ? xml["name"] : name);
  if (xml["attribute"] === true || xml["nodeType"] === "attribute") return `@${own}`;
  return isList && !isWrapped(document, property) ? (itemName(document, property, name) ?? own) : own;
}

/** An item is named by its own XML Object, else as the property. */
function itemName(document: SourceDocument, schema: SourceNode | undefined, name: string): string | undefined {
  const items = schema === undefined ? undefined : itemsOf(document, schema);
  if (items === undefined) return undefined;
  const said = xmlOf(document, items)["name"];
  return qualified(document, items, typeof said === "string" ? said : name);
}

function isWrapped(document: SourceDocument, schema: SourceNode | undefined): boolean {
  const xml = schema === undefined ? {} : xmlOf(document, schema);
  return xml["wrapped"] === true || xml["nodeType"] === "element";
}

function qualified(document: SourceDocument, node: SourceNode, name: string): string {
  const { prefix } = xmlOf(document, node);
  return typeof prefix === "string" && prefix !== "" ? `${prefix}:${name}` : name;
}

/** The XML Object of a schema, or of what it refers to. */
function xmlOf(document: SourceDocument, node: SourceNode): Fields {
  if (isFields(node.value) && isFields(node.value["xml"])) return node.value["xml"];
  const resolved = document.follow(node)?.value;
  return isFields(resolved) && isFields(resolved["xml"]) ? resolved["xml"] : {};
}

function itemsOf(document: SourceDocument, schema: SourceNode): SourceNode | undefined {
  const resolved = document.follow(schema);
  const items = resolved === undefined ? undefined : child(resolved, "items");
  return items?.value === undefined ? undefined : items;
}

/** A property through references and combinations. */
function propertyOf(document: SourceDocument, schema: SourceNode, name: string, depth: number): SourceNode | undefined {
  const resolved = depth > 6 ? undefined : document.follow(schema);
  if (resolved === undefined) return undefined;
  const own = child(child(resolved, "properties"), name);
  if (own.value !== undefined) return own;
  for (const keyword of ["allOf", "oneOf", "anyOf"]) {
    for (const [, member] of children(child(resolved, keyword))) {
      const found = propertyOf(document, member, name, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function textOf(element: Element): string | undefined {
  if (isFields(element)) return typeof element["#text"] === "string" ? element["#text"] : undefined;
  return typeof element === "string" ? element : undefined;
}
