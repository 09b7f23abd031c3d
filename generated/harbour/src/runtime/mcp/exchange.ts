import type { AuthInfo } from "@modelcontextprotocol/server";
import { isVerifiedCaller } from "../auth/authenticate.ts";
import { RuntimeError } from "../errors.ts";
import type { ResultLinks } from "../links/result-links.ts";
import type { RequestRecord } from "../request-record.ts";
import type { Caller, ConfirmMode, Tool } from "../surface-types.ts";
import type { TraceContext } from "../upstream/trace-context.ts";
import type { CallOutcome, Reading, ToolCall } from "./call-tool.ts";
import type { ToolView } from "./tool-view.ts";

/** Serves one call: from its arguments to its result. */
export type Call = (tool: Tool, args: unknown, call: ToolCall) => Promise<CallOutcome>;

/** Links to large results, and what reading one takes. */
export interface LinkParts {
  readonly links: ResultLinks;
  /** Makes the call of a link again. */
  readonly read: (tool: Tool, args: object, call: ToolCall) => Promise<Reading>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** One authenticated request on its way through the SDK. */
export interface Exchange {
  readonly caller: Caller;
  readonly record: RequestRecord;
  /** What this connection sees of the tools. */
  readonly view: ToolView;
  /** How its calls are served: by the resource that the caller was let in to. */
  readonly call: Call;
  /** How links of results are read, by the same resource; absent when it gives none. */
  readonly linked?: LinkParts;
  /** Which calls wait for their user's consent. */
  readonly confirm: ConfirmMode;
  /** The trace context of the HTTP request. */
  readonly trace?: TraceContext;
}

/** The exchange in the SDK's own place for it. The token stays in the caller: what the SDK hands around holds none. */
export function authInfoOf(exchange: Exchange): AuthInfo {
  const { caller } = exchange;
  return {
    token: "",
    clientId: caller.clientId ?? "",
    scopes: [...caller.scopes],
    expiresAt: caller.expiresAt,
    extra: { exchange },
  };
}

/**
 * The exchange that {@link authInfoOf} put there.
 * @throws RuntimeError `gate_missing` when there is none with a verified caller: the server was wired without its gate.
 */
export function exchangeOf(authInfo: AuthInfo | undefined): Exchange {
  const exchange = authInfo?.extra?.["exchange"];
  if (!isExchange(exchange)) throw gateMissing();
  return exchange;
}

/** @throws RuntimeError `gate_missing` for a caller that did not come out of `authenticate`. */
export function checkCaller(caller: unknown): void {
  if (!isVerifiedCaller(caller)) throw gateMissing();
}

function isExchange(value: unknown): value is Exchange {
  return typeof value === "object" && value !== null && "caller" in value && isVerifiedCaller(value.caller);
}

function gateMissing(): RuntimeError {
  return new RuntimeError(
    "gate_missing",
    "no verified caller: the server is wired without its bearer gate and refuses",
  );
}
