import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAuthorizationServer } from "./authorization-server/authorization-server.ts";
import type { AuthorizationServer, DemoUser } from "./authorization-server/options.ts";
import { choosePorts } from "./choose-ports.ts";
import type { DevOptions, RunningDev } from "./dev-options.ts";
import { devProject } from "./dev-project.ts";
import { type Front, startFront } from "./front.ts";
import type { Generation } from "./generation.ts";
import { type GeneratorThread, startGeneratorThread } from "./generator-thread.ts";
import { linkPackages } from "./link-packages.ts";
import { type MockApi, startMockApi } from "./mock-api.ts";
import { createReloads } from "./reloads.ts";
import { serverEnvironment } from "./server-environment.ts";
import { type ServerProcess, startServerProcess } from "./server-process.ts";
import { toolChanges } from "./tool-changes.ts";
import { watchFiles } from "./watch-files.ts";

/** A working day: nobody wants to sign in again while developing. */
const tokenSeconds = 28_800;

/**
 * Runs a document as a server with everything around it, all on loopback: a mock of its API, an authorization server, and the
 * generated project, which follows the document.
 * @throws GeneratorError as `generate` does, and `bad-usage` for ports and packages
 */
export async function dev(options: DevOptions): Promise<RunningDev> {
  const closers: (() => Promise<void>)[] = [];
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => (stopping ??= closeAll(closers));
  try {
    return await start(options, closers, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The last one first; what cannot be closed keeps nothing else open. */
async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closers.toReversed()) await close().catch(() => {});
}

/** What runs, and is replaced piece by piece when the document changes. */
interface World {
  readonly options: DevOptions;
  readonly project: DevOptions["project"];
  readonly folder: string;
  readonly publicUrl: string;
  readonly thread: GeneratorThread;
  readonly authorizationServer: AuthorizationServer;
  readonly users: { readonly dev: DemoUser; readonly reader: DemoUser };
  readonly mock: MockApi | undefined;
  readonly front: Front;
  generation: Generation;
  server: ServerProcess;
}

async function start(
  options: DevOptions,
  closers: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<RunningDev> {
  const project = devProject(options);
  const ports = await choosePorts(options.ports ?? {});
  const folder = options.folder ?? (await temporaryFolder(closers));
  const thread = startGeneratorThread();
  closers.push(async () => thread.close());
  const generation = await thread.generate({ project, folder, mock: options.apiBaseUrl === undefined });
  await linkPackages(folder);
  await copyCustom(options, folder);
  const publicUrl = `http://127.0.0.1:${ports.server}`;
  const users = devUsers(generation);
  const authorizationServer = await startAuthorizationServer({
    port: ports.authorizationServer,
    brand: generation.title,
    resources: [resourceOf(publicUrl, options, generation)],
    defaultResource: `${publicUrl}/mcp`,
    users: [users.dev, users.reader],
    ttl: tokenSeconds,
    fetchClientDocuments: true,
  });
  closers.push(async () => authorizationServer.close());
  const tell = options.onEvent ?? (() => {});
  const mock =
    generation.mock && (await startMockApi(ports.api, generation.mock, (call) => tell({ kind: "api-call", ...call })));
  if (mock !== undefined) closers.push(async () => mock.close());
  const parts = { options, project, folder, publicUrl, thread, authorizationServer, users, mock, generation };
  const front = await startFront(ports.server);
  closers.push(async () => front.close());
  const world: World = { ...parts, front, server: await startServer(parts, generation) };
  closers.push(async () => world.server.stop());
  front.pointTo(world.server.port);
  const watched = follow(world, closers);
  return describe(world, watched, stop);
}

async function temporaryFolder(closers: (() => Promise<void>)[]): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "slipway-dev-"));
  closers.push(async () => rm(parent, { recursive: true, force: true }));
  return join(parent, "server");
}

/** One may grant everything; the other only what the first sign-in asks for, so that refusals can be seen. */
function devUsers({ scopes }: Generation): World["users"] {
  return {
    dev: { username: "dev", password: "dev", fullName: "Dev", role: "may do everything", scopes: "all" },
    reader: { username: "reader", password: "reader", fullName: "Reader", role: "may only read", scopes: scopes.read },
  };
}

