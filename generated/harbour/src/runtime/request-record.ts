import type { Caller } from "./surface-types.ts";

/** What becomes known of a request on its way, for its one log line. */
export interface RequestRecord {
  readonly requestId: string;
  /** The first tool that is called. */
  tool?: string;
  /** `tools/call` messages in the body. */
  calls: number;
  /** `ok`, `tool_error`, or the code of the error that ended it. */
  outcome: string;
  /** Who it is from, once its token was verified; for whoever watches, not for the line. */
  caller?: Omit<Caller, "token">;
  /** JSON-RPC id of a body that is a single request, so that a refusal can name it. */
  messageId?: string | number;
  /** Told when every gate has let the request pass, and it is about to be served. */
  accepted?: () => void;
}

/** A record of a request that has just arrived. */
export function createRequestRecord(): RequestRecord {
  return { requestId: crypto.randomUUID(), calls: 0, outcome: "ok" };
}
