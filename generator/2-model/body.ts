import type { Body, BodyContent, JsonSchema } from "./api.ts";
import { booleanAt, child, isDocumentObject, placeOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readEncodings } from "./encoding.ts";
import { readMediaTypes } from "./media-types.ts";
import { dereference } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { convertSchema } from "./schema/convert.ts";
import { readXmlBody } from "./xml-body.ts";

/** Request Body Object (OpenAPI 3.1, 4.8.13). `undefined` when there is none, or none that can be read. */
export function readBody(reading: Reading, operation: Cursor): Body | undefined {
  const reference = child(operation, "requestBody");
  const cursor = reference === undefined ? undefined : dereference(reading, reference);
  if (cursor === undefined) return undefined;
  const contents = readMediaTypes(reading, cursor).filter(
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

/** Media Type Object (OpenAPI 3.1, 4.8.14; 3.2, 4.14) of a request. */
function readContent(reading: Reading, mediaType: string, media: Cursor): BodyContent {
  const schema = child(media, "schema");
  const itemSchema = child(media, "itemSchema");
  const convert = (cursor: Cursor): JsonSchema =>
    convertSchema({ reading, view: "input", use: reading.schemas.anonymous, depth: 0 }, cursor);
  return {
    mediaType,
    ...(schema === undefined ? {} : { schema: convert(schema) }),
    ...(itemSchema === undefined ? {} : { itemSchema: convert(itemSchema) }),
    encoding: readEncodings(reading, media),
    ...(isXml(mediaType) ? { xml: readXmlBody(reading, schema) } : {}),
  };
}

/** RFC 7303, 4: `application/xml`, `text/xml` and every `+xml` type. */
function isXml(mediaType: string): boolean {
  return /^(?:application|text)\/(?:[\w.+-]*\+)?xml\s*(?:;|$)/i.test(mediaType);
}
