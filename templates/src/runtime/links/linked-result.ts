import type { CallToolResult } from "@modelcontextprotocol/server";
import { cutText } from "../results/cut-text.ts";
import { isWithinTokens } from "../results/token-meter.ts";
import type { Limits } from "../server-config.ts";
import type { ApiAnswer, ToolDefinition } from "../surface-types.ts";
import { cleanText } from "../upstream/clean-text.ts";
import { isJsonMediaType } from "../upstream/media-type.ts";
import { isLinkable, type ResultLinks } from "./result-links.ts";

/** Tokens of what is said about a link, and of the link itself, which models are shown too. */
const NOTE_TOKENS = 400;

/** A call whose answer may become a link. */
export interface LinkableCall {
  readonly tool: ToolDefinition;
  /** As the caller gave them: reading the link runs the hooks again. */
  readonly args: object;
  readonly limits: Pick<Limits, "maxInlineBytes" | "maxInlineMediaBytes" | "maxResultTokens" | "resultLinkMs">;
}

/**
 * A large answer of a tool that only reads as a link to it, with the beginning where it is text. Undefined for what is to be
 * answered whole: what is small, JSON, or asked for with more arguments than a URI holds.
 */
export async function linkedResult(
  answer: ApiAnswer<unknown>,
  call: LinkableCall,
  links: ResultLinks,
): Promise<CallToolResult | undefined> {
  const { tool, args, limits } = call;
  const size = sizeOf(answer);
  if (size === undefined || fits(answer, size, limits) || !isLinkable(tool)) return undefined;
  const uri = await links.seal(tool.name, args);
  if (uri === undefined) return undefined;
  const { mediaType, output } = answer;
  const mimeType = mediaType === "" ? "application/octet-stream" : mediaType;
  const beginning = typeof output === "string" ? [beginningOf(output, limits)] : [];
  const minutes = Math.round(limits.resultLinkMs / 60_000);
  const note = `The answer is ${mimeType} of ${size} bytes${beginning.length > 0 ? ", of which the beginning follows" : ""}. Read the linked resource for all of it, within ${minutes} minutes; after that call ${tool.name} again.`;
  return {
    content: [
      ...[note, ...beginning].map((text) => ({ type: "text" as const, text })),
      { name: tool.name, title: tool.title, uri, mimeType, size, type: "resource_link" },
    ],
  };
}

/** As much of a text as a result may hold: not every client lets its model read resources. */
function beginningOf(text: string, { maxResultTokens }: LinkableCall["limits"]): string {
  return cutText(cleanText(text), Math.max(maxResultTokens - NOTE_TOKENS, maxResultTokens / 2));
}

/** Bytes of an answer that can be linked. Not of JSON: that is cut by its structure, and can be asked for in parts. */
function sizeOf({ output, mediaType }: ApiAnswer<unknown>): number | undefined {
  if (output instanceof Uint8Array) return mediaType.startsWith("multipart/") ? undefined : output.byteLength;
  if (typeof output !== "string" || isJsonMediaType(mediaType)) return undefined;
  return new TextEncoder().encode(output).byteLength;
}

/** Whether an answer is given whole. A model sees images and hears audio only when they are in the result. */
function fits({ output, mediaType }: ApiAnswer<unknown>, size: number, limits: LinkableCall["limits"]): boolean {
  if (/^(?:image|audio)\//.test(mediaType)) return size <= limits.maxInlineMediaBytes;
  if (size > limits.maxInlineBytes) return false;
  return typeof output !== "string" || isWithinTokens(cleanText(output), limits.maxResultTokens);
}
