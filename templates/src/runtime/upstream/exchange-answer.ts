import { decodeJwt, decodeProtectedHeader } from "jose";
import { type IssuedToken, UnfitToken } from "./request-token.ts";

/** What an answer is checked against. */
export interface ExchangeCheck {
  /** The caller's own token. */
  readonly subjectToken: string;
  readonly tokenAudience: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Whether scopes that the server says it granted cover those that were asked for. */
  readonly covers: (granted: string) => boolean;
}

const accepted: ReadonlySet<string> = new Set([
  "urn:ietf:params:oauth:token-type:access_token",
  "urn:ietf:params:oauth:token-type:jwt",
]);

/**
 * RFC 8693, 2.2.1. A token that can be read must be for the API, and must still be good: this server stands for what it sends.
 * Its signature is the API's to check: it came from the token endpoint itself.
 * @returns until when it is good, in ms since the epoch; undefined when nobody says
 * @throws UnfitToken
 */
export function checkExchanged(issued: IssuedToken, check: ExchangeCheck): number | undefined {
  if (!accepted.has(issued.issuedTokenType ?? "")) throw new UnfitToken("issued_token_type is not an access token");
  // An authorization server that gives the caller's token back would have it forwarded after all.
  if (issued.token === check.subjectToken) throw new UnfitToken("the caller's own token came back");
  if (issued.scope !== undefined && !check.covers(issued.scope))
    throw new UnfitToken("fewer scopes were granted than this tool needs");
  const ends = [
    issued.expiresIn === undefined ? undefined : check.now + issued.expiresIn * 1000,
    checkJwt(issued.token, check),
  ].filter((end) => end !== undefined);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** A JWT (RFC 9068) says whom it is for. @returns its end in ms, where it says one */
function checkJwt(token: string, { tokenAudience, now }: ExchangeCheck): number | undefined {
  const jwt = readJwt(token);
  if (jwt === undefined) return undefined;
  // RFC 8725, 3.2: an unsigned token is no token.
  if (String(jwt.alg).toLowerCase() === "none") throw new UnfitToken("the token is not signed");
  const { aud, exp, cnf } = jwt.claims;
  if (cnf !== undefined) throw new UnfitToken("the token is bound to a key, and cannot be sent as bearer");
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (!audiences.some((audience) => typeof audience === "string" && tokenAudience.includes(audience)))
    throw new UnfitToken("the token is for another audience than the API");
  if (exp === undefined) return undefined;
  if (!Number.isFinite(exp) || exp * 1000 <= now) throw new UnfitToken("the token has expired");
  return exp * 1000;
}

function readJwt(token: string): { alg: unknown; claims: ReturnType<typeof decodeJwt> } | undefined {
  try {
    return { alg: decodeProtectedHeader(token).alg, claims: decodeJwt(token) };
  } catch {
    // Opaque, or encrypted for the API: nothing that this server could read.
    return undefined;
  }
}
