import type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
import type { Place } from "./2-model/api.ts";
import type { Decision } from "./3-surface/decisions.ts";
import type { SurfaceTool } from "./3-surface/surface.ts";
import { createDiagnosticIndex } from "./diagnostic-index.ts";
import { inspectUpstream } from "./inspect-upstream.ts";
import { inspectArguments } from "./inspect-arguments.ts";
import { inspectScopes } from "./inspect-scopes.ts";
import type {
  InspectedOperation,
  InspectedPlace,
  InspectedService,
  InspectedTool,
  InspectResult,
} from "./inspect-result.ts";
import { measureTokens } from "./measure-tokens.ts";
import type { SurfaceTokens } from "./measure-tokens.ts";
import { resolveOptions } from "./options.ts";
import type { InspectOptions } from "./options.ts";
import { locatePlaces, planDocument } from "./plan-document.ts";
import type { PlannedDocument } from "./plan-document.ts";
import { largestTools } from "./token-budget.ts";

/**
 * OpenAPI document -> what `generate` would make of it, and the cause of each decision. Writes and prints nothing.
 * @throws GeneratorError for everything that is the user's to mend
 */
export async function inspect(options: InspectOptions): Promise<InspectResult> {
  const chosen = resolveOptions({ ...options, out: "" });
  const planned = await planDocument(chosen);
  const { surface, operations, found, lost } = planned;
  const tools = surface.services.flatMap((service) => service.tools);
  const tokens = await measureTokens(surface);
  return {
    name: surface.api.name,
    title: surface.api.title,
    version: surface.api.version,
    operations,
    tools: tools.length,
    excluded: surface.decisions.filter(({ outcome }) => outcome === "excluded").length,
    lost,
    services: inspectServices(planned, tools, tokens),
    schemas: Object.fromEntries(surface.schemas),
    mode: surface.api.tools?.mode ?? "all",
    tokens: tokens.total,
    largest: largestTools(tokens, 10),
    scopes: inspectScopes(planned, chosen.baseline),
    origins: surface.api.origins.map((origin) => ({
      ...origin,
      tools: namesOf(tools.filter(({ definition }) => definition.operation.origin === origin.name)),
    })),
    upstream: inspectUpstream(surface.api.upstream, tools),
    proposals: surface.proposals,
    diagnostics: found,
  };
}

function inspectServices(
  planned: PlannedDocument,
  tools: readonly SurfaceTool[],
  { byTool }: SurfaceTokens,
): InspectedService[] {
  const { surface, api, found } = planned;
  const located = locateDecisions(planned);
  const byName = new Map(tools.map((tool) => [tool.definition.name, tool]));
  const operations = new Map(api.operations.map((operation) => [operation.place, operation]));
  const findingsAt = createDiagnosticIndex(found);
  const services = Map.groupBy(surface.decisions, ({ service }) => service);
  return [...services]
    .map(([name, decisions]) => ({
      name,
      tokens: decisions
        .filter(({ outcome }) => outcome === "tool")
        .reduce((sum, decision) => sum + (byTool.get(decision.name) ?? 0), 0),
      tools: decisions
        .flatMap((decision) => {
          const tool = decision.outcome === "tool" ? byName.get(decision.name) : undefined;
          const operation = operations.get(decision.place);
          const places = [decision.place, ...(operation?.parameters ?? []).map(({ place }) => place)];
          const body = operation?.body === undefined ? [] : [operation.body.place];
          if (tool === undefined) return [];
          const tokens = byTool.get(tool.definition.name) ?? 0;
          return [{ ...inspectTool(located(decision), tool, findingsAt([...places, ...body])), tokens }];
        })
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      skipped: decisions.filter(({ outcome }) => outcome !== "tool").map((decision) => located(decision)),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function inspectTool(
  operation: InspectedOperation,
  { definition }: SurfaceTool,
  diagnostics: readonly LocatedDiagnostic[],
): Omit<InspectedTool, "tokens"> {
  const { body, origin } = definition.operation;
  return {
    ...operation,
    outcome: "tool",
    title: definition.title,
    description: definition.description,
    annotations: definition.annotations,
    scopes: definition.scopes,
    arguments: inspectArguments(definition),
    inputSchema: definition.inputSchema,
    ...(body === undefined ? {} : { contentType: body.mediaType }),
    ...(origin === undefined ? {} : { origin }),
    diagnostics,
  };
}

/** Gives each place of the decisions its line and column; all at once, so that each file is read once. */
function locateDecisions({ surface, document }: PlannedDocument): (decision: Decision) => InspectedOperation {
  const places = surface.decisions.flatMap(({ place, causes }) => [
    place,
    ...causes.flatMap((cause) => cause.place ?? []),
  ]);
  const located = new Map<Place, InspectedPlace>(
    locatePlaces(places, document).map((place, index) => [places[index] ?? place, place]),
  );
  return (decision) => ({
    ...decision,
    place: located.get(decision.place) ?? decision.place,
    causes: decision.causes.map(({ place, ...cause }) =>
      place === undefined ? cause : { ...cause, place: located.get(place) ?? place },
    ),
  });
}

function namesOf(tools: readonly SurfaceTool[]): string[] {
  return tools.map(({ definition }) => definition.name).toSorted();
}
