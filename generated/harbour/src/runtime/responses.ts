import type { PlainAnswer } from "./answer.ts";
import { httpStatusOf, Refusal, RuntimeError, type RuntimeErrorCode } from "./errors.ts";
import type { RequestRecord } from "./request-record.ts";

/** A JSON answer from text that was serialised before. */
export function jsonResponse(status: number, json: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(json, {
    status,
    headers: { "content-type": "application/json", ...headers },
  });
}

/** The answer to what is no request: a target or a host that no URL has. */
export const badRequest: PlainAnswer = {
  status: 400,
  headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
  body: JSON.stringify({ error: "bad_request", message: "The request line or the Host header is not valid." }),
};

/** OAuth error codes of refusals that a challenge comes with (RFC 6750, 3.1). */
const oauthErrors: { readonly [code in RuntimeErrorCode]?: string } = {
  token_missing: "unauthorized",
  request_malformed: "invalid_request",
  token_invalid: "invalid_token",
  scope_insufficient: "insufficient_scope",
};

/** The answer to a refused request: the OAuth form where there is a challenge, a JSON-RPC error otherwise. */
export function refusalResponse(error: unknown, record: RequestRecord): Response {
  const refused = error instanceof RuntimeError ? error : new RuntimeError("internal", "The server failed.");
  const headers = refused instanceof Refusal ? refused.headers : {};
  const status = httpStatusOf(refused.code);
  const oauthError = oauthErrors[refused.code];
  const message = status === 500 ? "The server failed to answer." : refused.message;
  const body =
    oauthError === undefined
      ? { jsonrpc: "2.0", id: record.messageId ?? null, error: { code: rpcCodeOf(refused.code, status), message } }
      : { error: oauthError, error_description: message };
  return jsonResponse(status, JSON.stringify(body), headers);
}

/** JSON-RPC 2.0, 5.1. MCP 2026-07-28, Error Codes: -32000 to -32019 should not be used by new servers. */
function rpcCodeOf(code: RuntimeErrorCode, status: number): number {
  if (code === "json_invalid") return -32700;
  return status >= 500 ? -32603 : -32600;
}
