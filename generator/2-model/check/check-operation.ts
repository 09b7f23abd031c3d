import { child, itemsOf, membersOf, stringAt } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { followReference, referenceOf, report } from "../reading.ts";
import type { Checking } from "./checking.ts";

/** Operation Object (OpenAPI 3.1, 4.8.10): "The list MUST NOT include duplicated parameters." */
export function checkOperation(checking: Checking, operation: Cursor): void {
  checkParameterList(checking, operation);
  checkStatusCodes(checking, operation);
}

/** Responses Object (OpenAPI 3.1, 4.8.16): keys are status codes, ranges and `default`. */
function checkStatusCodes(checking: Checking, operation: Cursor): void {
  for (const { key, cursor } of membersOf(child(operation, "responses"))) {
    if (key.startsWith("x-") || /^([1-5]\d\d|[1-5]XX|default)$/i.test(key)) continue;
    report(checking, cursor, {
      severity: "warning",
      code: "status-unreadable",
      message: `"${key}" is no status code; the answer is left out.`,
      help: "Write a code such as 200, a range such as 4XX, or default.",
    });
  }
}

function checkParameterList(checking: Checking, operation: Cursor): void {
  const seen = new Set<string>();
  for (const item of itemsOf(child(operation, "parameters"))) {
    const reference = referenceOf(item);
    const parameter = reference === undefined ? item : followReference(checking.document, item, reference);
    if ("problem" in parameter) continue;
    const name = stringAt(parameter, "name");
    if (name === undefined) continue;
    const identity = `${stringAt(parameter, "in")} parameter "${name}"`;
    if (seen.has(identity))
      report(checking, item, {
        severity: "warning",
        code: "parameter-twice",
        message: `The ${identity} is declared twice; the last one is read.`,
        help: "Remove one of them.",
      });
    seen.add(identity);
  }
}
