import type { Extension } from "./api.ts";
import { child, children, isDocumentObject, membersOf, nameOfType } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readExtension } from "./extension.ts";
import { dereference, referenceOf, report } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** An operation where it stands, not yet read. */
export interface OperationSource {
  readonly path: string;
  /** Upper case, or as `additionalOperations` spells it. */
  readonly method: string;
  readonly cursor: Cursor;
  readonly pathItem: Cursor;
  /** `x-mcp` of the document and of the path. */
  readonly inherited: readonly Extension[];
}

/** The methods that a Path Item Object has a field for (OpenAPI 3.2, 4.9.1). */
const methods: readonly string[] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** Members of an operation that nothing else in a path item has. */
const telling: readonly string[] = ["operationId", "responses", "requestBody", "security", "tags"];

/** Every operation of the Paths Object (OpenAPI 3.1, 4.8.8), in document order. What is lost is reported. */
export function listOperations(reading: Reading, root: Cursor): OperationSource[] {
  const paths = child(root, "paths");
  const ofDocument = readExtension(root, "document");
  return membersOf(paths).flatMap(({ key, cursor: reference }) => {
    const path = key.startsWith("x-") ? undefined : readPath(reading, paths, key, reference);
    if (path === undefined) return [];
    const pathItem = readPathItem(reading, path, reference);
    if (pathItem === undefined) return [];
    // A path item that is a reference may have an extension beside it, which is nearer.
    const beside = pathItem === reference ? [] : [reference];
    const inherited = [...ofDocument, ...[pathItem, ...beside].flatMap((owner) => readExtension(owner, "path"))];
    return operationsOf(reading, path, [...beside, pathItem]).map((found) => ({ ...found, path, inherited }));
  });
}

