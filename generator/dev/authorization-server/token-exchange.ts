import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from "jose";
import type { JWK } from "jose";
import { errors } from "oidc-provider";
import type { Provider, ResourceServer, TokenEndpointGrantContext } from "oidc-provider";
import type { SigningKey } from "./signing-key.ts";

/** RFC 8693, 2.1. */
export const tokenExchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange";

const accessTokenType = "urn:ietf:params:oauth:token-type:access_token";

/** A resource server of this authorization server that has a client of its own. */
export interface ServerClient {
  readonly id: string;
  readonly secret: string;
  /** Its identifier: it may exchange tokens whose audience it is. */
  readonly audience: string;
  /** Resources that it may get tokens for, by exchange and as itself (client credentials). */
  readonly targets: readonly string[];
}

interface ExchangeParams {
  readonly subject_token?: string;
  readonly subject_token_type?: string;
  readonly requested_token_type?: string;
  readonly actor_token?: string;
  readonly resource?: string | readonly string[];
}

/** What the grant is registered with. */
export interface TokenExchangeParts {
  readonly issuer: string;
  readonly keys: readonly SigningKey[];
  readonly clients: readonly ServerClient[];
  /** @throws errors.InvalidTarget for one that is unknown */
  readonly resourceServer: (identifier: string) => ResourceServer;
}

/**
 * Token exchange (RFC 8693) by impersonation: a client that is the audience of an access token gets one for the same user with
 * another audience and no more scopes.
 */
export function registerTokenExchange(provider: Provider, parts: TokenExchangeParts): void {
  const params = [
    "subject_token",
    "subject_token_type",
    "requested_token_type",
    "actor_token",
    "resource",
    "audience",
    "scope",
  ];
  provider.registerGrantType<ExchangeParams>(
    tokenExchangeGrant,
    async (context) => await exchange(context, parts),
    params,
    ["resource", "audience"],
  );
}

async function exchange(context: TokenEndpointGrantContext<ExchangeParams>, parts: TokenExchangeParts): Promise<void> {
  const { provider, client, params } = context.oidc;
  const own = parts.clients.find(({ id }) => id === client.clientId);
  if (!own) throw new errors.UnauthorizedClient("this client may not exchange tokens");
  if (params.subject_token_type !== accessTokenType)
    throw new errors.InvalidRequest("subject_token_type must be an access token");
  if ((params.requested_token_type ?? accessTokenType) !== accessTokenType)
    throw new errors.InvalidRequest("only access tokens are issued");
  if (params.actor_token !== undefined) throw new errors.InvalidRequest("actor tokens are not supported");
  const subject = await verifySubject(params.subject_token ?? "", own, parts);
  const target = targetOf(context, own, parts);
  const asked = typeof params.scope === "string" ? params.scope.split(" ") : subject.scopes;
  if (!asked.every((scope) => subject.scopes.includes(scope)))
    throw new errors.InvalidScope("the subject token has fewer scopes", asked.join(" "));
  const scope = asked.filter((one) => target.scope.split(" ").includes(one)).join(" ");
  const token = new provider.AccessToken({
    accountId: subject.user,
    client,
    gty: tokenExchangeGrant,
    grantId: await grantFor(
      provider,
      { user: subject.user, clientId: client.clientId, resource: target.identifier() },
      scope,
    ),
    scope,
  });
  token.resourceServer = target;
  context.body = {
    access_token: await token.save(),
    issued_token_type: accessTokenType,
    token_type: token.tokenType,
    expires_in: token.expiration,
    scope,
  };
}

interface Subject {
  readonly user: string;
  readonly scopes: readonly string[];
}

async function verifySubject(
  token: string,
  client: ServerClient,
  { issuer, keys }: TokenExchangeParts,
): Promise<Subject> {
  try {
    const known = createLocalJWKSet({ keys: keys.map(({ privateJwk }) => publicPart(privateJwk)) });
    const { payload } = await jwtVerify(token, known, { issuer, audience: client.audience, typ: "at+jwt" });
    const scope = payload["scope"];
    return { user: payload.sub ?? "", scopes: typeof scope === "string" ? scope.split(" ") : [] };
  } catch (cause) {
    const kid = readKid(token);
    throw new errors.InvalidGrant(
      `the subject token is not good (${kid}): ${cause instanceof Error ? cause.message : ""}`,
    );
  }
}

function readKid(token: string): string {
  try {
    return decodeProtectedHeader(token).kid ?? "no kid";
  } catch {
    return "no JWT";
  }
}

function publicPart({ d: _, ...key }: JWK): JWK {
  return key;
}

/** One target, of those that the client may name. */
function targetOf(
  context: TokenEndpointGrantContext<ExchangeParams>,
  client: ServerClient,
  parts: TokenExchangeParts,
): InstanceType<Provider["ResourceServer"]> {
  const { resource } = context.oidc.params;
  const named = resource === undefined ? [] : [resource].flat();
  const [identifier] = named;
  if (identifier === undefined || named.length !== 1 || !client.targets.includes(identifier))
    throw new errors.InvalidTarget("this client may not get a token for that resource");
  return new context.oidc.provider.ResourceServer(identifier, parts.resourceServer(identifier));
}

/** oidc-provider looks a token's grant up; what is granted here was granted to the client of the subject token. */
async function grantFor(
  provider: Provider,
  { user, clientId, resource }: { readonly user: string; readonly clientId: string; readonly resource: string },
  scope: string,
): Promise<string> {
  const grant = new provider.Grant({ accountId: user, clientId });
  grant.addResourceScope(resource, scope);
  return await grant.save();
}
