import { authenticateClient } from "../auth/client-authentication.ts";
import type { IssuerEffects } from "../auth/issuer.ts";
import type { Limits } from "../server-config.ts";
import { bearerCredentials, type UpstreamCredentials } from "./authorizer.ts";
import type { ApiClientAccount } from "./credential-settings.ts";
import { requestToken } from "./request-token.ts";
import { tokenFailure, tokenFailureFields } from "./token-failure.ts";

/** Tokens of the server's own client (RFC 6749, 4.4), kept until shortly before they end. */
export interface ClientTokens {
  /** @throws UpstreamError */
  get(client: ApiClientAccount, scopes: readonly string[]): Promise<UpstreamCredentials>;
  /** The API answered 401 to a token: it is forgotten. False when it is none of these. */
  drop(credentials: UpstreamCredentials): boolean;
}

interface Kept {
  readonly credentials: UpstreamCredentials;
  /** From then on a new one is asked for while this one still serves, in ms since the epoch. */
  readonly renewAt: number;
  readonly goodUntil: number;
}

/** Where the server does not say how long a token lives (RFC 6749, 5.1), in ms. A 401 ends it sooner. */
const unknownLifeMs = 300_000;
/** No longer used so long before its end, in ms. */
const marginMs = 5_000;

/** What tokens are got with. */
export interface ClientTokenParts {
  readonly limits: Limits;
  readonly effects: IssuerEffects;
}

/** As many tokens at most as there are clients and sets of scopes in the project: the keys are not the callers'. */
export function createClientTokens({ limits, effects }: ClientTokenParts): ClientTokens {
  const kept = new Map<string, Kept>();
  const asking = new Map<string, Promise<UpstreamCredentials>>();
  const keys = new WeakMap<UpstreamCredentials, string>();

  async function ask(client: ApiClientAccount, scopes: readonly string[], key: string): Promise<UpstreamCredentials> {
    const started = effects.now();
    try {
      const { token, expiresIn } = await requestToken(await tokenRequest(client, scopes, started), {
        fetch: effects.fetch,
        signal: AbortSignal.timeout(limits.tokenRequestTimeoutMs),
        maxBytes: limits.maxKeySetBytes,
        maxTokenBytes: limits.maxTokenBytes,
      });
      const credentials = bearerCredentials(token);
      const life = expiresIn === undefined ? unknownLifeMs : expiresIn * 1000;
      keys.set(credentials, key);
      kept.set(key, { credentials, renewAt: started + life * 0.8, goodUntil: started + life - marginMs });
      return credentials;
    } catch (error) {
      effects.log.warn("no token for the API could be had", tokenFailureFields(error));
      throw tokenFailure(error);
    }
  }

  const renew = (client: ApiClientAccount, scopes: readonly string[], key: string): Promise<UpstreamCredentials> => {
    const pending = asking.get(key) ?? ask(client, scopes, key).finally(() => asking.delete(key));
    asking.set(key, pending);
    return pending;
  };

  return {
    async get(client, scopes) {
      const key = [client.tokenUrl.href, client.id, ...scopes].join(" ");
      const found = kept.get(key);
      if (found === undefined || effects.now() >= found.goodUntil) return renew(client, scopes, key);
      if (effects.now() >= found.renewAt) renew(client, scopes, key).catch(() => undefined);
      return found.credentials;
    },
    drop(credentials) {
      const key = keys.get(credentials);
      if (key !== undefined && kept.get(key)?.credentials === credentials) kept.delete(key);
      return key !== undefined;
    },
  };
}

async function tokenRequest(
  { id, secret, tokenUrl, audience, resource }: ApiClientAccount,
  scopes: readonly string[],
  now: number,
): Promise<Parameters<typeof requestToken>[0]> {
  const { headers } = await authenticateClient({ id, secret }, tokenUrl.href, now);
  const form = Object.entries({
    grant_type: "client_credentials",
    ...(scopes.length > 0 && { scope: scopes.join(" ") }),
    ...(audience !== undefined && { audience }),
    ...(resource !== undefined && { resource }),
  });
  return { url: tokenUrl, headers, form };
}
