import type { CallToolResult } from "@modelcontextprotocol/server";
import { neededScopes } from "../auth/scope-gate.ts";
import { listedTool, type ToolTable } from "../mcp/tool-table.ts";
import { calledName, nearHint, type OpenedCall, type ToolView, unknownTool } from "../mcp/tool-view.ts";
import { type ArgumentValidator, createArgumentValidator } from "../mcp/validate-arguments.ts";
import type { ApiDefinition, Caller, Tool } from "../surface-types.ts";
import { toErrorResult } from "../upstream/to-error-result.ts";
import { ArgumentError } from "../upstream/upstream-error.ts";
import { isRecord } from "../upstream/value-text.ts";
import { describeTools } from "./describe-tools.ts";
import { findTools } from "./find-tools.ts";
import type { SearchIndex } from "./load-index.ts";
import { mendArguments } from "./mend-arguments.ts";
import { type MetaTool, metaTools, usuallyFound } from "./meta-tools.ts";
import { missedSchema } from "./missed-schema.ts";

/** What a view of search mode is made of. */
export interface SearchParts {
  readonly api: ApiDefinition;
  /** The tools of this view. */
  readonly tools: readonly Tool[];
  readonly table: ToolTable;
  /** Of all tools of the server. */
  readonly index: SearchIndex;
}

/**
 * Search mode: four tools stand for all of the API's. Two find and describe, two call: one only what reads, one only what writes, so that
 * their hints are true and a client can let reads pass by themselves. Pinned tools are listed beside them.
 */
export function createSearchView(parts: SearchParts): ToolView {
  const { api, table, tools } = parts;
  const services = [...new Set(tools.map(({ service }) => service))].toSorted();
  const meta = new Map<unknown, MetaTool>(metaTools(api.title, tools.length, services).map((tool) => [tool.name, tool]));
  const pinned = (api.tools?.pinned ?? []).flatMap((name) => (meta.has(name) ? [] : (table.get(name) ?? []))).toSorted(byName);
  const listedMeta = [...meta.values()].map(listedTool);
  const listed = [...listedMeta, ...pinned.map(listedTool)];
  Object.freeze(listed);
  const isPinned = new Set<unknown>(pinned.map(({ name }) => name));
  const validate = createArgumentValidator();
  const reached = (params: unknown): Tool | undefined => {
    const name = calledName(params);
    if (!meta.has(name)) return isPinned.has(name) ? table.get(name) : undefined;
    return reachedThrough(name, isRecord(params) ? params["arguments"] : undefined, table);
  };
  return {
    listed,
    listedFor: (caller) => [...listedMeta, ...pinned.filter((tool) => neededScopes(tool, caller) === undefined).map(listedTool)],
    instructions: `The ${tools.length} tools of this server are found with search_tools and called with call_read_tool or call_write_tool.`,
    reached,
    logged: (params) => reached(params)?.name ?? meta.get(calledName(params))?.name,
    open(name, args, caller) {
      const tool = meta.get(name);
      if (tool !== undefined) return openMeta(tool, args, { ...parts, caller, validate });
      const found = isPinned.has(name) ? table.get(name) : undefined;
      return { tool: found ?? unknownTool(name, calledOtherwise(name, table)), args };
    },
  };
}

function byName(one: Tool, other: Tool): number {
  return one.name < other.name ? -1 : 1;
}

/** The tool that a caller's arguments name, if it is of the caller's kind. */
function reachedThrough(caller: unknown, args: unknown, table: ToolTable): Tool | undefined {
  const tool = isRecord(args) ? table.get(args["name"]) : undefined;
  return tool !== undefined && callerOf(tool) === caller ? tool : undefined;
}

function callerOf({ annotations }: Tool): "call_read_tool" | "call_write_tool" {
  return annotations.readOnlyHint ? "call_read_tool" : "call_write_tool";
}

/** A tool that is there and not listed is called through another. */
function calledOtherwise(name: string, table: ToolTable): string {
  const tool = table.get(name);
  return tool === undefined
    ? `${nearHint(table.near(name))} search_tools finds tools.`
    : ` It is called with ${callerOf(tool)}, as its argument name.`;
}

interface Opening extends SearchParts {
  readonly caller: Caller;
  readonly validate: ArgumentValidator;
}

