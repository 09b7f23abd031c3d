import type { Answer } from "./answer.ts";
import { type BearerGate, passBearerGate } from "./auth/bearer-gate.ts";
import { assertEntitled } from "./auth/caller-requirement.ts";
import { passScopeGate } from "./auth/scope-gate.ts";
import type { Closing } from "./closing.ts";
import { Refusal } from "./errors.ts";
import type { CallLimits } from "./guards/call-limits.ts";
import { isPreflight, preflightResponse } from "./guards/cors.ts";
import { holdUntilSent } from "./guards/hold-until-sent.ts";
import { checkOrigin } from "./guards/origin-guard.ts";
import { type ParsedBody, readMessage } from "./guards/read-message.ts";
import { checkContentType, checkMethod } from "./guards/request-shape.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { linkedReads } from "./links/linked-reads.ts";
import type { Dispatch } from "./mcp/dispatch.ts";
import type { Call, LinkParts } from "./mcp/exchange.ts";
import { type ToolCalls, toolCallsOf } from "./mcp/tool-calls.ts";
import type { ToolViews } from "./mcp/tool-views.ts";
import type { RequestRecord } from "./request-record.ts";
import type { ServerConfig } from "./server-config.ts";
import { traceOfHeaders } from "./upstream/trace-context.ts";

/** The parts that the MCP endpoint is made of. */
export interface McpEndpoint {
  readonly config: ServerConfig;
  readonly gate: BearerGate;
  readonly call: Call;
  readonly limits: CallLimits;
  /** Whether the process has more to do than it can. */
  readonly isOverloaded: () => boolean;
  readonly views: ToolViews;
  readonly mcp: Dispatch;
  /** Reading a link is a call. */
  readonly linked?: LinkParts;
  readonly closing: Closing;
}

/**
 * A request to the MCP endpoint, step by step. Each step refuses or lets pass; the order is the security of the server.
 * The gate stands before the method check, so that a client that probes with GET sees the challenge, and before the
 * body, so that nobody unknown makes the server read or parse anything.
 * @throws Refusal of the step that refused.
 */
export async function serveMcp(
  request: IncomingRequest,
  endpoint: McpEndpoint,
  record: RequestRecord,
): Promise<Answer> {
  const { config, gate } = endpoint;
  if (endpoint.closing.isClosed())
    throw new Refusal("server_closing", "The server is closing.", { "retry-after": "5" });
  if (endpoint.isOverloaded())
    throw new Refusal("server_busy", "The server is busy: try again in a moment.", { "retry-after": "1" });
  checkOrigin(request, config.allowedOrigins);
  if (isPreflight(request)) return preflightResponse();
  const caller = await passBearerGate(request, gate);
  record.caller = caller;
  checkMethod(request);
  checkContentType(request);
  const body = await readMessage(request, config.limits);
  const view = endpoint.views.at(request.target);
  const called = toolCallsOf(body, view);
  if (Array.isArray(body) && body.length > config.limits.maxBatchCalls) {
    noteMessage(record, body, called);
    // All messages, not only calls: a list is answered with far more than it takes to ask for it.
    throw new Refusal("batch_too_large", `A batch may hold ${config.limits.maxBatchCalls} messages.`);
  }
  const read = await linkedReads(body, endpoint.linked?.links, (name) => view.get(name));
  const calls = { ...called, count: called.count + read.length, tools: [...called.tools, ...read] };
  noteMessage(record, body, calls);
  if (calls.count > 0) assertEntitled(caller, config.requires);
  passScopeGate(calls.tools, caller, gate);
  const demand = { count: calls.count, api: config.apiBaseUrl.origin, signal: request.signal };
  const giveBack = await endpoint.limits.take(caller, demand);
  request.signal.addEventListener("abort", giveBack, { once: true });
  try {
    const trace = traceOfHeaders(request.headers);
    const { call, linked } = endpoint;
    const { confirm } = config;
    const exchange = {
      caller,
      record,
      view,
      call,
      confirm,
      ...(linked && { linked }),
      ...(trace !== undefined && { trace }),
    };
    record.accepted?.();
    const answer = await endpoint.mcp.dispatch(request, body, exchange);
    if (answer instanceof Response) return holdUntilSent(answer, giveBack);
    giveBack();
    return answer;
  } catch (error) {
    giveBack();
    throw error;
  }
}

function noteMessage(record: RequestRecord, body: ParsedBody, calls: ToolCalls): void {
  record.calls = calls.count;
  const tool = calls.logged ?? calls.tools[0]?.name;
  if (tool !== undefined) record.tool = tool;
  const id = "id" in body ? body["id"] : undefined;
  if (typeof id === "string" || typeof id === "number") record.messageId = id;
}
