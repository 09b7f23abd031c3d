import { isDocumentObject, isText, itemsOf, membersOf, nameOfType } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { report } from "../reading.ts";
import type { Checking } from "./checking.ts";
import { reportedByReader } from "./object-fields.ts";
import type { FieldType, ObjectName } from "./object-fields.ts";

/** A field, as messages name it. */
export interface FieldToCheck {
  readonly field: string;
  readonly type: FieldType;
  /** The object that it belongs to. */
  readonly owner: ObjectName;
}

/** Maps that may have extensions among their members (OpenAPI 3.1, 4.8.8 and 4.8.16). */
const extensible: ReadonlySet<ObjectName> = new Set(["pathItem", "response"]);

/** Whether a member of a map is an extension (OpenAPI 3.1, 4.9), which may hold anything. */
export function isExtension(name: ObjectName, key: string): boolean {
  return extensible.has(name) && key.startsWith("x-");
}

/** Reports a field that does not hold what it must, and items or members that do not. */
export function checkField(checking: Checking, cursor: Cursor, { field, type, owner }: FieldToCheck): void {
  if (holds(cursor.value, type)) {
    for (const { cursor: item, wanted, what } of contents(cursor, type))
      if (!holds(item.value, wanted))
        reportWrongType(checking, item, { what, type: wanted, readAs: readAs(item.value, wanted, owner) });
    return;
  }
  if (typeof type === "object" && "object" in type && reportedByReader.has(type.object)) return;
  reportWrongType(checking, cursor, { what: `\`${field}\``, type, readAs: readAs(cursor.value, type, owner) });
}

function holds(value: unknown, type: FieldType): boolean {
  if (type === "text") return typeof value === "string";
  if (type === "boolean" || type === "number") return typeof value === type;
  if (typeof type === "object" && "list" in type) return Array.isArray(value);
  return isDocumentObject(value);
}

interface Content {
  readonly cursor: Cursor;
  readonly wanted: FieldType;
  readonly what: string;
}

/** Items and members, but for those whose readers speak for themselves. */
function contents(cursor: Cursor, type: FieldType): Content[] {
  if (typeof type === "string" || "object" in type) return [];
  const name = "list" in type ? type.list : type.map;
  if (name !== "text" && reportedByReader.has(name)) return [];
  const wanted = name === "text" ? "text" : ({ object: name } as const);
  if ("list" in type) return itemsOf(cursor).map((item) => ({ cursor: item, wanted, what: "An item" }));
  return membersOf(cursor).flatMap(({ key, cursor: member }) =>
    name !== "text" && isExtension(name, key) ? [] : [{ cursor: member, wanted, what: "A member" }],
  );
}

/** What the readers take a value of another type for; `undefined` when they ignore it. */
function readAs(value: unknown, type: FieldType, owner: ObjectName): string | undefined {
  if (type === "text" && owner !== "schema" && isText(value)) return `"${value}"`;
  if (type === "boolean" && owner !== "schema" && (value === "true" || value === "false")) return value;
  if (type === "number" && typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) return value;
  if (typeof type === "object" && "list" in type && owner !== "schema" && value !== null) return "a list of this one";
  return undefined;
}

interface WrongType {
  readonly what: string;
  readonly type: FieldType;
  readonly readAs: string | undefined;
}

function reportWrongType(checking: Checking, cursor: Cursor, wrong: WrongType): void {
  const { what, type } = wrong;
  const [name, help] = describeType(type);
  // A scalar that is null was left empty: it says as much as one that is absent.
  const isEmpty = cursor.value === null && typeof type === "string" && type !== "object";
  report(checking, cursor, {
    severity: isEmpty ? "info" : "warning",
    code: "wrong-type",
    message: `${what} must be ${name}; found ${nameOfType(cursor.value)}, ${wrong.readAs === undefined ? "which is ignored" : `read as ${wrong.readAs}`}.`,
    help,
  });
}

function describeType(type: FieldType): readonly [name: string, help: string] {
  if (type === "text") return ["text", "Write text; in YAML, put it in quotes."];
  if (type === "boolean") return ["true or false", "Write true or false, without quotes."];
  if (type === "number") return ["a number", "Write a number, without quotes."];
  if (typeof type === "object" && "list" in type) return ["a list", "Write a list, or leave the field out."];
  return ["an object", "Write an object, or leave it out."];
}
