import { createHash } from "node:crypto";

/**
 * SHA-256 of a file's text, as lower-case hex. Line ends count as `\n`, so that a checkout with CRLF is not taken for
 * an edit. For a file that has `\n` only, it is what `sha256sum` prints.
 */
export function contentHash(content: string | Uint8Array): string {
  const text =
    typeof content === "string"
      ? content
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString("latin1");
  const hash = createHash("sha256");
  return hash.update(text.replaceAll("\r\n", "\n"), typeof content === "string" ? "utf8" : "latin1").digest("hex");
}
