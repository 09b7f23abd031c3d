import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client as ModernClient, StreamableHTTPClientTransport as ModernTransport } from "@modelcontextprotocol/client";
import { Client as LegacyClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport as LegacyTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { generate } from "../../../generator/generate.ts";
import { startGeneratedServer } from "../../conformance/support/generated-server.ts";
import { startIssuer } from "../../conformance/support/issuer.ts";
import { startWorkshopApi, type WorkshopApi } from "./workshop-api.ts";
import { workshopDocument } from "./workshop-document.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The real clients of the two protocol eras. */
export type Era = "legacy" | "modern";

export interface Progress {
  readonly progress: number;
  readonly message?: string | undefined;
}

export interface CallResult {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly [member: string]: unknown }[];
  readonly structuredContent?: unknown;
}

/** A generated server in its own process, three APIs behind it, and a client of each era in front. */
export interface WorkshopWorld extends AsyncDisposable {
  readonly api: WorkshopApi;
  /** The origin of path-level, and of operation-level servers. */
  readonly uploads: WorkshopApi;
  readonly eu: WorkshopApi;
  readonly token: string;
  /** Content types of the answers to the client's requests, in order. */
  readonly contentTypes: (string | null)[];
  call(era: Era, name: string, args?: object, onprogress?: (progress: Progress) => void): Promise<CallResult>;
}

/** Generates, starts and connects everything. */
export async function startWorkshop(environment: Readonly<Record<string, string>> = {}): Promise<WorkshopWorld> {
  const stack = new AsyncDisposableStack();
  try {
    const folder = await generateWorkshop(stack);
    const issuer = stack.use(await startIssuer());
    const [api, uploads, eu] = [
      stack.use(await startWorkshopApi()),
      stack.use(await startWorkshopApi()),
      stack.use(await startWorkshopApi()),
    ];
    const resource = "http://127.0.0.1/mcp";
    const { origin } = stack.use(
      await startGeneratedServer(folder, {
        PUBLIC_URL: "http://127.0.0.1",
        OAUTH_ISSUER: issuer.url,
        API_BASE_URL: `${api.origin}/v1`,
        API_ORIGIN_UPLOADS_WORKSHOP_EXAMPLE_U: `${uploads.origin}/u`,
        API_ORIGIN_EU_WORKSHOP_EXAMPLE: eu.origin,
        ...environment,
      }),
    );
    const token = await issuer.mint(resource, "");
    const contentTypes: (string | null)[] = [];
    const calls = await connectClients(new URL(`${origin}/mcp`), token, contentTypes, stack);
    return {
      api,
      uploads,
      eu,
      token,
      contentTypes,
      call: (era, name, args = {}, onprogress) => calls[era](name, args, onprogress),
      [Symbol.asyncDispose]: () => stack.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

async function generateWorkshop(stack: AsyncDisposableStack): Promise<string> {
  await mkdir(join(root, ".tmp"), { recursive: true });
  const folder = await mkdtemp(join(root, ".tmp/workshop-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "openapi.json"), JSON.stringify(workshopDocument));
  const out = join(folder, "project");
  await generate({ spec: join(folder, "openapi.json"), out, strict: true });
  return out;
}

type CallTool = (name: string, args: object, onprogress?: (progress: Progress) => void) => Promise<CallResult>;

async function connectClients(
  url: URL,
  token: string,
  contentTypes: (string | null)[],
  stack: AsyncDisposableStack,
): Promise<Readonly<Record<Era, CallTool>>> {
  const seeing: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    contentTypes.push(response.headers.get("content-type"));
    return response;
  };
  const options = { requestInit: { headers: { authorization: `Bearer ${token}` } }, fetch: seeing };
  const modern = new ModernClient(
    { name: "e2e", version: "1" },
    { versionNegotiation: { mode: { pin: "2026-07-28" } } },
  );
  const legacy = new LegacyClient({ name: "e2e", version: "1" });
  await modern.connect(new ModernTransport(url, options));
  await legacy.connect(new LegacyTransport(url, options));
  stack.defer(() => modern.close());
  stack.defer(() => legacy.close());
  const progressOption = (onprogress?: (progress: Progress) => void): object =>
    onprogress === undefined ? {} : { onprogress };
  return {
    modern: async (name, args, onprogress) =>
      (await modern.callTool({ name, arguments: { ...args } }, progressOption(onprogress))) as CallResult,
    legacy: async (name, args, onprogress) =>
      (await legacy.callTool({ name, arguments: { ...args } }, undefined, progressOption(onprogress))) as CallResult,
  };
}
