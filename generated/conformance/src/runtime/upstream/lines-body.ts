import { assertWellFormed } from "./percent-encode.ts";
import { refuseArgument } from "./upstream-error.ts";

/** RFC 7464, 2.2: each JSON text of a sequence follows a record separator. */
const RECORD_SEPARATOR = "\u001E";

/**
 * A body of several JSON texts: one per line (JSON Lines), or a sequence of RFC 7464 for a `json-seq` type. A string is sent
 * as it stands.
 */
export function buildLinesBody(value: unknown, mediaType: string): string {
  if (typeof value === "string") {
    assertWellFormed(value, "body");
    return value;
  }
  if (!Array.isArray(value)) {
    return refuseArgument("body", "is sent line by line.", "a list of items.");
  }
  const start = /json-seq\b/i.test(mediaType) ? RECORD_SEPARATOR : "";
  return value.map((item) => `${start}${JSON.stringify(item)}\n`).join("");
}
