import { CLIENT_CAPABILITIES_META_KEY, type ServerContext } from "@modelcontextprotocol/server";
import type { AskableClient } from "../confirm/confirm-by-form.ts";
import { isRecord } from "../upstream/value-text.ts";

/**
 * What a request of 2026-07-28 says about asking its user; undefined for a client that did not declare elicitation in forms.
 * Clients of earlier revisions declare it once, when they connect, and a stateless server does not know who connected before.
 */
export function askableClientOf({ mcpReq }: ServerContext): AskableClient | undefined {
  const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
  if (!asksInForms(envelope[CLIENT_CAPABILITIES_META_KEY])) return undefined;
  const state: unknown = mcpReq.requestState();
  const { inputResponses } = mcpReq;
  return {
    ...(typeof state === "string" && { requestState: state }),
    ...(inputResponses !== undefined && { responses: inputResponses }),
  };
}

/** MCP 2026-07-28, Elicitation, Capabilities: an empty object stands for forms. */
function asksInForms(capabilities: unknown): boolean {
  const elicitation = isRecord(capabilities) ? capabilities["elicitation"] : undefined;
  return isRecord(elicitation) && ("form" in elicitation || !("url" in elicitation));
}
