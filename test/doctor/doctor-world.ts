import { startAuthorizationServer } from "../../generator/dev/authorization-server/authorization-server.ts";
import type { AuthorizationServer } from "../../generator/dev/authorization-server/options.ts";
import { ana, ben } from "../../demo/authorization-server/users.ts";
import { startHarbourApi } from "../../demo/harbour-api/harbour-api.ts";
import { api } from "../../generated/harbour/src/api.ts";
import { createHandler } from "../../generated/harbour/src/handler.ts";
import { startServer } from "../../generated/harbour/src/runtime/node/start-server.ts";
import { freePort } from "../support/free-port.ts";
import { type FaultyProxy, type ProxyFault, startFaultyProxy } from "./faulty-proxy.ts";

/** A page that the server allows. */
export const allowedOrigin = "https://app.example.com";
/** An audience that the server takes beside its resource. */
export const otherAudience = "api://harbour";

/** A correct server and a correct authorization server, each behind a proxy that can be made faulty. */
export interface DoctorWorld {
  readonly mcp: FaultyProxy;
  /** The issuer is this proxy: it puts its own address in place of the real one. */
  readonly as: FaultyProxy;
  readonly authorization: AuthorizationServer;
  readonly url: string;
  /** What the authorization server's proxy always does. */
  readonly asNormal: ProxyFault;
  token(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Starts everything on loopback. */
export async function startDoctorWorld(): Promise<DoctorWorld> {
  const mcp = await startFaultyProxy();
  const as = await startFaultyProxy();
  const url = `${mcp.url}/mcp`;
  const authorization = await startAuthorizationServer({
    resources: [{ resource: url, scopes: api.scopes.supported }],
    users: [ana, ben],
  });
  as.target = authorization.issuer;
  const asNormal: ProxyFault = {
    answer: (answer) => void (answer.body = answer.body.replaceAll(authorization.issuer, as.url)),
  };
  as.fault = asNormal;
  const harbour = await startHarbourApi({ issuer: as.url, audience: url });
  const port = await freePort();
  const server = await startServer({
    createHandler,
    createLog: () => quiet,
    environment: {
      HOST: "127.0.0.1",
      PORT: String(port),
      PUBLIC_URL: mcp.url,
      OAUTH_ISSUER: as.url,
      OAUTH_AUDIENCE: `${url},${otherAudience}`,
      API_BASE_URL: harbour.url,
      ALLOWED_ORIGINS: allowedOrigin,
      LAME_DUCK_MS: "0",
    },
  });
  mcp.target = `http://127.0.0.1:${port}`;
  return {
    mcp,
    as,
    authorization,
    url,
    asNormal,
    token: async (claims = {}) => await authorization.controls.mint({ iss: as.url, ...claims }),
    async close() {
      await server.stop();
      await harbour.close();
      await authorization.close();
      await mcp.close();
      await as.close();
    },
  };
}
