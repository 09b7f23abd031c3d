import {
  type CallToolResult,
  ProtocolError,
  ProtocolErrorCode,
  type Tool as ListedTool,
} from "@modelcontextprotocol/server";
import type { Caller, Tool } from "../surface-types.ts";
import type { ToolTable } from "./tool-table.ts";

/** What one connection sees of a server's tools, and how it calls them. */
export interface ToolView {
  /** What `tools/list` answers; the same array each time. */
  readonly listed: ListedTool[];
  /** The same for clients that cannot be asked: with the argument for the user's consent, where there is one. */
  readonly listedUnasked: ListedTool[];
  /** Either of them without what a caller's scopes do not allow. */
  listedFor(caller: Caller, from: readonly ListedTool[]): ListedTool[];
  /** What is said of the server at the start of a connection, besides what its API says. */
  readonly instructions?: string;
  /** A tool of the API in this view, listed or not. */
  get(name: unknown): Tool | undefined;
  /** The tool of the API that a call's `params` would reach, be it through another; undefined when it would reach none. */
  reached(params: unknown): Tool | undefined;
  /** The name under which a call is logged: of a tool of this server, or undefined. */
  logged(params: unknown): string | undefined;
  /**
   * What a call comes to.
   * @throws ProtocolError for a name that is no tool (MCP, Tools, Error Handling: -32602)
   */
  open(name: string, args: unknown, asking: AskingClient): OpenedCall;
}

/** Who calls. */
export interface AskingClient {
  readonly caller: Caller;
  /** The client can be asked for its user's consent by the protocol. */
  readonly canBeAsked: boolean;
  /** Names the request in the log. */
  readonly requestId?: string;
  /** A name that is no tool is left to another way of answering, which opens it again. */
  readonly isTrial?: true;
}

/** A call of a tool of the API, or an answer that needs none. */
export type OpenedCall =
  | { readonly result: CallToolResult }
  | {
      readonly tool: Tool;
      readonly args: unknown;
      /** Adds to the result what the caller should know besides. */
      readonly finish?: (result: CallToolResult) => CallToolResult;
    };

/** Every tool of a table is listed and called as itself. */
export function createPlainView(table: ToolTable): ToolView {
  return {
    listed: table.listed,
    listedUnasked: table.listedUnasked,
    listedFor: (caller, from) => table.listedFor(caller, from),
    get: (name) => table.get(name),
    reached: (params) => table.get(calledName(params)),
    logged: (params) => table.get(calledName(params))?.name,
    open: (name, args) => ({ tool: table.get(name) ?? unknownTool(name, nearHint(table.near(name))), args }),
  };
}

/** `params.name` of a `tools/call`. */
export function calledName(params: unknown): unknown {
  return typeof params === "object" && params !== null && "name" in params ? params.name : undefined;
}

/** @throws ProtocolError always */
export function unknownTool(name: string, hint: string): never {
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown tool: ${name.slice(0, 64)}.${hint}`);
}

/** Names that a wrong one may have meant, as a sentence with a space before it; empty when there is none. */
export function nearHint(near: readonly string[]): string {
  return near.length === 0 ? "" : ` Did you mean ${near.join(", ")}?`;
}
