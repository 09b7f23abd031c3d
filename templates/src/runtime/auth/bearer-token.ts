import { RuntimeError } from "../errors.ts";
import type { IncomingRequest } from "../incoming-request.ts";

/** RFC 6750, 2.1: `credentials = "Bearer" 1*SP b64token`; one space, nothing after it. Several headers arrive joined by a comma. */
const bearerCredentials = /^Bearer ([A-Za-z0-9\-._~+/]+=*)$/i;

/**
 * The one bearer token of a request.
 *
 * A token in the query is refused even beside a header: MCP, Access Token Usage: "Access tokens MUST NOT be included in
 * the URI query string"; RFC 6750, 3.1 has 400 `invalid_request` for a request that "uses more than one method for
 * including an access token, or is otherwise malformed".
 * @throws RuntimeError `token_missing`, `request_malformed` or `token_invalid`
 */
export function bearerTokenOf(
  { target, headers }: Pick<IncomingRequest, "target" | "headers">,
  maxTokenBytes: number,
): string {
  if (target.search !== "" && target.searchParams.has("access_token")) {
    throw malformed("send the token in the Authorization header, never in the query");
  }
  const header = headers.get("authorization") ?? "";
  // RFC 6750, 3.1: no credentials, or those of another scheme, get the challenge without an error code.
  if (!/^bearer(\s|$)/i.test(header)) throw new RuntimeError("token_missing", "a bearer token is needed");
  const token = bearerCredentials.exec(header)?.[1];
  if (token === undefined) throw malformed("send one Authorization header with one bearer token");
  if (token.length > maxTokenBytes) {
    throw new RuntimeError("token_invalid", `the token is longer than ${maxTokenBytes} bytes`);
  }
  return token;
}

function malformed(reason: string): RuntimeError {
  return new RuntimeError("request_malformed", reason);
}
