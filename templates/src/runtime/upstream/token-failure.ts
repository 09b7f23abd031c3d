import { DocumentError } from "../auth/fetch-document.ts";
import { describeError, type LogFields } from "../log.ts";
import { TokenRefusal, UnfitToken } from "./request-token.ts";
import { UpstreamError } from "./upstream-error.ts";

/** What went wrong when a token for the API was asked for, for the caller. */
export function tokenFailure(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  if (error instanceof TokenRefusal) {
    return new UpstreamError("upstream_auth_refused", refusalText(error.code), { cause: error });
  }
  if (error instanceof UnfitToken) {
    return new UpstreamError(
      "upstream_auth_refused",
      `The authorization server's answer holds no token that can be sent to the API: ${error.message}. Nothing was sent to the API. The operator must mend that there.`,
      { cause: error },
    );
  }
  return new UpstreamError(
    "upstream_auth_unavailable",
    "The authorization server cannot be asked for a token for the API at the moment, so nothing was sent to the API. Try again shortly.",
    { cause: error },
  );
}

/** The same for the log, where the operator looks. */
export function tokenFailureFields(error: unknown): LogFields {
  const ours = [DocumentError, TokenRefusal, UnfitToken, UpstreamError];
  return error instanceof Error && ours.some((kind) => error instanceof kind)
    ? { reason: error.message }
    : describeError(error);
}

/** RFC 6749, 5.2 and RFC 8693, 2.2.2: whose fault it is decides what helps. */
function refusalText(code: string): string {
  const what = `The authorization server gave no token for the API (${code}), so nothing was sent to the API.`;
  switch (code) {
    case "invalid_grant":
    case "invalid_token":
      return `${what} This sign-in may have been withdrawn: signing in again may help.`;
    case "invalid_scope":
    case "access_denied":
      return `${what} This user or this server may not have the scopes of this tool there; the operator can allow them.`;
    default:
      return `${what} The operator must allow this server's client to get tokens for the API there.`;
  }
}
