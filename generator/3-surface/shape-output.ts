import type { OperationDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { JsonSchema, Response } from "../2-model/api.ts";
import type { ToolOutput } from "./surface.ts";

/** What a successful answer holds: the declared 2xx answers, else `default`. */
export function shapeOutput(responses: readonly Response[]): ToolOutput {
  const successes = responses.filter(({ status }) => status.startsWith("2"));
  const counted = successes.length > 0 ? successes : responses.filter(({ status }) => status === "default");
  const contents = counted.flatMap((response) => response.contents);
  const kinds = contents.map(({ mediaType, schema }) => ({ kind: kindOf(mediaType), schema: schema ?? true }));
  const schemas = unique(kinds.filter(({ kind }) => kind === "json").map(({ schema }) => schema));
  const [only] = schemas;
  return {
    ...(only === undefined ? {} : { json: schemas.length === 1 ? only : { anyOf: schemas } }),
    text: kinds.some(({ kind }) => kind === "text"),
    bytes: kinds.some(({ kind }) => kind === "bytes"),
    empty: counted.some((response) => response.contents.length === 0),
  };
}

/** Declared answers as the runtime needs them to notice a departure. */
export function declaredAnswers(responses: readonly Response[]): OperationDefinition["responses"] {
  return Object.fromEntries(
    responses.map(({ status, contents }) => [status, contents.map(({ mediaType }) => mediaType)]),
  );
}

function kindOf(mediaType: string): "json" | "text" | "bytes" {
  const type = (mediaType.split(";")[0] ?? "").trim().toLowerCase();
  if (/^[\w.*+-]+\/(?:[\w.+-]*\+)?json$/.test(type) || type === "*/*") return "json";
  return type.startsWith("text/") || /^application\/(?:[\w.+-]*\+)?(?:xml|yaml|x-yaml)$/.test(type) ? "text" : "bytes";
}

function unique(schemas: readonly JsonSchema[]): JsonSchema[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}
