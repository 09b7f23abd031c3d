import { ConfigError } from "../errors.ts";
import { createToolTable } from "../mcp/tool-table.ts";
import { createPlainView, type ToolView } from "../mcp/tool-view.ts";
import type { ServerConfig } from "../server-config.ts";
import type { ApiDefinition, Tool } from "../surface-types.ts";
import { loadIndex } from "./load-index.ts";
import type { SearchIndexData } from "./search-index.ts";
import { createSearchView } from "./search-view.ts";

/** What a server offers. */
export interface Offer {
  readonly api: ApiDefinition;
  readonly tools: readonly Tool[];
  readonly searchIndex: SearchIndexData | undefined;
  /** What clients see of a tool that cannot be asked, when that differs. */
  readonly forUnasked: Parameters<typeof createToolTable>[1];
}

/**
 * What makes a connection's view of some of the tools, by the mode. The index is read here, once, and only where it is searched.
 * @throws ConfigError for search mode in a project without an index
 */
export function viewMaker(
  { api, tools, searchIndex, forUnasked }: Offer,
  mode: ServerConfig["toolMode"],
): (tools: readonly Tool[]) => ToolView {
  if (mode === "all") return (some) => createPlainView(createToolTable(some, forUnasked));
  if (searchIndex === undefined)
    throw new ConfigError([
      "TOOL_MODE (toolMode) search needs src/search-index.ts, and this project has none: generate it again.",
    ]);
  const index = loadIndex(searchIndex, tools);
  return (some) => createSearchView({ api, tools: some, table: createToolTable(some, forUnasked), index });
}
