import { once } from "node:events";
import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { startAuthorizationServer } from "../../../generator/dev/authorization-server/authorization-server.ts";
import type { AuthorizationServer } from "../../../generator/dev/authorization-server/options.ts";
import { ana, ben } from "../../../demo/authorization-server/users.ts";
import { startHarbourApi } from "../../../demo/harbour-api/harbour-api.ts";
import type { RecordedRequest } from "../../../demo/harbour-api/harbour-app.ts";
import { api } from "../../../generated/harbour/src/api.ts";
import { custom } from "../../../generated/harbour/src/custom.ts";
import { tools, type ToolTypes } from "../../../generated/harbour/src/tools/index.ts";
import { createRuntime } from "../../../templates/src/runtime/create-runtime.ts";
import type { Handler } from "../../../templates/src/runtime/create-runtime.ts";
import type { HandlerOptions } from "../../../templates/src/runtime/handler-options.ts";
import { startServer } from "../../../templates/src/runtime/node/start-server.ts";
import { readTenants } from "../../../templates/src/runtime/tenants/read-tenants.ts";
import { freePort } from "../../support/free-port.ts";

/** One tenant: its own oidc-provider, with its own keys, users and grants, and its own Harbour API. */
export interface RunningTenant {
  readonly mcpUrl: URL;
  readonly authorization: AuthorizationServer;
  /** Every request that reached its API. */
  readonly apiRequests: RecordedRequest[];
}

/** One server for all of them. */
export interface TenantWorld {
  tenant(name: string): RunningTenant;
  readonly origin: string;
  /** Sets the server's clock ahead, in ms: keys were then fetched longer ago. */
  advance(ms: number): void;
  close(): Promise<void>;
}

/** Starts everything on loopback. Authorization servers and APIs are found by path, `/{tenant}/`, behind one address each. */
export async function startTenantWorld(names: readonly string[]): Promise<TenantWorld> {
  const origin = `http://127.0.0.1:${await freePort()}`;
  const [issuers, apis] = [await startSwitch(), await startSwitch()];
  const tenants = new Map<string, RunningTenant>();
  const closing: (() => Promise<void>)[] = [];
  for (const name of names) {
    const mcpUrl = new URL(`${origin}/${name}/mcp`);
    const issuer = `${issuers.url}/${name}`;
    const apiRequests: RecordedRequest[] = [];
    const authorization = await startAuthorizationServer({
      issuer,
      resources: [{ resource: mcpUrl.href, scopes: api.scopes.supported }],
      users: [ana, ben],
    });
    const onRequest = (request: RecordedRequest): unknown => apiRequests.push(request);
    const harbour = await startHarbourApi({ issuer, audience: mcpUrl.href, onRequest });
    issuers.targets.set(name, { address: authorization.address, keepsPath: true });
    apis.targets.set(name, { address: harbour.url, keepsPath: false });
    tenants.set(name, { mcpUrl, authorization, apiRequests });
    closing.push(harbour.close, authorization.close);
  }
  let ahead = 0;
  const now = (): number => Date.now() + ahead;
  const server = await startServer({
    createHandler: (options) => createHandler({ ...options, effects: { ...options.effects, now } }),
    createLog: () => ({ debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }),
    environment: {
      HOST: "127.0.0.1",
      PORT: new URL(origin).port,
      PUBLIC_URL: origin,
      TENANTS: names.join(","),
      OAUTH_ISSUER: `${issuers.url}/{tenant}`,
      API_BASE_URL: `${apis.url}/{tenant}`,
      LAME_DUCK_MS: "0",
    },
  });
  return {
    origin,
    advance: (ms) => {
      ahead += ms;
    },
    tenant: (name) => tenants.get(name) ?? missing(name),
    async close() {
      await server.stop();
      for (const close of [...closing, issuers.close, apis.close]) await close();
    },
  };
}

/** The Harbour server as it is generated with `auth: { tenants: true }`. */
function createHandler(options: HandlerOptions): Handler {
  return createRuntime<ToolTypes>({ api, tools, custom, features: { tenants: readTenants } }, options);
}

function missing(name: string): never {
  throw new Error(`there is no tenant ${name}`);
}

interface Target {
  readonly address: string;
  /** Whether the target knows that it is below `/{tenant}`. */
  readonly keepsPath: boolean;
}

interface Switch {
  readonly url: string;
  readonly targets: Map<string, Target>;
  close(): Promise<void>;
}

/** A reverse proxy: the first segment of the path, or the last of a well-known one, says whose request it is. */
async function startSwitch(): Promise<Switch> {
  const targets = new Map<string, Target>();
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url ?? "/";
    const name = (path.startsWith("/.well-known/") ? path.split("/").at(-1) : path.split("/")[1]) ?? "";
    const target = targets.get(name);
    if (target === undefined) outgoing.writeHead(404).end();
    else pass(incoming, outgoing, target.address + (target.keepsPath ? path : path.slice(name.length + 1)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
    },
  };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, url: string): void {
  const { method, headers } = incoming;
  const forwarded = send(url, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  forwarded.on("error", () => outgoing.destroy());
  incoming.pipe(forwarded);
}
