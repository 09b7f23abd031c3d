import type { BodyDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { Body, BodyContent, JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import { fileArgument } from "./file-argument.ts";
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

/** Which content type is sent when several are declared: the first of these kinds, and within a kind the first declared. */
const preference: readonly Format[] = ["json", "form", "multipart", "text", "bytes"];

/**
 * Chooses one content type and shapes its arguments.
 * @param taken argument names that parameters have
 */
export function shapeBody(
  body: Body,
  taken: ReadonlySet<string>,
  shared: ReadonlyMap<string, JsonSchema>,
): ShapedBody | undefined {
  const content = preferredContent(body.contents);
  if (content === undefined) return undefined;
  const format = formatOf(content);
  const base = { mediaType: concreteType(content.mediaType, format), format, required: body.required };
  if (format === "json") {
    const plain = plainProperties(body, content, taken, shared);
    if (plain !== undefined)
      return { definition: { ...base, from: "properties", properties: [...plain.properties.keys()] }, ...plain };
  }
  const { schema, parts } = argumentOf(content, format, shared);
  const hasParts = Object.keys(parts).length > 0;
  return {
    definition: { ...base, from: "argument", ...(hasParts ? { parts } : {}) },
    argument: describe(schema, body.description),
    required: new Set(body.required ? ["body"] : []),
  };
}

function preferredContent(contents: readonly BodyContent[]): BodyContent | undefined {
  const exact = contents.find(({ mediaType }) => essence(mediaType) === "application/json");
  return exact ?? contents.toSorted((a, b) => preference.indexOf(formatOf(a)) - preference.indexOf(formatOf(b)))[0];
}

/** Media type without parameters, lower case. */
function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

function formatOf({ mediaType, schema }: BodyContent): Format {
  const type = essence(mediaType);
  if (/^[\w.+-]+\/(?:[\w.+-]*\+)?json$/.test(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  const resolved = schemaObject(schema);
  if (type === "*/*" && resolved !== undefined && resolved["format"] !== "binary") return "json";
  if (type.startsWith("text/") || /^application\/(?:[\w.+-]*\+)?xml$/.test(type)) return "text";
  return "bytes";
}

/** A range is declared, one type is sent. */
function concreteType(mediaType: string, format: Format): string {
  if (!mediaType.includes("*")) return mediaType;
  const concrete: { readonly [format in Format]: string } = {
    json: "application/json",
    form: "application/x-www-form-urlencoded",
    multipart: "multipart/form-data",
    text: "text/plain",
    bytes: "application/octet-stream",
  };
  return concrete[format];
}

function argumentOf(
  content: BodyContent,
  format: Format,
  shared: ReadonlyMap<string, JsonSchema>,
): { schema: JsonSchema; parts: BodyDefinition["parts"] & object } {
  if (format === "bytes") return { schema: fileArgument(schemaObject(content.schema)?.description), parts: {} };
  if (format === "text") return { schema: { type: "string" }, parts: {} };
  if (format === "form" || format === "multipart") return formBody(content, format === "multipart", shared);
  return { schema: content.schema ?? {}, parts: {} };
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
