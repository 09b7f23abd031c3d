/**
 * Why a request was refused at the edge. Codes are stable: they stand in logs and in answers. What goes wrong in a call
 * after that is a tool error, see `upstream/upstream-error.ts`.
 */
export type RuntimeErrorCode =
  | "host_not_allowed"
  | "origin_not_allowed"
  | "token_missing"
  | "request_malformed"
  | "token_invalid"
  | "keys_unavailable"
  | "introspection_unavailable"
  | "method_not_allowed"
  | "media_type_unsupported"
  | "body_too_large"
  | "json_invalid"
  | "json_too_deep"
  | "message_invalid"
  | "batch_too_large"
  | "server_busy"
  | "caller_busy"
  | "caller_rate_limited"
  | "api_rate_limited"
  | "client_gone"
  | "server_closing"
  | "scope_insufficient"
  | "service_unknown"
  | "caller_not_entitled"
  | "gate_missing"
  | "metadata_unavailable"
  | "tenant_unknown"
  | "session_unknown"
  | "internal";

/** Every error this program raises on purpose. The message is ours, holds no secret, and may be shown to a caller. */
export class RuntimeError extends Error {
  override readonly name: string = "RuntimeError";
  readonly code: RuntimeErrorCode;

  constructor(code: RuntimeErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** A refusal at the edge that carries response headers: a challenge, `Retry-After`, `Allow`. */
export class Refusal extends RuntimeError {
  override readonly name: string = "Refusal";
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: RuntimeErrorCode, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(code, message);
    this.headers = headers;
  }
}

/** The configuration is wrong: all problems at once, so that one look at the message is enough. */
export class ConfigError extends Error {
  override readonly name: string = "ConfigError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(
      `The server cannot start: ${count} in its configuration.\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    );
    this.problems = problems;
  }
}

/** HTTP status of a refusal. */
export function httpStatusOf(code: RuntimeErrorCode): number {
  return statuses[code];
}

/** Whether a text is one of the codes. */
export function isRuntimeErrorCode(code: string): code is RuntimeErrorCode {
  return Object.hasOwn(statuses, code);
}

const statuses: { readonly [code in RuntimeErrorCode]: number } = {
  host_not_allowed: 403,
  origin_not_allowed: 403,
  token_missing: 401,
  request_malformed: 400,
  token_invalid: 401,
  keys_unavailable: 503,
  introspection_unavailable: 503,
  method_not_allowed: 405,
  media_type_unsupported: 415,
  body_too_large: 413,
  json_invalid: 400,
  json_too_deep: 400,
  message_invalid: 400,
  batch_too_large: 400,
  server_busy: 503,
  caller_busy: 429,
  caller_rate_limited: 429,
  api_rate_limited: 429,
  // Nobody reads it: it stands in the log only.
  client_gone: 499,
  server_closing: 503,
  scope_insufficient: 403,
  service_unknown: 400,
  caller_not_entitled: 403,
  gate_missing: 500,
  metadata_unavailable: 503,
  tenant_unknown: 404,
  session_unknown: 404,
  internal: 500,
};
