import { RuntimeError } from "../errors.ts";
import { describeError, type Log } from "../log.ts";
import type { IntrospectionConfig } from "../server-config.ts";
import { authenticateClient } from "./client-authentication.ts";
import { DocumentError, fetchDocument, type FormPost } from "./fetch-document.ts";
import { readIntrospection } from "./introspection-answer.ts";
import type { Introspection, IntrospectionParts } from "./introspection.ts";
import type { Issuer } from "./issuer.ts";
import { createTokenCache } from "./token-cache.ts";
import type { TokenClaims } from "./token-claims.ts";

/** How long an answer is used, in ms: so long may a revoked token live on (RFC 7662, 4). */
const rememberMs = 30_000;

/**
 * Asks the authorization server about opaque tokens (RFC 7662). Good answers are remembered for half a minute at most
 * and never past the token's expiry; refusals and failures are not. The same token is asked about once at a time, and
 * so many tokens at once that a hanging server cannot hold everything up.
 */
export function createIntrospection(parts: IntrospectionParts, how: IntrospectionConfig): Introspection {
  const { config, effects } = parts;
  const known = createTokenCache<TokenClaims>({ maxTokens: config.limits.maxCachedTokens, now: effects.now });
  const asking = new Map<string, Promise<TokenClaims>>();

  async function ask(token: string, digest: string): Promise<TokenClaims> {
    const claims = readIntrospection(await answerOf(token, parts, how), {
      config,
      issuer: parts.issuer.name,
      now: effects.now(),
      unknownExpiryMs: rememberMs,
    });
    known.set(digest, claims, Math.min(effects.now() + rememberMs, claims.expiresAt * 1000));
    return claims;
  }

  return {
    async lookUp(token, digest) {
      const found = known.get(digest) ?? asking.get(digest);
      if (found !== undefined) return found;
      if (asking.size >= config.limits.maxConcurrentIntrospections) {
        throw unavailable("too many tokens are being looked up at the moment");
      }
      const asked = ask(token, digest).finally(() => asking.delete(digest));
      asking.set(digest, asked);
      return asked;
    },
  };
}

type Answer = Readonly<Record<string, unknown>>;

/** Undefined: the token is not active. Everything else that is no answer is the server's fault, or ours, not the token's. */
async function answerOf(
  token: string,
  parts: IntrospectionParts,
  how: IntrospectionConfig,
): Promise<Answer | undefined> {
  const { config, issuer, effects } = parts;
  try {
    const uri = how.uri ?? (await endpointOf(issuer));
    const post = how.kind === "tokeninfo" ? tokenInfoPost(token) : await introspectionPost(token, parts);
    const io = {
      fetch: effects.fetch,
      signal: AbortSignal.timeout(config.limits.keyFetchTimeoutMs),
      maxBytes: config.limits.maxKeySetBytes,
    };
    const answer = await fetchDocument(uri, io, post);
    return how.kind === "tokeninfo" ? { ...answer, active: true } : answer;
  } catch (error) {
    // Google: 400 for a token that is not, or no longer, good.
    if (how.kind === "tokeninfo" && error instanceof DocumentError && error.status === 400) return undefined;
    tell(error, issuer, effects.log);
    throw unavailable("the authorization server cannot be asked about the token at the moment", error);
  }
}

/** RFC 8414, 2: `introspection_endpoint`. */
async function endpointOf(issuer: Issuer): Promise<URL> {
  const { document } = await issuer.metadata.current();
  const endpoint = document["introspection_endpoint"];
  if (typeof endpoint === "string" && URL.canParse(endpoint)) return new URL(endpoint);
  throw new DocumentError("the metadata has no introspection_endpoint");
}

/** RFC 7662, 2.1. */
async function introspectionPost(token: string, { config, issuer, effects }: IntrospectionParts): Promise<FormPost> {
  if (config.client === undefined) throw new TypeError("introspection without a client");
  const { headers, parameters } = await authenticateClient(config.client, issuer.name, effects.now());
  return { headers, form: { token, token_type_hint: "access_token", ...parameters } };
}

/** As google-auth-library does, `getTokenInfo`: the token in the header, so that it stands in no address. */
function tokenInfoPost(token: string): FormPost {
  return { headers: { authorization: `Bearer ${token}` }, form: {} };
}

function tell(error: unknown, issuer: Issuer, log: Log): void {
  const reason = error instanceof DocumentError ? { reason: error.message } : describeError(error);
  log.warn("the authorization server could not be asked about a token", { issuer: issuer.name, ...reason });
}

function unavailable(message: string, cause?: unknown): RuntimeError {
  return new RuntimeError("introspection_unavailable", message, { cause });
}
