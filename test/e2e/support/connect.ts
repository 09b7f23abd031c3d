import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
  UnauthorizedError as ModernUnauthorized,
} from "@modelcontextprotocol/client";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { UnauthorizedError as LegacyUnauthorized } from "@modelcontextprotocol/sdk/client/auth.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { HeadlessProvider } from "./headless-provider.ts";

/** What the tests need of a client of either SDK. */
export interface ConnectedClient {
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(call: { name: string; arguments?: Record<string, unknown> }): Promise<{
    isError?: boolean;
    content: { type: string; [member: string]: unknown }[];
    structuredContent?: unknown;
  }>;
  /** Finishes a sign-in that a call has asked for (step-up). */
  finishSignIn(): Promise<void>;
  /** Protocol revision that was negotiated. */
  readonly revision: string | undefined;
  close(): Promise<void>;
}

/** The clients of the field: the old SDK, and the new one pinned, probing, and in its default. */
export type ClientKind = "v1" | "v2 pinned to 2026-07-28" | "v2 auto" | "v2 default";

export const clientKinds: readonly ClientKind[] = ["v1", "v2 pinned to 2026-07-28", "v2 auto", "v2 default"];

/** One HTTP exchange of a client, as its `fetch` saw it. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly challenge: string | null;
  readonly contentType: string | null;
  readonly body: string;
}

/** Connects a client as a user would: the first attempt is refused, the user signs in, the second succeeds. */
export async function connect(
  kind: ClientKind,
  url: URL,
  provider: HeadlessProvider,
  seen: Exchange[] = [],
): Promise<ConnectedClient> {
  return kind === "v1" ? connectLegacy(url, provider, seen) : connectModern(kind, url, provider, seen);
}

function recording(seen: Exchange[]): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = await request.clone().text();
    const response = await fetch(request);
    seen.push({
      method: request.method,
      url: request.url,
      status: response.status,
      challenge: response.headers.get("www-authenticate"),
      contentType: response.headers.get("content-type"),
      body,
    });
    return response;
  };
}

async function connectModern(
  kind: Exclude<ClientKind, "v1">,
  url: URL,
  provider: HeadlessProvider,
  seen: Exchange[],
): Promise<ConnectedClient> {
  const modes = {
    "v2 pinned to 2026-07-28": { mode: { pin: "2026-07-28" } },
    "v2 auto": { mode: "auto" },
    "v2 default": undefined,
  } as const;
  const versionNegotiation = modes[kind];
  const create = (): { client: ModernClient; transport: ModernTransport } => ({
    client: new ModernClient(
      { name: "e2e", version: "1" },
      versionNegotiation === undefined ? {} : { versionNegotiation },
    ),
    transport: new ModernTransport(url, { authProvider: provider as never, fetch: recording(seen) }),
  });
  let { client, transport } = create();
  try {
    await client.connect(transport);
  } catch (error) {
    if (!(error instanceof ModernUnauthorized)) throw error;
    await transport.finishAuth(await provider.signIn());
    ({ client, transport } = create());
    await client.connect(transport);
  }
  return {
    listTools: async () => client.listTools(),
    callTool: async (call) => (await client.callTool(call)) as never,
    finishSignIn: async () => transport.finishAuth(await provider.signIn()),
    revision: client.getNegotiatedProtocolVersion(),
    close: async () => client.close(),
  };
}

async function connectLegacy(url: URL, provider: HeadlessProvider, seen: Exchange[]): Promise<ConnectedClient> {
  const create = (): { client: LegacyClient; transport: LegacyTransport } => ({
    client: new LegacyClient({ name: "e2e", version: "1" }),
    transport: new LegacyTransport(url, { authProvider: provider as never, fetch: recording(seen) }),
  });
  let { client, transport } = create();
  try {
    await client.connect(transport);
  } catch (error) {
    if (!(error instanceof LegacyUnauthorized)) throw error;
    await transport.finishAuth((await provider.signIn()).get("code") ?? "");
    ({ client, transport } = create());
    await client.connect(transport);
  }
  return {
    listTools: async () => client.listTools(),
    callTool: async (call) => (await client.callTool(call)) as never,
    finishSignIn: async () => transport.finishAuth((await provider.signIn()).get("code") ?? ""),
    revision: transport.protocolVersion,
    close: async () => client.close(),
  };
}
