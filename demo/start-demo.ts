import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { startAuthorizationServer } from "../generator/dev/authorization-server/authorization-server.ts";
import type { AuthorizationServer } from "../generator/dev/authorization-server/options.ts";
import { ana, ben } from "./authorization-server/users.ts";
import { freePort } from "../generator/dev/free-port.ts";
import { startGeneratedServer } from "./generated-server.ts";
import type { GeneratedServer, ServerLog } from "./generated-server.ts";
import { startHarbourApi } from "./harbour-api/harbour-api.ts";
import type { HarbourApi } from "./harbour-api/harbour-api.ts";
import type { RecordedRequest } from "./harbour-api/harbour-app.ts";

/** Where the parts of the demo listen, unless taken. */
export const preferredPorts = { server: 3000, api: 3001, authorizationServer: 3002 } as const;

/** Options of {@link startDemo}. */
export interface DemoOptions {
  /** The generated project that is served. */
  readonly directory: string;
  readonly log: ServerLog;
  /** Sees what reaches the API. */
  readonly onRequest?: (request: RecordedRequest) => void;
  /** Default: {@link preferredPorts}. */
  readonly ports?: { readonly [Part in keyof typeof preferredPorts]: number };
}

/** The demo, running. */
export interface Demo {
  /** The MCP endpoint. */
  readonly mcpUrl: string;
  readonly apiUrl: string;
  readonly issuer: string;
  /** Parts that are not on their preferred port, because something else is. */
  readonly moved: readonly (keyof typeof preferredPorts)[];
  readonly authorizationServer: AuthorizationServer;
  /** Ends everything; what is in flight is answered first. */
  close(): Promise<void>;
}

/** Starts the authorization server, the Harbour API and the generated server in front of it, all on loopback. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const ports = options.ports ?? preferredPorts;
  const [serverPort, apiPort, issuerPort] = await choosePorts(ports);
  const publicUrl = `http://127.0.0.1:${serverPort}`;
  const mcpUrl = `${publicUrl}/mcp`;
  const scopeWords = readScopes();
  const authorizationServer = await startAuthorizationServer({
    port: issuerPort,
    resources: [{ resource: mcpUrl, scopes: Object.keys(scopeWords) }],
    defaultResource: mcpUrl,
    users: [ana, ben],
    brand: "⚓ Harbour",
    scopeWords,
    fetchClientDocuments: true,
  });
  const running: { close(): Promise<void> }[] = [authorizationServer];
  const close = async (): Promise<void> => {
    for (const part of running.toReversed()) await part.close();
  };
  try {
    const api = await startApi(options, { port: apiPort, issuer: authorizationServer.issuer, audience: mcpUrl });
    running.push(api);
    const server = await startServer(options, { publicUrl, issuer: authorizationServer.issuer, apiUrl: api.url });
    running.push({ close: async () => await server.stop() });
    const moved = (["server", "api", "authorizationServer"] as const).filter(
      (part, index) => ports[part] !== 0 && [serverPort, apiPort, issuerPort][index] !== ports[part],
    );
    return { mcpUrl, apiUrl: api.url, issuer: authorizationServer.issuer, moved, authorizationServer, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Ports = NonNullable<DemoOptions["ports"]>;

async function choosePorts(ports: Ports): Promise<readonly [number, number, number]> {
  return [await freePort(ports.server), await freePort(ports.api), await freePort(ports.authorizationServer)];
}

/** The API takes the tokens that are made for the MCP endpoint: both are one resource (README, Tokens). */
async function startApi(
  options: DemoOptions,
  { port, issuer, audience }: { readonly port: number; readonly issuer: string; readonly audience: string },
): Promise<HarbourApi> {
  return await startHarbourApi({ port, issuer, audience, ...(options.onRequest && { onRequest: options.onRequest }) });
}

async function startServer(
  options: DemoOptions,
  { publicUrl, issuer, apiUrl }: { readonly publicUrl: string; readonly issuer: string; readonly apiUrl: string },
): Promise<GeneratedServer> {
  const environment = {
    PORT: new URL(publicUrl).port,
    HOST: "127.0.0.1",
    PUBLIC_URL: publicUrl,
    OAUTH_ISSUER: issuer,
    API_BASE_URL: apiUrl,
    // The Inspector's page calls from its own origin.
    ALLOWED_ORIGINS: "http://localhost:6274,http://127.0.0.1:6274",
    LAME_DUCK_MS: "0",
  };
  return await startGeneratedServer(options.directory, environment, options.log);
}

/** The scopes of the document, in words. */
function readScopes(): Readonly<Record<string, string>> {
  const file = join(import.meta.dirname, "../specs/harbour/openapi.yaml");
  const document = parse(readFileSync(file, "utf8")) as {
    readonly components: {
      readonly securitySchemes: {
        readonly harbour: {
          readonly flows: { readonly authorizationCode: { readonly scopes: Record<string, string> } };
        };
      };
    };
  };
  return document.components.securitySchemes.harbour.flows.authorizationCode.scopes;
}
