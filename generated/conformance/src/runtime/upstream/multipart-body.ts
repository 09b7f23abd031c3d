import type { PartDefinition } from "../surface-types.ts";
import { readFileArgument } from "./file-argument.ts";
import { assertWellFormed } from "./percent-encode.ts";
import { refuseArgument } from "./upstream-error.ts";
import { isAbsent, isRecord, valueText } from "./value-text.ts";

/** A body with the `Content-Type` that holds its boundary. */
export interface MultipartBody {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

interface Part {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A `multipart/form-data` body (RFC 7578), or another multipart type with the same parts. Written by hand because FormData gives
 * every part that has a media type a file name, and servers then take a JSON part for a file.
 */
export function buildMultipartBody(
  value: Readonly<Record<string, unknown>>,
  parts: { readonly [property: string]: PartDefinition },
  options: { readonly mediaType: string; readonly maxFileBytes: number },
): MultipartBody {
  const boundary = `----slipway-${crypto.randomUUID()}`;
  const pieces = Object.entries(value).flatMap(([property, member]) =>
    toParts(property, member, Object.hasOwn(parts, property) ? parts[property] : undefined, options.maxFileBytes),
  );
  const encoder = new TextEncoder();
  const chunks = pieces.flatMap((part) => [
    encoder.encode(partHead(part, boundary)),
    part.bytes,
    encoder.encode("\r\n"),
  ]);
  return {
    body: concatenate([...chunks, encoder.encode(`--${boundary}--\r\n`)]),
    contentType: `${options.mediaType}; boundary="${boundary}"`,
  };
}

/** A list becomes one part per item (OpenAPI 3.1, 4.8.14.5), unless it is sent as JSON. */
function toParts(
  name: string,
  value: unknown,
  part: PartDefinition | undefined,
  maxFileBytes: number,
): readonly Part[] {
  if (isAbsent(value)) {
    return [];
  }
  if (Array.isArray(value) && part?.kind !== "json") {
    return value.flatMap((item: unknown) => toParts(name, item, part, maxFileBytes));
  }
  if (part?.kind === "file") {
    return [toFilePart(name, value, part, maxFileBytes)];
  }
  const json = part?.kind === "json" || (part === undefined && isRecord(value));
  const contentType = declaredType(part) ?? (json ? "application/json" : undefined);
  const text = json ? JSON.stringify(value) : valueText(value, name);
  return [{ name, bytes: new TextEncoder().encode(text), ...(contentType === undefined ? {} : { contentType }) }];
}

/** Servers take a part for a file only when it has a file name. */
function toFilePart(name: string, value: unknown, part: PartDefinition, maxFileBytes: number): Part {
  const file = readFileArgument(value, name, maxFileBytes);
  const contentType = file.mediaType ?? declaredType(part) ?? "application/octet-stream";
  return { name, filename: file.filename ?? name, contentType, bytes: file.bytes };
}

/** The first of the types that an Encoding Object lists; undefined for a range, and for what would not stay on its line. */
function declaredType(part: PartDefinition | undefined): string | undefined {
  const first = part?.contentType?.split(",", 1)[0]?.trim() ?? "";
  return first === "" || first.includes("*") || /[^\t\x20-\x7E]/.test(first) ? undefined : first;
}

function partHead(part: Part, boundary: string): string {
  const filename = part.filename === undefined ? "" : `; filename="${quotable(part.filename, part.name)}"`;
  const contentType = part.contentType === undefined ? "" : `Content-Type: ${part.contentType}\r\n`;
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quotable(part.name, part.name)}"${filename}\r\n${contentType}\r\n`;
}

/** WHATWG HTML, multipart/form-data encoding: these three, and only these, are escaped. */
function quotable(text: string, argument: string): string {
  assertWellFormed(text, argument);
  if (text.includes("\0")) {
    refuseArgument(argument, "holds a NUL character in a name.");
  }
  return text.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function concatenate(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
