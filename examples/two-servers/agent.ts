import { argv, env } from "node:process";
import { pathToFileURL } from "node:url";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";

/** One server that the agent uses. */
export interface ServerAddress {
  readonly url: URL;
  /** An access token for this server: a token of another is worth nothing here. */
  readonly token: string;
}

/** What an agent does with one server, as long as it is restarted now and then. */
export interface PatientServer {
  listTools(): Promise<readonly string[]>;
  /** @throws whatever the last try failed with */
  call(name: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  close(): Promise<void>;
}

/** Waits between tries, in ms. A server that is being restarted is back within seconds. */
const waits: readonly number[] = [100, 250, 500, 1000, 2000];

/**
 * Connects to a server, and connects again when it was away. Only reads are tried again by themselves: whether a write that
 * failed midway was done, nobody knows, so it is asked for once.
 */
export function connectPatiently({ url, token }: ServerAddress): PatientServer {
  let connected: Promise<Client> | undefined;
  const connect = async (): Promise<Client> => {
    const client = new Client({ name: "two-servers", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
    const requestInit = { headers: { authorization: `Bearer ${token}` } };
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
    return client;
  };
  const patiently = async <T>(work: (client: Client) => Promise<T>, safe: () => boolean): Promise<T> => {
    for (const wait of waits) {
      try {
        return await work(await (connected ??= connect()));
      } catch (error) {
        connected = undefined;
        if (!safe()) throw error;
        await new Promise((resolve) => {
          setTimeout(resolve, wait);
        });
      }
    }
    return work(await (connected ??= connect()));
  };
  const readOnly = new Set<string>();
  return {
    async listTools() {
      const { tools } = await patiently(
        async (client) => client.listTools(),
        () => true,
      );
      for (const { name, annotations } of tools) if (annotations?.readOnlyHint === true) readOnly.add(name);
      return tools.map(({ name }) => name);
    },
    call: async (name, input) =>
      patiently(
        async (client) => client.callTool({ name, arguments: { ...input } }),
        () => readOnly.has(name),
      ),
    async close() {
      await (await connected)?.close();
    },
  };
}

/** `node examples/two-servers/agent.ts URL URL`, with TOKEN_1 and TOKEN_2 in the environment: the tools of both, side by side. */
async function main(urls: readonly string[]): Promise<void> {
  const servers = urls.map((url, index) =>
    connectPatiently({ url: new URL(url), token: env[`TOKEN_${index + 1}`] ?? "" }),
  );
  const listed = await Promise.all(servers.map(async (server) => server.listTools()));
  for (const [index, tools] of listed.entries()) console.log(`${urls[index]}: ${tools.join(", ")}`);
  await Promise.all(servers.map(async (server) => server.close()));
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) await main(argv.slice(2));
