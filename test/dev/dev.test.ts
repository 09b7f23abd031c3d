import { existsSync } from "node:fs";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client, StreamableHTTPClientTransport, UnauthorizedError } from "@modelcontextprotocol/client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createOAuthSession } from "../../demo/once/oauth-session.ts";
import { type DevProcess, startDev } from "./dev-process.ts";
import { documents } from "./documents.ts";

let folder: string;
let running: DevProcess | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-dev-test-"));
});
afterEach(async () => {
  await running?.end("SIGKILL");
  running = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function start(argv: readonly string[]): Promise<DevProcess> {
  running = await startDev(argv, folder);
  return running;
}

/** Registers, signs in as `dev` on the pages, and connects, as a client and its user do. */
async function signIn(mcpUrl: string): Promise<Client> {
  const session = createOAuthSession();
  const transport = (): StreamableHTTPClientTransport =>
    new StreamableHTTPClientTransport(new URL(mcpUrl), { authProvider: session.provider });
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  const first = transport();
  await expect(client.connect(first)).rejects.toThrow(UnauthorizedError);
  await first.finishAuth(await session.signIn({ username: "dev", password: "dev" }));
  await client.connect(transport());
  return client;
}

/** Asked without a client: a client keeps the list for as long as the server allows. */
async function listedNow({ mcpUrl, token }: DevProcess["started"]): Promise<readonly string[]> {
  const response = await fetch(mcpUrl, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
  });
  const { result } = (await response.json()) as { readonly result: { readonly tools: readonly { name: string }[] } };
  return result.tools.map(({ name }) => name);
}

async function toolNames(client: Client): Promise<readonly string[]> {
  return (await client.listTools()).tools.map(({ name }) => name);
}

function gone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

test.each(Object.keys(documents))(
  "OpenAPI %s: sign in, list, call; Ctrl-C ends all of it",
  async (version) => {
    const file = join(folder, "openapi.json");
    await writeFile(file, JSON.stringify(documents[version]));
    const { started, children, end, next } = await start(["openapi.json"]);
    const client = await signIn(started.mcpUrl);
    expect(await toolNames(client)).toEqual(["get_station"]);
    const result = await client.callTool({ name: "get_station", arguments: { id: "a b" } });
    expect(result).toMatchObject({ structuredContent: { name: "Berlin" } });
    expect(await next("api-call")).toMatchObject({
      method: version === "3.2" ? "QUERY" : "GET",
      target: "/stations/a%20b",
      status: 200,
    });
    await client.close();
    const pids = children();
    expect(pids).toHaveLength(process.platform === "linux" ? 1 : 0);
    expect(await end("SIGINT")).toBe(0);
    expect(pids.filter((pid) => !gone(pid))).toEqual([]);
    expect(existsSync(started.folder)).toBe(false);
  },
  60_000,
);

test("the server follows the document, and outlives its faults", async () => {
  const file = join(folder, "openapi.json");
  const first = documents["3.0"] as { readonly paths: Readonly<Record<string, object>> };
  await writeFile(file, JSON.stringify(first));
  const { started, next } = await start(["openapi.json"]);
  const client = await signIn(started.mcpUrl);

  const more = { get: { operationId: "listTrains", responses: { 200: { description: "" } } } };
  await writeFile(file, JSON.stringify({ ...first, paths: { ...first.paths, "/trains": more } }));
  expect((await next("reloaded"))["changes"]).toEqual({ added: ["list_trains"], removed: [], changed: [] });
  expect(await listedNow(started)).toEqual(["get_station", "list_trains"]);
  expect(await client.callTool({ name: "list_trains", arguments: {} })).not.toHaveProperty("isError", true);

  await writeFile(file, "{ this is no JSON");
  expect((await next("broken"))["message"]).toContain("openapi.json");
  expect(await listedNow(started)).toEqual(["get_station", "list_trains"]);

  await writeFile(file, JSON.stringify(first));
  expect((await next("reloaded"))["changes"]).toEqual({ added: [], removed: ["list_trains"], changed: [] });
  expect(await listedNow(started)).toEqual(["get_station"]);

  await writeFile(file, JSON.stringify(first, undefined, 1));
  await next("unchanged");
  await client.close();
}, 60_000);

test("the Harbour API, from a config with a provider and hooks, in a folder that is kept", async () => {
  await copyFile(join(import.meta.dirname, "../../specs/harbour/openapi.yaml"), join(folder, "openapi.yaml"));
  const config = {
    spec: "openapi.yaml",
    out: "server",
    auth: { provider: "auth0" },
    services: { exclude: ["photos"] },
  };
  await writeFile(join(folder, "slipway.config.json"), JSON.stringify(config));
  const { started, end } = await start(["--dir", "kept"]);
  const client = await signIn(started.mcpUrl);
  expect(await client.callTool({ name: "list_berths", arguments: {} })).toMatchObject({
    structuredContent: { items: [{ dock: "pontoon-a" }] },
  });
  await client.close();
  expect(await end("SIGINT")).toBe(0);
  const manifest = JSON.parse(await readFile(join(folder, "kept", "slipway.manifest.json"), "utf8")) as object;
  expect(manifest).toMatchObject({ options: { services: { exclude: ["photos"] } } });
}, 60_000);

test("another API: it is called in the mock's place", async () => {
  await writeFile(join(folder, "openapi.json"), JSON.stringify(documents["3.0"]));
  const mock = await start(["openapi.json"]);
  const other = await startDev(["openapi.json", "--api", mock.started.apiUrl], folder);
  const client = await signIn(other.started.mcpUrl);
  await client.callTool({ name: "get_station", arguments: { id: "1" } });
  await client.close();
  expect(await mock.next("api-call")).toMatchObject({ target: "/stations/1" });
  expect(await other.end("SIGINT")).toBe(0);
}, 60_000);

test.runIf(process.platform === "linux")(
  "killed, it leaves no server behind",
  async () => {
    await writeFile(join(folder, "openapi.json"), JSON.stringify(documents["3.0"]));
    const { children, end, started } = await start(["openapi.json"]);
    const pids = children();
    await end("SIGKILL");
    for (let tries = 0; tries < 100 && !pids.every(gone); tries += 1) await delay(50);
    expect(pids.filter((pid) => !gone(pid))).toEqual([]);
    await rm(join(started.folder, ".."), { recursive: true, force: true });
  },
  60_000,
);
