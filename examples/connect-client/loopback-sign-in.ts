import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type {
  OAuthClientInformationMixed,
  OAuthClientProvider,
  OAuthDiscoveryState,
  OAuthTokens,
} from "@modelcontextprotocol/client";

/** One person's sign-in on this machine: the browser comes back to a port of its own (RFC 8252, 7.3). */
export interface LoopbackSignIn {
  /** For the SDK's transport. */
  readonly provider: OAuthClientProvider;
  /** Waits for the browser. @returns the parameters it came back with, their `state` checked */
  callback(): Promise<URLSearchParams>;
  close(): void;
}

/** How long a person has to sign in, in ms. */
const patienceMs = 300_000;

/**
 * Listens on a free port of the loopback address, and keeps client and tokens in memory: a program that should not ask
 * again at its next start stores what the provider's `save` members are given, in the keychain of its system.
 * @param open shows a URL to the person; by default on standard error
 * @throws Error of `callback()` when nobody came back in time, or with another `state`
 */
export async function createLoopbackSignIn(
  open: (url: URL) => void = (url) => console.error(`Open this in a browser:\n\n  ${url.href}\n`),
): Promise<LoopbackSignIn> {
  const arrived = Promise.withResolvers<URLSearchParams>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname !== "/callback") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/plain" }).end("You can close this window.");
    arrived.resolve(url.searchParams);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on a port has such an address
  const { port } = server.address() as AddressInfo;
  const state = randomUUID();
  return {
    provider: createProvider(`http://127.0.0.1:${port}/callback`, state, open),
    async callback() {
      const late = new Promise<never>((_resolve, reject) => {
        setTimeout(() => reject(new Error("nobody signed in within five minutes")), patienceMs).unref();
      });
      const parameters = await Promise.race([arrived.promise, late]);
      if (parameters.get("state") !== state) throw new Error("the answer does not belong to this sign-in");
      return parameters;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function createProvider(redirectUrl: string, state: string, open: (url: URL) => void): OAuthClientProvider {
  let client: OAuthClientInformationMixed | undefined;
  let tokens: OAuthTokens | undefined;
  let discovery: OAuthDiscoveryState | undefined;
  let verifier = "";
  return {
    redirectUrl,
    clientMetadata: {
      client_name: "My agent",
      redirect_uris: [redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    },
    state: () => state,
    clientInformation: () => client,
    saveClientInformation: (information) => void (client = information),
    tokens: () => tokens,
    saveTokens: (given) => void (tokens = given),
    discoveryState: () => discovery,
    saveDiscoveryState: (found) => void (discovery = found),
    codeVerifier: () => verifier,
    saveCodeVerifier: (given) => void (verifier = given),
    redirectToAuthorization: (url) => open(url),
  };
}
