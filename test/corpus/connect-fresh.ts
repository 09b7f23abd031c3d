import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import type { ListedTool } from "../support/connect-with-token.ts";

/** One connection of the SDK's client that outlives its tokens. */
export interface FreshClient {
  listTools(): Promise<readonly ListedTool[]>;
  callTool(call: {
    name: string;
    arguments: Record<string, unknown>;
  }): Promise<{ isError?: boolean; content: unknown[] }>;
  /** The token of the last request. */
  token(): string;
  close(): Promise<void>;
}

/** How long one token is used; the test issuer's live for five minutes. */
const tokenLifeMs = 120_000;

/** @param mint gives a new token */
export async function connectFresh(url: URL, mint: () => Promise<string>): Promise<FreshClient> {
  let token = await mint();
  let mintedAt = Date.now();
  const client = new Client({ name: "corpus", version: "1" }, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  const transport = new StreamableHTTPClientTransport(url, {
    fetch: async (input, init) => {
      if (Date.now() - mintedAt > tokenLifeMs) {
        token = await mint();
        mintedAt = Date.now();
      }
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${token}`);
      return await fetch(input, { ...init, headers });
    },
  });
  await client.connect(transport);
  return {
    async listTools() {
      return (await client.listTools()).tools;
    },
    callTool: async (call) => {
      const { isError = false, content } = await client.callTool(call);
      return { isError, content };
    },
    token: () => token,
    close: async () => {
      await client.close();
    },
  };
}
