import type { Tool as ListedTool } from "@modelcontextprotocol/server";
import type { ToolTable } from "../mcp/tool-table.ts";
import type { Tool } from "../surface-types.ts";

/** Most of descriptions in one answer, in characters of JSON; one tool is described whatever its size. */
const maxCharacters = 60_000;

/** What `describe_tool` answers. */
export interface ToolDescriptions {
  readonly tools: readonly object[];
  /** Names that are no tool, with those they may have meant. */
  readonly unknown?: readonly { readonly name: string; readonly near: readonly string[] }[];
  /** Tools left for another call, because the answer would have grown too long. */
  readonly left?: readonly string[];
}

/** Describes tools: everything that `tools/list` would say of them in the other mode, and the scopes. */
export function describeTools(
  names: readonly string[],
  table: Pick<ToolTable, "get" | "near"> & { readonly listed: readonly ListedTool[] },
): ToolDescriptions {
  const tools: object[] = [];
  const left: string[] = [];
  const unknown: { name: string; near: readonly string[] }[] = [];
  let size = 0;
  for (const name of new Set(names)) {
    const tool = table.get(name);
    if (tool === undefined) {
      unknown.push({ name: name.slice(0, 64), near: table.near(name) });
      continue;
    }
    const listed = table.listed.find((one) => one.name === name);
    const described = describe(tool, listed?.inputSchema ?? tool.inputSchema);
    size += JSON.stringify(described).length;
    if (tools.length > 0 && size > maxCharacters) left.push(name);
    else tools.push(described);
  }
  return { tools, ...(unknown.length > 0 && { unknown }), ...(left.length > 0 && { left }) };
}

function describe({ name, title, description, service, annotations, scopes }: Tool, inputSchema: object): object {
  return { name, title, description, service, writes: !annotations.readOnlyHint, annotations, scopes, inputSchema };
}
