import { essence, mediaTypeMatches } from "./media-type.ts";
import { refuseArgument } from "./upstream-error.ts";
import { isRecord } from "./value-text.ts";

/** A file as it is sent. */
export interface FileContent {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly filename?: string;
  readonly mediaType?: string;
}

/** RFC 2397. Text that merely begins with "data:" has a space where a media type would be. */
const DATA_URI = /^data:([\w.+-]+\/[\w.+-]+(?:;[\w.+-]+=[^\s;,]*)*|)(;base64)?,/i;

/**
 * Reads a `FileArgument` (or its content alone) into bytes. Throws an ArgumentError when the encoding is not what it says, or
 * the file is larger than `maxBytes`.
 */
export function readFileArgument(value: unknown, argument: string, maxBytes: number): FileContent {
  const file = isRecord(value) ? value : { content: value };
  const content = file["content"];
  if (typeof content !== "string") {
    return refuseArgument(
      argument,
      "is a file, and a file needs its content.",
      "an object with content, and optionally encoding, filename, mediaType.",
    );
  }
  const encoding = typeof file["encoding"] === "string" ? file["encoding"] : defaultEncoding(content);
  const read = decodeContent(content, encoding, argument, maxBytes);
  if (read.bytes.byteLength > maxBytes) {
    refuseTooLarge(argument, maxBytes);
  }
  const mediaType = typeof file["mediaType"] === "string" ? file["mediaType"] : read.mediaType;
  if (mediaType !== undefined && !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\t\x20-\x7E]*)?$/.test(mediaType)) {
    refuseArgument(`${argument}.mediaType`, "is not a media type.", "for instance image/png.");
  }
  return {
    bytes: read.bytes,
    ...(typeof file["filename"] === "string" ? { filename: file["filename"] } : {}),
    ...(mediaType === undefined ? {} : { mediaType }),
  };
}

/** What a file of a declared range is taken for when the caller does not say. */
const USUAL_TYPES: { readonly [range: string]: string | undefined } = {
  "image/*": "image/png",
  "audio/*": "audio/mpeg",
  "video/*": "video/mp4",
  "text/*": "text/plain",
  "font/*": "font/woff2",
};

/**
 * The media type that a file is sent as: its own where the document takes it or says nothing, else the first that the document
 * declares. A file of another type may be refused by the API; a type that is not declared is.
 */
export function fileMediaType(own: string | undefined, declared: readonly string[]): string {
  if (own !== undefined && (declared.length === 0 || declared.some((type) => mediaTypeMatches(type, essence(own))))) {
    return own;
  }
  const [first = "*/*"] = declared;
  const concrete = declared.find((type) => !type.includes("*"));
  return concrete ?? USUAL_TYPES[essence(first)] ?? "application/octet-stream";
}

function defaultEncoding(content: string): string {
  return DATA_URI.test(content) ? "dataUri" : "text";
}

function decodeContent(content: string, encoding: string, argument: string, maxBytes: number): FileContent {
  if (encoding === "base64") {
    return { bytes: decodeBase64(content, argument, maxBytes) };
  }
  if (encoding === "dataUri") {
    return decodeDataUri(content, argument, maxBytes);
  }
  if (encoding !== "text") {
    refuseArgument(`${argument}.encoding`, "is not an encoding.", "text, base64, dataUri.");
  }
  if (content.length > maxBytes) {
    refuseTooLarge(argument, maxBytes);
  }
  return { bytes: new TextEncoder().encode(content) };
}

function decodeDataUri(content: string, argument: string, maxBytes: number): FileContent {
  const match = DATA_URI.exec(content);
  if (match === null) {
    return refuseArgument(argument, "is not a data: URI.", "data:<media type>;base64,<base64>");
  }
  const [head, mediaType = "", base64] = match;
  const data = content.slice(head.length);
  const bytes = base64 === undefined ? decodePercent(data, argument) : decodeBase64(data, argument, maxBytes);
  return { bytes, mediaType: mediaType === "" ? "text/plain" : mediaType };
}

function decodePercent(data: string, argument: string): Uint8Array<ArrayBuffer> {
  try {
    return new TextEncoder().encode(decodeURIComponent(data));
  } catch {
    return refuseArgument(argument, "is a data: URI whose percent-encoding is broken.");
  }
}

/** Base64 or base64url, with or without padding and line breaks (RFC 4648). */
function decodeBase64(text: string, argument: string, maxBytes: number): Uint8Array<ArrayBuffer> {
  const compact = text.replaceAll(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/");
  if (compact.length * 0.75 > maxBytes + 3) {
    refuseTooLarge(argument, maxBytes);
  }
  try {
    return Uint8Array.from(atob(compact), (character) => character.charCodeAt(0));
  } catch {
    return refuseArgument(argument, "is not base64.", "base64 (RFC 4648), or another encoding: text, dataUri.");
  }
}

function refuseTooLarge(argument: string, maxBytes: number): never {
  return refuseArgument(argument, "is too large a file.", `at most ${maxBytes} bytes.`);
}
