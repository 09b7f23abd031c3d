import { child, isDocumentObject, itemsOf, membersOf } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { followReference, referenceOf, report } from "../reading.ts";
import type { Checking } from "./checking.ts";

/** `content` of a request body (OpenAPI 3.1, 4.8.13): keys are media types. */
function checkContent(checking: Checking, owner: Cursor): void {
  for (const { key, cursor } of membersOf(child(owner, "content"))) {
    if (/^[^\s/;]+\/[^\s/;]+\s*(;.*)?$/.test(key)) continue;
    report(checking, cursor, {
      severity: "warning",
      code: "media-type-unreadable",
      message: `"${key}" is no media type; it is left out.`,
      help: "Write a type such as application/json.",
    });
  }
}

/** Request Body Object (OpenAPI 3.1, 4.8.13): without content there is nothing to send. */
export function checkRequestBody(checking: Checking, body: Cursor): void {
  checkContent(checking, body);
  if (membersOf(child(body, "content")).some(({ cursor }) => isDocumentObject(cursor.value))) return;
  report(checking, body, {
    severity: "warning",
    code: "body-without-content",
    message: "The request body has no content, so the tool sends none.",
    help: "Write `content` with a media type and a schema, or remove the body.",
  });
}

/** A multipart body has parts with names (OpenAPI 3.1, 4.8.14.4): its schema is an object. */
function checkMultipart(checking: Checking, mediaType: Cursor): void {
  if (!/\/multipart~1[^/]*$/.test(mediaType.pointer)) return;
  const schema = child(mediaType, "schema");
  const type = schema === undefined ? undefined : child(schema, "type")?.value;
  if (schema === undefined || (type !== "string" && type !== "array")) return;
  report(checking, schema, {
    severity: "warning",
    code: "multipart-not-an-object",
    message: `A multipart body is an object of named parts, not ${type === "array" ? "a list" : "a text"}. Bytes are sent as a part named "file".`,
    help: "Describe an object with a property for each part.",
  });
}

/** Encoding Objects (OpenAPI 3.1, 4.8.15) belong to properties of the schema. */
export function checkMediaType(checking: Checking, mediaType: Cursor): void {
  checkMultipart(checking, mediaType);
  const encodings = membersOf(child(mediaType, "encoding"));
  const schema = child(mediaType, "schema");
  const properties = encodings.length === 0 || schema === undefined ? undefined : propertiesOf(checking, schema, 0);
  for (const { key, cursor } of properties === undefined ? [] : encodings) {
    if (properties?.has(key) !== false) continue;
    report(checking, cursor, {
      severity: "info",
      code: "encoding-of-nothing",
      message: `The schema has no property "${key}", so its encoding says nothing.`,
      help: "Correct the name, or remove the encoding.",
    });
  }
}

/** The names of all properties; `undefined` when others may be there, or they cannot be told. */
function propertiesOf(checking: Checking, schema: Cursor, depth: number): ReadonlySet<string> | undefined {
  const reference = referenceOf(schema);
  const target = reference === undefined ? schema : followReference(checking.document, schema, reference);
  if ("problem" in target || !isDocumentObject(target.value) || depth > 8) return undefined;
  if (["anyOf", "oneOf", "patternProperties"].some((keyword) => child(target, keyword) !== undefined)) return undefined;
  if (reference !== undefined && referenceOf(target) !== undefined) return propertiesOf(checking, target, depth + 1);
  const parts = itemsOf(child(target, "allOf")).map((part) => propertiesOf(checking, part, depth + 1));
  const own = membersOf(child(target, "properties")).map(({ key }) => key);
  if (parts.includes(undefined) || (own.length === 0 && parts.length === 0)) return undefined;
  return new Set([...own, ...parts.flatMap((part) => [...(part ?? [])])]);
}
