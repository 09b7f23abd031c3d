import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testHost } from "./support/host-cases.ts";
import { testCancellation } from "./support/hosts/cancel-cases.ts";
import { processHost } from "./support/hosts/tested-host.ts";
import { type HostWorld, startHostWorld } from "./support/host-world.ts";

const root = join(import.meta.dirname, "../..");
const bin = (name: string): string => join(root, "node_modules/.bin", name);
const entry = (name: string): string => join(root, "generated/harbour/src", name);

const hosts = [
  {
    name: "deno",
    command: bin("deno"),
    args: ["run", "--no-prompt", "--allow-net=127.0.0.1", "--allow-env", entry("deno.ts")],
  },
  { name: "bun", command: bin("bun"), args: [entry("bun.ts")] },
] as const;

/** Where a runtime cannot be had its tests say so loudly and are left out; in CI they fail. */
function runs(command: string): boolean {
  const tried = spawnSync(command, ["--version"], { encoding: "utf8" });
  if (tried.status === 0) return true;
  if (process.env["CI"] !== undefined) throw new Error(`${command} does not run: ${tried.stderr}`);
  console.warn(`NOT TESTED: ${command} does not run here. Run npm ci and try again.`);
  return false;
}

describe.each(hosts.filter(({ command }) => runs(command)))("the server on $name", ({ command, args }) => {
  let world: HostWorld;
  let server: ChildProcess;
  let output = "";
  const start = (environment: Readonly<Record<string, string>>): ChildProcess => {
    const child = spawn(command, args, {
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment },
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    return child;
  };
  beforeAll(async () => {
    world = await startHostWorld();
    server = start(world.environment);
    const deadline = Date.now() + 30_000;
    while (!(await isHealthy(world)) && server.exitCode === null && Date.now() < deadline) await setTimeout(50);
    if (!(await isHealthy(world))) throw new Error(`the server does not answer:\n${output}`);
  }, 40_000);
  afterAll(async () => {
    server.kill("SIGKILL");
    await world.close();
  });

  testHost({ world: () => world });

  describe("cancellation", () => {
    testCancellation(processHost(command, command, args));
  });

  test.each(["a@:b", "127.0.0.1:99999", "[", "x y", "127.0.0.1@evil.example"])(
    "a Host that is none, %s: refused, and told nothing of the program",
    async (host) => {
      const socket = connect(Number(new URL(world.publicUrl).port), "127.0.0.1");
      socket.write(`POST /mcp HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`);
      let received = "";
      socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
      await once(socket, "close");
      expect(received).toMatch(/^HTTP\/1\.1 40[0-9] |^$/u);
      expect(received).not.toMatch(/html|runtime|\.ts/u);
    },
  );

  test("says what is missing, all at once, and does not start", async () => {
    output = "";
    const child = start({ PORT: "none" });
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(2);
    for (const name of ["PORT", "OAUTH_ISSUER", "API_BASE_URL"]) expect(output).toContain(name);
  });

  test("stops on SIGTERM with 0", async () => {
    const exited = once(server, "exit");
    server.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
  });
});

async function isHealthy({ publicUrl }: HostWorld): Promise<boolean> {
  return await fetch(`${publicUrl}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}
