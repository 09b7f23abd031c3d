import { errors, Provider } from "oidc-provider";
import type {
  AdapterFactory,
  ClientMetadata,
  Configuration,
  ErrorOut,
  KoaContextWithOIDC,
  ResourceServer,
} from "oidc-provider";
import { mountOf } from "./mount.ts";
import type { AuthorizationServerOptions, ProtectedResource } from "./options.ts";
import type { SigningKey } from "./signing-key.ts";
import { signingAlgorithm } from "./signing-key.ts";
import { registerTokenExchange, tokenExchangeGrant } from "./token-exchange.ts";

/** What a `Provider` is built from; a new one is built when keys or resources change. */
export interface ProviderParts {
  readonly issuer: string;
  readonly options: AuthorizationServerOptions;
  readonly adapter: AdapterFactory;
  /** The first signs, all are published. */
  readonly keys: readonly SigningKey[];
  readonly resources: ReadonlyMap<string, ProtectedResource>;
  /** Lifetime of the next access token, seconds. */
  readonly ttl: () => number;
  readonly cookieKeys: readonly string[];
}

/** Paths of the endpoints. `/.well-known/...` is fixed. */
export const paths = {
  authorization: "/authorize",
  token: "/token",
  registration: "/register",
  jwks: "/jwks",
  revocation: "/revoke",
  introspection: "/introspect",
  interaction: "/interaction",
} as const;

/** The page where a sign-in goes on, below the issuer's own path. */
export function interactionPath(issuer: string, uid: string): string {
  return `${mountOf(issuer)}${paths.interaction}/${uid}`;
}

/** oidc-provider as an authorization server for MCP: RFC 7591, 7636, 8414, 8707, 9068, 9207 and client-id documents. */
export function createProvider(parts: ProviderParts): Provider {
  const provider = new Provider(parts.issuer, configurationOf(parts));
  const clients = parts.options.serverClients ?? [];
  if (clients.length > 0) {
    const resourceServer = (identifier: string): ResourceServer => resourceServerOf(parts, identifier);
    registerTokenExchange(provider, { issuer: parts.issuer, keys: parts.keys, clients, resourceServer });
  }
  const onError = parts.options.onError;
  if (onError) provider.on("server_error", (_context, error) => onError(error));
  return provider;
}

function configurationOf(parts: ProviderParts): Configuration {
  const { options } = parts;
  return {
    adapter: parts.adapter,
    clients: (options.serverClients ?? []).map(({ id, secret }) => serverClient(id, secret)),
    jwks: { keys: parts.keys.map((key) => key.privateJwk) as NonNullable<Configuration["jwks"]>["keys"] },
    // Registration would otherwise want clients that say RS256, the OpenID default.
    clientDefaults: { id_token_signed_response_alg: signingAlgorithm },
    extraClientMetadata: { properties: ["slipway_demo"], validator: relaxClient },
    scopes: ["openid", "offline_access", ...scopesOf(parts)],
    responseTypes: ["code"],
    clientAuthMethods: ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
    pkce: { required: () => true },
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed("refresh_token"),
    rotateRefreshToken: true,
    expiresWithSession: async () => false,
    findAccount: async (_context, id) => accountOf(options, id),
    interactions: { url: (_context, { uid }) => interactionPath(parts.issuer, uid) },
    cookies: { keys: [...parts.cookieKeys] },
    ttl: {
      AccessToken: () => parts.ttl(),
      ClientCredentials: () => parts.ttl(),
      Grant: 86_400,
      Interaction: 3_600,
      Session: 86_400,
      RefreshToken: 86_400,
      AuthorizationCode: 60,
      IdToken: 3_600,
    },
    routes: {
      authorization: paths.authorization,
      token: paths.token,
      registration: paths.registration,
      jwks: paths.jwks,
      revocation: paths.revocation,
      introspection: paths.introspection,
    },
    clientBasedCORS: () => true,
    renderError,
    features: featuresOf(parts),
    fetch: async (input, init) => await fetchClientDocument(options, input, init),
  };
}

