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
import { readServers } from "./server.ts";

/** Every operation of the document, in its order. One that cannot be read is reported and left out. */
export function readOperations(reading: Reading, root: Cursor): Operation[] {
  return listOperations(reading, root).flatMap((source) => readOperation(reading, root, source) ?? []);
}

/** Operation Object (OpenAPI 3.1, 4.8.10). `undefined` for one that cannot be called without what is missing. */
function readOperation(reading: Reading, root: Cursor, source: OperationSource): Operation | undefined {
  const { pathItem, path, method, cursor, inherited } = source;
  if (lacksBody(reading, source)) return undefined;
  const body = readBody(reading, cursor);
  const servers = [...readServers(cursor), ...readServers(pathItem)];
  return {
    place: placeOf(cursor),
    ...textMembers(cursor),
    method,
    path,
    tags: itemsOf(child(cursor, "tags")).flatMap((tag) =>
      isText(tag.value) && String(tag.value).trim() !== "" ? [String(tag.value)] : [],
    ),
    deprecated: booleanAt(cursor, "deprecated") === true,
    parameters: readParameters(reading, pathItem, cursor),
    ...(body === undefined ? {} : { body }),
    responses: readResponses(reading, cursor),
    security: readSecurity(reading, root, cursor),
    ...(servers.length === 0 ? {} : { servers }),
    extensions: [...inherited, ...readExtension(cursor, "operation")],
  };
}

/** Whether the body is a reference that leads nowhere: what to send cannot be known. Nothing is sent with GET and HEAD anyway. */
function lacksBody(reading: Reading, { method, path, cursor }: OperationSource): boolean {
  const body = child(cursor, "requestBody");
  if (body === undefined || method === "GET" || method === "HEAD") return false;
  return dereference(reading, body, [`${method} ${path}`]) === undefined;
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
