import type { CallToolResult } from "@modelcontextprotocol/server";
import type { Limits } from "../server-config.ts";
import type { ApiAnswer, ToolDefinition } from "../surface-types.ts";
import { cleanText } from "../upstream/clean-text.ts";
import { isJsonMediaType } from "../upstream/media-type.ts";
import { isLinkable, type ResultLinks } from "./result-links.ts";

/** Characters of a large text that are shown beside its link. */
const PREVIEW_LENGTH = 4_000;

/** A call whose answer may become a link. */
export interface LinkableCall {
  readonly tool: ToolDefinition;
  /** As the caller gave them: reading the link runs the hooks again. */
  readonly args: object;
  readonly limits: Pick<Limits, "maxInlineBytes" | "maxInlineMediaBytes" | "resultLinkMs">;
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
  if (size === undefined || size <= inlineLimit(answer.mediaType, limits) || !isLinkable(tool)) return undefined;
  const uri = await links.seal(tool.name, args);
  if (uri === undefined) return undefined;
  const { mediaType, output } = answer;
  const mimeType = mediaType === "" ? "application/octet-stream" : mediaType;
  const note = `The answer is ${mimeType} of ${size} bytes${typeof output === "string" ? ", of which the beginning follows" : ""}. Read the linked resource for all of it, within ${Math.round(limits.resultLinkMs / 60_000)} minutes; after that call ${tool.name} again.`;
  return {
    content: [
      { type: "text", text: note },
      ...(typeof output === "string" ? [{ type: "text" as const, text: cleanText(beginning(output)) }] : []),
      { type: "resource_link", uri, name: tool.name, title: tool.title, mimeType, size },
    ],
  };
}

/** Bytes of an answer that can be linked. Not of JSON: that is cut by its structure, and can be asked for in parts. */
function sizeOf({ output, mediaType }: ApiAnswer<unknown>): number | undefined {
  if (output instanceof Uint8Array) return mediaType.startsWith("multipart/") ? undefined : output.byteLength;
  if (typeof output !== "string" || isJsonMediaType(mediaType)) return undefined;
  return new TextEncoder().encode(output).byteLength;
}

/** A model sees images and hears audio only when they are in the result. */
function inlineLimit(mediaType: string, limits: LinkableCall["limits"]): number {
  return /^(?:image|audio)\//.test(mediaType) ? limits.maxInlineMediaBytes : limits.maxInlineBytes;
}

/** Not in the middle of a character that is written as two. */
function beginning(text: string): string {
  return `${text.slice(0, PREVIEW_LENGTH).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}
