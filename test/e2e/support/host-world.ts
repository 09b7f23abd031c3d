import { startAuthorizationServer } from "../../../generator/dev/authorization-server/authorization-server.ts";
import { ana, ben } from "../../../demo/authorization-server/users.ts";
import { startHarbourApi } from "../../../demo/harbour-api/harbour-api.ts";
import type { RecordedRequest } from "../../../demo/harbour-api/harbour-app.ts";
import { api } from "../../../generated/harbour/src/api.ts";
import { freePort } from "../../support/free-port.ts";

/** An authorization server and a fresh Harbour API, for a server that runs on some host. */
export interface HostWorld {
  readonly port: number;
  readonly publicUrl: string;
  readonly issuer: string;
  readonly apiRequests: RecordedRequest[];
  /** The variables that every host's server is given. */
  readonly environment: Readonly<Record<string, string>>;
  /** A token for the server. Default: with all scopes. */
  token(claims?: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** Starts both on loopback. The API's clock stands still at `now`. */
export async function startHostWorld(now: Date = new Date()): Promise<HostWorld> {
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const resource = `${publicUrl}/mcp`;
  const apiRequests: RecordedRequest[] = [];
  const authorization = await startAuthorizationServer({
    resources: [{ resource, scopes: api.scopes.supported }],
    users: [ana, ben],
  });
  const harbour = await startHarbourApi({
    issuer: authorization.issuer,
    audience: resource,
    clock: () => now,
    onRequest: (request) => apiRequests.push(request),
  });
  return {
    port,
    publicUrl,
    issuer: authorization.issuer,
    apiRequests,
    environment: {
      HOST: "127.0.0.1",
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      OAUTH_ISSUER: authorization.issuer,
      API_BASE_URL: harbour.url,
      LAME_DUCK_MS: "0",
    },
    token: async (claims = {}) => await authorization.controls.mint(claims),
    async close() {
      await harbour.close();
      await authorization.close();
    },
  };
}
