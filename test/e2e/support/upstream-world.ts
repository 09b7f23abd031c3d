import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startAuthorizationServer } from "../../../generator/dev/authorization-server/authorization-server.ts";
import type { AuthorizationServer } from "../../../generator/dev/authorization-server/options.ts";
import { ana, ben } from "../../../demo/authorization-server/users.ts";
import { startGeneratedServer } from "../../../demo/generated-server.ts";
import { startHarbourApi } from "../../../demo/harbour-api/harbour-api.ts";
import type { RecordedRequest } from "../../../demo/harbour-api/harbour-app.ts";
import { generate } from "../../../generator/generate.ts";
import type { UpstreamOptions } from "../../../generator/options.ts";
import { api } from "../../../generated/harbour/src/api.ts";
import { freePort } from "../../support/free-port.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The audience of the Harbour API, which is not that of the MCP server. */
export const apiAudience = "https://api.harbour.example";
/** The server's own client at the authorization server. */
export const clientId = "harbour-mcp";
export const clientSecret = "harbour-s3cret-of-the-client";

/** The Harbour API behind a server that was generated for another mode than `forward`. */
export interface UpstreamWorld extends AsyncDisposable {
  readonly authorization: AuthorizationServer;
  readonly mcpUrl: URL;
  readonly resource: string;
  /** Every request that reached the API. */
  readonly apiRequests: RecordedRequest[];
  /** Every line that the generated server logged. */
  readonly logLines: string[];
}

/** Generates the Harbour server for a mode, and starts everything on loopback. */
export async function startUpstreamWorld(
  upstream: UpstreamOptions,
  environment: (world: { readonly issuer: string }) => Readonly<Record<string, string>>,
  overlay?: object,
): Promise<UpstreamWorld> {
  const stack = new AsyncDisposableStack();
  await mkdir(join(root, ".tmp"), { recursive: true });
  const folder = await mkdtemp(join(root, ".tmp", "upstream-"));
  stack.defer(async () => await rm(folder, { recursive: true }));
  const overlayFile = join(folder, "overlay.json");
  if (overlay !== undefined) await writeFile(overlayFile, JSON.stringify(overlay));
  const overlays = overlay === undefined ? [] : [overlayFile];
  await generate({ spec: join(root, "specs/harbour/openapi.yaml"), out: join(folder, "harbour"), upstream, overlays });
  const port = await freePort();
  const resource = `http://127.0.0.1:${port}/mcp`;
  const scopes = [...api.scopes.supported, "harbour:use"];
  const authorization = await startAuthorizationServer({
    resources: [
      { resource, scopes },
      { resource: apiAudience, scopes: api.scopes.supported },
    ],
    users: [ana, ben],
    serverClients: [{ id: clientId, secret: clientSecret, audience: resource, targets: [apiAudience] }],
  });
  stack.defer(async () => await authorization.close());
  const apiRequests: RecordedRequest[] = [];
  const harbour = await startHarbourApi({
    issuer: authorization.issuer,
    audience: apiAudience,
    onRequest: (request) => apiRequests.push(request),
  });
  stack.defer(async () => await harbour.close());
  const logLines: string[] = [];
  const line = (message: string, fields: object = {}): number => logLines.push(JSON.stringify({ message, ...fields }));
  const server = await startGeneratedServer(
    join(folder, "harbour"),
    {
      HOST: "127.0.0.1",
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      OAUTH_ISSUER: authorization.issuer,
      API_BASE_URL: harbour.url,
      LAME_DUCK_MS: "0",
      // Two callers make as many calls as two hundred would.
      RATE_LIMIT_CALLS_PER_CALLER: "0",
      ...environment(authorization),
    },
    { debug: line, info: line, warn: line, error: line },
  );
  stack.defer(async () => await server.stop());
  return {
    authorization,
    mcpUrl: new URL(resource),
    resource,
    apiRequests,
    logLines,
    [Symbol.asyncDispose]: async () => await stack.disposeAsync(),
  };
}

/** What the token of a recorded request says. */
export function claimsOf(request: RecordedRequest): Readonly<Record<string, unknown>> {
  const [, payload = ""] = (request.headers["authorization"] ?? "").split(".");
  return JSON.parse(Buffer.from(payload, "base64url").toString()) as Readonly<Record<string, unknown>>;
}
