import { child, isDocumentObject, itemsOf, membersOf, rootCursor } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { followReference, referenceOf, report } from "../reading.ts";
import { checkField, isExtension } from "./check-field.ts";
import type { Checking } from "./checking.ts";
import { objectChecks } from "./object-checks.ts";
import { objectFields, referable } from "./object-fields.ts";
import type { FieldType, ObjectName } from "./object-fields.ts";

interface Visit {
  readonly name: ObjectName;
  readonly cursor: Cursor;
}

/**
 * Walks over the objects that operations reach, each once, and reports what is wrong with them: fields of a wrong type,
 * and what contradicts itself or says nothing. The readers then take such fields as absent, or as what was plainly meant.
 * By a work list, so that a chain of references needs no deep stack.
 */
export function checkDocument(checking: Checking): void {
  const seen = new Set<unknown>();
  const waiting: Visit[] = [{ name: "document", cursor: rootCursor(checking.document) }];
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    const cursor = resolve(checking, visit);
    if (cursor === undefined || !isDocumentObject(cursor.value) || seen.has(cursor.value)) continue;
    seen.add(cursor.value);
    const { name } = visit;
    // What a reference has beside it is read too, but it is not a whole object.
    if (referenceOf(cursor) === undefined) for (const check of objectChecks[name] ?? []) check(checking, cursor);
    waiting.push(...checkFields(checking, name, cursor).toReversed());
    const beside = visit.cursor;
    if (beside.value !== cursor.value) waiting.push(...checkFields(checking, name, beside).toReversed());
  }
}

/** What stands at the end of references; `undefined` where they lead nowhere, which the readers report. */
function resolve(checking: Checking, { name, cursor }: Visit): Cursor | undefined {
  if (!referable.has(name)) return cursor;
  const seen = new Set<unknown>();
  let current = cursor;
  for (let text = referenceOf(current); text !== undefined; text = referenceOf(current)) {
    if (seen.has(current.value)) return undefined;
    seen.add(current.value);
    const target = followReference(checking.document, current, text);
    if ("problem" in target) return undefined;
    current = target;
  }
  checkReferenceText(checking, current);
  return current;
}

/** A `$ref` that is no text refers to nothing (a property named `$ref` stands elsewhere: among properties). */
function checkReferenceText(checking: Checking, cursor: Cursor): void {
  const reference = child(cursor, "$ref");
  if (reference === undefined || typeof reference.value === "string") return;
  report(checking, reference, {
    severity: "warning",
    code: "reference-not-text",
    message: "A `$ref` must be text; it is ignored, and what stands beside it is read.",
    help: "Write the reference as text, such as #/components/schemas/Name, or remove it.",
  });
}

/** Checks each known field and gives the objects inside, in order. */
function checkFields(checking: Checking, name: ObjectName, cursor: Cursor): Visit[] {
  return Object.entries(objectFields[name]).flatMap(([field, type]) => {
    const member = child(cursor, field);
    if (member === undefined) return [];
    checkField(checking, member, { field, type, owner: name });
    return objectsIn(member, type);
  });
}

function objectsIn(member: Cursor, type: FieldType): Visit[] {
  if (typeof type === "string") return [];
  if ("object" in type) return [{ name: type.object, cursor: member }];
  const name = "list" in type ? type.list : type.map;
  if (name === "text") return [];
  const members =
    "list" in type
      ? itemsOf(member)
      : membersOf(member).flatMap(({ key, cursor }) => (isExtension(name, key) ? [] : [cursor]));
  return members.map((cursor) => ({ name, cursor }));
}
