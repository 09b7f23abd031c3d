import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "./free-port.ts";

/** A generated server in a process of its own. */
export interface ServerProcess {
  /** On loopback. */
  readonly port: number;
  isRunning(): boolean;
  /** Lets it answer its calls, and ends it. */
  stop(): Promise<void>;
}

/** Ends the server when the process that started it is gone, however that ended. */
const endWithParent = "data:text/javascript,process.on('disconnect',()=>process.exit(1));process.channel.unref();";

const startTimeoutMs = 60_000;
const stopTimeoutMs = 3_000;

/**
 * Starts a project's server and waits until it answers.
 * @param environment - all that it sees, but for where it listens
 * @throws Error with what it said, when it ends or does not answer
 */
export async function startServerProcess(
  folder: string,
  environment: Readonly<Record<string, string>>,
  onLine: (line: string) => void,
): Promise<ServerProcess> {
  const port = await freePort(0);
  const child = spawn(process.execPath, ["--import", endWithParent, "src/main.ts"], {
    cwd: folder,
    env: { ...environment, HOST: "127.0.0.1", PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const exited = once(child, "exit").catch((error: unknown) => [error]);
  const said: string[] = [];
  let isUp = false;
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on("line", (line) => (isUp ? onLine(line) : said.push(line)));
  }
  isUp = await becomesHealthy(child, port);
  if (isUp) return { port, isRunning: () => isRunning(child), stop: async () => stop(child, exited) };
  await stop(child, exited);
  throw new Error(`the generated server does not start:\n${said.join("\n")}`);
}

async function becomesHealthy(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = performance.now() + startTimeoutMs;
  while (isRunning(child) && performance.now() < deadline) {
    const isHealthy = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(3_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isHealthy) return true;
    await delay(20);
  }
  return false;
}

async function stop(child: ChildProcess, exited: Promise<unknown>): Promise<void> {
  if (!isRunning(child)) return;
  child.kill("SIGTERM");
  const kill = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
  await exited;
  clearTimeout(kill);
}

function isRunning({ exitCode, signalCode, pid }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}
