import type { Api, JsonSchema, Operation, Response, ResponseContent } from "../2-model/api.ts";
import { mapSubschemas } from "../3-surface/schema-walk.ts";

/** What a mock answers to one operation. */
export interface MockOperation {
  /** Upper case. */
  readonly method: string;
  /** Path template. */
  readonly path: string;
  readonly status: number;
  /** Absent: an answer without a body. */
  readonly mediaType?: string;
  /** Of the answer; references are `#/components/schemas/Name`. */
  readonly schema?: JsonSchema;
}

/** A mock of an API: data only, so that it can be handed to another thread. */
export interface MockPlan {
  readonly operations: readonly MockOperation[];
  /** What the schemas refer to. */
  readonly schemas: ReadonlyMap<string, JsonSchema>;
}

/** The model of a document, of whatever version -> what a mock of it answers: each operation's first success. */
export function planMock(api: Api): MockPlan {
  return {
    operations: api.operations.map(planOperation),
    schemas: new Map([...api.components.output].map(([name, schema]) => [name, refer(schema)])),
  };
}

function planOperation({ method, path, responses }: Operation): MockOperation {
  const success =
    responses.find(({ status }) => /^2\d\d$/u.test(status)) ??
    responses.find(({ status }) => /^2XX$/iu.test(status)) ??
    responses.find(({ status }) => status === "default");
  const content = preferredContent(success);
  const status = success !== undefined && /^2\d\d$/u.test(success.status) ? Number(success.status) : 200;
  const schema = content?.schema ?? listOf(content?.itemSchema);
  return {
    method,
    path,
    status,
    ...(content !== undefined && { mediaType: content.mediaType }),
    ...(schema !== undefined && { schema: refer(schema) }),
  };
}

function preferredContent(response: Response | undefined): ResponseContent | undefined {
  return response?.contents.find(({ mediaType }) => isJson(mediaType)) ?? response?.contents[0];
}

/** Whether a media type is JSON: `application/json`, or with the suffix `+json` (RFC 6839, 3.1). */
export function isJson(mediaType: string): boolean {
  return /^[^;]+[/+]json\s*(?:;|$)/iu.test(mediaType);
}

function listOf(itemSchema: JsonSchema | undefined): JsonSchema | undefined {
  return itemSchema === undefined ? undefined : { type: "array", items: itemSchema };
}

/** References as OpenAPI has them. */
function refer(schema: JsonSchema): JsonSchema {
  if (typeof schema !== "object") return schema;
  const mapped = mapSubschemas(schema, refer);
  const { $ref } = mapped;
  return typeof $ref === "string"
    ? { ...mapped, $ref: $ref.replace(/^#\/\$defs\//u, "#/components/schemas/") }
    : mapped;
}
