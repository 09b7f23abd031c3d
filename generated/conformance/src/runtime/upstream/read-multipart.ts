import type { ContentBlock } from "@modelcontextprotocol/server";
import { bytesContent, textResource } from "./bytes-content.ts";
import { cleanJson, cleanText } from "./clean-text.ts";
import { essence, isJsonMediaType, isTextMediaType, mediaTypeParameter } from "./media-type.ts";
import type { AnswerReader } from "./to-tool-result.ts";
import { UpstreamError } from "./upstream-error.ts";

const MAX_PARTS = 1000;

interface Part {
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Readers for multipart answers: one content block per part. For `createCallDependencies({ answerReaders })`. */
export const multipartReaders: ReadonlyMap<string, AnswerReader> = new Map(
  ["multipart/mixed", "multipart/form-data", "multipart/related", "multipart/alternative"].map((type) => [
    type,
    readMultipart,
  ]),
);

/**
 * Reads a multipart body (RFC 2046, 5.1) strictly: plain text becomes text, images and audio content of their kind, JSON and
 * other text an embedded resource with its text, everything else one with its bytes. Nested multipart bodies stay bytes.
 */
async function readMultipart(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
  tool: string,
): Promise<readonly ContentBlock[]> {
  const boundary = mediaTypeParameter(contentType, "boundary") ?? "";
  if (boundary === "" || boundary.length > 70) {
    throw badMultipart("without a boundary");
  }
  const parts = splitParts(bytes, boundary);
  return Promise.all(parts.map((part) => toContent(part, tool)));
}

async function toContent({ headers, bytes }: Part, tool: string): Promise<ContentBlock> {
  const contentType = headers.get("content-type") ?? "text/plain";
  const mediaType = essence(contentType);
  const decoded = decodeTransfer(bytes, headers.get("content-transfer-encoding"));
  if (mediaType === "text/plain") {
    return { type: "text", text: cleanText(new TextDecoder().decode(decoded)) };
  }
  if (isJsonMediaType(mediaType)) {
    return textResource(cleanJson(new TextDecoder().decode(decoded)), mediaType, tool);
  }
  if (isTextMediaType(mediaType) && !mediaType.startsWith("image/")) {
    return textResource(cleanText(new TextDecoder().decode(decoded)), mediaType, tool);
  }
  return bytesContent(decoded, mediaType, tool);
}

/** A delimiter is CRLF, two hyphens and the boundary; the first may open the body, the last has two more hyphens. */
function splitParts(bytes: Uint8Array<ArrayBuffer>, boundary: string): readonly Part[] {
  // Latin-1 maps each byte to one character: positions in the text are positions in the bytes.
  const text = `\r\n${new TextDecoder("latin1").decode(bytes)}`;
  const delimiter = `\r\n--${boundary}`;
  const parts: Part[] = [];
  let at = text.indexOf(delimiter);
  while (at !== -1) {
    const after = at + delimiter.length;
    if (text.startsWith("--", after)) {
      return parts;
    }
    const start = endOfLine(text, after);
    at = text.indexOf(delimiter, start - 2);
    if (at === -1 || parts.length === MAX_PARTS) {
      break;
    }
    parts.push(readPart(text.slice(start, Math.max(start, at)), bytes.subarray(start - 2, Math.max(start, at) - 2)));
  }
  throw badMultipart("cut off");
}

/** The delimiter's line may end in white space only. */
function endOfLine(text: string, after: number): number {
  const match = /^[ \t]*\r\n/.exec(text.slice(after, after + 200));
  if (match === null) {
    throw badMultipart("broken");
  }
  return after + match[0].length;
}

function readPart(text: string, bytes: Uint8Array<ArrayBuffer>): Part {
  const end = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n");
  if (end === -1) {
    throw badMultipart("broken");
  }
  const lines = text.slice(0, end).split("\r\n");
  const headers = lines.filter((line) => line.includes(":")).map((line) => splitHeader(line));
  return { headers: new Map(headers), bytes: bytes.slice(end === 0 ? 2 : end + 4) };
}

function splitHeader(line: string): readonly [string, string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
}

/** HTTP has no transfer encodings for parts (RFC 9110, 8.3.3), but mail libraries write base64. */
function decodeTransfer(bytes: Uint8Array<ArrayBuffer>, encoding: string | undefined): Uint8Array<ArrayBuffer> {
  if (encoding?.toLowerCase() !== "base64") {
    return bytes;
  }
  try {
    const binary = atob(new TextDecoder().decode(bytes).replaceAll(/\s+/g, ""));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw badMultipart("broken");
  }
}

function badMultipart(how: string): UpstreamError {
  return new UpstreamError("upstream_bad_response", `The API's answer says it is multipart, but it is ${how}.`);
}
