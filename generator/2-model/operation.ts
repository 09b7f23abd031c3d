import type { Operation } from "./api.ts";
import { readBody } from "./body.ts";
import { booleanAt, child, isText, itemsOf, placeOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readExtension } from "./extension.ts";
import { readParameters } from "./parameter.ts";
import { listOperations } from "./path-item.ts";
import type { OperationSource } from "./path-item.ts";
import { dereference } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { readResponses } from "./response.ts";
import { readSecurity } from "./security.ts";
import { firstServerName, readServers } from "./server.ts";
import { readBadges } from "./tag.ts";

/** Every operation of the document, in its order. One that cannot be read is reported and left out. */
export function readOperations(reading: Reading, root: Cursor): Operation[] {
  const badges = readBadges(root);
  return listOperations(reading, root).flatMap((source) => readOperation(reading, { root, badges }, source) ?? []);
}

/** Operation Object (OpenAPI 3.1, 4.8.10). `undefined` for one that cannot be called without what is missing. */
function readOperation(
  reading: Reading,
  { root, badges }: { readonly root: Cursor; readonly badges: ReadonlySet<string> },
  source: OperationSource,
): Operation | undefined {
  const { pathItem, path, method, cursor, inherited } = source;
  if (lacksBody(reading, source)) return undefined;
  const body = readBody(reading, cursor);
  const own = readServers(cursor);
  const servers = [...own, ...readServers(pathItem)];
  const serverName = firstServerName(own.length > 0 ? cursor : pathItem);
  const tags = textItems(child(cursor, "tags"));
  const serviceTag = tags.find((tag) => !badges.has(tag));
  return {
    place: placeOf(cursor),
    ...textMembers(cursor),
    method,
    path,
    tags,
    ...(serviceTag === undefined ? {} : { serviceTag }),
    deprecated: booleanAt(cursor, "deprecated") === true,
    parameters: readParameters(reading, pathItem, cursor),
    ...(body === undefined ? {} : { body }),
    responses: readResponses(reading, cursor),
    security: readSecurity(reading, root, cursor),
    ...(servers.length === 0 ? {} : { servers }),
    ...(serverName === undefined ? {} : { serverName }),
    extensions: [...inherited, ...readExtension(cursor, "operation")],
  };
}

/** Whether the body is a reference that leads nowhere: what to send cannot be known. Nothing is sent with GET and HEAD anyway. */
function lacksBody(reading: Reading, { method, path, cursor }: OperationSource): boolean {
  const body = child(cursor, "requestBody");
  if (body === undefined || method === "GET" || method === "HEAD") return false;
  return dereference(reading, body, [`${method} ${path}`]) === undefined;
}

function textItems(list: Cursor | undefined): string[] {
  return itemsOf(list).flatMap(({ value }) => (isText(value) && String(value).trim() !== "" ? [String(value)] : []));
}

function textMembers(cursor: Cursor): Pick<Operation, "operationId" | "summary" | "description"> {
  const operationId = stringAt(cursor, "operationId");
  const summary = stringAt(cursor, "summary");
  const description = stringAt(cursor, "description");
  return {
    ...(operationId === undefined || operationId === "" ? {} : { operationId }),
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
  };
}
