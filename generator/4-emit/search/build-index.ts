import { indexFields } from "../../../templates/src/runtime/search/index-fields.ts";
import { toolStems } from "../../../templates/src/runtime/search/tool-stems.ts";
import type { SearchIndexData } from "../../../templates/src/runtime/search/search-index.ts";
import type { JsonSchema, ToolDefinition } from "../../../templates/src/runtime/surface-types.ts";
import type { Surface, SurfaceTool } from "../../3-surface/surface.ts";
import { toolActions } from "./tool-action.ts";
import { finders } from "./finders.ts";
import { yieldedPlace } from "./yielded-place.ts";
import { toolLinks } from "./tool-links.ts";

/** What the index is made of: the tools with their schemas. */
export type IndexedSurface = Pick<Surface, "services" | "schemas" | "types">;

/** The search index of a surface. Everything that can be worked out of the document is worked out here: at the start it is only read. */
export function buildIndex({ services, schemas, types }: IndexedSurface): SearchIndexData {
  const tools = services.flatMap((service) => service.tools).toSorted(byName);
  const shared: ReadonlyMap<string, JsonSchema> = new Map([...types, ...schemas]);
  const definitions = tools.map(({ definition }) => definition);
  const stems = tools.map(({ definition, output }) => toolStems(definition, shared, output.json));
  const answering = tools.map(({ definition, output }) => ({ definition, output: output.json }));
  const links = toolLinks(answering, shared);
  const actions = toolActions(definitions);
  const yields = answering.map((tool) => yieldedPlace(tool, shared) !== undefined);
  const nameOf = (number: number): string => definitions[number]?.name ?? "";
  return {
    tools: definitions.map((tool, number) =>
      [
        tool.name,
        letterOf(yields[number] === true ? "list" : (actions[number] ?? "act"), tool),
        tool.operation.path.split("{").length - 1,
        (links[number] ?? []).map(nameOf).join(" "),
        ...indexFields.map((field) => [...(stems[number]?.[field] ?? [])].join(" ")),
      ].join("|"),
    ),
    finders: finders(answering, links, shared).map(
      ({ tool, kind, share }) => `${nameOf(tool)}*${kind}*${Math.max(1, Math.round(share * 9))}`,
    ),
  };
}

function byName(one: SurfaceTool, other: SurfaceTool): number {
  return one.definition.name < other.definition.name ? -1 : 1;
}

/** A deprecated tool has a capital. */
function letterOf(action: string, { name, title, description }: ToolDefinition): string {
  const isDeprecated = /^\W*deprecated\b/i.test(description) || /deprecated|legacy/i.test(`${name} ${title}`);
  return isDeprecated ? action.charAt(0).toUpperCase() : action.charAt(0);
}
