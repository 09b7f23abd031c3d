import type { JsonSchema, JsonSchemaObject } from "../2-model/api.ts";
import { resolveShared, schemaObject } from "./schema-walk.ts";

/** Name of the shared schema of file arguments; the registry of stage 2 gives it to no component. */
export const fileArgumentName = "FileArgument";

/** The schema of a file argument (`FileArgument` of the runtime). */
export const fileArgumentSchema: JsonSchemaObject = {
  type: "object",
  description: "A file: its content and how that is written.",
  properties: {
    content: { type: "string", description: "Text, base64, or a data: URI." },
    encoding: {
      type: "string",
      enum: ["text", "base64", "dataUri"],
      description: "How content is written. Default: dataUri when it starts with data:, else text.",
    },
    filename: { type: "string" },
    mediaType: { type: "string", description: "Such as image/png." },
  },
  required: ["content"],
  additionalProperties: false,
};

/** A reference to the file argument, with the document's description. */
export function fileArgument(description?: string): JsonSchemaObject {
  return { ...(description === undefined ? {} : { description }), $ref: `#/$defs/${fileArgumentName}` };
}

/**
 * Whether a schema describes bytes: `format: binary` (OpenAPI 3.0), or a string with a `contentMediaType` and no
 * `contentEncoding` (3.1, 4.8.14 "Considerations for File Uploads").
 */
export function isBinary(schema: JsonSchema | undefined, shared: ReadonlyMap<string, JsonSchema>): boolean {
  const resolved = schema === undefined ? undefined : schemaObject(resolveShared(schema, shared));
  if (resolved === undefined) return false;
  if (resolved["format"] === "binary") return true;
  return (
    resolved.type === "string" &&
    typeof resolved["contentMediaType"] === "string" &&
    resolved["contentEncoding"] === undefined
  );
}
