import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import type { Api, Operation } from "../2-model/api.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { GeneratorError } from "../errors.ts";
import type { ShapingOptions, TelemetryOptions } from "../options.ts";
import { apiAuth } from "./api-auth.ts";
import { withCallerScopes, withRequiredScope } from "./caller-scopes.ts";
import { createArgumentUses } from "./argument-uses.ts";
import { checkTargets } from "./check-targets.ts";
import { decisionOf } from "./decide.ts";
import type { Decision } from "./decisions.ts";
import { chosenHints, deriveHints } from "./derive-hints.ts";
import { describeApi } from "./describe-api.ts";
import { fileArgumentName, fileArgumentSchema } from "./file-argument.ts";
import { groupByService } from "./group-by-service.ts";
import { nameCode } from "./name-code.ts";
import { nameOrigins } from "./name-origins.ts";
import { nameTools } from "./name-tools.ts";
import { offerTools } from "./offer-tools.ts";
import { withoutKeyParameters } from "./plan-credentials.ts";
import { planScopes } from "./plan-scopes.ts";
import type { PlannedScopes } from "./plan-scopes.ts";
import { planUpstream } from "./plan-upstream.ts";
import { planTool } from "./plan-tool.ts";
import type { ToolContext } from "./plan-tool.ts";
import { acceptApi } from "./schema-accept-api.ts";
import { reachedNames } from "./schema-walk.ts";
import { selectOperations } from "./select-operations.ts";
import type { ConsideredOperation } from "./select-operations.ts";
import { shapeRequest } from "./shape-request.ts";
import type { Feature, Proposals, Surface, SurfaceTool } from "./surface.ts";
import type { ScopeNeed } from "./weigh-scopes.ts";
import { thriftyApi } from "./thrift/thrifty-api.ts";

/** A surface with what became of each operation of the document, in the document's order. */
export interface PlannedSurface extends Surface {
  readonly decisions: readonly Decision[];
  readonly scopes: PlannedScopes;
}

/**
 * Api + the user's choices -> {@link Surface}: which operations become tools, and everything about each.
 * @throws GeneratorError for a choice that fits nothing in the document
 */
export function planSurface(model: Api, options: ShapingOptions, diagnostics: Diagnostics): PlannedSurface {
  checkTargets(options);
  const accepted = thriftyApi(acceptApi(model), options.tools.descriptions);
  const api = options.upstream?.mode === "credentials" ? withoutKeyParameters(accepted) : accepted;
  const considered = selectOperations(api.operations, options, diagnostics).map((one) => ({
    ...one,
    choices: withCallerScopes(one.choices, options.upstream),
  }));
  const names = nameTools(considered, diagnostics);
  const shared = {
    input: new Map([...api.components.input, [fileArgumentName, fileArgumentSchema] as const]),
    output: api.components.output,
  };
  const uses = createArgumentUses(diagnostics);
  const shaped = considered.map((one) => ({
    ...one,
    name: names.get(one.operation) ?? { value: "", reason: one.reason },
    request: one.included ? shapeRequest(one, { shared: shared.input, diagnostics, uses }) : uses.skip(one),
  }));
  uses.finish();
  const kept = shaped.flatMap((one) =>
    one.request === undefined || "lost" in one.request ? [] : [{ ...one, request: one.request }],
  );
  const operations = kept.map(({ operation }) => operation);
  const scopes = planScopes(needsOf(shaped, new Set(operations)), api, options, diagnostics);
  const origins = nameOrigins(api, operations, options.origins);
  const upstream = planUpstream({ api, operations, origins }, options.upstream);
  const contextOf = (operation: Operation): ToolContext => ({
    scopes: scopes.byOperation.get(operation)?.map((set) => set.scopes) ?? [],
    origin: origins.byOperation.get(operation),
    credentials: upstream.byOperation.get(operation),
    shared: shared.input,
    answers: shared.output,
    select: options.results?.select ?? "lists",
  });
  const planned = new Map(kept.map((one) => [one.operation, planTool(one, contextOf(one.operation))]));
  const tools = nameCode([...planned.values()].toSorted((a, b) => (a.definition.name < b.definition.name ? -1 : 1)));
  return {
    api: {
      ...describeApi(api, options.name, withRequiredScope(scopes.api, options.upstream), origins.definitions),
      ...apiAuth(options.auth),
      ...(options.page === undefined || options.page === "summary" ? {} : { page: options.page }),
      ...offerTools(
        options.tools,
        tools.map(({ definition }) => definition.name),
      ),
      ...(options.tools.confirm === undefined ? {} : { confirm: options.tools.confirm }),
      ...(upstream.definition === undefined ? {} : { upstream: upstream.definition }),
    },
    services: groupByService(tools),
    ...sharedSchemas(tools, shared),
    features: featuresOf(operations, tools, options),
    proposals: proposalsOf(api, upstream.tokenUrls),
    decisions: shaped.map((one) =>
      decisionOf(one, planned.get(one.operation)?.definition, scopes.byOperation.get(one.operation)),
    ),
    scopes,
  };
}

