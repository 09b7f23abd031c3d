import type { ApiDefinition, OperationDefinition, ToolDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { Api, JsonSchema, Operation } from "../2-model/api.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { kebabCase } from "../identifier-case.ts";
import type { AuthOptions, ShapingOptions } from "../options.ts";
import { plainLine, plainText } from "../plain-text.ts";
import { stableHash } from "../stable-hash.ts";
import { deriveHints } from "./derive-hints.ts";
import { deriveScopes } from "./derive-scopes.ts";
import type { ScopeAlternatives } from "./derive-scopes.ts";
import { descriptionOf, titleOf } from "./describe-tool.ts";
import { fileArgumentName, fileArgumentSchema } from "./file-argument.ts";
import { nameCode } from "./name-code.ts";
import { nameOrigins } from "./name-origins.ts";
import { nameScopes } from "./name-scopes.ts";
import { nameTools } from "./name-tools.ts";
import { reachedNames } from "./schema-walk.ts";
import { selectOperations } from "./select-operations.ts";
import type { SelectedOperation } from "./select-operations.ts";
import { shapeInput } from "./shape-input.ts";
import { declaredAnswers, shapeOutput } from "./shape-output.ts";
import { splitPath } from "./split-path.ts";
import type { Feature, Proposals, Surface, SurfaceService, SurfaceTool } from "./surface.ts";

/** Characters of the instructions that MCP clients show to models. */
const maxInstructions = 600;

/**
 * Api + the user's choices -> {@link Surface}: which operations become tools, and everything about each.
 * @throws GeneratorError for a choice that fits nothing in the document
 */
export function planSurface(api: Api, options: ShapingOptions, diagnostics: Diagnostics): Surface {
  const selected = selectOperations(api.operations, options.services, options.tools);
  const operations = selected.map(({ operation }) => operation);
  const names = nameTools(selected, api.operations);
  const scopes = deriveScopes(operations, api.securitySchemes);
  const origins = nameOrigins(api, operations, options.origins);
  const shared = {
    input: new Map([...api.components.input, [fileArgumentName, fileArgumentSchema] as const]),
    output: api.components.output,
  };
  const planned = selected.map((choice) => {
    const name = names.get(choice.operation) ?? "";
    const alternatives = scopes.byOperation.get(choice.operation) ?? [];
    return planTool(choice, {
      name,
      alternatives,
      origin: origins.byOperation.get(choice.operation),
      shared: shared.input,
      diagnostics,
    });
  });
  const tools = nameCode(planned.toSorted((a, b) => (a.definition.name < b.definition.name ? -1 : 1)));
  return {
    api: {
      ...describeApi(api, options.name, apiScopes(scopes, options.auth), origins.definitions),
      ...apiAuth(options.auth),
    },
    services: groupByService(tools),
    ...sharedSchemas(tools, shared),
    features: featuresOf(operations, options.auth),
    proposals: proposalsOf(api),
  };
}

interface ToolContext {
  readonly name: string;
  readonly alternatives: ScopeAlternatives;
  readonly origin: string | undefined;
  readonly shared: ReadonlyMap<string, JsonSchema>;
  readonly diagnostics: Diagnostics;
}

type PlannedTool = Omit<SurfaceTool, "typeName" | "constantName">;

function planTool({ operation, service, rule }: SelectedOperation, context: ToolContext): PlannedTool {
  const { path, query, parameters } = splitPath(operation, context.diagnostics);
  const input = shapeInput(operation, parameters, context.shared);
  const request: OperationDefinition = {
    method: operation.method,
    path,
    ...(query === undefined ? {} : { query }),
    ...(context.origin === undefined ? {} : { origin: context.origin }),
    parameters: input.parameters,
    ...(input.body === undefined ? {} : { body: input.body }),
    responses: declaredAnswers(operation.responses),
  };
  const definition: ToolDefinition = {
    name: context.name,
    title: rule.title ?? titleOf(operation, context.name),
    description: rule.description ?? descriptionOf(operation),
    service,
    annotations: deriveHints(operation.method, rule.hints),
    scopes: context.alternatives,
    inputSchema: input.schema,
    operation: request,
  };
  const reaches = [...reachedNames([input.schema], context.shared)].toSorted();
  return { definition, reaches, output: shapeOutput(operation.responses), place: operation.place };
}

function describeApi(
  api: Api,
  name: string | undefined,
  scopes: ApiDefinition["scopes"],
  origins: ApiDefinition["origins"],
): ApiDefinition {
  const instructions = plainText(api.description ?? "", maxInstructions);
  return {
    name: name ?? machineName(api.title),
    title: plainLine(api.title, 120) || "API",
    version: plainLine(api.version, 60) || "0.0.0",
    ...(instructions === "" ? {} : { instructions }),
    scopes,
    origins,
  };
}

/** The derived scopes, with what the config says of their names. */
function apiScopes(derived: ReturnType<typeof deriveScopes>, auth: AuthOptions = {}): ApiDefinition["scopes"] {
  if (auth.scopes === undefined) return derived.api;
  const needed = [...derived.byOperation.values()].flat(2);
  return { ...derived.api, ...nameScopes(needed, auth.scopes) };
}

/** What the runtime is told of callers; nothing when all of it is the default. */
function apiAuth({ provider, unauthorizedTools }: AuthOptions = {}): Pick<ApiDefinition, "auth"> {
  const hidden = unauthorizedTools === "hidden" ? ({ unauthorizedTools } as const) : {};
  const auth = { ...(provider === undefined ? {} : { provider }), ...hidden };
  return Object.keys(auth).length === 0 ? {} : { auth };
}

/** Characters of the machine name: it is a package name and stands in every log line. */
const maxName = 64;

function machineName(title: string): string {
  const words = title
    .normalize("NFKD")
    .replaceAll(/['\u2019]|\p{Mark}/gu, "")
    .toLowerCase();
  return (
    words
      .replaceAll(/[^a-z0-9]+/g, "-")
      .slice(0, maxName)
      .replaceAll(/^-+|-+$/g, "") || "api"
  );
}

function groupByService(tools: readonly SurfaceTool[]): SurfaceService[] {
  const groups = new Map<string, SurfaceTool[]>();
  for (const tool of tools) {
    const { service } = tool.definition;
    const group = groups.get(service);
    if (group === undefined) groups.set(service, [tool]);
    else group.push(tool);
  }
  const counts = new Map<string, number>();
  for (const name of groups.keys()) counts.set(serviceFile(name), (counts.get(serviceFile(name)) ?? 0) + 1);
  return [...groups]
    .map(([name, members]) => {
      const file = serviceFile(name);
      return {
        name,
        file: counts.get(file) === 1 && file !== "index" ? file : `${file}-${stableHash(name)}`,
        tools: members,
      };
    })
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

const maxFileName = 60;
/** Names that Windows keeps for devices, with any extension. */
const deviceNames = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

function serviceFile(service: string): string {
  const name = kebabCase(service).slice(0, maxFileName).replace(/-+$/, "") || "service";
  return deviceNames.test(name) ? `${name}-service` : name;
}

function sharedSchemas(
  tools: readonly SurfaceTool[],
  shared: { readonly input: ReadonlyMap<string, JsonSchema>; readonly output: ReadonlyMap<string, JsonSchema> },
): Pick<Surface, "schemas" | "types"> {
  const inputNames = new Set(tools.flatMap(({ reaches }) => reaches));
  const outputNames = reachedNames(
    tools.flatMap(({ output }) => (output.json === undefined ? [] : [output.json])),
    shared.output,
  );
  const schemas = pick(shared.input, inputNames);
  return { schemas, types: sorted([...schemas, ...pick(shared.output, outputNames)]) };
}

function pick(schemas: ReadonlyMap<string, JsonSchema>, names: ReadonlySet<string>): Map<string, JsonSchema> {
  return sorted([...schemas].filter(([name]) => names.has(name)));
}

function sorted(entries: readonly (readonly [string, JsonSchema])[]): Map<string, JsonSchema> {
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function featuresOf(operations: readonly Operation[], auth: AuthOptions = {}): Set<Feature> {
  const answersInParts = operations.some(({ responses }) =>
    responses.some(({ contents }) => contents.some(({ mediaType }) => /^multipart\//i.test(mediaType))),
  );
  const looksUp = auth.introspection ?? auth.provider === "google";
  return new Set<Feature>([
    ...(looksUp ? (["introspection"] as const) : []),
    ...(answersInParts ? (["multipart-answers"] as const) : []),
  ]);
}

function proposalsOf(api: Api): Proposals {
  const apiBaseUrl = api.servers.find((url) => /^https?:\/\//i.test(url) && URL.canParse(url));
  const scheme = api.securitySchemes.find(
    ({ proposedIssuer }) => proposedIssuer !== undefined && URL.canParse(proposedIssuer),
  );
  const issuer = scheme?.proposedIssuer === undefined ? undefined : issuerOf(scheme.proposedIssuer);
  return { ...(apiBaseUrl === undefined ? {} : { apiBaseUrl }), ...(issuer === undefined ? {} : { issuer }) };
}

/** The issuer that a discovery URL names, else the origin of an endpoint: a guess, which is why it is only proposed. */
function issuerOf(url: string): string {
  const discovery = url.indexOf("/.well-known/");
  return discovery < 0 ? new URL(url).origin : url.slice(0, discovery);
}
