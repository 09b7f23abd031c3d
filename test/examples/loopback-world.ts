/** What a mounted server needs around it, on loopback: an issuer that publishes keys, and an API that records. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** An issuer and an API, listening. */
export interface LoopbackWorld extends AsyncDisposable {
  readonly issuer: string;
  readonly apiBaseUrl: string;
  /** `METHOD path authorization` of each request that reached the API. */
  readonly apiRequests: readonly string[];
  /** An access token (RFC 9068) for a resource. */
  mint(audience: string, scope: string): Promise<string>;
}

/** Starts listening on a free port of loopback and gives the origin. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return originOf(server);
}

/** The origin of a server that listens on loopback. */
export function originOf(server: Server): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has an AddressInfo
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Stops a server, whatever its clients hold open. */
export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}

function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Starts the issuer and the API. */
export async function startLoopbackWorld(): Promise<LoopbackWorld> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const key = { ...(await exportJWK(publicKey)), kid: "one", alg: "ES256", use: "sig" };
  const issuerServer = createServer((request, response) => {
    const jwks = `${issuer}/keys`;
    if (request.url === "/keys") return answer(response, { keys: [key] });
    if (request.url?.startsWith("/.well-known/")) return answer(response, { issuer, jwks_uri: jwks });
    return response.writeHead(404).end();
  });
  const issuer = await listen(issuerServer);

  const apiRequests: string[] = [];
  const apiServer = createServer((request: IncomingMessage, response) => {
    apiRequests.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    answer(response, { open: true });
  });
  const apiBaseUrl = `${await listen(apiServer)}/v1`;

  return {
    issuer,
    apiBaseUrl,
    apiRequests,
    mint: (audience, scope) =>
      new SignJWT({ scope, client_id: "test-client" })
        .setProtectedHeader({ alg: "ES256", kid: "one", typ: "at+jwt" })
        .setIssuer(issuer)
        .setSubject("ada")
        .setAudience(audience)
        .setJti(crypto.randomUUID())
        .setIssuedAt()
        .setExpirationTime("5m")
        .sign(privateKey),
    async [Symbol.asyncDispose]() {
      await Promise.all([close(issuerServer), close(apiServer)]);
    },
  };
}
