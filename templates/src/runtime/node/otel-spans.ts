import {
  type Attributes,
  type Context,
  createTraceState,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import type { CallEnd } from "../telemetry/call-outcome.ts";
import type { Observer, SendEnd, SendWatch, SentRequest, StartedCall } from "../telemetry/observer.ts";
import type { TraceContext } from "../upstream/trace-context.ts";

/**
 * A server span for each call, a child of the client's, and a client span for each request that the call sends to the API, whose
 * context goes with it. Names and attributes are those of OpenTelemetry's conventions for MCP and HTTP, but for `url.full`: it would
 * hold arguments. Nothing here does.
 */
export function otelSpans(tracer: Tracer): Observer {
  return {
    callStarted: (call) => {
      const { name, attributes } = describeCall(call);
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parentOf(call.trace));
      const inside = trace.setSpan(ROOT_CONTEXT, span);
      return {
        ended: (end) => endCall(span, end),
        requestSent: (request) => startSend(tracer, inside, request),
      };
    },
  };
}

function describeCall({ tool, method, requestId }: StartedCall): {
  readonly name: string;
  readonly attributes: Attributes;
} {
  const isCall = method === "tools/call";
  return {
    name: isCall && tool !== undefined ? `${method} ${tool}` : method,
    attributes: {
      "mcp.method.name": method,
      ...(isCall && { "gen_ai.operation.name": "execute_tool" }),
      ...(tool !== undefined && { "gen_ai.tool.name": tool }),
      ...(requestId !== undefined && { "app.request.id": requestId }),
    },
  };
}

/** JSON-RPC: invalid params. What a client gets for a tool that is not there, and for a state that is not ours. */
const INVALID_PARAMS = "-32602";

/** Conventions for MCP: "if the result has isError set to true, error.type SHOULD be tool_error". Which, the status says. */
function endCall(span: Span, { outcome }: CallEnd): void {
  if (outcome !== "ok" && outcome !== "input_required") {
    const isRefused = outcome === "unknown_tool" || outcome === "state_refused";
    span.setAttribute("error.type", isRefused ? INVALID_PARAMS : "tool_error");
    if (isRefused) span.setAttribute("rpc.response.status_code", INVALID_PARAMS);
    span.setStatus({ code: SpanStatusCode.ERROR, message: outcome });
  }
  span.end();
}

function startSend(tracer: Tracer, parent: Context, { method, path, host, port }: SentRequest): SendWatch {
  const attributes = {
    "http.request.method": method,
    "url.template": path,
    "server.address": host,
    "server.port": port,
  };
  const span = tracer.startSpan(`${method} ${path}`, { kind: SpanKind.CLIENT, attributes }, parent);
  return { trace: traceContextOf(span), ended: (end) => endSend(span, end) };
}

/** Conventions for HTTP clients: an answer of 400 and above is an error, and its status the type of it. */
function endSend(span: Span, { status, failure }: SendEnd): void {
  if (status !== undefined) span.setAttribute("http.response.status_code", status);
  const type = status === undefined ? (failure ?? "_OTHER") : String(status);
  if (status === undefined || status >= 400) {
    span.setAttribute("error.type", type === "" ? "_OTHER" : type);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** The client's span as a parent; its context was checked when it was read. */
function parentOf(given: TraceContext | undefined): Context {
  if (given === undefined) return ROOT_CONTEXT;
  const [, traceId = "", spanId = "", flags = "0"] = given.traceparent.split("-");
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
    ...(given.tracestate !== undefined && { traceState: createTraceState(given.tracestate) }),
  });
}

function traceContextOf(span: Span): TraceContext {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const tracestate = traceState?.serialize() ?? "";
  return {
    traceparent: `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`,
    ...(tracestate !== "" && { tracestate }),
  };
}
