import type { Tool as ListedTool } from "@modelcontextprotocol/server";
import type { ServerConfig } from "../server-config.ts";
import type { JsonSchemaObject, ToolDefinition } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";
import { needsConfirmation } from "./confirm-mode.ts";

/** Name of the argument that takes a confirmation code: `confirm`, unless the tool has an argument of that name. */
export function codeArgumentOf(schema: JsonSchemaObject): string {
  let name = "confirm";
  while (Object.hasOwn(schema.properties ?? {}, name)) name += "_call";
  return name;
}

/** The arguments without the code, and the code. Arguments that are no object are left to who validates them. */
export function takeCode(schema: JsonSchemaObject, args: unknown): { readonly rest: unknown; readonly code: unknown } {
  const name = codeArgumentOf(schema);
  if (!isRecord(args) || !Object.hasOwn(args, name)) return { rest: args, code: undefined };
  return { rest: Object.fromEntries(Object.entries(args).filter(([key]) => key !== name)), code: args[name] };
}

/** How a tool is listed to clients that cannot be asked: with the argument for the code, where its calls take one. */
export function listForUnasked(
  config: Pick<ServerConfig, "confirm" | "confirmFallback">,
): (tool: ToolDefinition, listed: ListedTool) => ListedTool {
  return (tool, listed) => {
    if (config.confirmFallback === "refuse" || !needsConfirmation(tool, config.confirm)) return listed;
    const { inputSchema } = listed;
    const properties = { ...inputSchema.properties, [codeArgumentOf(tool.inputSchema)]: codeSchema };
    return Object.freeze({ ...listed, inputSchema: { ...inputSchema, properties } });
  };
}

const codeSchema = {
  type: "string",
  description: "Leave out at first: the call is then refused with a code. Give the code after the user has agreed.",
};
