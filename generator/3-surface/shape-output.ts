import type { OperationDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { JsonSchema, Response, ResponseContent } from "../2-model/api.ts";
import type { ToolOutput } from "./surface.ts";

/** What a successful answer holds: the declared 2xx answers, else `default`. */
export function shapeOutput(responses: readonly Response[]): ToolOutput {
  const successes = responses.filter(({ status }) => status.startsWith("2"));
  const counted = successes.length > 0 ? successes : responses.filter(({ status }) => status === "default");
  const contents = counted.flatMap((response) => response.contents);
  const kinds = contents.map((content) => ({ kind: kindOf(content.mediaType), schema: schemaOf(content) }));
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

/** A stream is collected: its items, and why there are no more (the runtime's `StreamOutput`). */
function schemaOf({ mediaType, schema, itemSchema }: ResponseContent): JsonSchema {
  const type = essence(mediaType);
  if (!isStream(type)) return schema ?? true;
  const isList = typeof schema === "object" && schema.type === "array";
  const items = itemSchema ?? (isList ? schema.items : type === "text/event-stream" ? undefined : schema);
  return {
    type: "object",
    properties: {
      items: { type: "array", items: type === "text/event-stream" ? eventSchema : (items ?? true) },
      incomplete: { type: "string" },
    },
    required: ["items"],
  };
}

/** WHATWG HTML, 9.2: what the runtime makes of a server-sent event. `data` is parsed where it is JSON. */
const eventSchema: JsonSchema = {
  type: "object",
  properties: { event: { type: "string" }, id: { type: "string" }, data: {} },
  required: ["data"],
};

/** Media types whose answer is a sequence that is collected (the runtime's `stream-format.ts`). */
function isStream(type: string): boolean {
  return (
    type === "text/event-stream" ||
    /^application\/(?:jsonl|x-jsonl|jsonlines|x-jsonlines|ndjson|x-ndjson)$/.test(type) ||
    /^application\/(?:[\w.-]+\+)?json-seq$/.test(type)
  );
}

function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

function kindOf(mediaType: string): "json" | "text" | "bytes" {
  const type = essence(mediaType);
  if (isStream(type)) return "json";
  if (/^[\w.*+-]+\/(?:[\w.+-]*\+)?json$/.test(type) || type === "*/*") return "json";
  return type.startsWith("text/") || /^application\/(?:[\w.+-]*\+)?(?:xml|yaml|x-yaml)$/.test(type) ? "text" : "bytes";
}

function unique(schemas: readonly JsonSchema[]): JsonSchema[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}
