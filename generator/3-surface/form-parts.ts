import type { PartDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { BodyContent, Encoding, JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import { fileArgument, isBinary } from "./file-argument.ts";
import { resolveShared, schemaObject } from "./schema-walk.ts";

/** A form or multipart body: the schema of its argument, and how its properties are written where that is not the default. */
export interface FormBody {
  readonly schema: JsonSchema;
  readonly parts: { readonly [property: string]: PartDefinition };
}

/** Reads the properties and the Encoding Objects (OpenAPI 3.1, 4.8.15) of a form; bytes become file arguments. */
export function formBody(content: BodyContent, multipart: boolean, shared: ReadonlyMap<string, JsonSchema>): FormBody {
  const schema = content.schema ?? {};
  if (!multipart) return { schema, parts: encodedParts(content.encoding) };
  const files = new Map<string, PartDefinition>();
  const replaced = replaceFiles(schema, { shared, encoding: content.encoding, files, depth: 0 });
  return { schema: replaced, parts: { ...encodedParts(content.encoding), ...Object.fromEntries(files) } };
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

function fileOrSame(name: string, property: JsonSchema, { shared, encoding, files }: Replacing): JsonSchema {
  const contentType = encoding.get(name)?.contentType;
  const resolved = schemaObject(resolveShared(property, shared)) ?? {};
  const part: PartDefinition = { kind: "file", ...(contentType === undefined ? {} : { contentType }) };
  if (isBinary(property, shared) || (isOpen(resolved) && isBytesType(contentType))) {
    files.set(name, part);
    return fileArgument(resolved.description);
  }
  if (resolved.type === "array" && isBinary(resolved.items, shared)) {
    files.set(name, part);
    const itemDescription = schemaObject(resolved.items)?.description;
    return { ...resolved, items: fileArgument(itemDescription) };
  }
  return property;
}

/** In 3.1 an empty schema with an encoding of bytes is a file too. */
function isOpen(schema: JsonSchemaObject): boolean {
  return Object.keys(schema).every((keyword) => keyword === "description");
}

function isBytesType(contentType: string | undefined): boolean {
  return contentType !== undefined && !/json|^text\//.test(contentType);
}

function encodedParts(encoding: ReadonlyMap<string, Encoding>): { [property: string]: PartDefinition } {
  return Object.fromEntries(
    [...encoding].map(([name, { contentType, style, explode, allowReserved }]) => [
      name,
      {
        kind: contentType !== undefined && /json/.test(contentType) ? "json" : "text",
        ...(contentType === undefined ? {} : { contentType }),
        ...(style === undefined ? {} : { style }),
        ...(explode === undefined ? {} : { explode }),
        ...(allowReserved === true ? { allowReserved } : {}),
      } satisfies PartDefinition,
    ]),
  );
}
