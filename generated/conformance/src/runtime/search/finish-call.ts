import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Tool } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";
import { missedSchema } from "./missed-schema.ts";

/** A call that has been served. */
export interface FinishedCall {
  readonly tool: Tool;
  /** Arguments that were text and were read as JSON. */
  readonly mended: readonly string[];
}

/** Says what was mended; and, where the arguments were wrong, shows the part of the schema that they missed: the caller has not seen it. */
export function finishCall(result: CallToolResult, call: FinishedCall): CallToolResult {
  const notes = [...mendedNote(call.mended), ...(result.isError === true ? missedNote(call, result) : [])];
  if (notes.length === 0) return result;
  return { ...result, content: [...result.content, ...notes.map((text) => ({ type: "text" as const, text }))] };
}

function mendedNote(mended: readonly string[]): readonly string[] {
  if (mended.length === 0) return [];
  return [`Mended: ${mended.join(", ")} came as text and was read as the JSON in it. Send objects and lists as such.`];
}

function missedNote({ tool }: FinishedCall, result: CallToolResult): readonly string[] {
  const error = isRecord(result.structuredContent) ? result.structuredContent["error"] : undefined;
  if (!isRecord(error) || error["code"] !== "invalid_arguments" || !Array.isArray(error["problems"])) return [];
  const named = error["problems"].map((problem) => (isRecord(problem) ? String(problem["argument"]) : ""));
  return [`The input schema of ${tool.name}, where it was missed: ${missedSchema(tool.inputSchema, named)}`];
}