function resourceOf(
  publicUrl: string,
  { project }: DevOptions,
  { scopes }: Generation,
): { readonly resource: string; readonly scopes: readonly string[] } {
  const required = project.upstream?.requires?.scope;
  return {
    resource: `${publicUrl}/mcp`,
    scopes: [...new Set([...scopes.all, ...(required === undefined ? [] : [required])])],
  };
}

async function copyCustom({ customFile }: DevOptions, folder: string): Promise<boolean> {
  if (customFile === undefined) return false;
  const target = join(folder, "src", "custom.ts");
  const [given, present] = await Promise.all([readFile(customFile), readFile(target)]);
  if (given.equals(present)) return false;
  await copyFile(customFile, target);
  return true;
}

type Startable = Pick<World, "options" | "folder" | "publicUrl" | "authorizationServer" | "mock">;

async function startServer(
  { options, folder, publicUrl, authorizationServer, mock }: Startable,
  generation: Generation,
): Promise<ServerProcess> {
  const apiUrl = options.apiBaseUrl ?? mock?.url ?? "";
  const cacheFolder = join(folder, "node_modules", ".cache");
  const places = { publicUrl, issuer: authorizationServer.issuer, apiUrl, cacheFolder };
  const environment = serverEnvironment(places, generation, options.environment);
  return await startServerProcess(folder, environment, (text) => options.onEvent?.({ kind: "output", text }));
}

/** @returns the files that are followed */
function follow(world: World, closers: (() => Promise<void>)[]): readonly string[] {
  const { customFile } = world.options;
  const files = (): readonly string[] => [
    ...world.generation.sources,
    ...(customFile === undefined ? [] : [customFile]),
  ];
  const reloads = createReloads(async () => {
    await reload(world);
    watch.follow(files());
  });
  const watch = watchFiles(() => reloads.request());
  watch.follow(files());
  closers.push(async () => {
    watch.close();
    await reloads.end();
  });
  return files();
}

/** The server before it answers until the new one does. */
async function reload(world: World): Promise<void> {
  const { options, project, folder, thread, mock, front } = world;
  const tell = options.onEvent ?? (() => {});
  const began = performance.now();
  try {
    const next = await thread.generate({ project, folder, mock: mock !== undefined });
    const isCustomChanged = await copyCustom(options, folder);
    const changes = toolChanges(world.generation.tools, next.tools);
    if (next.mock !== undefined) mock?.replace(next.mock);
    if (next.isChanged || isCustomChanged || !world.server.isRunning()) await replaceServer(world, next);
    else if (Object.values(changes).every((names) => names.length === 0)) return tell({ kind: "unchanged" });
    world.generation = next;
    front.pointTo(world.server.port);
    tell({ kind: "reloaded", changes, milliseconds: performance.now() - began });
  } catch (error) {
    tell({ kind: "broken", message: error instanceof Error ? error.message : String(error) });
  }
}

async function replaceServer(world: World, next: Generation): Promise<void> {
  await linkPackages(world.folder);
  world.authorizationServer.controls.addResource(resourceOf(world.publicUrl, world.options, next));
  const started = await startServer(world, next);
  const old = world.server;
  world.server = started;
  world.front.pointTo(started.port);
  await old.stop();
}

function describe(world: World, watched: readonly string[], stop: () => Promise<void>): RunningDev {
  const { generation, authorizationServer, users, publicUrl, mock, options, folder } = world;
  return {
    name: generation.name,
    title: generation.title,
    tools: generation.tools.size,
    lost: generation.lost,
    folder,
    mcpUrl: `${publicUrl}/mcp`,
    apiUrl: options.apiBaseUrl ?? mock?.url ?? "",
    issuer: authorizationServer.issuer,
    users: [users.dev, users.reader].map(({ username, password, role }) => ({ username, password, may: role })),
    watched,
    token: async () => {
      const { scopes } = resourceOf(publicUrl, options, world.generation);
      return authorizationServer.controls.mint({ scope: scopes.join(" "), sub: users.dev.username });
    },
    stop,
  };
}
