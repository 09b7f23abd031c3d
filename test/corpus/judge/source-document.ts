import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse as parseYaml } from "yaml";

/** An object of a document as it stands. */
export type Fields = Readonly<Record<string, unknown>>;

/** A value of a document, and where it stands: a file and a JSON Pointer (RFC 6901) without `#`. */
export interface SourceNode {
  readonly file: string;
  readonly pointer: string;
  readonly value: unknown;
}

export type Version = "2.0" | "3.0" | "3.1" | "3.2";

/** The original document, read by the judge itself: nothing of it comes from the generator. */
export interface SourceDocument {
  readonly root: SourceNode;
  readonly version: Version;
  /** The node that a chain of references leads to, itself without one; undefined when it leads nowhere. */
  follow(node: SourceNode): SourceNode | undefined;
  /** The target of a reference that stands in `file`; undefined when there is none. */
  target(file: string, reference: string): SourceNode | undefined;
}

/** Reads a document and, when they are asked for, the files beside it. Remote references lead nowhere. */
export function readSource(path: string): SourceDocument {
  const files = new Map<string, unknown>();
  const rootFile = resolve(path);
  const root: SourceNode = { file: rootFile, pointer: "", value: load(rootFile) };
  const document = isFields(root.value) ? root.value : {};
  return { root, version: versionOf(document), follow, target };

  function load(file: string): unknown {
    if (!files.has(file)) files.set(file, existsSync(file) ? parseFile(file) : undefined);
    return files.get(file);
  }

  function target(file: string, reference: string): SourceNode | undefined {
    const [place = "", fragment = ""] = reference.split("#", 2);
    if (/^[a-z][a-z0-9+.-]+:/i.test(place)) return undefined;
    const inFile = place === "" ? file : resolve(dirname(file), decode(place));
    return at({ file: inFile, pointer: "", value: load(inFile) }, decode(fragment));
  }

  function follow(node: SourceNode): SourceNode | undefined {
    let current: SourceNode | undefined = node;
    for (let step = 0; step < 32 && current !== undefined; step++) {
      const reference: unknown = isFields(current.value) ? current.value["$ref"] : undefined;
      if (typeof reference !== "string") return current.value === undefined ? undefined : current;
      current = target(current.file, reference);
    }
    return undefined;
  }
}

/** The member of a node, as it stands: a reference is not followed. */
export function child(node: SourceNode, key: string | number): SourceNode {
  const { value } = node;
  const member = Array.isArray(value)
    ? (value[Number(key)] as unknown)
    : isFields(value) && Object.hasOwn(value, key)
      ? value[key]
      : undefined;
  return { file: node.file, pointer: `${node.pointer}/${escapePointer(String(key))}`, value: member };
}

/** The members of an object or list, with their keys. */
export function children(node: SourceNode | undefined): readonly (readonly [string, SourceNode])[] {
  if (node === undefined || typeof node.value !== "object" || node.value === null) return [];
  return Object.keys(node.value).map((key) => [key, child(node, key)] as const);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function at(node: SourceNode, pointer: string): SourceNode | undefined {
  const keys = pointer.split("/").slice(1);
  const found = keys.reduce((current, key) => child(current, key.replaceAll("~1", "/").replaceAll("~0", "~")), node);
  return found.value === undefined ? undefined : found;
}

function parseFile(file: string): unknown {
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  if (file.endsWith(".json")) return JSON.parse(text) as unknown;
  return parseYaml(text, { merge: true, maxAliasCount: -1, logLevel: "silent" }) as unknown;
}

function versionOf(document: Fields): Version {
  if (document["swagger"] !== undefined) return "2.0";
  const version = JSON.stringify(document["openapi"] ?? "").replaceAll('"', "");
  return version.startsWith("3.2") ? "3.2" : version.startsWith("3.1") ? "3.1" : "3.0";
}

function escapePointer(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
