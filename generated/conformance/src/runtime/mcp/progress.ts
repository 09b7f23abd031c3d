import type { ServerContext } from "@modelcontextprotocol/server";

/** Shortest time between two notifications of one call, in ms (MCP 2025-11-25, Progress: senders should limit their rate). */
const MIN_INTERVAL_MS = 250;

/**
 * What to call as items of a streamed answer come: it notifies the client, when the client has asked for progress with a token.
 * Undefined when it has not: then nothing is sent before the result, and the result is plain JSON.
 */
export function progressOf({ mcpReq }: ServerContext): ((count: number) => void) | undefined {
  const progressToken = progressTokenOf(mcpReq["_meta"]);
  if (progressToken === undefined) {
    return undefined;
  }
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < MIN_INTERVAL_MS) return;
    last = now;
    const message = `${progress} item${progress === 1 ? "" : "s"}`;
    // A client that is gone must not end the call: its own signal does.
    mcpReq.notify({ method: "notifications/progress", params: { progressToken, progress, message } }).catch(() => {});
  };
}

/** The token with which a request asks for progress: `params._meta.progressToken`. */
export function progressTokenOf(meta: unknown): string | number | undefined {
  const token = typeof meta === "object" && meta !== null && "progressToken" in meta ? meta.progressToken : undefined;
  return typeof token === "string" || typeof token === "number" ? token : undefined;
}
