import type { CallOptions } from "./runtime/mcp/call-dependencies.ts";
import { multipartReaders } from "./runtime/upstream/read-multipart.ts";

/** Optional parts of the runtime that this server uses. */
export const features: Pick<CallOptions, "answerReaders" | "bodyWriters"> = { answerReaders: multipartReaders };
