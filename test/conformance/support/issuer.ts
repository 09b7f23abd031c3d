import { createServer } from "node:http";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { close, listen } from "./loopback.ts";

/** The least an authorization server is to a resource server: a name, keys, and tokens signed with them. */
export interface Issuer extends AsyncDisposable {
  /** Issuer identifier (RFC 8414, 2). */
  readonly url: string;
  /** An access token (RFC 9068) that lives for an hour. `scope` is space-separated. */
  mint(audience: string, scope: string): Promise<string>;
}

/** Starts an issuer on loopback, with metadata and keys of its own. */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const key = { ...(await exportJWK(publicKey)), kid: "one", alg: "ES256", use: "sig" };
  const documents = new Map<string | undefined, () => unknown>([
    ["/.well-known/oauth-authorization-server", () => ({ issuer: url, jwks_uri: `${url}/keys` })],
    ["/keys", () => ({ keys: [key] })],
  ]);
  const server = createServer((request, response) => {
    const document = documents.get(request.url);
    if (document === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document()));
  });
  const url = await listen(server);
  return {
    url,
    mint: (audience, scope) =>
      new SignJWT({ scope, client_id: "conformance-suite" })
        .setProtectedHeader({ alg: "ES256", kid: "one", typ: "at+jwt" })
        .setIssuer(url)
        .setSubject("ada")
        .setAudience(audience)
        .setJti(crypto.randomUUID())
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(privateKey),
    [Symbol.asyncDispose]: () => close(server),
  };
}
