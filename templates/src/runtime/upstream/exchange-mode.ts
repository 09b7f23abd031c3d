import { authenticateClient } from "../auth/client-authentication.ts";
import { DocumentError } from "../auth/fetch-document.ts";
import type { Issuer } from "../auth/issuer.ts";
import { createTokenCache, tokenDigest } from "../auth/token-cache.ts";
import {
  type AuthorizationNeed,
  type AuthorizerParts,
  bearerCredentials,
  type UpstreamAuthorizer,
  type UpstreamCredentials,
  type UpstreamMode,
} from "./authorizer.ts";
import { checkExchanged } from "./exchange-answer.ts";
import { checkExchange, type ExchangeSettings } from "./exchange-settings.ts";
import { assertOriginNamed } from "./named-origins.ts";
import { requestToken } from "./request-token.ts";
import { tokenFailure, tokenFailureFields } from "./token-failure.ts";
import { UpstreamError } from "./upstream-error.ts";

/** A kept token is given up so long before its end that it does not end on its way, in ms. */
const marginMs = 10_000;

/** Mode `exchange`: a token of the API's own audience for each caller and operation (RFC 8693). */
export const exchangeMode: UpstreamMode = {
  mode: "exchange",
  prepare(setup, problems) {
    const settings = checkExchange(setup, problems);
    return (parts) => createExchange(settings, parts);
  },
};

/**
 * Exchanged tokens are kept by the SHA-256 of the caller's token and the scopes, so that nobody gets another's; the same is
 * asked for once at a time. Failures are not kept, and nothing is ever forwarded instead.
 */
function createExchange(settings: ExchangeSettings, parts: AuthorizerParts): UpstreamAuthorizer {
  const { limits } = parts.config;
  const { now, log } = parts.effects;
  const kept = createTokenCache<UpstreamCredentials>({ maxTokens: limits.maxCachedUpstreamTokens, now });
  const asking = new Map<string, Promise<UpstreamCredentials>>();
  const keys = new WeakMap<UpstreamCredentials, string>();
  const ask = createAsk(settings, parts);

  async function exchange(
    need: AuthorizationNeed,
    scopes: readonly string[],
    key: string,
  ): Promise<UpstreamCredentials> {
    try {
      const { token, goodUntil } = await ask(need.token, scopes);
      const credentials = bearerCredentials(token);
      keys.set(credentials, key);
      const end = Math.min(goodUntil ?? 0, need.caller.expiresAt * 1000);
      kept.set(key, credentials, end - marginMs);
      return credentials;
    } catch (error) {
      log.warn("a token could not be exchanged", { tool: need.tool.name, ...tokenFailureFields(error) });
      throw tokenFailure(error);
    }
  }

  return {
    async authorize(need) {
      assertOriginNamed(need.operation, settings.origins);
      const scopes = neededHere(need);
      // No token holds a space (RFC 6750, 2.1): token and scopes cannot run into each other.
      const key = await tokenDigest([need.token, ...scopes].join(" "));
      const found = kept.get(key) ?? asking.get(key);
      if (found !== undefined) return found;
      if (asking.size >= limits.maxConcurrentTokenRequests) throw tooMany();
      const asked = exchange(need, scopes, key).finally(() => asking.delete(key));
      asking.set(key, asked);
      return asked;
    },
    reject(credentials) {
      const key = keys.get(credentials);
      if (key !== undefined && kept.get(key) === credentials) kept.delete(key);
      return key !== undefined;
    },
    advice:
      "The API did not accept the token that the authorization server gave for it. The operator must check that the API accepts tokens of this issuer with the audience that they are exchanged for.",
  };
}

/** The scopes of this operation: of the first alternative that the caller has, sorted. */
function neededHere({ tool, caller }: AuthorizationNeed): readonly string[] {
  if (tool.scopes.length === 0) return [];
  const held = tool.scopes.find((all) => all.every((scope) => caller.scopes.has(scope)));
  if (held === undefined) throw new TypeError("the scope gate was passed without the scopes");
  return held.toSorted();
}

/** A token, and until when it is good, in ms since the epoch. */
interface Exchanged {
  readonly token: string;
  readonly goodUntil: number | undefined;
}

/** RFC 8693, 2.1, by this server's own client. */
function createAsk(
  settings: ExchangeSettings,
  { config, issuers, scopeNames, effects }: AuthorizerParts,
): (subjectToken: string, scopes: readonly string[]) => Promise<Exchanged> {
  const { limits, client } = config;
  const [issuer] = issuers.values();
  if (client === undefined || issuer === undefined) throw new TypeError("exchange without a client or an issuer");
  return async (subjectToken, scopes) => {
    const url = settings.tokenUri ?? (await endpointOf(issuer));
    const { headers, parameters } = await authenticateClient(client, issuer.name, effects.now());
    const form = [...exchangeForm(subjectToken, scopeNames.asked(scopes), settings), ...Object.entries(parameters)];
    const issued = await requestToken(
      { url, headers, form },
      {
        fetch: effects.fetch,
        signal: AbortSignal.timeout(limits.tokenRequestTimeoutMs),
        maxBytes: limits.maxKeySetBytes,
        maxTokenBytes: limits.maxTokenBytes,
      },
    );
    const goodUntil = checkExchanged(issued, {
      subjectToken,
      tokenAudience: settings.tokenAudience,
      now: effects.now(),
      covers: (granted) => {
        const held = scopeNames.granted(new Set(granted.split(" ")));
        return scopes.every((scope) => held.has(scope));
      },
    });
    return { token: issued.token, goodUntil };
  };
}

type Pair = readonly [name: string, value: string];

function exchangeForm(subjectToken: string, scopes: readonly string[], settings: ExchangeSettings): readonly Pair[] {
  const accessToken = "urn:ietf:params:oauth:token-type:access_token";
  return [
    ["grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"],
    ["subject_token", subjectToken],
    ["subject_token_type", accessToken],
    ["requested_token_type", accessToken],
    ...settings.audience.map((audience): Pair => ["audience", audience]),
    ...settings.resource.map((resource): Pair => ["resource", resource]),
    ...(scopes.length > 0 ? [["scope", scopes.join(" ")] as const] : []),
  ];
}

/** RFC 8414, 2: `token_endpoint`. */
async function endpointOf(issuer: Issuer): Promise<URL> {
  const { document } = await issuer.metadata.current();
  const endpoint = document["token_endpoint"];
  if (typeof endpoint === "string" && URL.canParse(endpoint)) return new URL(endpoint);
  throw new DocumentError("the metadata has no token_endpoint");
}

function tooMany(): UpstreamError {
  return new UpstreamError(
    "upstream_auth_unavailable",
    "Too many tokens for the API are being asked for at the moment, so nothing was sent to the API. Try again shortly.",
  );
}
