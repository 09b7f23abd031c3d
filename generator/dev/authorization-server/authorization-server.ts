import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Provider } from "oidc-provider";
import { createProvider } from "./create-provider.ts";
import { applyDefaultScope } from "./default-scope.ts";
import { applyFault, endpointOf, handleCors } from "./endpoints.ts";
import { handleInteraction } from "./interaction.ts";
import { createMemoryAdapter } from "./memory-adapter.ts";
import { enterMount } from "./mount.ts";
import type {
  AuthorizationServer,
  AuthorizationServerControls,
  AuthorizationServerOptions,
  Endpoint,
  MintOptions,
  ProtectedResource,
} from "./options.ts";
import { createSigningKey, signToken } from "./signing-key.ts";
import type { SigningKey } from "./signing-key.ts";

const host = "127.0.0.1";

/** The state behind the controls. */
interface State {
  readonly issuer: string;
  readonly options: AuthorizationServerOptions;
  readonly resources: Map<string, ProtectedResource>;
  readonly rebuild: () => Provider;
  keys: readonly [SigningKey, ...SigningKey[]];
  provider: Provider;
}

/**
 * Starts an OAuth 2.1 authorization server on loopback, for `slipway dev`, the demo and tests.
 *
 * @throws the listen error when the port is taken (`EADDRINUSE`)
 */
export async function startAuthorizationServer(options: AuthorizationServerOptions): Promise<AuthorizationServer> {
  const server = createServer();
  server.listen(options.port ?? 0, host);
  await once(server, "listening");
  const address = `http://${host}:${(server.address() as AddressInfo).port}`;
  const issuer = options.issuer ?? address;
  const hits: Record<Endpoint, number> = {
    discovery: 0,
    jwks: 0,
    registration: 0,
    authorization: 0,
    interaction: 0,
    token: 0,
    revocation: 0,
    introspection: 0,
    other: 0,
  };
  const { state, controls } = await createState(issuer, options, hits);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const endpoint = endpointOf(new URL(enterMount(issuer, request), issuer).pathname);
    hits[endpoint] += 1;
    handle(state, controls, { endpoint, request, response }).catch((error: unknown) => {
      options.onError?.(error);
      if (!response.headersSent) response.writeHead(400, { "Content-Type": "text/plain; charset=utf-8" });
      response.end("This request cannot be answered: it has expired, or it belongs to another browser.\n");
    });
  });
  return {
    issuer,
    address,
    controls,
    stop: async () => await closeServer(server),
    async start() {
      server.listen(Number(new URL(address).port), host);
      await once(server, "listening");
    },
    close: async () => {
      if (server.listening) await closeServer(server);
    },
  };
}

interface Exchange {
  readonly endpoint: Endpoint;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function handle(state: State, controls: AuthorizationServerControls, exchange: Exchange): Promise<void> {
  const { endpoint, request, response } = exchange;
  const fault = controls.fault[endpoint] ?? controls.fault.all;
  if (fault && (await applyFault(fault, response))) return;
  if (handleCors(endpoint, request, response)) return;
  if (endpoint === "interaction") return await handleInteraction(state.provider, state.options, request, response);
  applyDefaultScope(new URL(state.issuer).origin, request);
  await state.provider.callback()(request, response);
}

async function createState(
  issuer: string,
  options: AuthorizationServerOptions,
  hits: Readonly<Record<Endpoint, number>>,
): Promise<{ state: State; controls: AuthorizationServerControls }> {
  const resources = new Map(options.resources.map((resource) => [resource.resource, resource]));
  const adapter = createMemoryAdapter();
  const cookieKeys = [randomUUID()];
  const keys: State["keys"] = [await createSigningKey()];
  let ttl = options.ttl ?? 600;
  const build = (current: readonly SigningKey[]): Provider =>
    createProvider({ issuer, options, adapter, keys: current, resources, ttl: () => ttl, cookieKeys });
  const state: State = { issuer, options, resources, keys, provider: build(keys), rebuild: () => build(state.keys) };
  const controls: AuthorizationServerControls = {
    get ttl() {
      return ttl;
    },
    set ttl(seconds) {
      ttl = seconds;
    },
    fault: {},
    hits,
    async rotate({ keepOld }) {
      state.keys = [await createSigningKey(), ...(keepOld ? state.keys : [])];
      state.provider = state.rebuild();
    },
    mint: async (claims, mintOptions) => await mint(state, ttl, claims, mintOptions ?? {}),
    addResource(resource) {
      resources.set(resource.resource, resource);
      state.provider = state.rebuild();
    },
  };
  return { state, controls };
}

async function mint(
  state: State,
  ttl: number,
  claims: Readonly<Record<string, unknown>>,
  { header, key }: MintOptions,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const [resource] = state.resources.values();
  const usual = {
    iss: state.issuer,
    aud: resource?.audience ?? resource?.resource,
    sub: state.options.users[0]?.username,
    client_id: "minted",
    jti: randomUUID(),
    iat: now,
    exp: now + ttl,
    scope: resource?.scopes.join(" "),
  };
  return await signToken({ ...usual, ...claims }, { typ: "at+jwt", ...header }, key ?? state.keys[0]);
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
}
