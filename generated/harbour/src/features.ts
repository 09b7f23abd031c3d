import type { CallOptions } from "./runtime/mcp/call-dependencies.ts";

/** Optional parts of the runtime that this server uses. */
export const features: Pick<CallOptions, "answerReaders" | "bodyWriters"> = {};
