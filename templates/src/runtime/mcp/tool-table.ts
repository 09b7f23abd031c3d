import type { Tool as ListedTool } from "@modelcontextprotocol/server";
import { neededScopes } from "../auth/scope-gate.ts";
import { isScopeToken } from "../auth/token-scopes.ts";
import type { Caller, Tool } from "../surface-types.ts";
import { listSchema } from "./list-schema.ts";
import { createNearNames } from "./near-names.ts";

/** The tools of a server, worked out once. */
export interface ToolTable {
  /** All tools as `tools/list` answers them: sorted by name, frozen, the same array each time. */
  readonly listed: ListedTool[];
  /** The same for clients that cannot be asked for their user's consent by the protocol. */
  readonly listedUnasked: ListedTool[];
  /** Those of a list that a caller's scopes allow. */
  listedFor(caller: Caller, listed?: readonly ListedTool[]): ListedTool[];
  /** A map, not an object: no name finds what objects inherit. */
  get(name: unknown): Tool | undefined;
  /** Names like an unknown one, at most three. */
  near(name: string): readonly string[];
}

/**
 * The table of `tools`.
 * @param forUnasked - what clients see of a tool that cannot be asked, when that differs
 * @throws TypeError for tools that no generator writes: a bad or repeated name, a scope outside RFC 6749, 3.3.
 */
export function createToolTable(
  tools: readonly Tool[],
  forUnasked: (tool: Tool, listed: ListedTool) => ListedTool = (_, listed) => listed,
): ToolTable {
  const sorted = tools.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const byName = new Map<unknown, Tool>();
  for (const tool of sorted) {
    if (!/^[a-zA-Z0-9_-]{1,64}$/.test(tool.name)) throw new TypeError(`"${tool.name}" cannot be a tool's name`);
    if (byName.has(tool.name)) throw new TypeError(`there are two tools ${tool.name}`);
    if (!tool.scopes.flat().every(isScopeToken))
      throw new TypeError(`${tool.name} needs a scope that cannot be written`);
    byName.set(tool.name, tool);
  }
  const both = sorted.map((tool) => {
    // Worked out once: this is most of what a start costs.
    const asked = listedTool(tool);
    return [asked, forUnasked(tool, asked)] as const;
  });
  const listed = both.map(([asked]) => asked);
  const listedUnasked = both.map(([, unasked]) => unasked);
  Object.freeze(listed);
  Object.freeze(listedUnasked);
  const listedFor = (caller: Caller, from: readonly ListedTool[] = listed): ListedTool[] =>
    from.filter(({ name }) => {
      const tool = byName.get(name);
      return tool !== undefined && neededScopes(tool, caller) === undefined;
    });
  return {
    listed,
    listedUnasked,
    listedFor,
    get: (name) => byName.get(name),
    near: createNearNames(sorted.map((tool) => tool.name)),
  };
}

/** MCP 2026-07-28, `Tool`. No `outputSchema`: an API that departs from its document must not break a client. */
export function listedTool({
  name,
  title,
  description,
  inputSchema,
  annotations,
}: Pick<Tool, "name" | "title" | "description" | "inputSchema" | "annotations">): ListedTool {
  const listed: unknown = Object.freeze({
    name,
    title,
    description,
    inputSchema: listSchema(inputSchema),
    annotations,
  });
  if (!isListedTool(listed)) throw new TypeError(`the input schema of ${name} is not of an object`);
  return listed;
}

function isListedTool(tool: unknown): tool is ListedTool {
  if (typeof tool !== "object" || tool === null || !("inputSchema" in tool)) return false;
  const schema = tool.inputSchema;
  return typeof schema === "object" && schema !== null && "type" in schema && schema.type === "object";
}
