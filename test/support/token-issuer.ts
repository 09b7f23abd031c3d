import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** A minimal authorization server for tests that are not about signing in: discovery, keys, and tokens of any content. */
export interface TokenIssuer {
  readonly url: string;
  /** An access token (RFC 9068) with these claims over the usual ones. */
  mint(claims: Readonly<Record<string, unknown>>): Promise<string>;
  close(): Promise<void>;
}

/** Starts it on loopback. It takes `delayMs` for each document. */
export async function tokenIssuer(delayMs = 0): Promise<TokenIssuer> {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "test", alg: "ES256", use: "sig" }] };
  const server = createServer((request, response) => {
    const document = request.url === "/jwks" ? keys : { issuer: url, jwks_uri: `${url}/jwks` };
    response.setHeader("content-type", "application/json");
    setTimeout(() => response.end(JSON.stringify(document)), delayMs);
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    mint: async (claims) =>
      new SignJWT({ client_id: "test-client", jti: crypto.randomUUID(), sub: "someone", ...claims })
        .setProtectedHeader({ alg: "ES256", kid: "test", typ: "at+jwt" })
        .setIssuer(url)
        .setIssuedAt()
        .setExpirationTime(typeof claims["exp"] === "number" ? claims["exp"] : "5m")
        .sign(privateKey),
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
    },
  };
}
