import { DocumentError, readJsonObject } from "../auth/fetch-document.ts";
import { isSecure } from "../config-url.ts";

/** A request to a token endpoint (RFC 6749, 3.2). */
export interface TokenRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Names may repeat: RFC 8693, 2.1, `audience` and `resource`. */
  readonly form: readonly (readonly [name: string, value: string])[];
}

/** What asking needs, and its bounds. */
export interface TokenRequestIo {
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** Longest token. */
  readonly maxTokenBytes: number;
}

/** A token that was issued (RFC 6749, 5.1). */
export interface IssuedToken {
  readonly token: string;
  /** Seconds; absent when the server does not say. */
  readonly expiresIn?: number;
  readonly scope?: string;
  /** RFC 8693, 2.2.1. */
  readonly issuedTokenType?: string;
}

/** The authorization server said no (RFC 6749, 5.2): asking again for the same will not help. */
export class TokenRefusal extends Error {
  override readonly name: string = "TokenRefusal";
  /** RFC 6749, 5.2 `error`; anything that is no such code is `invalid_request`. */
  readonly code: string;

  constructor(code: string) {
    super(`the authorization server refused: ${code}`);
    this.code = code;
  }
}

/** An answer of success whose token cannot be used. The message says why, without the token's text. */
export class UnfitToken extends Error {
  override readonly name: string = "UnfitToken";
}

/** Codes that say nothing about the request (RFC 6749, 4.1.2.1, which servers use here too). */
const passing: ReadonlySet<string> = new Set(["temporarily_unavailable", "server_error", "slow_down"]);

/**
 * Asks a token endpoint for a bearer token: https (or loopback) only, no redirect, bounded in time and size.
 * @throws TokenRefusal; UnfitToken; DocumentError for what is no answer; or what `fetch` throws
 */
export async function requestToken(request: TokenRequest, io: TokenRequestIo): Promise<IssuedToken> {
  if (!isSecure(request.url)) throw new DocumentError("the token endpoint's address is not https");
  const response = await io.fetch(request.url.href, {
    method: "POST",
    headers: { accept: "application/json", ...request.headers },
    body: new URLSearchParams(request.form.map(([name, value]) => [name, value])),
    redirect: "manual",
    signal: io.signal,
  });
  if (response.status === 200) return readToken(await readJsonObject(response, io.maxBytes), io.maxTokenBytes);
  throw await failureOf(response, io);
}

/** 400 and 401 are what RFC 6749, 5.2 has for a refusal; some servers say 403. */
async function failureOf(response: Response, io: TokenRequestIo): Promise<Error> {
  const { status } = response;
  if (status !== 400 && status !== 401 && status !== 403) {
    await response.body?.cancel().catch(() => undefined);
    const isRedirect = response.type === "opaqueredirect" || (status >= 300 && status < 400);
    const what = isRedirect ? "the token endpoint answers with a redirect" : `the answer has status ${status}`;
    return new DocumentError(what, { status });
  }
  const { error } = await readJsonObject(response, io.maxBytes);
  const code = typeof error === "string" && /^[a-z_]{1,40}$/.test(error) ? error : "invalid_request";
  return passing.has(code) ? new DocumentError(`the answer is ${code}`, { status }) : new TokenRefusal(code);
}

/** RFC 6749, 5.1 and 7.1: a type that is not understood must not be used. */
function readToken(answer: { readonly [name: string]: unknown }, maxTokenBytes: number): IssuedToken {
  const { access_token: token, token_type: type, expires_in: expiresIn, scope } = answer;
  const issuedTokenType = answer["issued_token_type"];
  if (typeof token !== "string" || !/^[A-Za-z0-9\-._~+/]+=*$/.test(token))
    throw new UnfitToken("the answer holds no token");
  if (token.length > maxTokenBytes) throw new UnfitToken(`the token is longer than ${maxTokenBytes} bytes`);
  if (typeof type !== "string" || type.toLowerCase() !== "bearer")
    throw new UnfitToken("the token is not a bearer token");
  if (expiresIn !== undefined && !(typeof expiresIn === "number" && Number.isFinite(expiresIn) && expiresIn > 0))
    throw new UnfitToken("expires_in is not a number of seconds above 0");
  if (scope !== undefined && typeof scope !== "string") throw new UnfitToken("scope is not text");
  return {
    token,
    ...(expiresIn !== undefined && { expiresIn }),
    ...(scope !== undefined && { scope }),
    ...(typeof issuedTokenType === "string" && { issuedTokenType }),
  };
}
