import type { Extension } from "./api.ts";
import { child, placeOf } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";

/** The `x-mcp` extension of an object (OpenAPI 3.1, 4.9 Specification Extensions): a list of one, or of none. */
export function readExtension(owner: Cursor, level: Extension["level"]): readonly Extension[] {
  const cursor = child(owner, "x-mcp");
  return cursor === undefined ? [] : [{ place: placeOf(cursor), level, value: cursor.value }];
}
