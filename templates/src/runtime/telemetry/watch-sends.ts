import type { OperationDefinition } from "../surface-types.ts";
import { failureCode } from "../upstream/send.ts";
import type { TraceContext } from "../upstream/trace-context.ts";
import type { Transport } from "../upstream/transport.ts";
import type { CallWatch, SendWatch } from "./observer.ts";

/** What is watched of the requests that one call sends. */
export interface WatchedSends {
  readonly operation: OperationDefinition;
  /** Where the call stands in the client's trace. */
  readonly trace: TraceContext | undefined;
  readonly watching: CallWatch;
  /** Told the status of each answer. */
  readonly onAnswer: (status: number) => void;
}

/** `transport`, watched: each request that it sends is told, and carries the trace context of who watches. */
export function watchedTransport(transport: Transport, watched: WatchedSends): Transport {
  return async (request) => {
    const { method, path } = watched.operation;
    const { hostname, port, protocol } = request.url;
    const place = { host: hostname, port: Number(port) || (protocol === "https:" ? 443 : 80) };
    const send = watched.watching.requestSent?.({ method, path, ...place });
    if (send?.trace !== undefined) replaceTrace(request.headers, watched.trace, send.trace);
    const started = performance.now();
    try {
      const answer = await transport(request);
      watched.onAnswer(answer.status);
      end(send, started, { status: answer.status });
      return answer;
    } catch (error) {
      end(send, started, { failure: failureCode(error) });
      throw error;
    }
  };
}

function end(
  send: SendWatch | undefined,
  started: number,
  how: { readonly status: number } | { readonly failure: string },
): void {
  send?.ended({ durationMs: performance.now() - started, ...how });
}

/** Puts our own place in the trace where the client's was. What an argument that the document declares has set, stays. */
function replaceTrace(headers: Headers, given: TraceContext | undefined, ours: TraceContext): void {
  if ((headers.get("traceparent") ?? undefined) !== given?.traceparent) return;
  headers.set("traceparent", ours.traceparent);
  if ((headers.get("tracestate") ?? undefined) !== given?.tracestate) return;
  if (ours.tracestate === undefined) headers.delete("tracestate");
  else headers.set("tracestate", ours.tracestate);
}
