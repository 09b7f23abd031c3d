import { child, membersOf } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { dereference } from "./reading.ts";
import type { Reading } from "./reading.ts";

/** A Media Type Object under its media type. */
export interface MediaType {
  readonly key: string;
  readonly cursor: Cursor;
}

/**
 * The Media Type Objects of a body, answer or parameter (`content`). Since OpenAPI 3.2 (4.14) one may be a reference to
 * `components/mediaTypes`; one that leads nowhere is reported and left out.
 */
export function readMediaTypes(reading: Reading, owner: Cursor): MediaType[] {
  return membersOf(child(owner, "content")).flatMap(({ key, cursor: reference }) => {
    const cursor = dereference(reading, reference);
    return cursor === undefined ? [] : [{ key, cursor }];
  });
}
