import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  type JSONRPCMessage,
  type JSONRPCNotification,
  type JSONRPCRequest,
} from "@modelcontextprotocol/server";
import type { Handler } from "../create-runtime.ts";
import { describeError, type Log } from "../log.ts";
import { isRecord } from "../upstream/value-text.ts";
import { answersOf } from "./message-answers.ts";
import { type MessageSender, requestOfMessage } from "./message-request.ts";

/** What a bridge is made of. */
export interface BridgeParts extends MessageSender {
  readonly handler: Pick<Handler, "fetch">;
  readonly send: (message: JSONRPCMessage) => Promise<void>;
  readonly log: Log;
}

/** Carries the messages of one connection to the HTTP handler, in the same process, and its answers back. */
export interface MessageBridge {
  /** Never rejects. Messages are served side by side. */
  receive(message: JSONRPCMessage): Promise<void>;
  /** Aborts what is being served. */
  close(): void;
}

/**
 * A bridge for a connection that has no HTTP, such as stdio. Every message passes the handler's gates as a request of its own: what a client of
 * the connection gets is what one over HTTP gets, and the token is judged again each time.
 */
export function createMessageBridge(parts: BridgeParts): MessageBridge {
  const inFlight = new Map<string | number, AbortController>();
  let revision: string | undefined;
  const serve = async (message: JSONRPCRequest | JSONRPCNotification): Promise<void> => {
    const gone = new AbortController();
    const id = isJSONRPCRequest(message) ? message.id : undefined;
    if (id !== undefined) inFlight.set(id, gone);
    try {
      const request = requestOfMessage(message, parts, { revision, signal: gone.signal });
      for await (const answer of answersOf(await parts.handler.fetch(request), message)) {
        // JSON-RPC, and MCP, Cancellation: no answer to what was cancelled.
        if (gone.signal.aborted) return;
        if (message.method === "initialize") revision = agreedRevision(answer) ?? revision;
        await parts.send(answer);
      }
    } catch (error) {
      if (gone.signal.aborted) return;
      parts.log.error("a message could not be served", describeError(error));
      if (id !== undefined) await parts.send(internalError(id)).catch(() => undefined);
    } finally {
      if (id !== undefined && inFlight.get(id) === gone) inFlight.delete(id);
    }
  };
  return {
    async receive(message) {
      if (isJSONRPCNotification(message) && message.method === "notifications/cancelled") {
        const id = message.params?.["requestId"];
        if (typeof id === "string" || typeof id === "number") inFlight.get(id)?.abort();
        return;
      }
      // The server asks its client nothing, so an answer answers nothing.
      if (isJSONRPCRequest(message) || isJSONRPCNotification(message)) await serve(message);
    },
    close() {
      for (const gone of inFlight.values()) gone.abort();
    },
  };
}

function agreedRevision(answer: JSONRPCMessage): string | undefined {
  const result: unknown = "result" in answer ? answer.result : undefined;
  const agreed = isRecord(result) ? result["protocolVersion"] : undefined;
  return typeof agreed === "string" ? agreed : undefined;
}

function internalError(id: string | number): JSONRPCMessage {
  return { jsonrpc: "2.0", id, error: { code: -32603, message: "The server failed to serve this message." } };
}
