import type { PartDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { BodyContent, Encoding, JsonSchema, JsonSchemaObject, PartHeader } from "../2-model/api.ts";
import { fileArgument, isBinary } from "./file-argument.ts";
import { resolveShared, schemaObject } from "./schema-walk.ts";

/** A form or multipart body: the schema of its argument, and how its properties are written where that is not the default. */
export interface FormBody {
  readonly schema: JsonSchema;
  readonly parts: { readonly [property: string]: PartDefinition };
}

/** Reads the properties and the Encoding Objects (OpenAPI 3.1, 4.8.15) of a form; bytes become file arguments. */
export function formBody(content: BodyContent, multipart: boolean, shared: ReadonlyMap<string, JsonSchema>): FormBody {
  const given = content.schema ?? {};
  if (!multipart) return { schema: given, parts: encodedParts(content.encoding) };
  const schema = namelessFiles(given, shared);
  const files = new Map<string, PartDefinition>();
  const replaced = replaceFiles(schema, { shared, encoding: content.encoding, files, depth: 0 });
  const parts = { ...encodedParts(content.encoding), ...Object.fromEntries(files) };
  return withPartHeaders({ schema: replaced, parts }, content.encoding, shared);
}

/**
 * A multipart body is an object of parts (OpenAPI 3.1, 4.8.14.4). One that is described as bytes, or as a list of them, can
 * only be meant as files; servers call such a part `file`. Stage 2 reports it as `multipart-not-an-object`.
 */
function namelessFiles(schema: JsonSchema, shared: ReadonlyMap<string, JsonSchema>): JsonSchema {
  const resolved = schemaObject(resolveShared(schema, shared));
  const areBytes = isBinary(schema, shared) || (resolved?.type === "array" && isBinary(resolved.items, shared));
  if (!areBytes) return schema;
  return { type: "object", properties: { file: schema }, required: ["file"], additionalProperties: false };
}

/** How the properties of a form are written that is not multipart, by their Encoding Objects. */
export function encodedParts(encoding: ReadonlyMap<string, Encoding>): { [property: string]: PartDefinition } {
  return Object.fromEntries([...encoding].map(([name, one]) => [name, encodedPart(one)]));
}

/** Where a style is given, the content type says nothing (OpenAPI 3.1, 4.8.15.1.2). */
function encodedPart({ contentType, style, explode, allowReserved }: Encoding): PartDefinition {
  if (style !== undefined || explode !== undefined || allowReserved !== undefined) {
    const byDefault = style ?? "form";
    return {
      kind: "text",
      style: byDefault,
      explode: explode ?? byDefault === "form",
      ...(allowReserved === true ? { allowReserved } : {}),
    };
  }
  const [first = ""] = (contentType ?? "").split(",", 1);
  return { kind: /\bjson\b/i.test(first) ? "json" : "text", ...(contentType === undefined ? {} : { contentType }) };
}

interface Replacing {
  readonly shared: ReadonlyMap<string, JsonSchema>;
  readonly encoding: ReadonlyMap<string, Encoding>;
  readonly files: Map<string, PartDefinition>;
  readonly depth: number;
}

/** Follows references and combinations down to the properties of the body; what holds no file stays as it is. */
function replaceFiles(schema: JsonSchema, context: Replacing): JsonSchema {
  const resolved = schemaObject(resolveShared(schema, context.shared));
  if (resolved === undefined || context.depth > 8) return schema;
  const before = context.files.size;
  const inner = { ...context, depth: context.depth + 1 };
  const result: Record<string, unknown> = { ...resolved };
  if (resolved.properties !== undefined) {
    result["properties"] = Object.fromEntries(
      Object.entries(resolved.properties).map(([name, property]) => [name, fileOrSame(name, property, context)]),
    );
  }
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const list = resolved[keyword];
    if (Array.isArray(list)) result[keyword] = list.map((item) => replaceFiles(item as JsonSchema, inner));
  }
  return context.files.size === before ? schema : result;
}

function fileOrSame(name: string, property: JsonSchema, context: Replacing): JsonSchema {
  const contentType = context.encoding.get(name)?.contentType;
  const replaced = asFile(property, contentType, context);
  if (replaced === undefined) return property;
  context.files.set(name, { kind: "file", ...(contentType === undefined ? {} : { contentType }) });
  return replaced;
}

