import { child, itemsOf, stringAt } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { followReference, referenceOf, report } from "../reading.ts";
import type { Checking } from "./checking.ts";

/** Operation Object (OpenAPI 3.1, 4.8.10): "The list MUST NOT include duplicated parameters." */
export function checkOperation(checking: Checking, operation: Cursor): void {
  const seen = new Set<string>();
  for (const item of itemsOf(child(operation, "parameters"))) {
    const reference = referenceOf(item);
    const parameter = reference === undefined ? item : followReference(checking.document, item, reference);
    if ("problem" in parameter) continue;
    const identity = `${stringAt(parameter, "in")} parameter "${stringAt(parameter, "name")}"`;
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
