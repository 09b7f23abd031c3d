import type { BodyDefinition } from "../surface-types.ts";
import { readFileArgument } from "./file-argument.ts";
import { buildFormBody } from "./form-body.ts";
import { buildMultipartBody } from "./multipart-body.ts";
import { refuseArgument } from "./upstream-error.ts";
import { isAbsent, isRecord, valueText } from "./value-text.ts";

/** A request body as `fetch` takes it, with its `Content-Type`. */
export interface RequestBody {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** The body that the arguments ask for; undefined when none was given and none is required. */
export function buildBody(
  definition: BodyDefinition,
  args: Readonly<Record<string, unknown>>,
  maxFileBytes: number,
): RequestBody | undefined {
  const value = definition.from === "argument" ? args["body"] : pickProperties(definition, args);
  if (value === undefined) {
    return definition.required && definition.from === "argument" ? refuseArgument("body", "is required.") : undefined;
  }
  return encodeBody(definition, value, maxFileBytes);
}

function encodeBody(definition: BodyDefinition, value: unknown, maxFileBytes: number): RequestBody | undefined {
  const { mediaType, parts = {} } = definition;
  switch (definition.format) {
    case "json":
      return { body: JSON.stringify(value), contentType: mediaType };
    case "form":
      return { body: buildFormBody(asFields(value), parts), contentType: mediaType };
    case "multipart":
      return buildMultipartBody(asFields(value), parts, { mediaType, maxFileBytes });
    case "text":
      return { body: valueText(value, "body"), contentType: withCharset(mediaType) };
    case "bytes":
      return buildBytesBody(value, mediaType, maxFileBytes);
  }
}

/** The object of the body's own arguments. A required body with no properties given is an empty object. */
function pickProperties(definition: BodyDefinition, args: Readonly<Record<string, unknown>>): object | undefined {
  const given = (definition.properties ?? []).filter((name) => Object.hasOwn(args, name) && args[name] !== undefined);
  return given.length === 0 && !definition.required
    ? undefined
    : Object.fromEntries(given.map((name) => [name, args[name]]));
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : refuseArgument("body", "is sent as a form.", "an object of fields.");
}

function buildBytesBody(value: unknown, mediaType: string, maxFileBytes: number): RequestBody | undefined {
  if (isAbsent(value)) {
    return undefined;
  }
  const file = readFileArgument(value, "body", maxFileBytes);
  const declared = mediaType.includes("*") ? "application/octet-stream" : mediaType;
  return { body: file.bytes, contentType: file.mediaType ?? declared };
}

function withCharset(mediaType: string): string {
  return mediaType.startsWith("text/") && !/;\s*charset=/i.test(mediaType) ? `${mediaType}; charset=utf-8` : mediaType;
}
