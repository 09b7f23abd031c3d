import { snakeCase } from "../../identifier-case.ts";
import type { Operation } from "../api.ts";
import { child, membersOf } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { report } from "../reading.ts";
import type { Checking } from "./checking.ts";

/** What can be said of the operations together: names that clash or are missing, or that there is none. */
export function checkOperations(checking: Checking, root: Cursor, operations: readonly Operation[]): void {
  if (operations.length === 0) reportNone(checking, root);
  reportUnnamed(checking, root, operations);
  const byName = Map.groupBy(operations, ({ operationId }) =>
    operationId === undefined ? "" : snakeCase(operationId),
  );
  for (const [name, same] of byName) {
    if (name === "" || same.length === 1) continue;
    const [first] = same;
    // One operation may stand in several paths, by references: it is reported once.
    const byPlace = new Map(same.toReversed().map((operation) => [placeText(operation), operation]));
    for (const operation of byPlace.values()) reportClash(checking, operation, operation === first ? same[1] : first);
  }
}

function placeText({ place: { file, pointer } }: Operation): string {
  return `${file}#${pointer}`;
}

function reportNone(checking: Checking, root: Cursor): void {
  const hasWebhooks = membersOf(child(root, "webhooks")).length > 0;
  report(checking, child(root, "paths") ?? root, {
    severity: "warning",
    code: "no-operations",
    message: hasWebhooks
      ? "The document has no operations, only webhooks, which are calls that the API makes; the server has no tools."
      : "The document has no operations; the server has no tools.",
    help: "Write operations under `paths`.",
  });
}

/** One finding for all: documents without any operationId are common, and their tools have good names nevertheless. */
function reportUnnamed(checking: Checking, root: Cursor, operations: readonly Operation[]): void {
  const unnamed = operations.filter(({ operationId }) => operationId === undefined).length;
  if (unnamed === 0) return;
  report(checking, child(root, "paths") ?? root, {
    severity: "info",
    code: "operation-id-missing",
    message: `${unnamed} of ${operations.length} operations lack an operationId; their tools are named by method and path.`,
    help: "Give each operation an operationId: it names the tool, and stays when the path changes.",
  });
}

function reportClash(checking: Checking, operation: Operation, other: Operation | undefined): void {
  if (other === undefined) return;
  const id = operation.operationId ?? "";
  const where = `${other.method} ${other.path}`;
  checking.diagnostics.report({
    severity: "warning",
    code: "operation-id-clash",
    place: { file: operation.place.file, pointer: `${operation.place.pointer}/operationId` },
    message:
      id === other.operationId
        ? `The operationId "${id}" is also that of ${where}; the names of both tools carry a hash.`
        : `The operationId "${id}" and "${other.operationId}" of ${where} give the same tool name; both carry a hash.`,
    help: "Give each operation an operationId of its own, different in more than case and punctuation.",
  });
}