/** A file, a list of files, or alternatives that are all one of them; a part cannot be null. `undefined`: something else. */
function asFile(property: JsonSchema, contentType: string | undefined, context: Replacing): JsonSchema | undefined {
  const { shared, depth } = context;
  const resolved = schemaObject(resolveShared(property, shared)) ?? {};
  if (isBinary(property, shared) || isEncodedFile(resolved, contentType)) return fileArgument(resolved.description);
  if (resolved.type === "array") {
    const items = asFile(resolved.items ?? {}, contentType, context);
    return items === undefined || schemaObject(items)?.type === "array" ? undefined : { ...resolved, items };
  }
  return anyFile(resolved, contentType, { ...context, depth: depth + 1 });
}

function anyFile(
  { anyOf, oneOf, ...around }: JsonSchemaObject,
  contentType: string | undefined,
  context: Replacing,
): JsonSchema | undefined {
  const list = anyOf ?? oneOf;
  if (!Array.isArray(list) || context.depth > 8) return undefined;
  const alternatives = (list as JsonSchema[])
    .filter((alternative) => schemaObject(alternative)?.type !== "null")
    .map((alternative) => asFile(alternative, contentType, context));
  const [only] = alternatives;
  if (alternatives.includes(undefined) || typeof only !== "object") return undefined;
  if (alternatives.length > 1) return { ...around, anyOf: alternatives };
  return "$ref" in only ? fileArgument(around.description ?? only.description) : { ...around, ...only };
}

/** A schema that says nothing (3.1), or only that it is a string, whose Encoding Object has a type of bytes. */
function isEncodedFile(schema: JsonSchemaObject, contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  const isOpen = Object.keys(schema).every((keyword) => keyword === "description");
  if (isOpen) return !/json|xml|^text\//.test(contentType);
  return schema.type === "string" && schema.enum === undefined && bytesType.test(contentType);
}

const bytesType = /^(?:image|audio|video|font)\/|^application\/(?:octet-stream|pdf|zip|gzip|x-tar)\b/i;

/** Adds, for each part that may carry headers, a property beside it that holds their values. */
function withPartHeaders(
  body: FormBody,
  encoding: ReadonlyMap<string, Encoding>,
  shared: ReadonlyMap<string, JsonSchema>,
): FormBody {
  const resolved = schemaObject(resolveShared(body.schema, shared));
  const properties: Readonly<Record<string, JsonSchema>> = resolved?.properties ?? {};
  const carriers = [...encoding].flatMap(([name, { headers }]) => {
    const holder = `${name}_headers`;
    const fits = headers !== undefined && Object.hasOwn(properties, name) && !Object.hasOwn(properties, holder);
    return fits ? [{ name, holder, headers }] : [];
  });
  if (resolved === undefined || carriers.length === 0) return body;
  const holders = carriers.map(({ name, holder, headers }) => [holder, headersSchema(name, headers)] as const);
  const needed = carriers.flatMap(({ name, holder, headers }) =>
    headers.some(({ required }) => required) && (resolved.required ?? []).includes(name) ? [holder] : [],
  );
  const parts = carriers.map(({ name, holder, headers }) => {
    const known = Object.hasOwn(body.parts, name) ? body.parts[name] : undefined;
    const names = headers.map((header) => header.name);
    return [name, { kind: "text", ...known, headers: { property: holder, names } } satisfies PartDefinition] as const;
  });
  const required = [...(resolved.required ?? []), ...needed];
  return {
    schema: {
      ...resolved,
      properties: { ...properties, ...Object.fromEntries(holders) },
      ...(required.length === 0 ? {} : { required }),
    },
    parts: { ...body.parts, ...Object.fromEntries(parts) },
  };
}

function headersSchema(name: string, headers: readonly PartHeader[]): JsonSchema {
  const required = headers.filter((header) => header.required).map((header) => header.name);
  return {
    type: "object",
    description: `Headers of the part ${name}.`,
    properties: Object.fromEntries(headers.map((header) => [header.name, header.schema === true ? {} : header.schema])),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}
