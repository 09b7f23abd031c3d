import { createHash, randomBytes } from "node:crypto";
import { refusalToRead } from "./address-rules.ts";
import type { AuthorizationServerEvidence, JsonObject, MetadataEvidence, SignInEvidence } from "./evidence.ts";
import { describeExchange, isJsonObject, stringOf, stringsOf } from "./exchange.ts";
import type { HttpClient } from "./http-client.ts";
import { matchResource } from "./match-resource.ts";
import { type Callback, startCallbackServer } from "./callback-server.ts";

/** How somebody signs in. */
export interface SignInOptions {
  /** Shows or opens the page to sign in on. */
  readonly open: (url: string) => void | Promise<void>;
  /** Of a client that is registered already, with this redirect URI. Default: dynamic registration. */
  readonly clientId?: string;
  /** Port of the redirect URI `http://127.0.0.1:PORT/callback`. Default: any free one. */
  readonly port?: number;
  /** Milliseconds to wait for the person. Default: 5 minutes. */
  readonly timeout?: number;
}

/** What the sign-in is made from. */
export interface SignInContext {
  readonly client: HttpClient;
  readonly endpoint: URL;
  readonly metadata: MetadataEvidence;
  readonly servers: readonly AuthorizationServerEvidence[];
  /** Scopes of the first challenge. */
  readonly challengedScopes: readonly string[];
}

/** How it went, the token if there is one, and every secret that must not be printed. */
export interface SignedIn {
  readonly evidence: SignInEvidence;
  readonly token: string | undefined;
  readonly secrets: readonly string[];
}

/**
 * Signs in as a client would: registration, authorization code with PKCE S256 and `resource`, token (OAuth 2.1, 4.1;
 * RFC 8252, 7.3; RFC 8707, 2). Where a client must refuse to go on, this does too.
 */
export async function signIn(context: SignInContext, options: SignInOptions): Promise<SignedIn> {
  const server = context.servers.find(({ document }) => document !== undefined);
  const flow = server === undefined ? undefined : readFlow(server, context);
  if (server === undefined || flow === undefined) return stopped("no authorization server can be used", true);
  if (typeof flow === "string") return stopped(flow, true);
  const callback = await startCallbackServer(options.port ?? 0, options.timeout ?? 300_000);
  try {
    const registration = await register(context, flow, callback.redirectUri, options.clientId);
    if (typeof registration === "string") return stopped(registration, flow.registration === undefined);
    const attempt = { ...flow, ...registration, redirectUri: callback.redirectUri, ...freshSecrets() };
    await options.open(authorizationUrl(attempt));
    return await redeem(context.client, attempt, await callback.received);
  } finally {
    await callback.close();
  }
}

/** What the metadata say about the flow. */
interface Flow {
  readonly issuer: string;
  readonly authorization: URL;
  readonly token: URL;
  readonly registration: URL | undefined;
  readonly resource: string;
  readonly scopes: readonly string[];
}

interface Client {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
}

interface Attempt extends Flow, Client {
  readonly redirectUri: string;
  readonly state: string;
  readonly verifier: string;
}

/** The flow, or the reason why a client must not begin it. */
function readFlow(
  server: AuthorizationServerEvidence,
  { endpoint, metadata, challengedScopes }: SignInContext,
): Flow | string {
  const document: JsonObject = server.document ?? {};
  if (document["issuer"] !== server.issuer) return "a client must not use metadata of another issuer";
  if (!(stringsOf(document["code_challenge_methods_supported"]) ?? []).includes("S256")) {
    return "a client must refuse an authorization server without PKCE S256";
  }
  const resource = stringOf(metadata.document?.["resource"]) ?? "";
  // Else a server could have doctor fetch it a token that is good at somebody else's.
  if (matchResource(resource, endpoint) === "other") return "a client must not ask for a token for another resource";
  const authorization = usable(document["authorization_endpoint"], endpoint);
  const token = usable(document["token_endpoint"], endpoint);
  if (authorization === undefined || token === undefined)
    return "the endpoints of the authorization server cannot be used";
  const listed = stringsOf(metadata.document?.["scopes_supported"]) ?? [];
  return {
    issuer: server.issuer,
    authorization,
    token,
    registration: usable(document["registration_endpoint"], endpoint),
    resource,
    scopes: challengedScopes.length > 0 ? challengedScopes : listed,
  };
}

