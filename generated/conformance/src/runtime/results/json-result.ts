import type { CallToolResult } from "@modelcontextprotocol/server";
import { cleanJson } from "../upstream/clean-text.ts";
import { jsonDepth } from "../upstream/json-text.ts";
import { UpstreamError } from "../upstream/upstream-error.ts";
import { type Fitting, fitJson, fitText } from "./fit-result.ts";

/** A JSON value with compact text that says it. The text may hold digits that the value has lost. */
export interface JsonAnswer {
  readonly json: string;
  readonly value: unknown;
}

/** JSON as a tool result: text, and structured content unless it nests too deeply for that. */
export function jsonResult({ json, value }: JsonAnswer, maxDepth: number, fitting: Fitting): CallToolResult {
  const text = cleanJson(json);
  if (jsonDepth(text) <= maxDepth) return fitJson(text, value, fitting);
  // What writes the result to the wire recurses: past some depth it would fail, and the answer would be lost.
  const note = `The API's answer nests deeper than ${maxDepth} levels. It follows as JSON text only.`;
  const { content, ...meta } = fitText(text, fitting);
  return { content: [{ type: "text", text: note }, ...content], ...meta };
}

/**
 * A value as JSON text.
 * @throws UpstreamError for one that nests too deeply
 */
export function jsonTextOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "null";
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UpstreamError("upstream_bad_response", "The API's answer nests too deeply to be passed on.", {
      cause: error,
    });
  }
}
