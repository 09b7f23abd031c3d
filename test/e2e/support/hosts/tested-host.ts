import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { Miniflare } from "miniflare";
import { afterAll, beforeAll } from "vitest";
import { type HostWorld, startHostWorld } from "../host-world.ts";
import { bundleWorker } from "../worker-bundle.ts";

/** The project whose server every host runs. */
const project = join(import.meta.dirname, "../../../../generated/harbour");

/** A runtime that can serve the generated Harbour project as it stands. */
export interface TestedHost {
  readonly name: string;
  /** Starts the server with these variables, which name its port, and waits until it answers. */
  start(environment: Readonly<Record<string, string>>): Promise<RunningHost>;
}

export interface RunningHost {
  /** Everything that it logged. */
  log(): string;
  stop(): Promise<void>;
}

/** A server that is a process of its own. */
export function processHost(name: string, command: string, args: readonly string[]): TestedHost {
  return {
    name,
    async start(environment) {
      const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], ...environment };
      const child = spawn(command, args, { env, stdio: "pipe" });
      const log = collect(child.stdout, child.stderr);
      const exited = once(child, "exit");
      await untilHealthy(environment, () => child.exitCode !== null, log);
      return {
        log,
        async stop() {
          child.kill("SIGTERM");
          await exited;
        },
      };
    },
  };
}

const node = processHost("Node", process.execPath, [join(project, "src/main.ts")]);

/** What `wrangler.jsonc` of the project says. Its comments stand on lines of their own. */
export const wrangler = JSON.parse(
  readFileSync(join(project, "wrangler.jsonc"), "utf8").replaceAll(/^\s*\/\/.*$/gm, ""),
) as {
  readonly compatibility_date: string;
  readonly compatibility_flags: string[];
  readonly main: string;
};

/** The program that Workers run. */
export async function bundleHarbourWorker(): Promise<string> {
  return await bundleWorker(join(project, wrangler.main));
}

let bundled: Promise<string> | undefined;

/** `src/worker.ts` on workerd, with the settings of `wrangler.jsonc`. */
const workerd: TestedHost = {
  name: "workerd",
  async start(environment) {
    let log = (): string => "";
    const worker = new Miniflare({
      modules: true,
      script: await (bundled ??= bundleHarbourWorker()),
      compatibilityDate: wrangler.compatibility_date,
      compatibilityFlags: wrangler.compatibility_flags,
      bindings: { ...environment },
      host: "127.0.0.1",
      port: Number(environment["PORT"]),
      handleRuntimeStdio: (stdout: Readable, stderr: Readable) => {
        log = collect(stdout, stderr);
      },
    });
    await worker.ready;
    return { log: () => log(), stop: async () => await worker.dispose() };
  },
};

/** The hosts that are held to the whole list of cases. */
export const testedHosts: readonly TestedHost[] = [node, workerd];

/** For a `describe`: the server on a host between a fresh Harbour API and an authorization server, from its first test to its last. */
export function serveOn(
  host: TestedHost,
  more: Readonly<Record<string, string>> = {},
): { readonly world: () => HostWorld; readonly log: () => string } {
  let world: HostWorld;
  let running: RunningHost;
  beforeAll(async () => {
    world = await startHostWorld();
    running = await host.start({ ...world.environment, ...more });
  }, 30_000);
  afterAll(async () => {
    await running.stop();
    await world.close();
  });
  return { world: () => world, log: () => running.log() };
}

function collect(...streams: readonly Readable[]): () => string {
  let text = "";
  for (const stream of streams) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

async function untilHealthy(
  environment: Readonly<Record<string, string>>,
  hasEnded: () => boolean,
  log: () => string,
): Promise<void> {
  const url = `${environment["PUBLIC_URL"]}/healthz`;
  const isHealthy = async (): Promise<boolean> =>
    await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  const deadline = Date.now() + 20_000;
  while (!(await isHealthy())) {
    if (hasEnded() || Date.now() > deadline) throw new Error(`the server does not answer:\n${log()}`);
    await setTimeout(50);
  }
}
