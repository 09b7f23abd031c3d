import type { Operation } from "../2-model/api.ts";
import type { OperationMatch } from "../options.ts";

/** Makes a function that says whether an operation fits every key of a match. */
export function createMatcher(match: OperationMatch): (operation: Operation) => boolean {
  const path = match.path === undefined ? undefined : pathPattern(match.path);
  const method = match.method?.toUpperCase();
  return (operation) =>
    (match.operation === undefined || match.operation === operation.operationId) &&
    (method === undefined || method === operation.method) &&
    (match.tag === undefined || operation.tags.includes(match.tag)) &&
    (path === undefined || path.test(operation.path));
}

/** `*` is part of a segment, `**` any number of segments. */
function pathPattern(glob: string): RegExp {
  const source = glob.replaceAll(/\*\*|\*|[\\^$.|?+()[\]{}]/g, (match) => {
    if (match === "**") return ".*";
    return match === "*" ? "[^/]*" : `\\${match}`;
  });
  return new RegExp(`^${source}$`, "u");
}
