import type { Diagnostics } from "../diagnostics.ts";
import { createRepetitionLimit } from "./document-limits.ts";
import { markOrigin, memberOrigin, type Origin } from "./origins.ts";
import type { LoadedDocument, SourceFile } from "./source-file.ts";

/** An object of a Swagger 2.0 document, unchecked. */
export type Fields = Record<string, unknown>;

/** A value of a Swagger 2.0 document: in which file, and where it was written. */
export interface SwaggerNode {
  readonly value: unknown;
  readonly file: SourceFile;
  readonly origin: Origin;
}

/** A Swagger 2.0 document while it is converted. */
export interface SwaggerSource {
  readonly document: LoadedDocument;
  readonly diagnostics: Diagnostics;
  /** Counts copies: parameters and responses are copied to where they are referred to. */
  readonly countCopies: (count: number) => void;
  /** Whether something refers to a place that does not exist in OpenAPI 3: the original is kept for it. */
  needsOriginal: boolean;
}

/** Member of the converted document that holds what is still referred to at its old place. */
export const originalKey = "x-swagger-2.0";

const maxReferenceHops = 64;

/** Begins a conversion. */
export function swaggerSource(document: LoadedDocument, diagnostics: Diagnostics): SwaggerSource {
  const countCopies = createRepetitionLimit(document.values, document.root.name);
  return { document, diagnostics, countCopies, needsOriginal: false };
}

/** The document's root. */
export function rootNode({ document: { root } }: SwaggerSource): SwaggerNode {
  return { value: root.value, file: root, origin: { file: root.name, pointer: "" } };
}

/** A member of an object or list. */
export function memberNode(node: SwaggerNode, key: string | number): SwaggerNode | undefined {
  const { value, file, origin } = node;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, String(key))) return undefined;
  return { value: (value as Fields)[String(key)], file, origin: memberOrigin(value, key, origin) };
}

/** All members of an object, or items of a list. */
export function memberNodes(node: SwaggerNode | undefined): { readonly key: string; readonly node: SwaggerNode }[] {
  if (node === undefined || typeof node.value !== "object" || node.value === null) return [];
  return Object.keys(node.value).flatMap((key) => {
    const member = memberNode(node, key);
    return member === undefined ? [] : [{ key, node: member }];
  });
}

/** Whether a value is an object and no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a reference leads to in the end; a value that is none leads to itself, a dangling one to `undefined`. */
export function followNode(source: SwaggerSource, node: SwaggerNode): SwaggerNode | undefined {
  let current = node;
  for (let hop = 0; hop < maxReferenceHops; hop++) {
    if (!isFields(current.value) || typeof current.value["$ref"] !== "string") return current;
    const target = targetOf(source, current.value["$ref"], current.file);
    if (target === undefined) return undefined;
    current = target;
  }
  return undefined;
}

function targetOf({ document }: SwaggerSource, reference: string, from: SourceFile): SwaggerNode | undefined {
  const url = parseReference(reference, from);
  const file = url === undefined ? undefined : document.files.get(withoutFragment(url));
  if (url === undefined || file === undefined) return undefined;
  let node: SwaggerNode | undefined = { value: file.value, file, origin: { file: file.name, pointer: "" } };
  for (const token of url.hash.replace(/^#/, "").split("/").slice(1)) {
    node = memberNode(node, unescapeToken(token));
    if (node === undefined) return undefined;
  }
  return node;
}

/**
 * A deep copy that stands in the root document: each object notes where it was written, and references are relative to the root.
 * @throws GeneratorError `document-too-large` when copies multiply the document beyond measure
 */
export function copyNode(source: SwaggerSource, { value, file, origin }: SwaggerNode): unknown {
  source.countCopies(1);
  if (typeof value !== "object" || value === null) return value;
  const member = (key: string | number, inner: unknown): unknown =>
    key === "$ref" && typeof inner === "string"
      ? rebase(source, inner, file)
      : copyNode(source, { value: inner, file, origin: memberOrigin(value, key, origin) });
  const copy: object = Array.isArray(value)
    ? value.map((item, index) => member(index, item))
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, member(key, inner)]));
  markOrigin(copy, origin);
  return copy;
}

/** A reference as the root document writes it. What is no schema has moved: references to it go to the original. */
function rebase(source: SwaggerSource, reference: string, from: SourceFile): string {
  const { root } = source.document;
  const url = parseReference(reference, from);
  if (url === undefined) return reference;
  if (withoutFragment(url) !== root.url) return from.url === root.url ? reference : url.href;
  const fragment = rawFragment(reference, url);
  if (!/^\/(?:paths|parameters|responses)\//.test(fragment)) return `#${fragment}`;
  source.needsOriginal = true;
  return `#/${originalKey}${fragment}`;
}

/**
 * The value of a file besides the root, as it is read from OpenAPI 3: schemas need little, everything else was copied to
 * where it is referred to.
 */
export function upgradeFragment(source: SwaggerSource, value: unknown, file: SourceFile): unknown {
  if (Array.isArray(value)) return value.map((item) => upgradeFragment(source, item, file));
  if (!isFields(value)) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, upgradeFragment(source, member, file)]),
  );
  const { $ref, type, discriminator } = copy;
  if (typeof $ref === "string") copy["$ref"] = rebaseFromFile(source, $ref, file);
  if (type === "file") Object.assign(copy, { type: "string", format: "binary" });
  if (typeof discriminator === "string" && ["properties", "allOf", "type"].some((key) => Object.hasOwn(copy, key)))
    copy["discriminator"] = { propertyName: discriminator };
  return copy;
}

function rebaseFromFile(source: SwaggerSource, reference: string, file: SourceFile): string {
  const { root } = source.document;
  const url = parseReference(reference, file);
  if (url === undefined || withoutFragment(url) !== root.url) return reference;
  return root.url + rebase(source, reference, file).replace(/^#\/definitions\//, "#/components/schemas/");
}

function parseReference(reference: string, from: SourceFile): URL | undefined {
  return URL.canParse(reference, from.url) ? new URL(reference, from.url) : undefined;
}

/** The fragment as it was written: authors leave characters unencoded that `URL` encodes. */
function rawFragment(reference: string, url: URL): string {
  const at = reference.indexOf("#");
  return at === -1 ? url.hash.slice(1) : reference.slice(at + 1);
}

function withoutFragment(url: URL): string {
  return url.href.slice(0, url.href.length - url.hash.length).replace(/#$/, "");
}

function unescapeToken(token: string): string {
  let text = token;
  try {
    text = decodeURIComponent(token);
  } catch {
    // A lone `%` is meant as it stands.
  }
  return text.replaceAll("~1", "/").replaceAll("~0", "~");
}
