/** mcp-remote, the bridge of clients that only speak stdio, through the whole flow: discovery, registration, sign-in, list, call, step-up. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ana } from "../../demo/authorization-server/users.ts";
import { signInHeadless } from "../../demo/authorization-server/sign-in-headless.ts";
import { tools } from "../../generated/harbour/src/tools/index.ts";
import { startHarbourWorld } from "./support/harbour-world.ts";
import type { HarbourWorld } from "./support/harbour-world.ts";

const program = (name: "proxy" | "client"): string =>
  fileURLToPath(new URL(`../../node_modules/mcp-remote/dist/${name}.js`, import.meta.url));

let world: HarbourWorld;
/** Where mcp-remote keeps what it registered and was given. */
let folder: string;
/** Closing a client ends its mcp-remote. */
const open: Client[] = [];

beforeAll(async () => {
  world = await startHarbourWorld();
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-mcp-remote-"));
  world.apiRequests.length = 0;
});
afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
  await rm(folder, { recursive: true, force: true });
});

/** mcp-remote with a client of its own before it. */
interface Bridge {
  readonly client: Client;
  /** Authorization URLs that it wanted opened. */
  readonly opened: readonly URL[];
  said(): string;
}

/** Its opener runs `BROWSER`, which here does nothing: the test is the person in front of it. */
function environment(): Record<string, string> {
  return { PATH: process.env["PATH"] ?? "", HOME: folder, MCP_REMOTE_CONFIG_DIR: folder, BROWSER: "true" };
}

async function start(decision: "allow" | "deny", ...flags: readonly string[]): Promise<Bridge> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program("proxy"), world.mcpUrl.href, "--transport", "http-only", ...flags],
    env: environment(),
    stderr: "pipe",
  });
  const opened: URL[] = [];
  const signIns: Promise<void>[] = [];
  let said = "";
  let read = 0;
  transport.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    for (const match of said.slice(read).matchAll(/Please authorize this client by visiting:\s+(\S+)\s/g)) {
      const url = new URL(match[1] ?? "");
      read += match.index + match[0].length;
      opened.push(url);
      signIns.push(visit(url, decision));
    }
  });
  const client = new Client({ name: "stdio host", version: "1" });
  open.push(client);
  await client.connect(transport, { timeout: 15_000 });
});

test("a second start needs no sign-in", async () => {
  await (await start("allow")).client.close();
  const again = await start("allow");
  expect(again.opened).toEqual([]);
  expect(await listBerths(again, 3)).toHaveLength(3);
});

test("when the person says no, nothing is served and nothing reaches the API", async () => {
  await expect(start("deny", "--auth-timeout", "3")).rejects.toThrow("Connection closed");
  expect(world.apiRequests).toEqual([]);
});

test("its other program, mcp-remote-client, lists the tools with what the first sign-in left", async () => {
  await (await start("allow")).client.close();
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program("client"), world.mcpUrl.href], {
    env: environment(),
    timeout: 15_000,
  });
  const said = stdout + stderr;
  expect(said).not.toContain("Please authorize");
  for (const { name } of tools) expect(said).toContain(`"name": "${name}"`);
});
