import MiniSearch from "minisearch";
import type { ToolDefinition } from "../../templates/src/runtime/surface-types.ts";

/** Everything that is said of a tool, as one text: names are cut into words, or plain search would find nothing in them. */
export function toolText({ name, title, description, service, inputSchema, operation }: ToolDefinition): string {
  const names = [name, operation.path, service, ...Object.keys(inputSchema.properties ?? {})].join(" ");
  const described = Object.values(inputSchema.properties ?? {}).map((schema) =>
    typeof schema === "object" && typeof schema.description === "string" ? schema.description : "",
  );
  const cut = names.replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2").replaceAll(/[_/{}.-]+/g, " ");
  return [cut, title, description.replaceAll(/<[^>]*>/g, " "), ...described].join(" ");
}

/** MiniSearch as it comes: BM25 over one field, no stems, no synonyms, no graph. Names of tools, the best first. */
export function createPlainSearch(tools: readonly ToolDefinition[]): (request: string) => readonly string[] {
  const engine = new MiniSearch<{ id: string; text: string }>({ fields: ["text"] });
  engine.addAll(tools.map((tool) => ({ id: tool.name, text: toolText(tool) })));
  return (request) => engine.search(request).map(({ id }) => String(id));
}
