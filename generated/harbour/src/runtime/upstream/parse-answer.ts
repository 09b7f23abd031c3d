import type { ApiAnswer } from "../surface-types.ts";
import { essence, isJsonMediaType, isTextMediaType, mediaTypeParameter } from "./media-type.ts";
import { parseStream } from "./parse-stream.ts";
import { scrubBytes, scrubText } from "./scrub-token.ts";
import type { RawAnswer } from "./send.ts";
import { UpstreamError } from "./upstream-error.ts";

/** An answer with the text it was read from, which keeps what parsing cannot (the digits of large numbers). */
export interface ParsedAnswer extends ApiAnswer<unknown> {
  /** The body's text when it was JSON or text. */
  readonly text?: string;
}

/** What servers send when nobody told them what the body is. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  "",
  "application/octet-stream",
  "binary/octet-stream",
  "text/plain",
]);

/**
 * Reads an answer's body by its media type: JSON parsed, a stream as its items, text decoded, other bytes as they are, no body as undefined. Without a
 * type, or with one that says nothing and that the document does not declare, JSON is recognised when it parses. Every trace of the credentials is removed first.
 * Throws `upstream_bad_response` when a body that says it is JSON is not.
 */
export function parseAnswer(
  raw: RawAnswer,
  secrets: readonly string[],
  declared: readonly string[] = [],
): ParsedAnswer {
  const { status, headers } = raw;
  if (raw.stream !== undefined) {
    return { status, headers, mediaType: essence(headers.get("content-type")), ...parseStream(raw.stream, secrets) };
  }
  if (raw.bytes.byteLength === 0) {
    return { status, headers, mediaType: "", output: undefined };
  }
  const contentType = headers.get("content-type");
  const mediaType = essence(contentType);
  if (isJsonMediaType(mediaType)) {
    const text = decode(raw.bytes, undefined, secrets);
    return text.trim() === ""
      ? { status, headers, mediaType: "", output: undefined }
      : { status, headers, mediaType, output: parseJson(text, status), text };
  }
  if (SAYS_NOTHING.has(mediaType) && !declared.some((type) => essence(type) === mediaType)) {
    return sniff(raw, mediaType, secrets);
  }
  if (isTextMediaType(mediaType)) {
    const text = decode(raw.bytes, mediaTypeParameter(contentType, "charset"), secrets);
    return { status, headers, mediaType, output: text, text };
  }
  return { status, headers, mediaType, output: scrubBytes(raw.bytes, secrets) };
}

/** Only an object or a list counts as JSON here: `42` and `"x"` may be anything. */
function sniff(raw: RawAnswer, mediaType: string, secrets: readonly string[]): ParsedAnswer {
  const { status, headers } = raw;
  const text = decodeStrictly(raw.bytes, secrets);
  const value = text === undefined ? undefined : tryParse(text);
  if (text !== undefined && typeof value === "object" && value !== null) {
    return { status, headers, mediaType: "application/json", output: value, text };
  }
  if (mediaType === "text/plain") {
    const decoded = decode(raw.bytes, mediaTypeParameter(headers.get("content-type"), "charset"), secrets);
    return { status, headers, mediaType, output: decoded, text: decoded };
  }
  if (mediaType === "" && text !== undefined) {
    return { status, headers, mediaType: "text/plain", output: text, text };
  }
  return {
    status,
    headers,
    mediaType: mediaType || "application/octet-stream",
    output: scrubBytes(raw.bytes, secrets),
  };
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UpstreamError(
      "upstream_bad_response",
      "The API's answer says it is JSON, but it is cut off or not JSON.",
      {
        cause: error,
        details: { status },
      },
    );
  }
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A byte order mark wins over the declared charset (WHATWG Encoding, "decode"); an unknown charset is read as UTF-8. */
function decode(bytes: Uint8Array, charset: string | undefined, secrets: readonly string[]): string {
  return scrubText(decoderFor(bytes, charset).decode(bytes), secrets);
}

function decoderFor(bytes: Uint8Array, charset: string | undefined): TextDecoder {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder("utf-16be");
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return new TextDecoder("utf-16le");
  }
  try {
    return new TextDecoder(charset ?? "utf-8");
  } catch {
    return new TextDecoder();
  }
}

/** Undefined when the bytes are not UTF-8, or hold NUL: then they are no text. */
function decodeStrictly(bytes: Uint8Array, secrets: readonly string[]): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\0") ? undefined : scrubText(text, secrets);
  } catch {
    return undefined;
  }
}
