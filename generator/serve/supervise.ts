import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import process from "node:process";
import { createInterface } from "node:readline";
import { childEnvironment } from "../child-environment.ts";
import type { ServedProject } from "./read-project.ts";
import { type ServeEvent, type ServeTiming, toleratedFailures } from "./serve-options.ts";

/** What a supervised server is doing. */
export type ServerState = "starting" | "up" | "restarting" | "stopped";

/** One server in a process of its own: watched, and started again when it ends or hangs. */
export interface SupervisedServer {
  readonly name: string;
  state(): ServerState;
  /** Port on the loopback address, while it is up or draining. */
  port(): number | undefined;
  /** Of the process that runs now. */
  pid(): number | undefined;
  /** Ends after the first since the start. */
  restarts(): number;
  /** SIGTERM, so that calls in flight are answered; SIGKILL when that takes too long. */
  stop(): Promise<void>;
}

/** What supervising needs to know. */
export interface Supervision {
  /** `PUBLIC_URL` of the server. */
  readonly publicUrl: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly timing: ServeTiming;
  readonly onEvent: (event: ServeEvent) => void;
}

/** Starts a project's server, and keeps it running until it is stopped. */
export function superviseServer(project: ServedProject, supervision: Supervision): SupervisedServer {
  const { timing, onEvent } = supervision;
  const stopping = new AbortController();
  let state: ServerState = "starting";
  let port: number | undefined;
  let child: ChildProcess | undefined;
  let restarts = 0;
  const tell = (kind: ServeEvent["kind"], text: string): void => onEvent({ server: project.name, kind, text });

  const runOnce = async (): Promise<void> => {
    port = await freePort();
    child = startChild(project, port, supervision);
    const exited = once(child, "exit").catch((error: unknown) => [error]);
    passOutput(child, (line) => tell("output", line));
    const up = (): void => {
      state = "up";
      tell("started", `listening on 127.0.0.1:${String(port)}`);
    };
    void watch(child, { port, timing, tell, up, stopped: stopping.signal });
    const [reason, signal] = (await exited) as [unknown, unknown];
    port = undefined;
    tell("ended", describeEnd(reason, signal));
  };

  const live = async (): Promise<void> => {
    let delay = timing.firstDelayMs;
    while (!stopping.signal.aborted) {
      const began = performance.now();
      await runOnce();
      if (stopping.signal.aborted) break;
      if (performance.now() - began >= timing.settledMs) delay = timing.firstDelayMs;
      state = "restarting";
      restarts++;
      tell("restarting", `again in ${delay} ms`);
      await pause(delay, stopping.signal);
      delay = Math.min(delay * 2, timing.maxDelayMs);
    }
    state = "stopped";
    tell("stopped", "");
  };
  const lived = live();

  return {
    name: project.name,
    state: () => state,
    port: () => port,
    pid: () => (port === undefined ? undefined : child?.pid),
    restarts: () => restarts,
    async stop() {
      stopping.abort();
      child?.kill("SIGTERM");
      const kill = setTimeout(() => child?.kill("SIGKILL"), timing.stopTimeoutMs);
      await lived;
      clearTimeout(kill);
    },
  };
}

function startChild(
  { program, folder, envFile }: ServedProject,
  port: number,
  { publicUrl, environment }: Supervision,
): ChildProcess {
  const settings = envFile === undefined ? [] : [`--env-file=${envFile}`];
  // What is set in the environment wins over the file: where it listens and what it is called is decided here.
  const own = { HOST: "127.0.0.1", PORT: String(port), PUBLIC_URL: publicUrl };
  return spawn(process.execPath, [...settings, program], {
    cwd: folder,
    // The credentials of one server are in its own `.env`, and no business of its neighbours.
    env: { ...childEnvironment(environment), ...own },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function passOutput(child: ChildProcess, write: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on("line", write);
  }
}

interface Watched {
  readonly port: number;
  readonly timing: ServeTiming;
  readonly tell: (kind: ServeEvent["kind"], text: string) => void;
  /** Called at the first healthy answer. */
  readonly up: () => void;
  readonly stopped: AbortSignal;
}

/** Waits for the first healthy answer, then looks again and again. A server that does not answer is ended, which restarts it. */
async function watch(child: ChildProcess, { port, timing, tell, up, stopped }: Watched): Promise<void> {
  const lives = (): boolean => child.exitCode === null && child.signalCode === null && !stopped.aborted;
  const deadline = performance.now() + timing.startTimeoutMs;
  while (lives() && !(await isHealthy(port, timing.probeTimeoutMs))) {
    if (performance.now() > deadline) return give(child, tell, "it did not become healthy in time");
    await pause(50, stopped);
  }
  if (lives()) up();
  let failures = 0;
  while (lives()) {
    await pause(timing.probeIntervalMs, stopped);
    failures = !lives() || (await isHealthy(port, timing.probeTimeoutMs)) ? 0 : failures + 1;
    if (failures >= toleratedFailures && lives()) return give(child, tell, `${failures} probes failed in a row`);
  }
}

function give(child: ChildProcess, tell: Watched["tell"], why: string): void {
  tell("unhealthy", why);
  child.kill("SIGKILL");
}

async function isHealthy(port: number, timeoutMs: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(timeoutMs) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}

function describeEnd(reason: unknown, signal: unknown): string {
  if (reason instanceof Error) return `could not be started: ${reason.message}`;
  return typeof signal === "string" ? `ended by ${signal}` : `ended with exit code ${String(reason)}`;
}

async function pause(ms: number, until: AbortSignal): Promise<void> {
  if (until.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      until.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    until.addEventListener("abort", done, { once: true });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
