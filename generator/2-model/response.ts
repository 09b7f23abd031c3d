import type { JsonSchema, Response, SelfLink } from "./api.ts";
import { child, membersOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readMediaTypes } from "./media-types.ts";
import { dereference } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { convertSchema } from "./schema/convert.ts";

/** Responses Object (OpenAPI 3.1, 4.8.16): what the operation says it may answer. Only successes carry schemas: nobody reads the others'. */
export function readResponses(reading: Reading, operation: Cursor): Response[] {
  return membersOf(child(operation, "responses")).flatMap(({ key, cursor: reference }) => {
    if (!/^([1-5]\d\d|[1-5]XX|default)$/i.test(key)) return [];
    const cursor = dereference(reading, reference);
    const status = key.toUpperCase().replace("DEFAULT", "default");
    if (cursor === undefined) return [];
    const response = readResponse(reading, status, cursor);
    return status.startsWith("2")
      ? { ...response, ...readHeaders(cursor), ...readSelfLinks(reading, operation, cursor) }
      : response;
  });
}

function readHeaders(response: Cursor): Pick<Response, "headers"> {
  const headers = membersOf(child(response, "headers")).map(({ key }) => key.toLowerCase());
  return headers.length === 0 ? {} : { headers };
}

function readSelfLinks(reading: Reading, operation: Cursor, response: Cursor): Pick<Response, "links"> {
  const links = membersOf(child(response, "links")).flatMap(({ cursor: reference }) => {
    const cursor = dereference(reading, reference);
    return cursor === undefined || !isLinkTo(operation, cursor) ? [] : [readLink(cursor)];
  });
  return links.length === 0 ? {} : { links };
}

/** By `operationId`, or by a reference into this same document. */
function isLinkTo(operation: Cursor, link: Cursor): boolean {
  const operationId = stringAt(link, "operationId");
  if (operationId !== undefined) return operationId === stringAt(operation, "operationId");
  return stringAt(link, "operationRef") === `#${operation.pointer}`;
}

/** A name may say where the parameter is: `query.cursor`. */
function readLink(link: Cursor): SelfLink {
  const parameters = membersOf(child(link, "parameters")).map(
    ({ key, cursor }) => [key.replace(/^(?:path|query|header|cookie)\./, ""), String(cursor.value)] as const,
  );
  return { parameters: Object.fromEntries(parameters) };
}

function readResponse(reading: Reading, status: string, cursor: Cursor): Response {
  return {
    status,
    contents: readMediaTypes(reading, cursor).map(({ key, cursor: media }) => ({
      mediaType: key,
      ...schemaAt(reading, media, status, "schema"),
      ...schemaAt(reading, media, status, "itemSchema"),
    })),
  };
}

function schemaAt(
  reading: Reading,
  media: Cursor,
  status: string,
  keyword: "schema" | "itemSchema",
): { readonly [keyword in "schema" | "itemSchema"]?: JsonSchema } {
  const schema = status.startsWith("2") ? child(media, keyword) : undefined;
  if (schema === undefined) return {};
  return { [keyword]: convertSchema({ reading, view: "output", use: reading.schemas.anonymous, depth: 0 }, schema) };
}
