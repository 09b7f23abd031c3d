import type { BodyDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { Body, BodyContent, JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import { fileArgument, isBinary } from "./file-argument.ts";
import { formBody } from "./form-parts.ts";
import { resolveShared, schemaObject } from "./schema-walk.ts";

/** A request body as arguments: either one, `body`, or one for each property. */
export interface ShapedBody {
  readonly definition: BodyDefinition;
  /** With `from: "argument"`: the schema of `body`. */
  readonly argument?: JsonSchema;
  /** With `from: "properties"`: the arguments. */
  readonly properties?: ReadonlyMap<string, JsonSchema>;
  readonly required: ReadonlySet<string>;
}

type Format = BodyDefinition["format"];

/**
 * Which content type is sent when several are declared: `application/json`, else the first of these kinds, and within a kind
 * the first declared. A rule's `contentType` says otherwise (docs/decisions/0014-which-content-type-is-sent.md).
 */
const preference: readonly Format[] = ["json", "form", "multipart", "lines", "xml", "text", "bytes"];

/**
 * Chooses one content type and shapes its arguments.
 * @param taken argument names that parameters have
 */
export function shapeBody(
  body: Body,
  taken: ReadonlySet<string>,
  shared: ReadonlyMap<string, JsonSchema>,
): ShapedBody | undefined {
  const content = preferredContent(body.contents, shared);
  if (content === undefined) return undefined;
  const format = formatOf(content, shared);
  const base = { mediaType: concreteType(content.mediaType, format), format, required: body.required };
  if (format === "json") {
    const plain = plainProperties(body, content, taken, shared);
    if (plain !== undefined)
      return { definition: { ...base, from: "properties", properties: [...plain.properties.keys()] }, ...plain };
  }
  const { schema, parts } = argumentOf(content, format, shared);
  const hasParts = Object.keys(parts).length > 0;
  return {
    definition: {
      ...base,
      from: "argument",
      ...(hasParts ? { parts } : {}),
      ...(format === "xml" && content.xml !== undefined ? { xml: content.xml } : {}),
    },
    argument: describe(schema, body.description),
    required: new Set(body.required ? ["body"] : []),
  };
}

function preferredContent(
  contents: readonly BodyContent[],
  shared: ReadonlyMap<string, JsonSchema>,
): BodyContent | undefined {
  const exact = contents.find(({ mediaType }) => essence(mediaType) === "application/json");
  const rank = (content: BodyContent): number => preference.indexOf(formatOf(content, shared));
  return exact ?? contents.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** Media type without parameters, lower case. */
function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

function formatOf({ mediaType, schema }: BodyContent, shared: ReadonlyMap<string, JsonSchema>): Format {
  const type = essence(mediaType);
  if (/^[\w.+-]+\/(?:[\w.+-]*\+)?json$/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  if (isSequence(type)) return "lines";
  const resolved = schema === undefined ? undefined : schemaObject(resolveShared(schema, shared));
  const binary = isBinary(schema, shared);
  if (type === "*/*" && resolved !== undefined && !binary) return "json";
  if (/^(?:application|text)\/(?:[\w.+-]*\+)?xml$/.test(type) && !binary)
    return hasStructure(resolved) ? "xml" : "text";
  return type.startsWith("text/") ? "text" : "bytes";
}

/** JSON Lines under its names, and JSON text sequences (RFC 7464, RFC 8091). */
function isSequence(type: string): boolean {
  return /^application\/(?:jsonl|x-jsonl|jsonlines|x-jsonlines|ndjson|x-ndjson)$|^application\/(?:[\w.-]+\+)?json-seq$/.test(
    type,
  );
}

/** Whether a schema is of something that has parts: only then can it be written element by element. */
function hasStructure(schema: JsonSchemaObject | undefined): boolean {
  if (schema === undefined) return false;
  const isObject = schema.type === "object" || schema.type === "array" || schema.properties !== undefined;
  return isObject || ["allOf", "anyOf", "oneOf"].some((keyword) => Array.isArray(schema[keyword]));
}

/** A range is declared, one type is sent; which type bytes are of the caller knows. */
function concreteType(mediaType: string, format: Format): string {
  if (!mediaType.includes("*") || format === "bytes") return mediaType;
  const concrete: { readonly [format in Exclude<Format, "bytes">]: string } = {
    json: "application/json",
    form: "application/x-www-form-urlencoded",
    multipart: "multipart/form-data",
    lines: "application/jsonl",
    xml: "application/xml",
    text: "text/plain",
  };
  return concrete[format];
}

function argumentOf(
  content: BodyContent,
  format: Format,
  shared: ReadonlyMap<string, JsonSchema>,
): { schema: JsonSchema; parts: BodyDefinition["parts"] & object } {
  if (format === "bytes") return { schema: fileArgument(schemaObject(content.schema)?.description), parts: {} };
  if (format === "text") return { schema: textSchema(content.schema, shared), parts: {} };
  if (format === "lines") return { schema: linesSchema(content, shared), parts: {} };
  if (format === "form" || format === "multipart") return formBody(content, format === "multipart", shared);
  return { schema: content.schema ?? {}, parts: {} };
}

/** What the document says about the text: its length, its form. */
function textSchema(schema: JsonSchema | undefined, shared: ReadonlyMap<string, JsonSchema>): JsonSchema {
  const resolved = schema === undefined ? undefined : schemaObject(resolveShared(schema, shared));
  const isText = resolved?.type === "string" && !isBinary(schema, shared);
  return isText && schema !== undefined ? schema : { type: "string" };
}

/** A list of items, by `itemSchema` (OpenAPI 3.2) or by a schema of the list or of one line; text where the document says text. */
function linesSchema({ schema, itemSchema }: BodyContent, shared: ReadonlyMap<string, JsonSchema>): JsonSchema {
  if (itemSchema !== undefined) return { type: "array", items: itemSchema };
  const type = schema === undefined ? undefined : schemaObject(resolveShared(schema, shared))?.type;
  if (schema !== undefined && type === "array") return schema;
  if (type === "string") return textSchema(schema, shared);
  return { type: "array", items: schema ?? {} };
}

function describe(schema: JsonSchema, description: string | undefined): JsonSchema {
  if (description === undefined || typeof schema !== "object" || schema.description !== undefined)
    return schema === true ? {} : schema;
  return { description, ...schema };
}

/** Keywords that a plain object body may have beside its properties. */
const plainKeywords = new Set([
  "type",
  "title",
  "description",
  "properties",
  "required",
  "additionalProperties",
  "examples",
  "default",
  "deprecated",
]);

/**
 * The properties of a plain JSON object, when they can stand beside the parameters without losing anything: a closed or
 * unspecified set of properties, no clash, and nothing required that would become required although the body is not.
 */
function plainProperties(
  body: Body,
  content: BodyContent,
  taken: ReadonlySet<string>,
  shared: ReadonlyMap<string, JsonSchema>,
): { properties: ReadonlyMap<string, JsonSchema>; required: ReadonlySet<string> } | undefined {
  const schema = content.schema === undefined ? undefined : schemaObject(resolveShared(content.schema, shared));
  if (schema === undefined || !isPlainObject(schema)) return undefined;
  const properties = new Map(Object.entries(schema.properties ?? {}));
  const required = new Set(schema.required ?? []);
  if (properties.size === 0 || (!body.required && required.size > 0)) return undefined;
  if ([...required].some((name) => !properties.has(name))) return undefined;
  const clashes = [...properties.keys()].some((name) => taken.has(name) || !isArgumentName(name));
  return clashes ? undefined : { properties, required };
}

function isPlainObject(schema: JsonSchemaObject): boolean {
  const closed = schema.additionalProperties === undefined || schema.additionalProperties === false;
  return closed && schema.type === "object" && Object.keys(schema).every((keyword) => plainKeywords.has(keyword));
}

/** What model APIs accept as a property name at the top level. */
export function isArgumentName(name: string): boolean {
  return /^[a-zA-Z0-9_.-]{1,64}$/.test(name) && !(name in {});
}