function openMeta(meta: MetaTool, args: unknown, opening: Opening): OpenedCall {
  try {
    // The names are of types that the schemas say.
    const given = opening.validate(meta, args) as Readonly<Record<string, never>>;
    switch (meta.name) {
      case "search_tools":
        return { result: search(given, opening) };
      case "describe_tool":
        return { result: answer(describeTools(given["names"] ?? [], visible(opening))) };
      case "call_read_tool":
      case "call_write_tool":
        return openCaller(meta.name, given, opening);
    }
  } catch (error) {
    return { result: toErrorResult(error, meta.name) };
  }
}

/** What a caller may know of: in the mode that hides tools, those its scopes allow. */
function visible({ api, table, tools, caller }: Opening): Pick<ToolTable, "get" | "near"> {
  if (api.auth?.unauthorizedTools !== "hidden") return table;
  const allowed = new Set<unknown>(tools.filter((tool) => neededScopes(tool, caller) === undefined).map(({ name }) => name));
  return {
    get: (name) => (allowed.has(name) ? table.get(name) : undefined),
    near: (name) => table.near(name).filter((one) => allowed.has(one)),
  };
}

function search(given: { readonly [name: string]: never }, opening: Opening): CallToolResult {
  const { query, limit, service }: { query?: string; limit?: number; service?: string } = given;
  const services = new Set(opening.tools.map((tool) => tool.service));
  if (service !== undefined && !services.has(service))
    throw new ArgumentError([{ argument: "service", problem: "is no service of this server.", allowed: [...services].slice(0, 40).join(", ") }]);
  const table = visible(opening);
  const get = (name: string): Tool | undefined => {
    const tool = table.get(name);
    return service === undefined || tool?.service === service ? tool : undefined;
  };
  const tools = findTools(query ?? "", opening.index, { limit: limit ?? usuallyFound, get });
  return answer(tools.length > 0 ? { tools } : { tools, note: "Nothing fits: say it in other words, or leave the service out." });
}

function openCaller(caller: "call_read_tool" | "call_write_tool", given: { readonly [name: string]: never }, opening: Opening): OpenedCall {
  const { name = "", arguments: args = {} }: { name?: string; arguments?: object } = given;
  const tool = opening.table.get(name);
  if (tool === undefined) {
    const hint = nearHint(visible(opening).near(name)).trim();
    throw new ArgumentError([{ argument: "name", problem: `is no tool of this server. ${hint}`.trim(), allowed: "a name from search_tools." }]);
  }
  if (callerOf(tool) !== caller)
    throw new ArgumentError([
      { argument: "name", problem: `${tool.name} ${tool.annotations.readOnlyHint ? "only reads" : "writes"}: call it with ${callerOf(tool)}.` },
    ]);
  const { args: mended, mended: names } = mendArguments(args, tool.inputSchema);
  return { tool, args: mended, finish: (result) => finish(result, { tool, args: mended, names, validate: opening.validate }) };
}

interface Finishing {
  readonly tool: Tool;
  readonly args: unknown;
  readonly names: readonly string[];
  readonly validate: ArgumentValidator;
}

/** Says what was mended; and, where the arguments were wrong, shows the part of the schema that they missed. */
function finish(result: CallToolResult, { tool, args, names, validate }: Finishing): CallToolResult {
  const notes = [
    ...(names.length === 0 ? [] : [`Mended: ${names.join(", ")} came as text and was read as the JSON in it. Send objects and lists as such.`]),
    ...(result.isError === true ? missed(tool, args, validate) : []),
  ];
  return notes.length === 0 ? result : { ...result, content: [...result.content, ...notes.map((text) => ({ type: "text" as const, text }))] };
}

function missed(tool: Tool, args: unknown, validate: ArgumentValidator): readonly string[] {
  try {
    validate(tool, args);
    return [];
  } catch (error) {
    return error instanceof ArgumentError ? [`The part of its input schema: ${missedSchema(tool.inputSchema, error.problems)}`] : [];
  }
}

/** JSON as text and as data, as results of the API have it. */
function answer(value: object): CallToolResult {
  return { content: [{ type: "text", text: JSON.stringify(value) }], structuredContent: { ...value } };
}
