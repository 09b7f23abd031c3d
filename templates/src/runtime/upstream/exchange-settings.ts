import { readUrl } from "../config-url.ts";
import type { HandlerOptions } from "../handler-options.ts";
import type { ExchangeUpstream } from "../surface-types.ts";
import type { UpstreamSetup } from "./authorizer.ts";

/** How tokens are exchanged, checked. */
export interface ExchangeSettings {
  readonly audience: readonly string[];
  readonly resource: readonly string[];
  /** What `aud` of a token that comes back must name one of. */
  readonly tokenAudience: readonly string[];
  /** Absent: `token_endpoint` of the issuer's metadata. */
  readonly tokenUri?: URL;
  /** Further origins that exchanged tokens go to. */
  readonly origins: ReadonlySet<string>;
}

/** Checks the settings of mode `exchange`: the environment's, else those that the project was generated with. */
export function checkExchange({ api, options }: UpstreamSetup, problems: string[]): ExchangeSettings {
  const { upstream } = api;
  const generated: Partial<ExchangeUpstream> = upstream?.mode === "exchange" ? upstream : {};
  const audience = options.exchangeAudience ?? generated.audience ?? [];
  const resource = options.exchangeResource ?? generated.resource ?? [];
  const target = [...audience, ...resource];
  if (target.length === 0) {
    problems.push(
      "Upstream mode exchange needs EXCHANGE_AUDIENCE (exchangeAudience) or EXCHANGE_RESOURCE (exchangeResource): without a target nobody knows which API the token is for.",
    );
  }
  checkResources(resource, problems);
  checkSingleClient(options, generated.clientId, problems);
  const tokenUri =
    options.exchangeTokenUri === undefined
      ? undefined
      : readUrl("EXCHANGE_TOKEN_URI (exchangeTokenUri)", options.exchangeTokenUri, problems);
  return {
    audience,
    resource,
    tokenAudience: options.exchangeTokenAudience ?? generated.tokenAudience ?? target,
    ...(tokenUri && { tokenUri }),
    origins: new Set(generated.origins),
  };
}

/** RFC 8707, 2: an absolute URI without fragment. */
function checkResources(resource: readonly string[], problems: string[]): void {
  for (const one of resource) {
    if (URL.canParse(one) && !one.includes("#")) continue;
    problems.push("EXCHANGE_RESOURCE (exchangeResource) must hold absolute URIs without fragment.");
  }
}

/** RFC 8693, 2.1; a client's secret is for one authorization server: with several, each would be shown that of another. */
function checkSingleClient(options: HandlerOptions, clientId: string | undefined, problems: string[]): void {
  if ((options.oauthClientId ?? clientId) === undefined) {
    problems.push(
      "Upstream mode exchange needs OAUTH_CLIENT_ID (oauthClientId): the authorization server exchanges tokens for a client that it knows only.",
    );
  }
  if (options.oauthIssuer.length > 1) {
    problems.push(
      "Upstream mode exchange works with a single OAUTH_ISSUER (oauthIssuer): the client's secret belongs to one authorization server, and must not be shown to another.",
    );
  }
}
