import type { Api, JsonSchema, Operation, Parameter, Response, ResponseContent } from "../2-model/api.ts";
import { mapSubschemas, reachedNames } from "../3-surface/schema-walk.ts";
import type { Surface, SurfaceTool } from "../3-surface/surface.ts";

/** What OpenAPI 3.1, 4.8.9 knows as fields of a Path Item Object. Others stand under `x-additionalOperations`, as 3.2 has them. */
const fixedMethods: ReadonlySet<string> = new Set([
  "GET",
  "PUT",
  "POST",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PATCH",
  "TRACE",
]);

/** Annotations: a mock needs none of them, and they are most of a document's text. */
const annotations: ReadonlySet<string> = new Set(["title", "description", "examples", "default"]);

type Fields = Readonly<Record<string, unknown>>;

/**
 * The document that a project's contract tests hold its server against: the operations that became tools as OpenAPI 3.1, whatever the
 * version of the user's own, made of the model and not of the tools. `operationId` is the tool's name, `security` what a caller of the
 * tool needs, `x-origin` the name of a further origin. Without annotations, and of the answers with the success that a mock gives.
 */
export function contractDocument(api: Api, surface: Surface): Fields {
  const shared = new Map([...api.components.input, ...api.components.output]);
  const operations = new Map(api.operations.map((operation) => [placeKey(operation), operation]));
  const pairs = surface.services
    .flatMap(({ tools }) => tools)
    .flatMap((tool) => {
      const operation = operations.get(placeKey(tool));
      return operation === undefined ? [] : [{ tool, operation }];
    });
  const { title, version, scopes } = surface.api;
  return {
    openapi: "3.1.0",
    info: { title, version },
    paths: pathsOf(pairs),
    components: {
      securitySchemes: { caller: { type: "http", scheme: "bearer" } },
      schemas: componentsOf(
        pairs.map(({ operation }) => operation),
        shared,
      ),
    },
    "x-scopes": scopes,
  };
}

function placeKey({ place }: Pick<Operation, "place">): string {
  return `${place.file}#${place.pointer}`;
}

interface Pair {
  readonly tool: SurfaceTool;
  readonly operation: Operation;
}

function pathsOf(pairs: readonly Pair[]): Fields {
  const paths = new Map<string, Map<string, unknown>>();
  const sorted = pairs.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  for (const { tool, operation } of sorted) {
    const item = paths.get(operation.path) ?? new Map<string, unknown>();
    paths.set(operation.path, item);
    const written = operationObject(tool, operation);
    if (fixedMethods.has(operation.method)) item.set(operation.method.toLowerCase(), written);
    else
      item.set("x-additionalOperations", {
        ...(item.get("x-additionalOperations") as object | undefined),
        [operation.method]: written,
      });
  }
  return Object.fromEntries([...paths].map(([path, item]) => [path, Object.fromEntries(item)]));
}

function sortKey({ operation }: Pair): string {
  return `${operation.path} ${operation.method}`;
}

function operationObject({ definition }: SurfaceTool, operation: Operation): Fields {
  const { parameters, body } = operation;
  const { origin } = definition.operation;
  return {
    operationId: definition.name,
    ...(origin === undefined ? {} : { "x-origin": origin }),
    security: definition.scopes.map((scopes) => ({ caller: scopes })),
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterObject) }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: body.required,
            content: Object.fromEntries(body.contents.map((content) => [content.mediaType, mediaTypeObject(content)])),
          },
        }),
    responses: responsesOf(operation.responses),
  };
}

function parameterObject(parameter: Parameter): Fields {
  const { name, required, style, explode, contentType } = parameter;
  const schema = refer(parameter.schema);
  return {
    name,
    in: parameter.in,
    required,
    ...(contentType === undefined ? { style, explode, schema } : { content: { [contentType]: { schema } } }),
    ...(parameter.allowReserved ? { allowReserved: true } : {}),
    ...(parameter.allowEmptyValue === true ? { allowEmptyValue: true } : {}),
  };
}

function mediaTypeObject({ schema, itemSchema }: ResponseContent): Fields {
  return {
    ...(schema === undefined ? {} : { schema: refer(schema) }),
    ...(itemSchema === undefined ? {} : { itemSchema: refer(itemSchema) }),
  };
}

/** The first success, and of it one media type: JSON where there is some. */
function responsesOf(responses: readonly Response[]): Fields {
  const success =
    responses.find(({ status }) => /^2\d\d$/u.test(status)) ??
    responses.find(({ status }) => /^2XX$/iu.test(status)) ??
    responses.find(({ status }) => status === "default");
  const status = success !== undefined && /^2\d\d$/u.test(success.status) ? success.status : "200";
  const content = preferred(success);
  return {
    [status]: {
      description: "",
      ...(content === undefined ? {} : { content: { [content.mediaType]: mediaTypeObject(content) } }),
    },
  };
}

function preferred(response: Response | undefined): ResponseContent | undefined {
  const isJson = ({ mediaType }: ResponseContent): boolean => /[/+]json\s*(?:;|$)/iu.test(mediaType);
  return response?.contents.find(isJson) ?? response?.contents[0];
}

function componentsOf(operations: readonly Operation[], shared: ReadonlyMap<string, JsonSchema>): Fields {
  const roots = operations.flatMap(schemasOf);
  const names = [...reachedNames(roots, shared)].toSorted();
  return Object.fromEntries(names.map((name) => [name, refer(shared.get(name) ?? true)]));
}

function schemasOf({ parameters, body, responses }: Operation): readonly JsonSchema[] {
  const contents = [...(body?.contents ?? []), ...responses.flatMap((one) => preferred(one) ?? [])];
  const ofContents = contents.flatMap(({ schema, itemSchema }) => [schema, itemSchema]);
  return [...parameters.map(({ schema }) => schema), ...ofContents].filter((schema) => schema !== undefined);
}

/** The schema without annotations, its references as OpenAPI has them. */
function refer(schema: JsonSchema): JsonSchema {
  if (typeof schema !== "object") return schema;
  const kept = Object.fromEntries(Object.entries(schema).filter(([keyword]) => !annotations.has(keyword)));
  const mapped = mapSubschemas(kept, refer);
  const { $ref } = mapped;
  return typeof $ref === "string"
    ? { ...mapped, $ref: $ref.replace(/^#\/\$defs\//u, "#/components/schemas/") }
    : mapped;
}
