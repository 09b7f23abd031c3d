import { plainText } from "../../plain-text.ts";
import type { JsonSchema } from "../api.ts";
import { child, isDocumentObject, nameOfType, objectOf, ownValue, stringAt } from "../cursor.ts";
import type { Cursor, DocumentObject } from "../cursor.ts";
import { followReference, referenceOf, report, reportDangling } from "../reading.ts";
import type { Reading } from "../reading.ts";
import { findAnchor } from "./anchors.ts";
import { checkDialect } from "./dialect.ts";
import { annotationKeywords } from "./keywords.ts";
import { isNullable, nullable } from "./nullable.ts";
import { copyProperties } from "./properties.ts";
import type { PendingReference, SchemaUse, View } from "./registry.ts";
import { copyScalars } from "./scalars.ts";
import { copySubschemas } from "./subschemas.ts";
import { leftOutNames, requiresAny } from "./views.ts";

/** What a conversion works with. */
export interface Conversion {
  readonly reading: Pick<Reading, "document" | "diagnostics" | "countSchemas">;
  readonly view: View;
  readonly use: SchemaUse;
  readonly depth: number;
  /** The named schema that is converted, or the one that stands in an operation: what `#` means in it. Default: where it starts. */
  readonly root?: Cursor;
  /** Inside a condition (`if`, `not`, `contains`, ...), which may also be met by what no author had in mind. */
  readonly conditional?: boolean;
  /** Properties that neighbours describe and the view leaves out. */
  readonly left?: ReadonlySet<string> | undefined;
  /** Targets of references that are read in place, by URL: they are not read in place again inside themselves. */
  readonly inPlace?: ReadonlySet<string>;
}

/** A schema under construction. */
export type MutableSchema = Record<string, unknown>;

/** Nesting of inline schemas; deeper ones accept anything and are reported. */
const maxInlineDepth = 128;
/** Characters of one schema description. The third stage makes it short (`3-surface/thrift`). */
const maxDescription = 8192;

/**
 * Schema Object (OpenAPI 3.0, 4.7.24; 3.1, 4.8.24) -> JSON Schema 2020-12 in one view. References stay references:
 * their targets are converted by the registry. What cannot be read is reported and accepts anything.
 */
export function convertSchema(conversion: Conversion, cursor: Cursor | undefined): JsonSchema {
  if (cursor === undefined) return true;
  if (typeof cursor.value === "boolean") return cursor.value;
  const object = objectOf(cursor);
  if (object === undefined) return notASchema(conversion, cursor);
  conversion.reading.countSchemas?.(sizeOf(object));
  if (conversion.depth > maxInlineDepth) {
    report(conversion.reading, cursor, {
      severity: "warning",
      code: "schema-too-deep",
      message: `Nested more than ${maxInlineDepth} levels without a reference; below this, anything is accepted.`,
      help: "Name the inner schemas under `components.schemas` and refer to them.",
    });
    return true;
  }
  const reference = referenceIn(cursor);
  const inner = { ...conversion, depth: conversion.depth + 1, root: conversion.root ?? cursor };
  checkDialect(conversion.reading, cursor, "$schema");
  return reference === undefined
    ? convertObject(inner, cursor, object)
    : convertReference(inner, cursor, object, reference);
}

/** A reference, also by the keywords that resolve it while validating: here the schema that it stands in is the outermost one. */
function referenceIn(cursor: Cursor): string | undefined {
  return referenceOf(cursor) ?? stringAt(cursor, "$dynamicRef") ?? stringAt(cursor, "$recursiveRef");
}

/** A schema, and the values that it lists, which are cheap to repeat: currencies and countries stand in many parameters. */
function sizeOf({ enum: values }: DocumentObject): number {
  return 1 + (Array.isArray(values) ? values.length / 16 : 0);
}

function notASchema({ reading }: Conversion, cursor: Cursor): JsonSchema {
  report(reading, cursor, {
    severity: "warning",
    code: "schema-not-an-object",
    message: `A schema must be an object; found ${nameOfType(cursor.value)}. Anything is accepted here.`,
    help: "Write a schema; `{}` says that anything is accepted.",
  });
  return true;
}

