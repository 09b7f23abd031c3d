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
  await client.connect(transport, { timeout: 30_000 });
  await Promise.all(signIns);
  return { client, opened, said: () => said };
}

/**
 * What the person does: signs in, answers, and the browser comes back to the bridge. The bridge listens for that only
 * after it has opened the browser, and loses what comes sooner, which a person is too slow to notice.
 */
async function visit(url: URL, decision: "allow" | "deny"): Promise<void> {
  const callback = await signInHeadless(url, { user: ana, decision });
  await delay(1_000);
  const until = Date.now() + 15_000;
  for (;;) {
    const arrived = await fetch(callback).then(
      () => true,
      () => false,
    );
    if (arrived) return;
    if (Date.now() > until) throw new Error(`mcp-remote does not listen at ${new URL(callback).origin}`);
    await delay(50);
  }
}

const read = ["berths:read", "bookings:read", "invoices:read", "photos:read", "vessels:read"];

function askedScopes(url: URL | undefined): string[] {
  return url?.searchParams.get("scope")?.split(" ").toSorted() ?? [];
}

/** Berths that `list_berths` gives through the bridge. */
async function listBerths({ client }: Bridge, limit: number): Promise<readonly { readonly id: string }[]> {
  const { structuredContent, isError } = await client.callTool({ name: "list_berths", arguments: { limit } });
  expect(isError).toBeUndefined();
  return (structuredContent as { readonly items: readonly { readonly id: string }[] }).items;
}

describe.each([["legacy"], ["auto"]])("mcp-remote, protocol %s", { timeout: 60_000 }, (protocol) => {
  test("signs in once, lists, calls, and steps up in the middle of a call", async () => {
    const bridge = await start("allow", "--protocol", protocol);
    const [authorize] = bridge.opened;
    expect(bridge.opened).toHaveLength(1);
    expect(authorize?.origin).toBe(world.authorization.issuer);
    expect(authorize?.searchParams.get("resource")).toBe(world.resource);
    expect(authorize?.searchParams.get("code_challenge_method")).toBe("S256");
    expect(askedScopes(authorize)).toEqual([...read, "offline_access"].toSorted());

    const listed = await bridge.client.listTools();
    expect(listed.tools.map(({ name }) => name)).toEqual(tools.map(({ name }) => name).toSorted());
    const [berth] = await listBerths(bridge, 2);
    expect(world.apiRequests.map(({ method, path }) => `${method} ${path}`)).toEqual(["GET /v1/berths?limit=2"]);
    const before = world.apiRequests[0]?.headers["authorization"];

    const notice = { berthId: berth?.id, body: "Mind the cleat" };
    const noticed = await bridge.client.callTool({ name: "set_berth_notice", arguments: notice });
    expect(noticed.isError).toBeUndefined();
    expect(bridge.opened).toHaveLength(2);
    expect(askedScopes(bridge.opened[1])).toEqual([...read, "berths:write", "offline_access"].toSorted());
    expect(world.apiRequests.map(({ method }) => method)).toEqual(["GET", "PUT"]);
    const after = world.apiRequests[1]?.headers["authorization"];
    expect(after).not.toBe(before);
    for (const authorization of [before, after]) {
      const token = authorization?.replace(/^Bearer /, "") ?? "";
      expect(token.length).toBeGreaterThan(100);
      expect(bridge.said()).not.toContain(token);
    }
  });
});

test("a second start needs no sign-in", { timeout: 60_000 }, async () => {
  await (await start("allow")).client.close();
  const again = await start("allow");
  expect(again.opened).toEqual([]);
  expect(await listBerths(again, 3)).toHaveLength(3);
});

test("when the person says no, nothing is served and nothing reaches the API", { timeout: 60_000 }, async () => {
  await expect(start("deny", "--auth-timeout", "10")).rejects.toThrow("Connection closed");
  expect(world.apiRequests).toEqual([]);
});

test(
  "its other program, mcp-remote-client, lists the tools with what the first sign-in left",
  { timeout: 60_000 },
  async () => {
    await (await start("allow")).client.close();
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program("client"), world.mcpUrl.href], {
      env: environment(),
      timeout: 15_000,
    });
    const said = stdout + stderr;
    expect(said).not.toContain("Please authorize");
    for (const { name } of tools) expect(said).toContain(`"name": "${name}"`);
  },
);
