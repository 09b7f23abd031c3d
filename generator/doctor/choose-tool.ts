import { isJsonObject, stringOf, stringsOf } from "./exchange.ts";
import type { JsonObject } from "./evidence.ts";

/** Which tool the user agreed to have called. */
export interface ToolChoice {
  /** This one. */
  readonly name: string | undefined;
  /** Any that is read-only and needs no arguments. */
  readonly anyReadOnly: boolean;
  readonly arguments: JsonObject | undefined;
}

/** The tool to call, or why there is none: only what the user agreed to, and never one that may change anything. */
export function chooseTool(
  tools: readonly unknown[],
  choice: ToolChoice,
): { readonly name: string } | { readonly reason: string } {
  const known = tools.filter(isJsonObject);
  if (choice.name !== undefined) {
    const named = known.find((tool) => tool["name"] === choice.name);
    if (named === undefined) return { reason: `the server lists no tool ${choice.name}` };
    if (!isReadOnly(named)) return { reason: `${choice.name} does not say that it is read-only, so it was not called` };
    return { name: choice.name };
  }
  if (!choice.anyReadOnly) return { reason: "no call was agreed to (--call NAME, --call-read)" };
  const tool = known.find((candidate) => isReadOnly(candidate) && !needsArguments(candidate));
  const name = stringOf(tool?.["name"]);
  return name === undefined ? { reason: "no read-only tool is without required arguments (--call NAME)" } : { name };
}

function isReadOnly(tool: JsonObject): boolean {
  const { annotations } = tool;
  return isJsonObject(annotations) && annotations["readOnlyHint"] === true;
}

function needsArguments(tool: JsonObject): boolean {
  const { inputSchema } = tool;
  return isJsonObject(inputSchema) && (stringsOf(inputSchema["required"]) ?? []).length > 0;
}
