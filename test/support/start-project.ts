import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort } from "./free-port.ts";

/** A generated project that runs as a process of its own, as it will be run. */
export interface RunningProject {
  readonly url: URL;
  readonly resource: string;
  readonly pid: number;
  /** Standard output and error so far. */
  output(): string;
  /** SIGTERM, and waits for the end; gives the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `src/main.ts` with nothing in its environment but what is given, and a free `PORT` unless that is; waits until it answers. */
export async function startProject(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<RunningProject> {
  const port = Number(environment["PORT"] ?? (await freePort()));
  const child = spawn(process.execPath, [join(folder, "src/main.ts")], {
    env: { PORT: String(port), ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const exited = once(child, "exit");
  const base = `http://127.0.0.1:${port}`;
  await untilHealthy(
    `${base}/healthz`,
    () => child.exitCode,
    () => text,
  );
  return {
    url: new URL(`http://localhost:${port}/mcp`),
    resource: `http://localhost:${port}/mcp`,
    pid: child.pid ?? 0,
    output: () => text,
    async stop() {
      child.kill("SIGTERM");
      await exited;
      return child.exitCode;
    },
  };
}

async function untilHealthy(url: string, exitCode: () => number | null, output: () => string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline) {
    if (exitCode() !== null) throw new Error(`the server ended with ${exitCode()}:\n${output()}`);
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    await new Promise((done) => {
      setTimeout(done, 25);
    });
  }
  throw new Error(`the server did not answer within 30 s:\n${output()}`);
}
