import {
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
} from "@modelcontextprotocol/server";
import { neededScopes } from "../auth/scope-gate.ts";
import { resourceContents } from "../links/resource-contents.ts";
import { isLinkable, type ResultLinks } from "../links/result-links.ts";
import type { Caller, Tool } from "../surface-types.ts";
import type { Reading } from "./call-tool.ts";

/** What reading a link takes. */
export interface LinkReading {
  readonly links: ResultLinks;
  readonly caller: Caller;
  toolOf(name: string): Tool | undefined;
  /** Makes the call again, as the reader. */
  read(tool: Tool, args: object): Promise<Reading>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * Serves `resources/read` of a link that a result held.
 * @throws ProtocolError for what is no link of this server, or an expired one, and for an API that refuses the reader
 */
export async function readLink(uri: string, reading: LinkReading): Promise<ReadResourceResult> {
  const call = await reading.links.open(uri);
  const tool = call === undefined ? undefined : reading.toolOf(call.tool);
  if (call === undefined || tool === undefined || !isLinkable(tool)) {
    throw new ResourceNotFoundError(shortened(uri), "There is no such resource. Only links from results can be read.");
  }
  // The scope gate has seen the body. Seen again here, a difference between the two readings cannot open a tool.
  if (neededScopes(tool, reading.caller) !== undefined)
    throw new TypeError("the scope gate was passed without the scopes");
  if (call.expiresAt <= reading.now()) {
    throw new ResourceNotFoundError(shortened(uri), `The link has expired. Call ${tool.name} again for a new one.`);
  }
  const outcome = await reading.read(tool, call.args);
  if ("answer" in outcome) return resourceContents(uri, outcome.answer);
  const { content, structuredContent } = outcome.failure;
  const message = content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
  throw new ProtocolError(ProtocolErrorCode.InternalError, message, structuredContent);
}

function shortened(uri: string): string {
  return uri.slice(0, 2_048);
}
