import type { Call, LinkParts } from "../mcp/exchange.ts";
import type { ToolCall } from "../mcp/call-tool.ts";
import type { Tool } from "../surface-types.ts";
import { type CallOutcomeName, outcomeOfResult, outcomeOfThrown } from "./call-outcome.ts";
import type { CallWatch, Observer, StartedCall } from "./observer.ts";
import { watchedTransport } from "./watch-sends.ts";

/** `call`, watched. Without an observer it is `call` itself. */
export function watchCalls(call: Call, observer: Observer | undefined, tenant?: string): Call {
  const begin = observer?.callStarted;
  if (begin === undefined) return call;
  return async (tool, args, given) => {
    const watched = watch(begin, { tool, args, given, tenant, method: "tools/call" });
    try {
      const result = await call(tool, args, watched.call);
      watched.end(outcomeOfResult(result));
      return result;
    } catch (error) {
      watched.end(outcomeOfThrown(error));
      throw error;
    }
  };
}

/** The reading of links, watched in the same way. */
export function watchReads(
  read: LinkParts["read"],
  observer: Observer | undefined,
  tenant?: string,
): LinkParts["read"] {
  const begin = observer?.callStarted;
  if (begin === undefined) return read;
  return async (tool, args, given) => {
    const watched = watch(begin, { tool, args, given, tenant, method: "resources/read" });
    const reading = await read(tool, args, watched.call);
    watched.end("answer" in reading ? "ok" : outcomeOfResult(reading.failure));
    return reading;
  };
}

interface Beginning extends Pick<StartedCall, "args" | "method"> {
  readonly tool: Tool;
  readonly given: ToolCall;
  readonly tenant: string | undefined;
}

interface WatchedCall {
  readonly call: ToolCall;
  readonly end: (outcome: CallOutcomeName) => void;
}

function watch(begin: (call: StartedCall) => CallWatch, beginning: Beginning): WatchedCall {
  const { tool, args, method, given, tenant } = beginning;
  const { caller, requestId, trace } = given;
  const started = performance.now();
  const watching = begin({
    tool: tool.name,
    caller,
    args,
    method,
    ...(requestId !== undefined && { requestId }),
    ...(tenant !== undefined && { tenant }),
    ...(trace !== undefined && { trace }),
  });
  let last: number | undefined;
  const onAnswer = (status: number): void => {
    last = status;
  };
  return {
    call: {
      ...given,
      watchSends: (operation, transport) => watchedTransport(transport, { operation, trace, watching, onAnswer }),
    },
    end: (outcome) => {
      const durationMs = performance.now() - started;
      watching.ended({ outcome, durationMs, ...(last !== undefined && { status: last }) });
    },
  };
}
