import { comment, propertyKey } from "./quote.ts";
import { plainLine } from "../plain-text.ts";
import type { ObjectNode, PropertyNode, TypeNode } from "./type-node.ts";

/** The source text of a reference to a shared type: `types.Berth`, or `Berth` inside `src/types.ts`. */
export type PrintReference = (name: string) => string;

/** Source text of a type, on as many lines as it needs; the formatter lays it out. */
export function printType(node: TypeNode, printReference: PrintReference): string {
  const print = (inner: TypeNode): string => printType(inner, printReference);
  switch (node.kind) {
    case "word":
      return node.text;
    case "reference":
      return printReference(node.name);
    case "array":
      return `${inParentheses(node.items, print)}[]`;
    case "tuple": {
      const items = node.items.map((item, at) => (at < node.required ? print(item) : `${inParentheses(item, print)}?`));
      const rest = node.rest === undefined ? [] : [`...${inParentheses(node.rest, print)}[]`];
      return `[${[...items, ...rest].join(", ")}]`;
    }
    case "object":
      return printObject(node, print);
    case "union":
      return node.members.map((member) => inParentheses(member, print)).join(" | ");
    case "intersection":
      return node.members.map((member) => inParentheses(member, print)).join(" & ");
  }
}

/** A union inside anything else needs parentheses; so does an intersection, except for the reader's sake only. */
function inParentheses(node: TypeNode, print: (node: TypeNode) => string): string {
  const compound = node.kind === "union" || node.kind === "intersection";
  return compound ? `(${print(node)})` : print(node);
}

function printObject(node: ObjectNode, print: (node: TypeNode) => string): string {
  const lines = node.properties.map((property) => printProperty(property, print));
  if (node.index !== undefined) lines.push(`[key: string]: ${print(node.index)};`);
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n}`;
}

function printProperty(property: PropertyNode, print: (node: TypeNode) => string): string {
  return `${docLine(property.doc ?? "")}${propertyKey(property.name)}${property.required ? "" : "?"}: ${print(property.type)};`;
}

/** A TSDoc comment on one line of its own; nothing when there is nothing to say. `doc`: the document's, not yet quoted. */
export function docLine(doc: string): string {
  const text = comment(plainLine(doc));
  return text === "" ? "" : `${text}\n`;
}
