import type { Style } from "./declared-operation.ts";
import type { Decoded } from "./same-value.ts";

/** What of a declaration decoding depends on. */
export interface Written {
  readonly name: string;
  readonly style: Style;
  readonly explode: boolean;
}

export type Shape = "scalar" | "array" | "object";

/** One `name=value` of a query or form: as it was sent, and its name decoded. */
export interface Pair {
  readonly name: string;
  readonly raw: string;
  /** Set once a declaration accounts for it. */
  used: boolean;
}

export function shapeOf(value: unknown): Shape {
  if (Array.isArray(value)) return "array";
  return typeof value === "object" && value !== null ? "object" : "scalar";
}

/** Splits a query or an urlencoded body. */
export function splitPairs(text: string): Pair[] {
  return text
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      const [name, raw] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
      return { name: plusDecode(name), raw, used: false };
    });
}

/** Decodes percent-encoding, and a plus as a space, as servers do in queries and forms. */
export function plusDecode(text: string): string {
  return percentDecode(text.replaceAll("+", "%20"));
}

/** Decodes percent-encoding; broken text stays as it is. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** RFC 6570, 3.2: the text that stands in the place of a path's expression. Undefined when it does not fit the style. */
export function decodePath({ name, style, explode }: Written, raw: string, shape: Shape): Decoded | undefined {
  const prefix = { label: ".", matrix: ";" }[style as string] ?? "";
  if (!raw.startsWith(prefix)) return undefined;
  const text = raw.slice(prefix.length);
  const separator = explode && prefix !== "" ? prefix : ",";
  if (shape === "object" && explode) return entriesOf(text.split(separator).map((part) => part.split("=")));
  if (style === "matrix" && explode && shape === "array") return matrixItems(name, text);
  const value = style === "matrix" ? afterName(text, name) : text;
  if (value === undefined) return undefined;
  if (shape === "scalar") return percentDecode(value);
  if (shape === "object") return flatEntries(value.split(","), percentDecode);
  return value.split(separator).map(percentDecode);
}

/** `;name=a;name=b` */
function matrixItems(name: string, text: string): readonly string[] | undefined {
  const values = text.split(";").map((part) => afterName(part, name));
  return values.includes(undefined) ? undefined : values.map((value) => percentDecode(value ?? ""));
}

/** Headers carry text as it is (OpenAPI 3.1.1, 4.8.12.2: `simple`). */
export function decodeHeader({ explode }: Written, raw: string, shape: Shape): Decoded | undefined {
  if (shape === "scalar") return raw;
  const parts = raw.split(",").map((part) => part.trim());
  if (shape === "array") return parts;
  return explode
    ? entriesOf(
        parts.map((part) => splitOnce(part)),
        (text) => text,
      )
    : flatEntries(parts, (text) => text);
}

const delimiters: { readonly [style in Style]?: RegExp } = {
  spaceDelimited: /%20|\+/,
  pipeDelimited: /%7C|\|/i,
  tabDelimited: /%09/,
};

/**
 * The value that a query, form or cookie says under a declaration; the pairs that it accounts for are marked as used.
 * @param isOther whether a name belongs to another declaration: an exploded object owns only what is nobody else's
 */
export function decodePairs(
  { name, style, explode }: Written,
  pairs: readonly Pair[],
  shape: Shape,
  isOther: (name: string) => boolean = () => false,
): Decoded | undefined {
  if (style === "deepObject") return deepObject(name, pairs);
  if (shape === "object" && explode) {
    const own = take(pairs, (pair) => !isOther(pair.name) && pair.name !== name);
    if (own.length > 0)
      return entriesOf(
        own.map((pair) => [pair.name, pair.raw]),
        (text) => text,
        plusDecode,
      );
  }
  const own = take(pairs, (pair) => pair.name === name);
  if (own.length === 0) return undefined;
  const [{ raw } = { raw: "" }] = own;
  const isExploded = explode && shape === "array" && delimiters[style] === undefined;
  if (own.length > 1 || isExploded) return own.map((pair) => plusDecode(pair.raw));
  if (shape === "scalar") return plusDecode(raw);
  const parts = raw.split(delimiters[style] ?? ",");
  return shape === "array" ? parts.map(plusDecode) : flatEntries(parts, plusDecode);
}

/** `a[b][c]=1`, `a[b][]=1`, `a[0][b]=1`: as qs, PHP and Rack read them. */
function deepObject(name: string, pairs: readonly Pair[]): Decoded | undefined {
  const own = take(
    pairs,
    (pair) => pair.name === name || (pair.name.startsWith(`${name}[`) && pair.name.endsWith("]")),
  );
  if (own.length === 0) return undefined;
  const holder: Node = {};
  for (const pair of own) {
    const keys = [...pair.name.slice(name.length).matchAll(/\[([^[\]]*)\]/g)].map(([, key = ""]) => key);
    insert(holder, ["value", ...keys], plusDecode(pair.raw));
  }
  return holder["value"];
}

type Node = { [key: string]: Node | string | string[] };

function insert(node: Node, [key = "", ...rest]: readonly string[], text: string): void {
  const isList = rest.length === 1 && rest[0] === "";
  const present = Object.hasOwn(node, key) ? node[key] : undefined;
  if (rest.length === 0 || isList) {
    if (present === undefined) node[key] = isList ? [text] : text;
    else node[key] = [present, text].flat() as string[];
    return;
  }
  const inner = typeof present === "object" && !Array.isArray(present) ? present : {};
  node[key] = inner;
  insert(inner, rest, text);
}

function take(pairs: readonly Pair[], isOwn: (pair: Pair) => boolean): readonly Pair[] {
  const own = pairs.filter((pair) => !pair.used && isOwn(pair));
  for (const pair of own) pair.used = true;
  return own;
}

function afterName(part: string, name: string): string | undefined {
  const [key, value] = splitOnce(part);
  return percentDecode(key) === name ? value : undefined;
}

function splitOnce(part: string): [string, string] {
  const at = part.indexOf("=");
  return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
}

function entriesOf(
  parts: readonly (readonly string[])[],
  decodeName: (text: string) => string = percentDecode,
  decodeValue: (text: string) => string = decodeName,
): { [name: string]: Decoded } {
  const result: { [name: string]: Decoded } = {};
  for (const [name = "", ...rest] of parts) {
    const value = decodeValue(rest.join("="));
    const key = decodeName(name);
    const present = Object.hasOwn(result, key) ? result[key] : undefined;
    result[key] = present === undefined ? value : ([present, value].flat() as Decoded);
  }
  return result;
}

function flatEntries(
  parts: readonly string[],
  decode: (text: string) => string,
): { [name: string]: Decoded } | undefined {
  if (parts.length % 2 !== 0) return undefined;
  return Object.fromEntries(
    Array.from({ length: parts.length / 2 }, (_, index) => [
      decode(parts[index * 2] ?? ""),
      decode(parts[index * 2 + 1] ?? ""),
    ]),
  );
}
