import type { Tool as ListedTool } from "@modelcontextprotocol/server";
import type { JsonSchemaObject } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";

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

/** A tool as clients see it that cannot be asked: its schema has the argument for the code. */
export function withCodeArgument(listed: ListedTool, schema: JsonSchemaObject): ListedTool {
  const { inputSchema } = listed;
  const code = {
    type: "string",
    description: "Leave out at first: the call is then refused with a code. Give the code after the user has agreed.",
  };
  const properties = { ...inputSchema.properties, [codeArgumentOf(schema)]: code };
  return Object.freeze({ ...listed, inputSchema: { ...inputSchema, properties } });
}
