import type { PartDefinition } from "../surface-types.ts";
import { fileMediaType, readFileArgument } from "./file-argument.ts";
import { partHeaderLines } from "./part-headers.ts";
import { assertWellFormed } from "./percent-encode.ts";
import { serializeQueryParameter } from "./serialize-parameter.ts";
import { refuseArgument } from "./upstream-error.ts";
import { isAbsent, valueText } from "./value-text.ts";

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
  /** Further header lines, each ended by CRLF. */
  readonly headers?: string;
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
  const encoder = new TextEncoder();
  const holders = new Set(
    Object.values(parts).flatMap(({ headers }) => (headers === undefined ? [] : [headers.property])),
  );
  const chunks = Object.entries(value)
    .filter(([property]) => !holders.has(property))
    .flatMap(([property, member]) => {
      const part = Object.hasOwn(parts, property) ? parts[property] : undefined;
      const headers = partHeaderLines(part, value);
      return toParts(property, member, part, options.maxFileBytes).map((one) => ({ ...one, headers }));
    })
    .flatMap((part) => [encoder.encode(partHead(part, boundary)), part.bytes, encoder.encode("\r\n")]);
  return {
    body: concatenate([...chunks, encoder.encode(`--${boundary}--\r\n`)]),
    contentType: `${options.mediaType}; boundary="${boundary}"`,
  };
}

/** A list becomes one part per item (OpenAPI 3.1, 4.8.14.5), unless it is sent as JSON or in a style. */
function toParts(
  name: string,
  value: unknown,
  part: PartDefinition | undefined,
  maxFileBytes: number,
): readonly Part[] {
  if (isAbsent(value)) {
    return [];
  }
  if (part?.style !== undefined && part.kind === "text") {
    return styledTexts(name, value, part).map(([key, text]) => textPart(key, text, undefined));
  }
  const items: readonly unknown[] = Array.isArray(value) && part?.kind !== "json" ? value : [value];
  return items.filter((item) => !isAbsent(item)).map((item) => toPart(name, item, part, maxFileBytes));
}

function toPart(name: string, value: unknown, part: PartDefinition | undefined, maxFileBytes: number): Part {
  if (part?.kind === "file") {
    return toFilePart(name, value, part, maxFileBytes);
  }
  const declared = declaredType(part);
  // OpenAPI 3.1, 4.8.15: the default type of what is nested is JSON.
  const json = part?.kind === "json" || (declared === undefined && typeof value === "object");
  return json
    ? textPart(name, JSON.stringify(value), declared ?? "application/json")
    : textPart(name, valueText(value, name), declared);
}

function textPart(name: string, text: string, contentType: string | undefined): Part {
  return { name, bytes: new TextEncoder().encode(text), ...(contentType === undefined ? {} : { contentType }) };
}

/** The names and texts of a styled value: as in a form, but nothing is percent-encoded (OpenAPI 3.2, 4.15.1.2). */
function styledTexts(name: string, value: unknown, part: PartDefinition): readonly (readonly [string, string])[] {
  const { style = "form", explode = style === "form" } = part;
  const joined = style === "form" && !explode && typeof value === "object";
  if (joined && Object.values(value ?? {}).some((item) => typeof item === "string" && item.includes(","))) {
    refuseArgument(name, 'an item holds ",", which the API reads as the end of an item.');
  }
  return serializeQueryParameter({ argument: name, name, style, explode }, value).map((pair) => {
    const at = pair.indexOf("=");
    return [decodeURIComponent(pair.slice(0, at)), decodeURIComponent(pair.slice(at + 1))] as const;
  });
}

/** Servers take a part for a file only when it has a file name. */
function toFilePart(name: string, value: unknown, part: PartDefinition, maxFileBytes: number): Part {
  const file = readFileArgument(value, name, maxFileBytes);
  const contentType = fileMediaType(file.mediaType, declaredTypes(part));
  return { name, filename: file.filename ?? name, contentType, bytes: file.bytes };
}

/** The first of the types that an Encoding Object lists that is no range. */
function declaredType(part: PartDefinition | undefined): string | undefined {
  return declaredTypes(part).find((type) => !type.includes("*"));
}

/** The types that an Encoding Object lists, without what would not stay on its line. */
function declaredTypes(part: PartDefinition | undefined): readonly string[] {
  const types = (part?.contentType ?? "").split(",").map((type) => type.trim());
  return types.filter((type) => type !== "" && /^[\t\x20-\x7E]*$/.test(type));
}

function partHead(part: Part, boundary: string): string {
  const filename = part.filename === undefined ? "" : `; filename="${quotable(part.filename, part.name)}"`;
  const contentType = part.contentType === undefined ? "" : `Content-Type: ${part.contentType}\r\n`;
  return `--${boundary}\r\nContent-Disposition: form-data; name="${quotable(part.name, part.name)}"${filename}\r\n${contentType}${part.headers ?? ""}\r\n`;
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
