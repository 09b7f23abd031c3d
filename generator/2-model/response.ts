import type { JsonSchema, Response } from "./api.ts";
import { child, membersOf } from "./cursor.ts";
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
    return cursor === undefined ? [] : [readResponse(reading, key.toUpperCase().replace("DEFAULT", "default"), cursor)];
  });
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