function usable(value: unknown, endpoint: URL): URL | undefined {
  const url = URL.parse(stringOf(value) ?? "");
  return url === null || refusalToRead(url, endpoint) !== "" ? undefined : url;
}

async function register(
  { client }: SignInContext,
  flow: Flow,
  redirectUri: string,
  clientId: string | undefined,
): Promise<Client | string> {
  if (clientId !== undefined) return { clientId, clientSecret: undefined };
  if (flow.registration === undefined) return "clients cannot register there: name one with --client-id";
  const exchange = await client.send({
    method: "POST",
    url: flow.registration,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      client_name: "slipway doctor",
      redirect_uris: [redirectUri],
      grant_types: ["authorization_code"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
      application_type: "native",
    }),
  });
  const answer = exchange.answer?.json;
  const id = isJsonObject(answer) ? stringOf(answer["client_id"]) : undefined;
  if (id === undefined || !isJsonObject(answer)) {
    return `registration was refused: ${describeExchange(exchange)}${oauthError(answer)}`;
  }
  return { clientId: id, clientSecret: stringOf(answer["client_secret"]) };
}

function freshSecrets(): Pick<Attempt, "state" | "verifier"> {
  return { state: randomBytes(16).toString("base64url"), verifier: randomBytes(32).toString("base64url") };
}

function authorizationUrl(attempt: Attempt): string {
  const url = new URL(attempt.authorization);
  const parameters = {
    response_type: "code",
    client_id: attempt.clientId,
    redirect_uri: attempt.redirectUri,
    state: attempt.state,
    code_challenge: createHash("sha256").update(attempt.verifier).digest("base64url"),
    code_challenge_method: "S256",
    resource: attempt.resource,
    ...(attempt.scopes.length > 0 && { scope: attempt.scopes.join(" ") }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

async function redeem(client: HttpClient, attempt: Attempt, callback: Callback | undefined): Promise<SignedIn> {
  if (callback === undefined) return stopped("nobody signed in before the time was over", true);
  const { code, parameters } = callback;
  const seen = { state: attempt.state, issuer: attempt.issuer, askedScopes: attempt.scopes, callback: parameters };
  const secrets = [attempt.verifier, attempt.clientSecret, code].filter((secret) => secret !== undefined);
  const stop = (problem: string): SignedIn => ({
    ...stopped(problem, false),
    evidence: { ...stopped(problem, false).evidence, ...seen },
    secrets,
  });
  const iss = parameters.get("iss");
  if (parameters.get("state") !== attempt.state) return stop("the callback came without the state of the request");
  if (iss !== undefined && iss !== attempt.issuer) return stop("the callback came from another issuer");
  if (code === undefined) return stop(`the authorization server sent back ${parameters.get("error") ?? "no code"}`);
  const exchange = await client.send(tokenRequest(attempt, code));
  const answer = exchange.answer?.json;
  const token = isJsonObject(answer) ? stringOf(answer["access_token"]) : undefined;
  if (!isJsonObject(answer) || token === undefined) {
    return stop(`the token endpoint gave no token: ${describeExchange(exchange)}${oauthError(answer)}`);
  }
  const granted = stringOf(answer["scope"])?.split(" ");
  const others = [answer["refresh_token"], answer["id_token"]].map((value) => stringOf(value));
  return {
    evidence: {
      ...seen,
      problem: "",
      notBegun: false,
      grantedScopes: granted,
      tokenType: stringOf(answer["token_type"]),
    },
    token,
    secrets: [...secrets, token, ...others.filter((other) => other !== undefined)],
  };
}

function tokenRequest(attempt: Attempt, code: string): Parameters<HttpClient["send"]>[0] {
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: attempt.redirectUri,
    client_id: attempt.clientId,
    code_verifier: attempt.verifier,
    resource: attempt.resource,
  });
  if (attempt.clientSecret !== undefined) form.set("client_secret", attempt.clientSecret);
  return {
    method: "POST",
    url: attempt.token,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: form.toString(),
  };
}

function oauthError(answer: unknown): string {
  const error = isJsonObject(answer) ? stringOf(answer["error"]) : undefined;
  return error === undefined ? "" : `, error ${error}`;
}

function stopped(problem: string, notBegun: boolean): SignedIn {
  const evidence: SignInEvidence = {
    problem,
    notBegun,
    callback: new Map(),
    state: "",
    issuer: "",
    askedScopes: [],
    grantedScopes: undefined,
    tokenType: undefined,
  };
  return { evidence, token: undefined, secrets: [] };
}
