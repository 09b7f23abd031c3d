import { createServer } from "node:http";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { api } from "../../src/api.ts";
import { createHandler } from "../../src/handler.ts";
import { startServer } from "../../src/runtime/node/start-server.ts";
import { readContractDocument } from "./contract-document.ts";
import type { ContractDocument, Fields } from "./contract-document.ts";
import { listen } from "./listen.ts";
import { startMockApi } from "./mock-api.ts";
import type { MockApi } from "./mock-api.ts";
import { requiredClaims, serverEnvironment } from "./server-environment.ts";
import { startTokenIssuer } from "./token-issuer.ts";
import type { TokenIssuer, TokenWish } from "./token-issuer.ts";

/** A tool as a client sees it. */
export interface ListedTool {
  readonly name: string;
  readonly inputSchema: Fields;
}

/** A client of the MCP SDK that is signed in. */
export interface SignedInClient {
  readonly token: string;
  listTools(): Promise<readonly ListedTool[]>;
  callTool(name: string, args: Fields): Promise<{ readonly isError: boolean; readonly content: unknown }>;
}

/** This server, started in front of a mock of its API, with an authorization server: everything on loopback. */
export interface ContractWorld extends AsyncDisposable {
  readonly document: ContractDocument;
  readonly mock: MockApi;
  readonly issuer: TokenIssuer;
  /** `http://127.0.0.1:<port>/mcp`. */
  readonly mcpUrl: string;
  /** A token for this server with these scopes; `wish` makes it wrong. */
  token(scopes: readonly string[], wish?: TokenWish): Promise<string>;
  /** Connects the SDK's client with a token of all scopes. */
  connect(): Promise<SignedInClient>;
  /** Sends one message as it is, to see the bare HTTP answer. */
  post(message: object, token?: string): Promise<Response>;
}

const protocolVersion = "2025-11-25";

/** Starts it. Dispose of it at the end. */
export async function startContractWorld(): Promise<ContractWorld> {
  const stack = new AsyncDisposableStack();
  const document = readContractDocument(new URL("../openapi.json", import.meta.url));
  const mock = stack.use(await startMockApi());
  const issuer = stack.use(await startTokenIssuer(api.auth?.provider === "auth0" ? "/" : ""));
  const port = await freePort();
  const silent = (): void => {};
  const server = await startServer({
    createHandler,
    environment: serverEnvironment({ api, port, issuer, mock }),
    createLog: () => ({ debug: silent, info: silent, warn: silent, error: silent }),
  });
  stack.defer(async () => await server.stop());
  const mcpUrl = `http://127.0.0.1:${port}/mcp`;
  const allScopes = [...new Set(document.operations.flatMap(({ scopes }) => scopes.flat()))];

  async function token(scopes: readonly string[], wish: TokenWish = {}): Promise<string> {
    const text = scopes.join(" ");
    const scp = api.auth?.provider === "okta" ? scopes : text;
    const claims = { aud: mcpUrl, scope: text, scp, ...requiredClaims(api), ...wish.claims };
    return await issuer.mint({ ...wish, claims });
  }

  return {
    document,
    mock,
    issuer,
    mcpUrl,
    token,
    async connect() {
      const bearer = await token(allScopes);
      const client = new Client(
        { name: "contract-tests", version: "1" },
        { versionNegotiation: { mode: { pin: "2026-07-28" } } },
      );
      const requestInit = { headers: { authorization: `Bearer ${bearer}` } };
      await client.connect(new StreamableHTTPClientTransport(new URL(mcpUrl), { requestInit }));
      stack.defer(async () => await client.close());
      return {
        token: bearer,
        listTools: async () => (await client.listTools()).tools,
        callTool: async (name, args) => {
          const { isError = false, content } = await client.callTool({ name, arguments: { ...args } });
          return { isError, content };
        },
      };
    },
    async post(message, bearer) {
      return await fetch(mcpUrl, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json, text/event-stream",
          "mcp-protocol-version": protocolVersion,
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        body: JSON.stringify(message),
      });
    },
    [Symbol.asyncDispose]: async () => await stack.disposeAsync(),
  };
}

/** The server's public URL must be known before it listens. */
async function freePort(): Promise<number> {
  const { port, close } = await listen(createServer());
  await close();
  return port;
}
