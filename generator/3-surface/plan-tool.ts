import type { JsonSchema, OperationDefinition, ToolDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { ResultOptions } from "../options.ts";
import type { Chosen } from "./decisions.ts";
import { chosenHints, deriveHints } from "./derive-hints.ts";
import { descriptionOf, titleOf } from "./describe-tool.ts";
import { reachedNames } from "./schema-walk.ts";
import type { ScopeAlternatives } from "./scope-sets.ts";
import type { ConsideredOperation } from "./select-operations.ts";
import { detectPaging } from "./detect-paging.ts";
import { withSelect } from "./select-argument.ts";
import { declaredAnswers, shapeOutput } from "./shape-output.ts";
import type { RequestShape } from "./shape-request.ts";
import type { SurfaceTool } from "./surface.ts";

/** An operation that becomes a tool. */
export interface NamedOperation extends ConsideredOperation {
  readonly name: Chosen<string>;
  readonly request: RequestShape;
}

/** What was decided for all tools together. */
export interface ToolContext {
  readonly scopes: ScopeAlternatives;
  readonly origin: string | undefined;
  /** Mode `credentials`: the alternatives of the server's own credentials. */
  readonly credentials: OperationDefinition["credentials"] | undefined;
  readonly shared: ReadonlyMap<string, JsonSchema>;
  /** Shared schemas of answers. */
  readonly answers: ReadonlyMap<string, JsonSchema>;
  readonly select: NonNullable<ResultOptions["select"]>;
}

/** Everything about one tool but its names in the code. */
export function planTool(
  { operation, service, choices, name, request }: NamedOperation,
  { scopes, origin, credentials, shared, answers, select }: ToolContext,
): Omit<SurfaceTool, "typeName" | "constantName"> {
  const { path, query, input } = request;
  const output = shapeOutput(operation.responses);
  const selected = withSelect(input.schema, output.json, { answers, select });
  const paging = detectPaging({ operation, input, answer: output.json, answers, arguments: shared });
  const definition: OperationDefinition = {
    method: operation.method,
    path,
    ...(query === undefined ? {} : { query }),
    ...(origin === undefined ? {} : { origin }),
    parameters: input.parameters,
    ...(input.fixed === undefined ? {} : { fixed: input.fixed }),
    ...(input.body === undefined ? {} : { body: input.body }),
    ...(credentials === undefined ? {} : { credentials }),
    responses: declaredAnswers(operation.responses),
  };
  const tool: ToolDefinition = {
    name: name.value,
    title: choices.title?.value ?? titleOf(operation, name.value),
    description: choices.description?.value ?? descriptionOf(operation),
    service,
    annotations: deriveHints(operation.method, chosenHints(choices)),
    scopes,
    inputSchema: selected.schema,
    ...(selected.argument === undefined ? {} : { select: selected.argument }),
    ...(paging === undefined ? {} : { paging }),
    operation: definition,
  };
  const reaches = [...reachedNames([input.schema], shared)].toSorted();
  return { definition: tool, reaches, output, place: operation.place };
}
