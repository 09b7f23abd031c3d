import type { MockOperation } from "./mock-plan.ts";

/** Finds the operation of a request. */
export type FindOperation = (method: string, path: string) => MockOperation | undefined;

/**
 * Makes the table of an API's paths. Of two templates that fit, the one with fewer expressions is meant (OpenAPI 3.1, 4.8.8.1:
 * concrete paths come before templated ones). A query or fragment in a path, as some documents have it, does not count.
 */
export function createFindOperation(operations: readonly MockOperation[]): FindOperation {
  const routes = operations
    .map((operation) => ({ operation, ...compilePath(operation.path) }))
    .toSorted((a, b) => a.expressions - b.expressions);
  return (method, path) =>
    routes.find(({ operation, pattern }) => operation.method === method && pattern.test(path))?.operation;
}

function compilePath(path: string): { readonly pattern: RegExp; readonly expressions: number } {
  const [plain = ""] = path.split(/[?#]/u);
  const parts = plain.split(/\{[^{}]*\}/u).map(escapePattern);
  return { pattern: new RegExp(`^${parts.join("[^/]*")}$`, "u"), expressions: parts.length - 1 };
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
}
