import { child, itemsOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";

/** The URLs of the Server Objects of a document, path item or operation (OpenAPI 3.1, 4.8.5). */
export function readServers(owner: Cursor): string[] {
  return itemsOf(child(owner, "servers")).flatMap((cursor) => serverUrl(cursor) ?? []);
}

/** The name of the first Server Object that has a URL (OpenAPI 3.2, 4.6 `name`), when it has one. */
export function firstServerName(owner: Cursor): string | undefined {
  const first = itemsOf(child(owner, "servers")).find((cursor) => serverUrl(cursor) !== undefined);
  return first === undefined ? undefined : stringAt(first, "name");
}

/**
 * The URL of a Server Object with the defaults of its variables filled in; `undefined` without one. An expression without
 * a default stays as it is: the operator decides where requests go.
 */
export function serverUrl(cursor: Cursor): string | undefined {
  const variables = child(cursor, "variables");
  return stringAt(cursor, "url")?.replaceAll(/\{([^{}]+)\}/g, (expression, name: string) => {
    const variable = variables === undefined ? undefined : child(variables, name);
    return (variable === undefined ? undefined : stringAt(variable, "default")) ?? expression;
  });
}