function needsOf(considered: readonly ConsideredOperation[], tools: ReadonlySet<Operation>): ScopeNeed[] {
  return considered.map(({ operation, choices }) => ({
    operation,
    included: tools.has(operation),
    reads: deriveHints(operation.method, chosenHints(choices)).readOnlyHint,
    chosen: choices.scopes?.value,
  }));
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

function featuresOf(
  operations: readonly Operation[],
  tools: readonly SurfaceTool[],
  {
    auth = {},
    upstream,
    page,
    sharedStore,
    telemetry = {},
    legacySse,
    targets = [],
  }: Pick<ShapingOptions, "auth" | "upstream" | "page" | "sharedStore" | "telemetry" | "legacySse" | "targets">,
): Set<Feature> {
  const answersInParts = operations.some(({ responses }) =>
    responses.some(({ contents }) => contents.some(({ mediaType }) => /^multipart\//i.test(mediaType))),
  );
  const sendsXml = tools.some(({ definition }) => definition.operation.body?.format === "xml");
  const selects = tools.some(({ definition }) => definition.select !== undefined);
  const looksUp = auth.introspection ?? auth.provider === "google";
  return new Set<Feature>([
    ...(looksUp ? (["introspection"] as const) : []),
    ...(upstream?.mode === "exchange" ? (["token-exchange"] as const) : []),
    ...(upstream?.mode === "credentials" ? (["upstream-credentials"] as const) : []),
    ...(selects ? (["select"] as const) : []),
    ...(answersInParts ? (["multipart-answers"] as const) : []),
    ...(sharedStore === "redis" ? (["redis"] as const) : []),
    ...telemetryFeatures(telemetry, targets),
    ...legacySseOf({ legacySse, targets }),
    ...(auth.tenants === true ? (["tenants"] as const) : []),
    ...(page === "off" ? [] : (["page"] as const)),
    ...(sendsXml ? (["xml-bodies"] as const) : []),
    ...targets.filter((target) => target !== "node"),
  ]);
}

/** Targets that have no Node: what opens a port, or sends by Node's own means, cannot be in their bundle. */
const withoutNode: ReadonlySet<string> = new Set(["workers"]);

function telemetryFeatures(telemetry: TelemetryOptions, targets: readonly string[]): readonly Feature[] {
  const chosen = (["audit", "metrics", "otel"] as const).filter((name) => telemetry[name] === true);
  const target = targets.find((name) => withoutNode.has(name));
  const refused = chosen.filter((name) => name !== "audit");
  if (target === undefined || refused.length === 0) return chosen;
  throw new GeneratorError(
    "bad-config",
    `telemetry.${refused.join(" and telemetry.")} cannot be had with the target ${target}: there is no Node to open a port or to send with. telemetry.audit works there; leave the others out, or make a project without that target.`,
  );
}

/**
 * The SDK's package for HTTP+SSE is for Node, and its sessions live in one process that stays.
 * @throws GeneratorError `bad-config`
 */
function legacySseOf({
  legacySse = false,
  targets = [],
}: {
  [option in "legacySse" | "targets"]?: ShapingOptions[option] | undefined;
}): readonly Feature[] {
  const other = targets.find((target) => target !== "node" && target !== "stdio");
  if (legacySse && other !== undefined) {
    throw new GeneratorError(
      "bad-config",
      `legacySse is for Node only: leave it out, or leave ${other} out of targets, and generate another project for that.`,
    );
  }
  return legacySse ? ["legacy-sse"] : [];
}

function proposalsOf(api: Api, tokenUrls: Readonly<Record<string, string>>): Proposals {
  const apiBaseUrl = api.servers.find((url) => /^https?:\/\//i.test(url) && URL.canParse(url));
  const scheme = api.securitySchemes.find(
    ({ proposedIssuer }) => proposedIssuer !== undefined && URL.canParse(proposedIssuer),
  );
  const issuer = scheme?.proposedIssuer === undefined ? undefined : issuerOf(scheme.proposedIssuer);
  return {
    ...(apiBaseUrl === undefined ? {} : { apiBaseUrl }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(Object.keys(tokenUrls).length === 0 ? {} : { tokenUrls }),
  };
}

/** The issuer that a discovery URL names, else the origin of an endpoint: a guess, which is why it is only proposed. */
function issuerOf(url: string): string {
  const discovery = url.indexOf("/.well-known/");
  return discovery < 0 ? new URL(url).origin : url.slice(0, discovery);
}
