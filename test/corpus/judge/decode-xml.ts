import type { DeclaredBody } from "./declared-operation.ts";
import { sameValue } from "./same-value.ts";
import { isFields } from "./source-document.ts";

/**
 * Whether parsed XML says the same as an argument. Names and wrappers come from XML Objects of the document, which only rename; so the
 * judge compares what is left when names are taken away where they do not fit: each member's texts, in order, at its own depth.
 */
export function decodeXml(_declared: DeclaredBody, parsed: Readonly<Record<string, unknown>>, value: unknown): boolean {
  const roots = Object.entries(parsed).filter(([name]) => !name.startsWith("?"));
  const [root] = roots;
  return roots.length === 1 && root !== undefined && says(root[1], value);
}

function says(element: unknown, value: unknown): boolean {
  if (Array.isArray(value)) return saysList(element, value);
  if (!isFields(value)) return sameValue(textOf(element), value);
  if (!isFields(element)) return Object.keys(value).length === 0;
  const members = Object.entries(element).filter(([name]) => name !== "#text" && !/^@xmlns(?::|$)/.test(name));
  const used = new Set<string>();
  const all = Object.entries(value).every(([name, member]) => {
    const found =
      members.find(([key, inner]) => !used.has(key) && localName(key) === name && says(inner, member)) ??
      members.find(([key, inner]) => !used.has(key) && says(inner, member));
    if (found !== undefined) used.add(found[0]);
    return found !== undefined || member === null;
  });
  return all && members.every(([name]) => used.has(name));
}

function saysList(element: unknown, value: readonly unknown[]): boolean {
  const items = (Array.isArray(element) ? element : [element]) as readonly unknown[];
  if (items.length === value.length && items.every((item, index) => says(item, value[index]))) return true;
  // Wrapped: the items are the only member of an element.
  if (!isFields(element)) return false;
  const inner = Object.entries(element).filter(([name]) => name !== "#text" && !name.startsWith("@"));
  const [only] = inner;
  return inner.length === 1 && only !== undefined && saysList(only[1], value);
}

function textOf(element: unknown): string | undefined {
  if (isFields(element)) return typeof element["#text"] === "string" ? element["#text"] : undefined;
  return typeof element === "string" ? element : undefined;
}

function localName(key: string): string {
  return key.replace(/^@/, "").replace(/^[^:]*:/, "");
}
