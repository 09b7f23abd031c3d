import type { LoadedDocument, SourceFile } from "../1-spec/source-file.ts";
import type { Diagnostic, Diagnostics } from "../diagnostics.ts";
import { isDocumentObject, ownValue, placeOf, walkPointer } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import type { SchemaRegistry } from "./schema/registry.ts";

/** What every reader of this stage needs: the document, where findings go, and the schemas named so far. */
export interface Reading {
  readonly document: LoadedDocument;
  readonly diagnostics: Diagnostics;
  readonly schemas: SchemaRegistry;
  /** Counts schemas as they are converted, so that references cannot multiply a document beyond measure. */
  readonly countSchemas?: (count: number) => void;
}

/** Longest chain of references that lead to references. */
const maxReferenceHops = 64;

/** Reports a finding at a cursor. */
export function report(
  reading: Pick<Reading, "diagnostics">,
  cursor: Cursor,
  finding: Omit<Diagnostic, "place">,
): void {
  reading.diagnostics.report({ ...finding, place: placeOf(cursor) });
}

/** The `$ref` of a Reference Object, `undefined` when the value is none. */
export function referenceOf(cursor: Cursor): string | undefined {
  if (!isDocumentObject(cursor.value)) return undefined;
  const reference = ownValue(cursor.value, "$ref");
  return typeof reference === "string" ? reference : undefined;
}

/** References on the way of one pointer: it may lead through an object that is itself a reference. */
const maxPassedReferences = 3;

/**
 * One hop: what a reference names, relative to the file it stands in (RFC 3986, 5); or why it names nothing.
 * @param passed references that this one is on the way of
 */
export function followReference(
  document: LoadedDocument,
  from: Cursor,
  reference: string,
  passed = 0,
): Cursor | { readonly problem: string } {
  const named = fileOf(document, from, reference);
  if ("problem" in named) return named;
  const instead = (cursor: Cursor): Cursor | undefined => {
    const next = passed < maxPassedReferences ? referenceOf(cursor) : undefined;
    const target = next === undefined ? undefined : followReference(document, cursor, next, passed + 1);
    return target === undefined || "problem" in target ? undefined : target;
  };
  return walkPointer(named.file, named.fragment, instead) ?? { problem: "names nothing that exists" };
}

function fileOf(
  document: LoadedDocument,
  from: Cursor,
  reference: string,
): { readonly file: SourceFile; readonly fragment: string } | { readonly problem: string } {
  // Most references stay in their file, and a URL takes time to parse.
  if (reference.startsWith("#")) return { file: from.file, fragment: reference.slice(1) };
  const url = parseUrl(reference, from.file.url);
  if (url === undefined) return { problem: `is no URI reference` };
  const fragment = url.hash.slice(1);
  url.hash = "";
  const file = document.files.get(url.href);
  if (file !== undefined) return { file, fragment };
  return { problem: `was not followed: ${document.refused.get(url.href) ?? "the file was not found"}` };
}

/**
 * Follows references until a value that is none. Reports a dangling or circular one and returns `undefined`:
 * the caller decides what that costs.
 * @param lost operations that cannot do without it, such as `GET /berths`
 */
export function dereference(reading: Reading, cursor: Cursor, lost: readonly string[] = []): Cursor | undefined {
  let current = cursor;
  for (let hop = 0; hop < maxReferenceHops; hop++) {
    const reference = referenceOf(current);
    if (reference === undefined) return current;
    const target = followReference(reading.document, current, reference);
    if ("problem" in target) {
      reportDangling(reading, current, { reference, problem: target.problem, lost });
      return undefined;
    }
    current = target;
  }
  reportDangling(reading, cursor, { reference: referenceOf(cursor) ?? "", problem: "leads back to itself", lost });
  return undefined;
}

/** A reference that leads nowhere: why, and which operations are lost with it. */
export interface Dangling {
  readonly reference: string;
  /** As in `The reference "x" names nothing`. */
  readonly problem: string;
  readonly lost?: readonly string[];
}

/** Reports a reference that leads nowhere. */
export function reportDangling(
  reading: Pick<Reading, "diagnostics">,
  cursor: Cursor,
  { reference, problem, lost = [] }: Dangling,
): void {
  const message = `The reference "${shortened(reference)}" ${problem}`;
  report(reading, cursor, {
    code: "dangling-reference",
    help: "Correct the reference, or add what it names.",
    ...(lost.length === 0
      ? { severity: "warning", message: `${message}.` }
      : { severity: "error", message: `${message}; ${lost.join(", ")} is left out.`, lost }),
  });
}

/** References may be long; the place says the rest. */
function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199).toWellFormed()}…`;
}

function parseUrl(reference: string, base: string): URL | undefined {
  try {
    return new URL(reference, base);
  } catch {
    return undefined;
  }
}