/** A path starts with a slash (OpenAPI 3.1, 4.8.8.1). One that only lacks it gets it, where that is no other path's name. */
function readPath(reading: Reading, paths: Cursor | undefined, key: string, cursor: Cursor): string | undefined {
  if (key.startsWith("/")) return key;
  const repaired = `/${key}`;
  const taken = paths !== undefined && child(paths, repaired) !== undefined;
  if (taken || !/^[\w{~.-][^:\s]*$/u.test(key)) {
    report(reading, cursor, {
      severity: "error",
      code: "path-without-slash",
      message: `A path must start with "/"; "${key}" and its operations are left out.`,
      help: "Write the path without scheme and host, which belong in `servers`.",
      lost: lostOf(key, cursor),
    });
    return undefined;
  }
  report(reading, cursor, {
    severity: "warning",
    code: "path-without-slash",
    message: `A path must start with "/"; "${key}" is read as "${repaired}".`,
    help: "Put a slash in front.",
  });
  return repaired;
}

function readPathItem(reading: Reading, path: string, reference: Cursor): Cursor | undefined {
  const beside = lostOf(path, reference);
  const pathItem = dereference(reading, reference, [path]);
  if (pathItem === undefined) return beside[0] === path ? undefined : reference;
  if (isDocumentObject(pathItem.value)) return pathItem;
  const finding = {
    code: "path-item-not-an-object",
    message: `A path must hold an object of operations by method; found ${nameOfType(pathItem.value)}, so it has none.`,
    help: "Write the operations of the path, or remove it.",
  };
  // In YAML a path with nothing under it is null: nothing is lost.
  if (pathItem.value === null) report(reading, pathItem, { ...finding, severity: "warning" });
  else report(reading, pathItem, { ...finding, severity: "error", lost: [path] });
  return undefined;
}

/** The operations that stand in a path item for all to see, else the path. */
function lostOf(path: string, pathItem: Cursor): readonly string[] {
  const found = children(pathItem).flatMap(({ key }) =>
    methods.includes(key.toLowerCase()) ? [`${key.toUpperCase()} ${path}`] : [],
  );
  return found.length > 0 ? found : [path];
}

type Found = Pick<OperationSource, "method" | "cursor" | "pathItem">;

/** Operations of a path item; those beside its `$ref` come before those of its target (OpenAPI 3.1, 4.8.9). */
function operationsOf(reading: Reading, path: string, owners: readonly Cursor[]): Found[] {
  const byMethod = new Map<string, Found>();
  const all = owners.flatMap((pathItem) => [...ownOperations(reading, path, pathItem), ...additional(pathItem)]);
  for (const found of all) if (!byMethod.has(found.method)) byMethod.set(found.method, found);
  return [...byMethod.values()].flatMap((found) => {
    if (unsendable.has(found.method.toUpperCase())) return reportUnsendable(reading, path, found);
    const cursor = readReference(reading, `${found.method} ${path}`, found.cursor);
    return cursor === undefined ? [] : [{ ...found, cursor }];
  });
}

/** Methods that no client built on the Fetch Standard may send (2.2.1, forbidden method). */
const unsendable: ReadonlySet<string> = new Set(["TRACE", "CONNECT", "TRACK"]);

function reportUnsendable(reading: Reading, path: string, { method, cursor }: Found): [] {
  report(reading, cursor, {
    severity: "error",
    code: "method-not-sendable",
    message: `${method} requests cannot be sent: the Fetch Standard forbids them. The operation is left out.`,
    help: "Use another method, or remove the operation, by an overlay if need be.",
    lost: [`${method} ${path}`],
  });
  return [];
}

function ownOperations(reading: Reading, path: string, pathItem: Cursor): Found[] {
  return children(pathItem).flatMap(({ key, cursor }) => {
    const method = key.toLowerCase();
    if (methods.includes(key)) return [{ method: key.toUpperCase(), cursor, pathItem }];
    if (!looksLikeOperation(key, cursor)) return [];
    const meant = methods.includes(method) && child(pathItem, method) === undefined;
    report(
      reading,
      cursor,
      meant
        ? {
            severity: "warning",
            code: "method-in-capitals",
            message: `Methods are written in lower case; "${key}" is read as "${method}".`,
            help: `Write "${method}".`,
          }
        : {
            severity: "error",
            code: "unknown-method",
            message: `"${key}" is no method that a path can have; the operation is left out.`,
            help: `Use ${methods.join(", ")}; OpenAPI 3.2 has \`additionalOperations\` for others.`,
            lost: [`${key.toUpperCase()} ${path}`],
          },
    );
    return meant ? [{ method: key.toUpperCase(), cursor, pathItem }] : [];
  });
}

function looksLikeOperation(key: string, { value }: Cursor): boolean {
  if (key.startsWith("x-") || !/^[a-z]+$/i.test(key) || !isDocumentObject(value)) return false;
  return methods.includes(key.toLowerCase()) || telling.some((member) => Object.hasOwn(value, member));
}

/** Operations with methods of any name (OpenAPI 3.2, 4.9.1 `additionalOperations`). */
function additional(pathItem: Cursor): Found[] {
  return membersOf(child(pathItem, "additionalOperations")).flatMap(({ key, cursor }) =>
    // RFC 9110, 9.1: a token; method names are case-sensitive.
    /^[\w!#$%&'*+.^`|~-]+$/.test(key) ? [{ method: key, cursor, pathItem }] : [],
  );
}

/** An operation is no Reference Object; where one stands nevertheless, its target is meant. */
function readReference(reading: Reading, name: string, cursor: Cursor): Cursor | undefined {
  if (referenceOf(cursor) !== undefined) {
    const target = dereference(reading, cursor, [name]);
    if (target === undefined) return undefined;
    report(reading, cursor, {
      severity: "warning",
      code: "operation-is-reference",
      message: "An operation cannot be a reference; what it names is read in its place.",
      help: "Refer to the whole path item, or write the operation out.",
    });
    return readReference(reading, name, target);
  }
  if (isDocumentObject(cursor.value)) return cursor;
  report(reading, cursor, {
    severity: "error",
    code: "operation-not-an-object",
    message: "An operation must be an object; it is left out.",
    help: "Write an object with `responses`, or remove the method.",
    lost: [name],
  });
  return undefined;
}