function featuresOf(parts: ProviderParts): NonNullable<Configuration["features"]> {
  const { defaultResource, serverClients = [] } = parts.options;
  return {
    devInteractions: { enabled: false },
    // What the generated servers do not take part in is not offered either.
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    registration: { enabled: true, initialAccessToken: false },
    revocation: { enabled: true, allowedPolicy: async () => true },
    // RFC 7662, 2.1: only the resource server may ask.
    introspection: {
      enabled: serverClients.length > 0,
      allowedPolicy: async (_context, client) => serverClients.some(({ id }) => id === client.clientId),
    },
    // Else `openid` without a resource makes an opaque token for the userinfo endpoint.
    userinfo: { enabled: false },
    clientCredentials: { enabled: serverClients.length > 0 },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: async () => true,
      getResourceServerInfo: async (_context, resource) => resourceServerOf(parts, resource),
      // Also asked at the token endpoint, with the granted ones to choose from.
      ...(defaultResource && { defaultResource: async (_context, _client, oneOf) => oneOf?.[0] ?? defaultResource }),
    },
    clientIdMetadataDocument: { enabled: true, ack: "draft-02" },
  };
}

/** A client that signs nobody in. */
function serverClient(id: string, secret: string): ClientMetadata {
  return {
    client_id: id,
    client_secret: secret,
    grant_types: [tokenExchangeGrant, "client_credentials"],
    response_types: [],
    redirect_uris: [],
  };
}

function scopesOf(parts: ProviderParts): string[] {
  return [...new Set([...parts.resources.values()].flatMap((resource) => resource.scopes))];
}

/** One audience per token, in a JWT (RFC 9068) where nothing else is asked for. */
function resourceServerOf(parts: ProviderParts, identifier: string): ResourceServer {
  const resource = parts.resources.get(identifier);
  if (!resource) throw new errors.InvalidTarget(`this server issues no tokens for ${identifier}`);
  return {
    scope: resource.scopes.join(" "),
    audience: resource.audience ?? resource.resource,
    accessTokenTTL: parts.ttl(),
    ...(resource.tokens === "opaque"
      ? { accessTokenFormat: "opaque" }
      : { accessTokenFormat: "jwt", jwt: { sign: { alg: signingAlgorithm } } }),
  };
}

/**
 * Runs on each registration and client-id document. The scope goes: kept, it would pin the client to what it knew when it
 * registered, and step-up would fail with `invalid_scope`. A client on loopback or with a scheme of its own is native
 * (RFC 8252, 7), whatever it says: its port may then differ from the registered one.
 */
function relaxClient(_context: unknown, _key: string, _value: unknown, metadata: ClientMetadata): void {
  delete metadata.scope;
  if (metadata.redirect_uris?.some(isNativeRedirect)) metadata.application_type = "native";
}

function isNativeRedirect(uri: string): boolean {
  const url = URL.parse(uri);
  if (!url) return false;
  if (url.protocol === "http:") return ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  return url.protocol !== "https:";
}

function accountOf(
  options: AuthorizationServerOptions,
  id: string,
): { accountId: string; claims: () => Promise<{ sub: string }> } | undefined {
  const user = options.users.find((candidate) => candidate.username === id);
  return user && { accountId: user.username, claims: async () => ({ sub: user.username }) };
}

async function fetchClientDocument(
  options: AuthorizationServerOptions,
  input: string | URL | Request,
  init: RequestInit | undefined,
): Promise<Response> {
  const url = input instanceof Request ? input.url : String(input);
  const known = options.clientDocuments?.get(url);
  if (known) return Response.json(known);
  if (options.fetchClientDocuments !== true) throw new TypeError(`not fetched: ${url}`);
  return await fetch(input, init);
}

/** Errors that cannot go back to the client, as text for the person in front of the browser. */
function renderError(context: KoaContextWithOIDC, out: ErrorOut): void {
  context.type = "text/plain; charset=utf-8";
  context.body = `This request cannot be answered: ${out.error}\n${out.error_description ?? ""}\n`;
}
