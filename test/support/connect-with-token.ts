import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from "@modelcontextprotocol/client";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

/** What tests need of a client of either SDK. */
export interface TokenClient {
  listTools(): Promise<{ tools: ListedTool[] }>;
  callTool(call: {
    name: string;
    arguments: Record<string, unknown>;
    _meta?: Record<string, unknown>;
  }): Promise<{ isError?: boolean; content: unknown[]; structuredContent?: unknown }>;
  close(): Promise<void>;
}

export interface ListedTool {
  readonly name: string;
  readonly annotations?: { readonly readOnlyHint?: boolean | undefined } | undefined;
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** Connects a real client with a token it already has: the old SDK, or the new one pinned to 2026-07-28. */
export async function connectWithToken(
  kind: "v1" | "v2",
  url: URL,
  token: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenClient> {
  const requestInit = { headers: { ...headers, authorization: `Bearer ${token}` } };
  if (kind === "v1") {
    const client = new LegacyClient({ name: "test", version: "1" });
    await client.connect(new LegacyTransport(url, { requestInit }));
    return client as unknown as TokenClient;
  }
  const client = new ModernClient(
    { name: "test", version: "1" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  await client.connect(new ModernTransport(url, { requestInit }));
  return client as unknown as TokenClient;
}
