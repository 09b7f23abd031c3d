import { isInputRequiredResult } from "@modelcontextprotocol/server";
import { type ConfirmationErrorCode, RequestStateError } from "../confirm/confirmation-error.ts";
import type { CallOutcome } from "../mcp/call-tool.ts";
import type { UpstreamErrorCode } from "../upstream/upstream-error.ts";

/**
 * How a call ended. `ok`: the API's answer. `input_required`: a question to the user. `state_refused`: an answer of the user that
 * this server did not ask for. `unknown_tool`: no tool has that name. `tool_error`: an error without a code. The rest are the
 * codes that stand in results as `structuredContent.error.code`.
 */
export type CallOutcomeName =
  | "ok"
  | "input_required"
  | "state_refused"
  | "unknown_tool"
  | "tool_error"
  | "invalid_arguments"
  | "internal_error"
  | UpstreamErrorCode
  | ConfirmationErrorCode;

/** How a call ended, and when. */
export interface CallEnd {
  readonly outcome: CallOutcomeName;
  /** HTTP status of the API's last answer; absent when there was none. */
  readonly status?: number;
  readonly durationMs: number;
}

/** A closed list: whatever a result says, labels and log lines have these names and no other. */
const outcomes: { readonly [name in CallOutcomeName]: true } = {
  ok: true,
  input_required: true,
  state_refused: true,
  unknown_tool: true,
  tool_error: true,
  invalid_arguments: true,
  internal_error: true,
  upstream_unreachable: true,
  upstream_unavailable: true,
  upstream_timeout: true,
  upstream_bad_response: true,
  upstream_redirect: true,
  upstream_too_large: true,
  upstream_unauthorized: true,
  upstream_forbidden: true,
  upstream_rate_limited: true,
  upstream_error: true,
  upstream_not_configured: true,
  upstream_auth_refused: true,
  upstream_auth_unavailable: true,
  call_cancelled: true,
  confirmation_required: true,
  confirmation_declined: true,
  confirmation_dismissed: true,
  confirmation_invalid: true,
  confirmation_expired: true,
  confirmation_used: true,
  confirmation_unavailable: true,
};

/** The outcome of a call that ended with a result. */
export function outcomeOfResult(result: CallOutcome): CallOutcomeName {
  if (isInputRequiredResult(result)) return "input_required";
  if (result.isError !== true) return "ok";
  const code = errorCodeOf(result.structuredContent);
  return isOutcome(code) ? code : "tool_error";
}

/** The outcome of a call that ended with an error past its result. */
export function outcomeOfThrown(error: unknown): CallOutcomeName {
  return error instanceof RequestStateError ? "state_refused" : "internal_error";
}

function errorCodeOf(structured: unknown): unknown {
  const error = memberOf(structured, "error");
  return memberOf(error, "code");
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function isOutcome(code: unknown): code is CallOutcomeName {
  return typeof code === "string" && Object.hasOwn(outcomes, code);
}
