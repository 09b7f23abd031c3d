import type { Body, BodyContent, Encoding } from "./api.ts";
import { booleanAt, child, isDocumentObject, membersOf, placeOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { dereference } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { convertSchema } from "./schema/convert.ts";

/** Request Body Object (OpenAPI 3.1, 4.8.13). `undefined` when there is none, or none that can be read. */
export function readBody(reading: Reading, operation: Cursor): Body | undefined {
  const reference = child(operation, "requestBody");
  const cursor = reference === undefined ? undefined : dereference(reading, reference);
  if (cursor === undefined) return undefined;
  const contents = membersOf(child(cursor, "content")).filter(
    ({ key, cursor: media }) => isMediaType(key) && isDocumentObject(media.value),
  );
  if (contents.length === 0) return undefined;
  const description = stringAt(cursor, "description");
  return {
    place: placeOf(cursor),
    required: booleanAt(cursor, "required") === true,
    ...(description === undefined ? {} : { description }),
    contents: contents.map(({ key, cursor: media }) => readContent(reading, key, media)),
  };
}

/** RFC 9110, 8.3.1, or a range such as `image/*`. */
function isMediaType(text: string): boolean {
  return /^[\w!#$&^.+*-]+\/[\w!#$&^.+*-]+\s*(;.*)?$/.test(text);
}

function readContent(reading: Reading, mediaType: string, media: Cursor): BodyContent {
  const schema = child(media, "schema");
  return {
    mediaType,
    ...(schema === undefined
      ? {}
      : { schema: convertSchema({ reading, view: "input", use: reading.schemas.anonymous, depth: 0 }, schema) }),
    encoding: new Map(membersOf(child(media, "encoding")).map(({ key, cursor }) => [key, readEncoding(cursor)])),
  };
}

/** Encoding Object (OpenAPI 3.1, 4.8.15). */
function readEncoding(cursor: Cursor): Encoding {
  const style = formStyle(stringAt(cursor, "style"));
  const contentType = stringAt(cursor, "contentType");
  const explode = booleanAt(cursor, "explode");
  const allowReserved = booleanAt(cursor, "allowReserved");
  return {
    ...(contentType === undefined ? {} : { contentType }),
    ...(style === undefined ? {} : { style }),
    ...(explode === undefined ? {} : { explode }),
    ...(allowReserved === undefined ? {} : { allowReserved }),
  };
}

function formStyle(value: string | undefined): Encoding["style"] {
  return value === "form" || value === "spaceDelimited" || value === "pipeDelimited" || value === "deepObject"
    ? value
    : undefined;
}
