import type { Tool as ListedTool } from "@modelcontextprotocol/server";
import { listedTool, type ToolTable } from "../mcp/tool-table.ts";
import { calledName, nearHint, type ToolView, unknownTool } from "../mcp/tool-view.ts";
import { createArgumentValidator } from "../mcp/validate-arguments.ts";
import type { Tool } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";
import { type MetaTool, metaTools } from "./meta-tools.ts";
import { callerOf, openMetaTool, type SearchParts } from "./open-meta-tool.ts";

/**
 * Search mode: four tools stand for all of the API's. Two find and describe, two call: one only what reads, one only what writes, so that
 * their hints are true and a client can let reads pass by themselves. Pinned tools are listed beside them, and called as themselves.
 */
export function createSearchView(parts: SearchParts): ToolView {
  const { api, table, tools } = parts;
  const services = [...new Set(tools.map(({ service }) => service))].toSorted();
  const metas = metaTools(api.title, tools.length, services);
  const byName = new Map<unknown, MetaTool>(metas.map((tool) => [tool.name, tool]));
  // A tool with a name of ours cannot be pinned: no generator gives one that name.
  const isPinned = new Set<unknown>((api.tools?.pinned ?? []).filter((name) => !byName.has(name)));
  const listedMetas = metas.map(listedTool);
  const withPinned = (of: readonly ListedTool[]): ListedTool[] => [
    ...listedMetas,
    ...of.filter((tool) => isPinned.has(tool.name)),
  ];
  const listed = withPinned(table.listed);
  const listedUnasked = withPinned(table.listedUnasked);
  Object.freeze(listed);
  Object.freeze(listedUnasked);
  const validate = createArgumentValidator();
  const reached = (params: unknown): Tool | undefined => {
    const name = calledName(params);
    if (isPinned.has(name)) return table.get(name);
    return byName.has(name)
      ? reachedThrough(name, isRecord(params) ? params["arguments"] : undefined, table)
      : undefined;
  };
  return {
    listed,
    listedUnasked,
    listedFor: (caller, from) => withPinned(table.listedFor(caller, from)),
    get: (name) => table.get(name),
    instructions: `The ${tools.length} tools of this server are found with search_tools and called with call_read_tool or call_write_tool.`,
    reached,
    logged: (params) => reached(params)?.name ?? byName.get(calledName(params))?.name,
    open(name, args, asking) {
      const meta = byName.get(name);
      if (meta !== undefined) return openMetaTool(meta, args, { ...parts, ...asking, validate });
      const tool = isPinned.has(name) ? table.get(name) : undefined;
      return { tool: tool ?? unknownTool(name, calledOtherwise(name, table)), args };
    },
  };
}

/** The tool that a caller's arguments name, if it is of the caller's kind: any other is refused, and needs no scopes for that. */
function reachedThrough(caller: unknown, args: unknown, table: ToolTable): Tool | undefined {
  const tool = isRecord(args) ? table.get(args["name"]) : undefined;
  return tool !== undefined && callerOf(tool) === caller ? tool : undefined;
}

/** A tool that is there and not listed is called through another. */
function calledOtherwise(name: string, table: ToolTable): string {
  const tool = table.get(name);
  if (tool !== undefined) return ` It is called with ${callerOf(tool)}, which takes its name and arguments.`;
  return `${nearHint(table.near(name))} search_tools finds tools.`;
}
