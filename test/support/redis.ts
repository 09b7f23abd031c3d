import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./free-port.ts";

/** A Redis server of this test's own, on loopback. */
export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Whether there is a `redis-server` to test with. Where there is none the tests say so loudly and are left out; in CI, which
 * installs one, they fail.
 */
export function hasRedis(): boolean {
  if (spawnSync("redis-server", ["--version"]).status === 0) return true;
  if (process.env["CI"] !== undefined) throw new Error("redis-server is not installed: .ci/run installs it");
  console.warn("NOT TESTED: there is no redis-server here. Install it (apt-get install redis-server) and run again.");
  return false;
}

/** Starts one with nothing in it, that keeps nothing. */
export async function startRedis(port?: number): Promise<RedisServer> {
  port ??= await freePort();
  const folder = await mkdtemp(join(tmpdir(), "redis-"));
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
  const server = spawn("redis-server", args, { stdio: "ignore" });
  await untilItListens(port, server);
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.signalCode === null) {
      server.kill("SIGKILL");
      await once(server, "exit");
    }
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `redis://127.0.0.1:${port}/0`, port, stop, [Symbol.asyncDispose]: stop };
}

async function untilItListens(port: number, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`);
    const socket = connect(port, "127.0.0.1");
    // An error before the connection rejects.
    const connected = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (connected) return;
    await sleep(50);
  }
  throw new Error("redis-server does not listen");
}
