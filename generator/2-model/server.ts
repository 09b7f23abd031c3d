import { child, itemsOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";

/**
 * Server Objects (OpenAPI 3.1, 4.8.5) as URLs with the defaults of their variables filled in. An expression without
 * a default stays as it is: the operator decides where requests go.
 */
export function readServers(owner: Cursor): string[] {
  return itemsOf(child(owner, "servers")).flatMap((cursor) => {
    const url = stringAt(cursor, "url");
    if (url === undefined) return [];
    const variables = child(cursor, "variables");
    return [
      url.replaceAll(/\{([^{}]+)\}/g, (expression, name: string) => {
        const variable = variables === undefined ? undefined : child(variables, name);
        return (variable === undefined ? undefined : stringAt(variable, "default")) ?? expression;
      }),
    ];
  });
}
