import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { SSEServerTransport } from "@modelcontextprotocol/server-legacy/sse";
import type { Limits } from "../../server-config.ts";
import { createEventSink } from "./event-sink.ts";

/** One client's stream of events, and its requests that are still to be answered there. */
export interface SseSession {
  readonly id: string;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  isIdle(): boolean;
  /**
   * A good token was brought to it.
   * @param expiresAt seconds since the epoch
   */
  renew(expiresAt: number): void;
  /** Writes the first event, which says where messages are sent. */
  start(): Promise<void>;
  /** Does `work` with a signal that is aborted when its request is cancelled, or the session ends. */
  during(id: string | number | undefined, work: (gone: AbortSignal) => Promise<void>): Promise<void>;
  /** Aborts the work of a request (MCP, Cancellation). */
  cancel(id: unknown): void;
  /** Writes a message; nothing when the session has ended. */
  send(message: JSONRPCMessage): Promise<void>;
  end(): void;
}

/** What a session is made with. */
export interface SessionOptions {
  /** Path and query that its messages are sent to; the session's id is added. */
  readonly messagesPath: string;
  readonly limits: Pick<Limits, "maxResponseBytes" | "sseKeepAliveMs">;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Called once. */
  readonly onEnd: () => void;
  /** Called whenever the last of its requests was answered. */
  readonly onIdle: () => void;
}

/** Answers that may wait for a slow reader, as a multiple of the largest answer of the API. */
const waitingAnswers = 4;

/** How long a session outlives its last message at least, in ms: a client notices its end only after seconds. */
const idleAfterTokenMs = 600_000;

/**
 * Opens a session over the transport of the SDK's legacy package. It ends by itself when the last token that was brought to it has expired and
 * nothing came for a while: each message is judged anyway, but who may not send any holds no place.
 */
export function createSseSession({ messagesPath, limits, now, onEnd, onIdle }: SessionOptions): SseSession {
  const working = new Map<string | number | symbol, AbortController>();
  let hasEnded = false;
  let endsAt = 0;
  const sink = createEventSink(limits.maxResponseBytes * waitingAnswers, () => {
    hasEnded = true;
    clearInterval(keepAlive);
    for (const gone of working.values()) gone.abort();
    onEnd();
  });
  // Proxies and clients take a silent stream for a dead one; and a client that is gone is noticed when something is written to it.
  const keepAlive = setInterval(() => {
    if (working.size === 0 && now() >= endsAt) void transport.close();
    else sink.comment("keep-alive");
  }, limits.sseKeepAliveMs);
  const transport = new SSEServerTransport(messagesPath, sink.response);
  return {
    id: transport.sessionId,
    body: sink.body,
    isIdle: () => working.size === 0,
    renew(expiresAt) {
      endsAt = Math.max(endsAt, expiresAt * 1000, now() + idleAfterTokenMs);
    },
    start: async () => await transport.start(),
    async during(id, work) {
      const gone = new AbortController();
      const key = id ?? Symbol("without an id");
      working.set(key, gone);
      if (hasEnded) gone.abort();
      try {
        await work(gone.signal);
      } finally {
        // A client that gives an id twice has two requests, of which the later one can be cancelled.
        if (working.get(key) === gone) working.delete(key);
        if (working.size === 0) onIdle();
      }
    },
    cancel(id) {
      if (typeof id === "string" || typeof id === "number") working.get(id)?.abort();
    },
    async send(message) {
      if (!hasEnded) await transport.send(message);
    },
    end: () => void transport.close(),
  };
}
