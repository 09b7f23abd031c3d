import type { ReadResourceResult } from "@modelcontextprotocol/server";
import type { ApiAnswer } from "../surface-types.ts";
import { toBase64 } from "../upstream/bytes-content.ts";
import { cleanText } from "../upstream/clean-text.ts";

/** An answer of the API as what a resource holds, whole. */
export function resourceContents(uri: string, { output, mediaType }: ApiAnswer<unknown>): ReadResourceResult {
  const mimeType = mediaType === "" ? "application/octet-stream" : mediaType;
  if (output instanceof Uint8Array) return { contents: [{ uri, mimeType, blob: toBase64(output) }] };
  const text = typeof output === "string" ? cleanText(output) : (JSON.stringify(output) ?? "");
  return { contents: [{ uri, mimeType, text }] };
}
