import type { CallToolResult, ContentBlock } from "@modelcontextprotocol/server";
import type { ApiAnswer } from "../surface-types.ts";
import { bytesContent } from "./bytes-content.ts";
import { cleanJson, cleanText } from "./clean-text.ts";
import { compactJson, jsonDepth } from "./json-text.ts";
import { isJsonMediaType } from "./media-type.ts";
import { statusLine } from "./reason-phrase.ts";
import { UpstreamError } from "./upstream-error.ts";

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
}

/**
 * A success answer as a tool result: JSON as compact text and `structuredContent` (any JSON value; the caller passes the result
 * through the SDK's `projectCallToolResult`, which fits it to the client's revision), text as text, images and audio as such,
 * other bytes as an embedded resource. Hidden characters are taken out of text, and escaped in JSON text; the values of
 * `structuredContent` are the API's own.
 */
export async function toToolResult(answer: ApiAnswer<unknown>, options: ToolResultOptions): Promise<CallToolResult> {
  const { output, mediaType } = answer;
  if (output === undefined) {
    return { content: [{ type: "text", text: `The API answered ${statusLine(answer.status)}, without a body.` }] };
  }
  if (output instanceof Uint8Array) {
    return { content: [...(await readBytes(new Uint8Array(output), answer, options))] };
  }
  if (typeof output === "string" && !isJsonMediaType(mediaType)) {
    return { content: [{ type: "text", text: cleanText(output) }] };
  }
  return jsonResult(output, options);
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

function jsonResult(output: unknown, options: ToolResultOptions): CallToolResult {
  const text = cleanJson(options.text === undefined ? stringify(output) : compactJson(options.text.trim()));
  if (jsonDepth(text) > options.maxDepth) {
    // What writes the result to the wire recurses: past some depth it would fail, and the answer would be lost.
    const note = `The API's answer nests deeper than ${options.maxDepth} levels. It follows as JSON text only.`;
    return { content: [note, text].map((part) => ({ type: "text", text: part })) };
  }
  return { content: [{ type: "text", text }], structuredContent: output };
}

function stringify(output: unknown): string {
  try {
    return JSON.stringify(output) ?? "null";
  } catch (error) {
    if (error instanceof RangeError) {
      throw new UpstreamError("upstream_bad_response", "The API's answer nests too deeply to be passed on.", {
        cause: error,
      });
    }
    throw error;
  }
}
