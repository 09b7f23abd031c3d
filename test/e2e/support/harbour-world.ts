import { startAuthorizationServer } from "../../../generator/dev/authorization-server/authorization-server.ts";
import type { AuthorizationServer } from "../../../generator/dev/authorization-server/options.ts";
import { ana, ben } from "../../../demo/authorization-server/users.ts";
import { startHarbourApi } from "../../../demo/harbour-api/harbour-api.ts";
import type { RecordedRequest } from "../../../demo/harbour-api/harbour-app.ts";
import { api } from "../../../generated/harbour/src/api.ts";
import { custom } from "../../../generated/harbour/src/custom.ts";
import { features } from "../../../generated/harbour/src/features.ts";
import { createRuntime, type RuntimeFeatures } from "../../../generated/harbour/src/runtime/create-runtime.ts";
import type { Log } from "../../../generated/harbour/src/runtime/log.ts";
import type { ApiAuth } from "../../../generated/harbour/src/runtime/surface-types.ts";
import { tools } from "../../../generated/harbour/src/tools/index.ts";
import { startServer } from "../../../generated/harbour/src/runtime/node/start-server.ts";
import { freePort } from "../../support/free-port.ts";

/** The real parts: oidc-provider, the Harbour API over SQLite, and the generated server in front of it. */
export interface HarbourWorld {
  readonly authorization: AuthorizationServer;
  readonly mcpUrl: URL;
  /** Where the API is. */
  readonly apiUrl: string;
  readonly resource: string;
  /** Every request that reached the API. */
  readonly apiRequests: RecordedRequest[];
  /** Every line that the generated server logged. */
  readonly logLines: string[];
  restart(): Promise<void>;
  /** Starts another replica of the server, on a port of its own; it is closed with the world. */
  addReplica(environment?: Readonly<Record<string, string>>): Promise<URL>;
  close(): Promise<void>;
}

/** Starts everything on loopback. `auth`: what a config could say of callers at generation; `more`: features besides its own. */
export async function startHarbourWorld(
  environment: Readonly<Record<string, string>> = {},
  auth: ApiAuth = {},
  more: RuntimeFeatures = {},
): Promise<HarbourWorld> {
  const port = await freePort();
  const resource = `http://127.0.0.1:${port}/mcp`;
  const apiRequests: RecordedRequest[] = [];
  const logLines: string[] = [];
  const authorization = await startAuthorizationServer({
    resources: [{ resource, scopes: api.scopes.supported }],
    users: [ana, ben],
  });
  const harbour = await startHarbourApi({
    issuer: authorization.issuer,
    audience: resource,
    onRequest: (request) => apiRequests.push(request),
  });
  const start = async (changed: Readonly<Record<string, string>> = {}): ReturnType<typeof startServer> =>
    startServer({
      createHandler: (options) =>
        createRuntime({ api: { ...api, auth }, tools, custom, features: { ...features, ...more } }, options),
      createLog: () => arrayLog(logLines),
      environment: {
        HOST: "127.0.0.1",
        PORT: String(port),
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        OAUTH_ISSUER: authorization.issuer,
        API_BASE_URL: harbour.url,
        LAME_DUCK_MS: "0",
        ...environment,
        ...changed,
      },
    });
  let server = await start();
  const replicas: Awaited<ReturnType<typeof startServer>>[] = [];
  return {
    authorization,
    mcpUrl: new URL(resource),
    apiUrl: harbour.url,
    resource,
    apiRequests,
    logLines,
    async restart() {
      await server.stop();
      server = await start();
    },
    async addReplica(changed = {}) {
      const replica = await start({ PORT: "0", ...changed });
      replicas.push(replica);
      return new URL(`http://127.0.0.1:${replica.port}/mcp`);
    },
    async close() {
      await Promise.all([server, ...replicas].map((one) => one.stop()));
      await harbour.close();
      await authorization.close();
    },
  };
}

function arrayLog(lines: string[]): Log {
  const write =
    (level: string) =>
    (message: string, fields: object = {}): void => {
      lines.push(JSON.stringify({ level, message, ...fields }));
    };
  return {
    debug: write("debug"),
    info: write("info"),
    warn: write("warn"),
    error: write("error"),
    audit: (line) => write("info")("audit", line),
  };
}
