import { argv } from "node:process";
import { pathToFileURL } from "node:url";
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from "@modelcontextprotocol/client";
import { createLoopbackSignIn, type LoopbackSignIn } from "./loopback-sign-in.ts";

/**
 * Connects to a hosted MCP server. The server answers the first request with 401, the SDK finds the authorization
 * server, registers and asks for a sign-in; the second attempt has a token.
 * @param url the MCP endpoint, such as `https://mcp.example.com/mcp`
 */
export async function connect(url: URL, signIn: LoopbackSignIn): Promise<Client> {
  const first = newConnection(url, signIn);
  try {
    await first.client.connect(first.transport);
    return first.client;
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error;
  }
  await first.transport.finishAuth(await signIn.callback());
  const second = newConnection(url, signIn);
  await second.client.connect(second.transport);
  return second.client;
}

function newConnection(
  url: URL,
  { provider }: LoopbackSignIn,
): { client: Client; transport: StreamableHTTPClientTransport } {
  return {
    client: new Client({ name: "my-agent", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } }),
    transport: new StreamableHTTPClientTransport(url, { authProvider: provider }),
  };
}

/** `node examples/connect-client/connect.ts https://mcp.example.com/mcp`: signs in and lists the tools. */
async function main(address: string | undefined): Promise<void> {
  if (address === undefined) throw new Error("which server? Give its URL: connect.ts https://mcp.example.com/mcp");
  const signIn = await createLoopbackSignIn();
  try {
    const client = await connect(new URL(address), signIn);
    const { tools } = await client.listTools();
    for (const tool of tools) console.log(`${tool.name}: ${tool.title ?? ""}`);
    await client.close();
  } finally {
    signIn.close();
  }
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) await main(argv[2]);