function convertReference(
  conversion: Conversion,
  cursor: Cursor,
  object: DocumentObject,
  reference: string,
): JsonSchema {
  const target = targetOf(conversion, cursor, reference);
  if ("problem" in target) {
    reportDangling(conversion.reading, cursor, {
      reference,
      problem: `${target.problem}; anything is accepted here`,
    });
    return true;
  }
  const place = `${target.file.url}#${target.pointer}`;
  if (readsInPlace(conversion, target, place)) {
    const inPlace = new Set([...(conversion.inPlace ?? []), place]);
    return convertSchema({ ...conversion, inPlace, root: target }, target);
  }
  const holder: PendingReference = { $ref: "" };
  conversion.use.refer(holder, target, conversion.view);
  // OpenAPI 3.0 ignores what stands beside `$ref`; authors who write a description or `nullable` there mean it.
  if (conversion.reading.document.dialect === "3.0") return annotated(conversion, cursor, holder);
  const siblings = Object.fromEntries(Object.entries(object).filter(([key]) => !referenceKeywords.has(key)));
  if (Object.keys(siblings).length > 0) {
    const left = leftOutNames(conversion, cursor);
    const beside = convertObject({ ...conversion, left }, { ...cursor, value: siblings }, siblings);
    if (beside === false) return false;
    Object.assign(holder, beside);
  }
  return isNullable(object) ? orNull(holder) : holder;
}

/** What makes a schema a reference, and what is said of the reference as a whole. */
const referenceKeywords: ReadonlySet<string> = new Set([
  "$ref",
  "$dynamicRef",
  "$recursiveRef",
  "nullable",
  "x-nullable",
]);

/** A reference or null. The holder stays the same object: its text is filled in later. */
function orNull(holder: PendingReference): JsonSchema {
  const description = holder["description"];
  delete holder["description"];
  return {
    ...(typeof description === "string" ? { description } : {}),
    anyOf: [holder, { type: "null" }],
  };
}

function targetOf(
  { reading, root }: Conversion,
  cursor: Cursor,
  reference: string,
): Cursor | { readonly problem: string } {
  const anchored = root !== undefined && /^#(?:$|[^/])/.test(reference) ? findAnchor(root, reference) : undefined;
  return anchored ?? followReference(reading.document, cursor, reference);
}

/** A part that requires what its neighbours describe and the view leaves out is read here, without those names. */
function readsInPlace(conversion: Conversion, target: Cursor, place: string): boolean {
  const { left, inPlace } = conversion;
  if (left === undefined || inPlace?.has(place) === true) return false;
  return requiresAny(conversion, target, left);
}

/** A reference with the annotations that stand around it. */
function annotated(conversion: Conversion, cursor: Cursor, holder: PendingReference): JsonSchema {
  const object = objectOf(cursor) ?? {};
  const annotations: MutableSchema = {};
  copyDescription(annotations, object);
  copyScalars(conversion, { ...cursor, value: annotationsOf(object) }, annotations);
  return isNullable(object)
    ? { ...annotations, anyOf: [holder, { type: "null" }] }
    : Object.assign(holder, annotations);
}

function annotationsOf(object: DocumentObject): DocumentObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => annotationKeywords.has(key)));
}

function convertObject(conversion: Conversion, cursor: Cursor, object: DocumentObject): JsonSchema {
  const single = onlyPart(cursor, object);
  const schema: MutableSchema = {};
  if (single !== undefined) {
    const part = convertSchema(conversion, single);
    if (part === false) return false;
    if (isDocumentObject(part) && "$ref" in part) return annotated(conversion, cursor, part as PendingReference);
    if (isDocumentObject(part)) Object.assign(schema, part);
  }
  copyDescription(schema, object);
  copyScalars(conversion, cursor, schema);
  const left = copyProperties(conversion, cursor, schema, convertSchema);
  copySubschemas(conversion, cursor, schema, { convert: convertSchema, lists: single === undefined, left });
  return nullable(object, schema);
}

/** The one schema of an `allOf` (or `anyOf`, `oneOf`) that has only annotations beside it: the usual way to describe a reference. */
function onlyPart(cursor: Cursor, object: DocumentObject): Cursor | undefined {
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const list = ownValue(object, keyword);
    if (!Array.isArray(list) || list.length !== 1) continue;
    const others = Object.keys(object).filter(
      (key) => key !== keyword && !annotationKeywords.has(key) && !key.startsWith("x-") && key !== "discriminator",
    );
    const list0 = child(cursor, keyword);
    if (others.length === 0 && list0 !== undefined) return child(list0, 0);
  }
  return undefined;
}

function copyDescription(schema: MutableSchema, object: DocumentObject): void {
  const description = ownValue(object, "description");
  if (typeof description !== "string") return;
  const text = plainText(description, maxDescription);
  if (text !== "") schema["description"] = text;
}
