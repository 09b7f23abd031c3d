import type { LoadedDocument, SourceFile } from "../1-spec/source-file.ts";
import { originAt } from "../1-spec/origins.ts";
import type { Place } from "./api.ts";

/** A value of the document together with where it stands. The value is unchecked: it is the document's. */
export interface Cursor {
  readonly value: unknown;
  readonly file: SourceFile;
  /** JSON Pointer (RFC 6901) inside the file, empty for the whole file. */
  readonly pointer: string;
}

/** An object of the document. Only own properties are ever read from it. */
export type DocumentObject = { readonly [key: string]: unknown };

/** The document's root. */
export function rootCursor(document: LoadedDocument): Cursor {
  return { value: document.root.value, file: document.root, pointer: "" };
}

/** Says where a value was written, for diagnostics: an overlay or the conversion of Swagger 2.0 may have put it where it stands. */
export function placeOf({ file: { name, value, rewritten }, pointer }: Cursor): Place {
  if (rewritten !== true) return { file: name, pointer };
  const tokens = pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  return originAt(value, { file: name, pointer: "" }, tokens);
}

/** The value as an object, `undefined` when it is anything else. */
export function objectOf(cursor: Cursor): DocumentObject | undefined {
  return isDocumentObject(cursor.value) ? cursor.value : undefined;
}

/** Whether a value is an object and no array. */
export function isDocumentObject(value: unknown): value is DocumentObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value is, as messages say it: `null`, `a list`, `the number 5`. */
export function nameOfType(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number" || typeof value === "boolean")
    return `${typeof value === "number" ? "the number" : ""} ${value}`.trim();
  return typeof value === "string" ? "text" : "an object";
}

/** An own property of an object, `undefined` when absent: names such as `constructor` find nothing inherited. */
export function ownValue(object: DocumentObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A member of an object or array, `undefined` when there is none. */
export function child(cursor: Cursor, key: string | number): Cursor | undefined {
  const { value } = cursor;
  const name = String(key);
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  const member = (value as DocumentObject)[name];
  // A document that was converted may have members that hold nothing.
  if (member === undefined) return undefined;
  return {
    value: member,
    file: cursor.file,
    pointer: `${cursor.pointer}/${escapePointerSegment(name)}`,
  };
}

/** All members of an object, or all items of an array, in document order. */
export function children(cursor: Cursor | undefined): { readonly key: string; readonly cursor: Cursor }[] {
  if (cursor === undefined || typeof cursor.value !== "object" || cursor.value === null) return [];
  return Object.keys(cursor.value).flatMap((key) => {
    const member = child(cursor, key);
    return member === undefined ? [] : [{ key, cursor: member }];
  });
}

/** The items of a list. One value where a list belongs is read as a list of it; null is none. */
export function itemsOf(cursor: Cursor | undefined): readonly Cursor[] {
  if (cursor === undefined || cursor.value === null) return [];
  return Array.isArray(cursor.value) ? children(cursor).map((item) => item.cursor) : [cursor];
}

/** The members of an object; none of anything else. */
export function membersOf(cursor: Cursor | undefined): { readonly key: string; readonly cursor: Cursor }[] {
  return isDocumentObject(cursor?.value) ? children(cursor) : [];
}

/** A member that is a string, or a number or boolean that was to be one: YAML makes them of `version: 1.0` and `name: true`. */
export function stringAt(cursor: Cursor, key: string): string | undefined {
  const value = child(cursor, key)?.value;
  return isText(value) ? String(value) : undefined;
}

/** Whether a value can be read as text. */
export function isText(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && !Number.isNaN(value));
}

/** A member that is a boolean, or the word for one. */
export function booleanAt(cursor: Cursor, key: string): boolean | undefined {
  const value = child(cursor, key)?.value;
  if (value === "true" || value === "false") return value === "true";
  return typeof value === "boolean" ? value : undefined;
}

/** RFC 6901, 3: `~` and `/` inside a segment. */
export function escapePointerSegment(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll("~", "~0").replaceAll("/", "~1") : segment;
}

/**
 * Walks a URI fragment that is a JSON Pointer (RFC 6901, 6) from a file's root; `undefined` when it leads nowhere.
 * @param instead what to look into where a member is missing
 */
export function walkPointer(
  file: SourceFile,
  fragment: string,
  instead: (cursor: Cursor) => Cursor | undefined = () => undefined,
): Cursor | undefined {
  let cursor: Cursor = { value: file.value, file, pointer: "" };
  if (fragment === "") return cursor;
  if (!fragment.startsWith("/")) return undefined;
  for (const segment of fragment.slice(1).split("/")) {
    const other = memberNamed(cursor, segment) === undefined ? instead(cursor) : cursor;
    const next = other === undefined ? undefined : memberNamed(other, segment);
    if (next === undefined) return undefined;
    cursor = next;
  }
  return cursor;
}

/** Encoded as a URI fragment, or, as many authors write it, not. */
function memberNamed(cursor: Cursor, segment: string): Cursor | undefined {
  return child(cursor, decodeSegment(segment)) ?? child(cursor, segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decodeSegment(segment: string): string {
  if (!/[%~]/.test(segment)) return segment;
  let text = segment;
  try {
    text = decodeURIComponent(segment);
  } catch {
    // A `%` that starts no escape: authors forget to encode it, and mean it as it stands.
  }
  return text.replaceAll("~1", "/").replaceAll("~0", "~");
}
