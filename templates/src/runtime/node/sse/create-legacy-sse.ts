import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { type Answer, toResponse } from "../../answer.ts";
import { passBearerGate } from "../../auth/bearer-gate.ts";
import { Refusal } from "../../errors.ts";
import { isPreflight, preflightResponse } from "../../guards/cors.ts";
import { checkOrigin } from "../../guards/origin-guard.ts";
import { type ParsedBody, readMessage } from "../../guards/read-message.ts";
import { checkContentType, checkMethod } from "../../guards/request-shape.ts";
import { eventsOf, isMessage } from "../../hosts/message-answers.ts";
import type { IncomingRequest } from "../../incoming-request.ts";
import type { LegacySse, LegacySseOptions } from "../../legacy-sse.ts";
import { describeError } from "../../log.ts";
import type { RequestRecord } from "../../request-record.ts";
import { type McpEndpoint, serveMcp } from "../../serve-mcp.ts";
import { isRecord } from "../../upstream/value-text.ts";
import { requestOfSession } from "./session-message.ts";
import type { SseSession } from "./sse-session.ts";
import { createSseSessions } from "./sse-sessions.ts";

/** The answer to a message that has passed every gate. */
const accepted: Answer = { status: 202, headers: { "content-type": "text/plain" }, body: "Accepted" };

/**
 * Serves HTTP+SSE (MCP 2024-11-05, Transports). Each message is a request to the MCP endpoint, with its gates, limits and the token it came with;
 * of a session there is nothing but its stream and what is still to be answered there.
 */
export function createLegacySse({ messagesPath, log, now }: LegacySseOptions): LegacySse {
  const sessions = createSseSessions(now);
  /** What the line of the request could not say yet: how its message ended. */
  const tellEnd = (answering: Promise<void>, record: RequestRecord): void => {
    const { requestId } = record;
    answering.then(
      () => log.debug("a message of a session was answered", { requestId, outcome: record.outcome }),
      (error: unknown) =>
        log.error("a message of a session could not be served", { requestId, ...describeError(error) }),
    );
  };
  return {
    async open(request, endpoint) {
      if (isOptions(request, endpoint)) return preflightResponse();
      const caller = await passBearerGate(request, endpoint.gate);
      checkIsGet(request);
      // A wrong choice of services is told now, not at the first message.
      endpoint.views.at(request.target);
      const session = sessions.open(caller, messagesPath + request.target.search, endpoint.config.limits);
      request.signal.addEventListener("abort", () => session.end(), { once: true });
      await session.start();
      // It may have left while its token was judged: nobody would tell us a second time.
      if (request.signal.aborted) session.end();
      return new Response(session.body, { headers: streamHeaders });
    },
    async receive(request, endpoint, record) {
      if (isOptions(request, endpoint)) return preflightResponse();
      const caller = await passBearerGate(request, endpoint.gate);
      const session = sessions.find(request.target.searchParams.get("sessionId"), caller);
      checkMethod(request);
      checkContentType(request);
      const body = await readMessage(request, endpoint.config.limits);
      session.renew(caller.expiresAt);
      if (cancels(body)) {
        session.cancel(body.params.requestId);
        return accepted;
      }
      const passed = Promise.withResolvers<Answer>();
      record.accepted = () => passed.resolve(accepted);
      const inner = (gone: AbortSignal): IncomingRequest => requestOfSession(request, JSON.stringify(body), gone);
      const serve = async (gone: AbortSignal): Promise<Answer> => serveMcp(inner(gone), endpoint, record);
      tellEnd(serveMessage(session, { id: idOf(body), serve, passed }), record);
      return await passed.promise;
    },
    drain: () => sessions.drain(),
    close: () => sessions.close(),
  };
}

const streamHeaders = {
  "content-type": "text/event-stream",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
} as const;

/** The first steps of every request. */
function isOptions(request: IncomingRequest, { closing, config }: McpEndpoint): boolean {
  if (closing.isClosed()) throw new Refusal("server_closing", "The server is closing.", { "retry-after": "5" });
  checkOrigin(request, config.allowedOrigins);
  return isPreflight(request);
}

/** A client that knows both transports tries this path with POST first, and then takes it for what it is (MCP 2025-03-26, Backwards Compatibility). */
function checkIsGet({ method }: IncomingRequest): void {
  if (method === "GET") return;
  throw new Refusal("method_not_allowed", "A session is opened with GET.", { allow: "GET, OPTIONS" });
}

interface CancelledNotification {
  readonly params: { readonly requestId?: unknown };
}

function cancels(body: ParsedBody): body is ParsedBody & CancelledNotification {
  return "method" in body && body["method"] === "notifications/cancelled" && isRecord(body["params"]);
}

/** A message on its way. */
interface SessionMessage {
  readonly id: string | number | undefined;
  /** Takes it through the gates, and serves it. */
  readonly serve: (gone: AbortSignal) => Promise<Answer>;
  /** The answer to the request that brought it: settled when it has passed the gates, or has not. */
  readonly passed: PromiseWithResolvers<Answer>;
}

async function serveMessage(session: SseSession, { id, serve, passed }: SessionMessage): Promise<void> {
  await session.during(id, async (gone) => {
    const answering = serve(gone);
    // Whoever was not let pass is told so in HTTP, and by then nobody waits any more who was.
    answering.catch(passed.reject);
    const hasPassed = await passed.promise.then(
      () => true,
      () => false,
    );
    if (!hasPassed) return;
    try {
      for await (const message of messagesOf(toResponse(await answering))) {
        // MCP, Cancellation: no answer to what was cancelled.
        if (gone.aborted) return;
        await session.send(message);
      }
    } catch (error) {
      if (gone.aborted) return;
      if (id !== undefined) await session.send({ jsonrpc: "2.0", id, error: internalError });
      throw error;
    }
  });
}

const internalError = { code: -32_603, message: "The server failed to serve this message." } as const;

function idOf(body: ParsedBody): string | number | undefined {
  const id = "id" in body ? body["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? id : undefined;
}

/** The messages of an answer: one, those of a batch, those of a stream, or none. */
async function* messagesOf(response: Response): AsyncGenerator<JSONRPCMessage> {
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true && response.body !== null) {
    yield* eventsOf(response.body);
    return;
  }
  const text = await response.text();
  if (text === "") return;
  const body: unknown = JSON.parse(text);
  for (const message of Array.isArray(body) ? body : [body]) if (isMessage(message)) yield message;
}
