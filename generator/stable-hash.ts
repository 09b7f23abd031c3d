import { createHash } from "node:crypto";

/** A short, stable hash of a text, hexadecimal: the same on every machine, whatever else the document holds. */
export function stableHash(text: string, length = 8): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
