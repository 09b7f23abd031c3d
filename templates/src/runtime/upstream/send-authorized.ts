import type { AuthorizationNeed, UpstreamAuthorizer, UpstreamCredentials } from "./authorizer.ts";
import type { UpstreamRequest } from "./build-request.ts";
import { isIdempotent, type RetryOptions, sendAgain } from "./send-again.ts";
import type { RawAnswer, SendOptions } from "./send.ts";

/** An answer, and what it must be cleaned of. */
export interface AuthorizedAnswer {
  readonly raw: RawAnswer;
  readonly credentials: UpstreamCredentials;
}

/** Whose credentials, and for what. */
export interface Authorization {
  readonly authorizer: UpstreamAuthorizer;
  readonly need: AuthorizationNeed;
}

/**
 * Sends a request with credentials. When the API refuses kept ones (401), they are forgotten; an idempotent request is then
 * sent once more with new ones, within the retry budget.
 */
export async function sendAuthorized(
  request: UpstreamRequest,
  { authorizer, need }: Authorization,
  options: Omit<SendOptions, "credentials">,
  retries: RetryOptions,
): Promise<AuthorizedAnswer> {
  const credentials = await authorizer.authorize(need);
  const raw = await sendAgain(request, { ...options, credentials }, retries);
  const isRenewable = raw.status === 401 && authorizer.reject(credentials);
  if (!isRenewable || !isIdempotent(request.method) || !retries.budget.spend()) {
    return { raw, credentials };
  }
  const renewed = await authorizer.authorize(need);
  const again = await sendAgain(request, { ...options, credentials: renewed }, retries);
  if (again.status === 401) authorizer.reject(renewed);
  return { raw: again, credentials: renewed };
}
