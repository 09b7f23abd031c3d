import type { CallToolResult, Tool as ListedTool } from "@modelcontextprotocol/server";
import { neededScopes } from "../auth/scope-gate.ts";
import type { ToolTable } from "../mcp/tool-table.ts";
import { type AskingClient, nearHint, type OpenedCall } from "../mcp/tool-view.ts";
import type { ArgumentValidator } from "../mcp/validate-arguments.ts";
import type { ApiDefinition, Tool } from "../surface-types.ts";
import { toErrorResult } from "../upstream/to-error-result.ts";
import { refuseArgument } from "../upstream/upstream-error.ts";
import { describeTools } from "./describe-tools.ts";
import { findTools } from "./find-tools.ts";
import { finishCall } from "./finish-call.ts";
import type { SearchIndex } from "./load-index.ts";
import { mendArguments } from "./mend-arguments.ts";
import { type MetaTool, usuallyFound } from "./meta-tools.ts";

/** What a view of search mode is made of. */
export interface SearchParts {
  readonly api: ApiDefinition;
  /** The tools of this view. */
  readonly tools: readonly Tool[];
  readonly table: ToolTable;
  /** Of all tools of the server. */
  readonly index: SearchIndex;
}

/** Who calls, and with what arguments are checked. */
export interface Opening extends SearchParts, AskingClient {
  readonly validate: ArgumentValidator;
}

type Given = Readonly<Record<string, unknown>>;

/** The tool that calls tools of this kind. What is not known to read is taken to write. */
export function callerOf({ annotations }: Tool): "call_read_tool" | "call_write_tool" {
  return annotations.readOnlyHint ? "call_read_tool" : "call_write_tool";
}

/** What a call of one of search mode's own tools comes to. Wrong arguments become a result with `isError`, as for every tool. */
export function openMetaTool(meta: MetaTool, args: unknown, opening: Opening): OpenedCall {
  try {
    const whole = mendArguments(args, meta.inputSchema);
    const given: Given = { ...opening.validate(meta, whole.args) };
    switch (meta.name) {
      case "search_tools":
        return { result: search(given, opening) };
      case "describe_tool":
        return {
          result: answer(describeTools(textsOf(given["names"]), { ...visible(opening), listed: listedOf(opening) })),
        };
      case "call_read_tool":
      case "call_write_tool":
        return openCaller(meta.name, given, { ...opening, mended: whole.mended });
    }
  } catch (error) {
    return { result: toErrorResult(error, meta.name) };
  }
}

/** What a caller may know of: in the mode that hides tools, those its scopes allow. A wrong name is searched for, as words. */
function visible({ api, table, caller, index }: Opening): Pick<ToolTable, "get" | "near"> {
  const hides = api.auth?.unauthorizedTools === "hidden";
  const get = (name: unknown): Tool | undefined => {
    const tool = table.get(name);
    return tool !== undefined && hides && neededScopes(tool, caller) !== undefined ? undefined : tool;
  };
  return {
    get,
    near(name) {
      const known = table.near(name).filter((one) => get(one) !== undefined);
      const found = findTools(name.slice(0, 64), index, { limit: maxNear, get }).map((tool) => tool.name);
      return [...new Set([...known, ...found])].slice(0, maxNear);
    },
  };
}

/** Names that are told for a wrong one. */
const maxNear = 3;

/** What the client would see of each tool if it were listed. */
function listedOf({ table, canBeAsked }: Opening): readonly ListedTool[] {
  return canBeAsked ? table.listed : table.listedUnasked;
}

function search(given: Given, opening: Opening): CallToolResult {
  const service = given["service"];
  const services = new Set(opening.tools.map((tool) => tool.service));
  if (typeof service === "string" && !services.has(service))
    refuseArgument("service", "is no service of this server.", `${[...services].toSorted().slice(0, 40).join(", ")}.`);
  const table = visible(opening);
  const tools = findTools(textOf(given["query"]), opening.index, {
    limit: typeof given["limit"] === "number" ? given["limit"] : usuallyFound,
    get(name) {
      const tool = table.get(name);
      return service === undefined || tool?.service === service ? tool : undefined;
    },
  });
  return answer({
    tools,
    ...(tools.length === 0 && { note: "Nothing fits. Say it in other words, or name no service." }),
  });
}

function openCaller(
  caller: "call_read_tool" | "call_write_tool",
  given: Given,
  opening: Opening & { readonly mended: readonly string[] },
): OpenedCall {
  const name = textOf(given["name"]);
  const tool = opening.table.get(name);
  if (tool === undefined) {
    const hint = nearHint(visible(opening).near(name));
    return refuseArgument("name", `is no tool of this server.${hint}`, "a name from search_tools.");
  }
  if (callerOf(tool) !== caller)
    refuseArgument(
      "name",
      `${tool.name} ${callerOf(tool) === "call_read_tool" ? "only reads" : "writes"}: call it with ${callerOf(tool)}.`,
    );
  const { args, mended: inner } = mendArguments(given["arguments"] ?? {}, tool.inputSchema);
  const mended = [...opening.mended, ...inner];
  return { tool, args, finish: (result) => finishCall(result, { tool, mended }) };
}

/** JSON as text and as data, as results of the API have it. */
function answer(value: object): CallToolResult {
  return { content: [{ type: "text", text: JSON.stringify(value) }], structuredContent: { ...value } };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(textOf) : [];
}
