import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from "@modelcontextprotocol/client";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

/** What a user does with a question; what it saw is noted. */
export type Answerer = (message: string) => { action: "accept" | "decline" | "cancel"; content?: { confirm: boolean } };

export interface CallResult {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text?: string; readonly uri?: string }[];
  readonly structuredContent?: unknown;
}

/** A client whose requests go to replicas in turn. */
export interface AskingClient {
  call(name: string, args: object): Promise<CallResult>;
  read(uri: string): Promise<{ contents: readonly object[] }>;
  listed(): Promise<readonly { name: string; inputSchema: { properties?: object | undefined } }[]>;
  close(): Promise<void>;
}

/** Sends each request to the next of `urls`. */
function inTurn(urls: readonly URL[]): typeof fetch {
  let sent = 0;
  return async (input, init) => {
    const request = new Request(input, init);
    const url = urls[sent++ % urls.length];
    return await fetch(url ?? request.url, {
      method: request.method,
      headers: request.headers,
      ...(request.method === "POST" && { body: await request.text() }),
      signal: init?.signal ?? null,
    });
  };
}

/** The client of SDK v2, with its own handling of `input_required`: what an application gives it is how to ask the user. */
export async function connectModern(urls: readonly URL[], token: string, answer: Answerer): Promise<AskingClient> {
  const client = new ModernClient(
    { name: "e2e", version: "1" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } }, capabilities: { elicitation: { form: {} } } },
  );
  client.setRequestHandler("elicitation/create", async ({ params }) => answer(params.message));
  const [url = new URL("http://127.0.0.1")] = urls;
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new ModernTransport(url, { requestInit, fetch: inTurn(urls) }));
  return {
    call: async (name, args) => (await client.callTool({ name, arguments: { ...args } })) as CallResult,
    read: async (uri) => await client.readResource({ uri }),
    listed: async () => (await client.listTools()).tools,
    close: async () => await client.close(),
  };
}

/** The client of SDK v1. */
export async function connectLegacy(urls: readonly URL[], token: string): Promise<AskingClient> {
  const client = new LegacyClient({ name: "e2e", version: "1" }, { capabilities: { elicitation: {} } });
  const [url = new URL("http://127.0.0.1")] = urls;
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new LegacyTransport(url, { requestInit, fetch: inTurn(urls) }));
  return {
    call: async (name, args) => (await client.callTool({ name, arguments: { ...args } })) as unknown as CallResult,
    read: async (uri) => await client.readResource({ uri }),
    listed: async () => (await client.listTools()).tools,
    close: async () => await client.close(),
  };
}
