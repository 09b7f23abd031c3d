import { startAuthorizationServer } from "../../generator/dev/authorization-server/authorization-server.ts";
import type { AuthorizationServer } from "../../generator/dev/authorization-server/options.ts";
import { ana, ben } from "../../demo/authorization-server/users.ts";
import { startHarbourApi } from "../../demo/harbour-api/harbour-api.ts";
import type { HarbourApi } from "../../demo/harbour-api/harbour-api.ts";
import type { RecordedRequest } from "../../demo/harbour-api/harbour-app.ts";
import { scopeWords } from "./harbour-document.ts";

/** A Harbour API with an authorization server that mints its tokens, both on free ports. */
export interface HarbourUnderTest {
  readonly api: HarbourApi;
  readonly authorizationServer: AuthorizationServer;
  readonly requests: RecordedRequest[];
  /** A token for the API. Scopes as in the claim, separated by spaces. */
  token(scope: string, user?: string): Promise<string>;
  /** Calls the API; `token` is left out when undefined. */
  call(method: string, path: string, options?: CallOptions): Promise<Response>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer> | URLSearchParams | FormData | undefined;
}

/** Monday. */
export const today = "2026-06-15";
export const allScopes: string = Object.keys(scopeWords).join(" ");
const audience = "https://mcp.harbour.example/mcp";

export async function startHarbourUnderTest(): Promise<HarbourUnderTest> {
  const resources = [{ resource: audience, scopes: Object.keys(scopeWords) }];
  const authorizationServer = await startAuthorizationServer({ resources, users: [ana, ben] });
  const requests: RecordedRequest[] = [];
  const api = await startHarbourApi({
    issuer: authorizationServer.issuer,
    audience,
    clock: () => new Date(`${today}T08:00:00Z`),
    onRequest: (request) => requests.push(request),
  });
  return {
    api,
    authorizationServer,
    requests,
    token: async (scope, user = "ana") => await authorizationServer.controls.mint({ scope, sub: user }),
    async call(method, path, { token, headers, body } = {}) {
      const authorization = token === undefined ? {} : { Authorization: `Bearer ${token}` };
      return await fetch(api.url + path, { method, headers: { ...headers, ...authorization }, body: body ?? null });
    },
    async close() {
      await api.close();
      await authorizationServer.close();
    },
  };
}

export const json: Readonly<Record<string, string>> = { "Content-Type": "application/json" };
export const mergePatch: Readonly<Record<string, string>> = { "Content-Type": "application/merge-patch+json" };
