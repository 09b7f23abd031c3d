import type { Operation } from "../2-model/api.ts";
import { snakeCase } from "../identifier-case.ts";
import { stableHash } from "../stable-hash.ts";
import type { SelectedOperation } from "./select-operations.ts";

/** What model APIs accept as a tool's name; the MCP conformance suite asks for 1 to 64 characters. */
const maxNameLength = 64;
const hashLength = 8;

/**
 * Names tools: the user's name, else the operationId in snake_case, else method and path. All members of a clash, names
 * that are too long and names that JavaScript objects inherit carry a hash of method and path, so that an operation
 * that clashes with none renames nothing.
 * @param documentOperations all operations of the document: an excluded one still takes part in clashes, so that
 *   excluding a service renames nothing.
 */
export function nameTools(
  selected: readonly SelectedOperation[],
  documentOperations: readonly Operation[],
): ReadonlyMap<Operation, string> {
  const given = new Map(
    selected.flatMap(({ operation, rule }) => (rule.name === undefined ? [] : [[operation, rule.name] as const])),
  );
  const wanted = new Map(
    documentOperations.map((operation) => [operation, given.get(operation) ?? wantedName(operation)]),
  );
  const counts = new Map<string, number>();
  for (const name of wanted.values()) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return new Map(
    selected.map(({ operation }) => {
      const name = wanted.get(operation) ?? "";
      const clashes = (counts.get(name.toLowerCase()) ?? 0) > 1 && !given.has(operation);
      const isInherited = name in {};
      return [operation, clashes || isInherited || name.length > maxNameLength ? hashed(name, operation) : name];
    }),
  );
}

function wantedName(operation: Operation): string {
  const fromId = operation.operationId === undefined ? "" : snakeCase(operation.operationId);
  return fromId || snakeCase(`${operation.method} ${operation.path}`) || "operation";
}

function hashed(name: string, operation: Operation): string {
  const hash = stableHash(`${operation.method} ${operation.path}`, hashLength);
  return `${name.slice(0, maxNameLength - hashLength - 1).replace(/_+$/, "")}_${hash}`;
}
