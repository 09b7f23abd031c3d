import type { Answer } from "./answer.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import type { Log } from "./log.ts";
import type { RequestRecord } from "./request-record.ts";
import type { McpEndpoint } from "./serve-mcp.ts";

/** The deprecated HTTP+SSE transport (MCP 2024-11-05), for clients that know no other. `node/sse/create-legacy-sse.ts`, an optional file, makes it. */
export interface LegacySse {
  /**
   * Opens a session: its answer is a stream of events that goes on until either side ends it.
   * @throws Refusal of the step that refused
   */
  open(request: IncomingRequest, endpoint: McpEndpoint): Promise<Answer>;
  /**
   * Takes a message of a session. Answered with 202 when the message has passed every gate; what it is answered with goes to the
   * session's stream.
   * @throws Refusal of the step that refused
   */
  receive(request: IncomingRequest, endpoint: McpEndpoint, record: RequestRecord): Promise<Answer>;
  /** From now on no session is opened, and each ends when no call of it is in flight. */
  drain(): void;
  /** Ends every session, and its calls. */
  close(): void;
}

/** What it is made with. */
export interface LegacySseOptions {
  /** The path that clients send messages to, as they know it. */
  readonly messagesPath: string;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Makes the transport. No I/O. */
export type LegacySseFactory = (options: LegacySseOptions) => LegacySse;
