import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/server";
import type { ApiAnswer } from "../surface-types.ts";
import { type Fitting, fitBlocks, fitText } from "../results/fit-result.ts";
import { jsonResult, jsonTextOf } from "../results/json-result.ts";
import { type SelectionOptions, selectedResult } from "../results/selected-result.ts";
import { bytesContent } from "./bytes-content.ts";
import { cleanText } from "./clean-text.ts";
import { compactJson } from "./json-text.ts";
import { isJsonMediaType } from "./media-type.ts";
import { statusLine } from "./reason-phrase.ts";

/** Turns the bytes of one media type into content blocks, for instance a multipart answer into one block per part. */
export type AnswerReader = (
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
  tool: string,
) => Promise<readonly ContentBlock[]>;

/** What the mapping needs beside the answer. */
export interface ToolResultOptions {
  readonly tool: string;
  /** The answer's own text, when nothing has changed its output since. */
  readonly text?: string;
  readonly maxDepth: number;
  /** Readers by media type without parameters. */
  readonly readers: ReadonlyMap<string, AnswerReader>;
  readonly fitting: Omit<Fitting, "output" | "notes">;
  /** What to take of a JSON answer; absent: all of it. */
  readonly selection?: SelectionOptions;
}

/**
 * A success answer as a tool result: JSON as compact text and `structuredContent` (any JSON value; the caller passes the result
 * through the SDK's `projectCallToolResult`, which fits it to the client's revision), text as text, images and audio as such,
 * other bytes as an embedded resource. Hidden characters are taken out of text, and escaped in JSON text; the values of
 * `structuredContent` are the API's own. Text and JSON are cut where they exceed the limit of tokens.
 */
export async function toToolResult(answer: ApiAnswer<unknown>, options: ToolResultOptions): Promise<CallToolResult> {
  const { output, mediaType } = answer;
  const { selection, maxDepth } = options;
  const fitting = { ...options.fitting, output };
  if (output === undefined) {
    return { content: [{ type: "text", text: `The API answered ${statusLine(answer.status)}, without a body.` }] };
  }
  if (output instanceof Uint8Array) {
    const blocks = await readBytes(new Uint8Array(output), answer, options);
    return { content: [...fitBlocks(blocks, fitting.maxTokens)] };
  }
  if (typeof output === "string" && !isJsonMediaType(mediaType)) {
    const notes = selection === undefined ? [] : ["Nothing was selected: the answer is no JSON."];
    return fitText(cleanText(output), { ...fitting, notes });
  }
  const json = options.text === undefined ? jsonTextOf(output) : compactJson(options.text.trim());
  return selection === undefined
    ? jsonResult({ json, value: output }, maxDepth, fitting)
    : selectedResult({ json, value: output }, { ...selection, maxDepth }, fitting);
}

async function readBytes(
  bytes: Uint8Array<ArrayBuffer>,
  answer: ApiAnswer<unknown>,
  options: ToolResultOptions,
): Promise<readonly ContentBlock[]> {
  const reader = options.readers.get(answer.mediaType);
  const contentType = answer.headers.get("content-type") ?? answer.mediaType;
  return reader === undefined
    ? [await bytesContent(bytes, answer.mediaType, options.tool)]
    : reader(bytes, contentType, options.tool);
}
