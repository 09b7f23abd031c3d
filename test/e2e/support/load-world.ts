import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { auth } from "@modelcontextprotocol/sdk/client/auth.js";
import { startAuthorizationServer } from "../../../generator/dev/authorization-server/authorization-server.ts";
import type { AuthorizationServer, DemoUser } from "../../../generator/dev/authorization-server/options.ts";
import { ana, ben } from "../../../demo/authorization-server/users.ts";
import { generate } from "../../../generator/generate.ts";
import { startServer } from "../../../generated/harbour/src/runtime/node/start-server.ts";
import { close, listen } from "../../conformance/support/loopback.ts";
import { freePort } from "../../support/free-port.ts";
import { HeadlessProvider } from "./headless-provider.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Who calls. */
export const callers: readonly [ana: DemoUser, ben: DemoUser] = [ana, ben];

/** What a caller was answered. */
export interface Answer {
  readonly status: number;
  readonly id: unknown;
  /** What the API said: whose token it saw, and for which request. */
  readonly said: unknown;
  /** What a refusal says. */
  readonly error: unknown;
  readonly retryAfter: string | null;
  /** What the challenge says, if there is one. */
  readonly challenge: string | null;
}

/** A generated server that can look tokens up, an API that says whose token it saw, and an authorization server that can fail. */
export interface LoadWorld extends AsyncDisposable {
  readonly authorization: AuthorizationServer;
  /** Bearer tokens that reached the API, in order. */
  readonly arrived: string[];
  /** Milliseconds that the server's clock is ahead. */
  ahead: number;
  /** A new token of a caller, from a sign-in. */
  signIn(caller: DemoUser): Promise<string>;
  /** A new JWT of a caller, without asking the authorization server, which may be stopped. */
  mint(caller: DemoUser): Promise<string>;
  /** Calls `list_berths`; the JSON-RPC id is the limit that is asked for. */
  call(token: string, id: number): Promise<Answer>;
}

/** Starts everything on loopback, for tokens of one kind. */
export async function startLoadWorld(tokens: "jwt" | "opaque"): Promise<LoadWorld> {
  const stack = new AsyncDisposableStack();
  try {
    const port = await freePort();
    const resource = `http://127.0.0.1:${port}/mcp`;
    const resourceServer = { id: "harbour-mcp", secret: "looks tokens up", audience: resource, targets: [] };
    const authorization = await startAuthorizationServer({
      resources: [{ resource, scopes: ["berths:read"], tokens }],
      users: callers,
      ttl: 3_600,
      serverClients: [resourceServer],
    });
    stack.defer(() => authorization.close());
    const arrived: string[] = [];
    const owners = new Map<string, string>();
    const apiUrl = await startOwnerApi(stack, arrived, owners);
    const clock = { ahead: 0 };
    const { createHandler } = await generateHarbour(stack);
    const server = await startServer({
      createHandler: ({ effects, ...options }) =>
        createHandler({ ...options, effects: { ...effects, now: () => Date.now() + clock.ahead } }),
      createLog: () => ({ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }),
      environment: {
        HOST: "127.0.0.1",
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        OAUTH_ISSUER: authorization.issuer,
        API_BASE_URL: apiUrl,
        LAME_DUCK_MS: "0",
        ...(tokens === "opaque" && {
          OAUTH_INTROSPECTION_URI: "discover",
          OAUTH_CLIENT_ID: resourceServer.id,
          OAUTH_CLIENT_SECRET: resourceServer.secret,
        }),
      },
    });
    stack.defer(() => server.stop());
    const own = (token: string, { username }: DemoUser): string => {
      owners.set(`Bearer ${token}`, username);
      return token;
    };
    return {
      authorization,
      arrived,
      get ahead() {
        return clock.ahead;
      },
      set ahead(ms) {
        clock.ahead = ms;
      },
      signIn: async (caller) => own(await signIn(new URL(resource), caller), caller),
      mint: async (caller) => own(await authorization.controls.mint({ sub: caller.username }), caller),
      call: (token, id) => call(resource, token, id),
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** The Harbour server anew, with the part that looks tokens up. */
async function generateHarbour(
  stack: AsyncDisposableStack,
): Promise<typeof import("../../../generated/harbour/src/handler.ts")> {
  await mkdir(join(root, ".tmp"), { recursive: true });
  const folder = await mkdtemp(join(root, ".tmp/load-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  await generate({ spec: join(root, "specs/harbour/openapi.yaml"), out: folder, auth: { introspection: true } });
  const handler: unknown = await import(pathToFileURL(join(folder, "src/handler.ts")).href);
  return handler as typeof import("../../../generated/harbour/src/handler.ts");
}

/** An API that answers late now and then, so that answers overtake each other. */
async function startOwnerApi(
  stack: AsyncDisposableStack,
  arrived: string[],
  owners: ReadonlyMap<string, string>,
): Promise<string> {
  const api = createServer((request, response) => {
    const authorization = request.headers.authorization ?? "";
    arrived.push(authorization);
    const answer = JSON.stringify({ owner: owners.get(authorization), url: request.url });
    setTimeout(
      () => {
        response.writeHead(200, { "content-type": "application/json" }).end(answer);
      },
      (arrived.length * 7) % 11,
    );
  });
  stack.defer(() => close(api));
  return await listen(api);
}

/** The client's part of the flow, without a request to the server that has the token. */
async function signIn(serverUrl: URL, caller: DemoUser): Promise<string> {
  const provider = new HeadlessProvider(caller);
  await auth(provider as never, { serverUrl });
  const authorizationCode = (await provider.signIn()).get("code") ?? "";
  await auth(provider as never, { serverUrl, authorizationCode });
  const token = provider.tokens()?.access_token;
  if (token === undefined) throw new TypeError("the sign-in gave no token");
  return token;
}

interface Message {
  readonly id?: unknown;
  readonly result?: { readonly structuredContent?: unknown };
  readonly error?: { readonly message?: unknown };
  readonly error_description?: unknown;
}

async function call(url: string, token: string, id: number): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2025-11-25",
    },
    body: JSON.stringify({
      jsonrpc: "2.0",
      id,
      method: "tools/call",
      params: { name: "list_berths", arguments: { limit: id } },
    }),
    signal: AbortSignal.timeout(15_000),
  });
  const message = (await response.json()) as Message;
  return {
    status: response.status,
    id: message.id,
    said: message.result?.structuredContent,
    error: message.error_description ?? message.error?.message,
    retryAfter: response.headers.get("retry-after"),
    challenge: /error_description="([^"]*)"/.exec(response.headers.get("www-authenticate") ?? "")?.[1] ?? null,
  };
}
