import { type FixtureApi, startFixtureApi } from "../fixture-api.ts";
import { generateConformanceProject, startGeneratedServer } from "./generated-server.ts";
import { type Issuer, startIssuer } from "./issuer.ts";

/** The resource of the generated server: its audience. Without a port, since the port is free to be any. */
export const resource: string = "http://127.0.0.1/mcp";

/** A generated server in its own process, with the API behind it and the issuer it trusts. */
export interface World extends AsyncDisposable {
  /** URL of the MCP endpoint. */
  readonly endpoint: string;
  readonly origin: string;
  readonly api: FixtureApi;
  readonly issuer: Issuer;
  /** A token with every scope of the document. */
  readonly token: string;
}

/** What a test may set. */
export interface WorldOptions {
  /** Further environment of the server. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Changes the generated project before it starts: how a fault is seeded. */
  readonly change?: (folder: string) => Promise<void>;
}

/** Generates, starts and wires everything. */
export async function startWorld({ environment = {}, change }: WorldOptions = {}): Promise<World> {
  const stack = new AsyncDisposableStack();
  try {
    const project = stack.use(await generateConformanceProject());
    await change?.(project.folder);
    const issuer = stack.use(await startIssuer());
    const api = stack.use(await startFixtureApi());
    const server = stack.use(
      await startGeneratedServer(project.folder, {
        PUBLIC_URL: new URL(resource).origin,
        OAUTH_ISSUER: issuer.url,
        API_BASE_URL: api.baseUrl,
        ...environment,
      }),
    );
    const token = await issuer.mint(resource, "fixtures:read fixtures:write");
    const { origin } = server;
    return { endpoint: `${origin}/mcp`, origin, api, issuer, token, [Symbol.asyncDispose]: () => stack.disposeAsync() };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}
