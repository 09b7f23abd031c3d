import type { BodyDefinition } from "../surface-types.ts";
import { fileMediaType, readFileArgument } from "./file-argument.ts";
import { buildFormBody } from "./form-body.ts";
import { buildLinesBody } from "./lines-body.ts";
import { buildMultipartBody } from "./multipart-body.ts";
import { refuseArgument, UpstreamError } from "./upstream-error.ts";
import { isAbsent, isRecord, valueText } from "./value-text.ts";

/** A request body as `fetch` takes it, with its `Content-Type`. */
export interface RequestBody {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** Writes the text of one body format that only some servers have. */
export type BodyWriter = (value: unknown, definition: BodyDefinition) => string;

/** What building a body depends on besides its definition. */
export interface BodyOptions {
  readonly maxFileBytes: number;
  /** By format; see `src/features.ts`. */
  readonly bodyWriters?: ReadonlyMap<BodyDefinition["format"], BodyWriter>;
}

/** The body that the arguments ask for; undefined when none was given and none is required. */
export function buildBody(
  definition: BodyDefinition,
  args: Readonly<Record<string, unknown>>,
  options: BodyOptions,
): RequestBody | undefined {
  const value = definition.from === "argument" ? args["body"] : pickProperties(definition, args);
  if (value === undefined) {
    return definition.required && definition.from === "argument" ? refuseArgument("body", "is required.") : undefined;
  }
  return encodeBody(definition, value, options);
}

function encodeBody(definition: BodyDefinition, value: unknown, options: BodyOptions): RequestBody | undefined {
  const { mediaType, parts = {} } = definition;
  switch (definition.format) {
    case "json":
      return { body: JSON.stringify(value), contentType: mediaType };
    case "form":
      return { body: buildFormBody(asFields(value), parts), contentType: mediaType };
    case "multipart":
      return buildMultipartBody(asFields(value), parts, { mediaType, maxFileBytes: options.maxFileBytes });
    case "lines":
      return { body: buildLinesBody(value, mediaType), contentType: mediaType };
    case "xml":
      return { body: buildXmlBody(value, definition, options), contentType: withCharset(mediaType) };
    case "text":
      return { body: valueText(value, "body"), contentType: withCharset(mediaType) };
    case "bytes":
      return buildBytesBody(value, mediaType, options.maxFileBytes);
  }
}

/** The object of the body's own arguments. A required body with no properties given is an empty object. */
function pickProperties(definition: BodyDefinition, args: Readonly<Record<string, unknown>>): object | undefined {
  const renamed = new Map(Object.entries(definition.arguments ?? {}));
  const given = (definition.properties ?? [])
    .map((property) => [property, renamed.get(property) ?? property] as const)
    .filter(([, name]) => Object.hasOwn(args, name) && args[name] !== undefined);
  return given.length === 0 && !definition.required
    ? undefined
    : Object.fromEntries(given.map(([property, name]) => [property, args[name]]));
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : refuseArgument("body", "is sent as a form.", "an object of fields.");
}

function buildXmlBody(value: unknown, definition: BodyDefinition, { bodyWriters }: BodyOptions): string {
  if (typeof value === "string") {
    return valueText(value, "body");
  }
  const write = bodyWriters?.get("xml");
  if (write === undefined) {
    throw new UpstreamError("upstream_not_configured", "This server was built without its writer of XML.");
  }
  return write(value, definition);
}

function buildBytesBody(value: unknown, mediaType: string, maxFileBytes: number): RequestBody | undefined {
  if (isAbsent(value)) {
    return undefined;
  }
  const file = readFileArgument(value, "body", maxFileBytes);
  return { body: file.bytes, contentType: fileMediaType(file.mediaType, [mediaType]) };
}

function withCharset(mediaType: string): string {
  return mediaType.startsWith("text/") && !/;\s*charset=/i.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
}
