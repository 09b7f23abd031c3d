import type { Encoding, PartHeader } from "./api.ts";
import { booleanAt, child, membersOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { dereference } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { convertSchema } from "./schema/convert.ts";

/** The Encoding Objects (OpenAPI 3.1, 4.8.15) of a Media Type Object, by property. */
export function readEncodings(reading: Reading, media: Cursor): ReadonlyMap<string, Encoding> {
  return new Map(
    membersOf(child(media, "encoding")).map(({ key, cursor }) => [key, readEncoding(reading, cursor)] as const),
  );
}

function readEncoding(reading: Reading, cursor: Cursor): Encoding {
  const style = formStyle(stringAt(cursor, "style"));
  const contentType = stringAt(cursor, "contentType");
  const explode = booleanAt(cursor, "explode");
  const allowReserved = booleanAt(cursor, "allowReserved");
  const headers = readHeaders(reading, cursor);
  return {
    ...(contentType === undefined ? {} : { contentType }),
    ...(style === undefined ? {} : { style }),
    ...(explode === undefined ? {} : { explode }),
    ...(allowReserved === undefined ? {} : { allowReserved }),
    ...(headers.length === 0 ? {} : { headers }),
  };
}

function formStyle(value: string | undefined): Encoding["style"] {
  return value === "form" || value === "spaceDelimited" || value === "pipeDelimited" || value === "deepObject"
    ? value
    : undefined;
}

/** Headers of a part that the encoding itself does not write. */
const writtenHeaders = new Set(["content-type", "content-disposition", "content-transfer-encoding"]);

function readHeaders(reading: Reading, encoding: Cursor): PartHeader[] {
  return membersOf(child(encoding, "headers")).flatMap(({ key: name, cursor: reference }) => {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name) || writtenHeaders.has(name.toLowerCase())) return [];
    const cursor = dereference(reading, reference);
    if (cursor === undefined) return [];
    const schema = convertSchema(
      { reading, view: "input", use: reading.schemas.anonymous, depth: 0 },
      child(cursor, "schema"),
    );
    return [{ name, required: booleanAt(cursor, "required") === true, schema }];
  });
}
