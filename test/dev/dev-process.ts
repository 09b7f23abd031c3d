import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";

/** A line of `slipway dev --json`. */
export type Line = Readonly<Record<string, unknown>> & { readonly kind: string };

/** `slipway dev` as a process. */
export interface DevProcess {
  readonly started: Line & {
    readonly mcpUrl: string;
    readonly apiUrl: string;
    readonly token: string;
    readonly folder: string;
  };
  readonly lines: readonly Line[];
  /** The next line of this kind that was not awaited yet. */
  next(kind: string): Promise<Line>;
  /** Ids of its child processes. */
  children(): readonly number[];
  /** @returns its exit code */
  end(signal: "SIGINT" | "SIGKILL"): Promise<unknown>;
}

const cli = join(import.meta.dirname, "../../generator/cli.ts");

/** Starts it on free ports. */
export async function startDev(argv: readonly string[], cwd: string): Promise<DevProcess> {
  const ports = ["--port", "0", "--api-port", "0", "--auth-port", "0"];
  const child = spawn(process.execPath, [cli, "dev", ...argv, ...ports, "--json"], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const errors: string[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
  const lines: Line[] = [];
  const taken = new Set<Line>();
  const wake = new Set<() => void>();
  const notify = (): void => {
    for (const resolve of wake) resolve();
    wake.clear();
  };
  createInterface({ input: child.stdout }).on("line", (text) => {
    lines.push(JSON.parse(text) as Line);
    notify();
  });
  child.on("exit", notify);
  async function next(kind: string): Promise<Line> {
    for (;;) {
      const line = lines.find((one) => one.kind === kind && !taken.has(one));
      if (line !== undefined) {
        taken.add(line);
        return line;
      }
      if (child.exitCode !== null) throw new Error(`dev ended with ${child.exitCode}: ${errors.join("")}`);
      await new Promise<void>((resolve) => void wake.add(resolve));
    }
  }
  const started = (await next("started")) as DevProcess["started"];
  return {
    started,
    lines,
    next,
    children: () => childrenOf(child),
    async end(signal) {
      child.kill(signal);
      const [code] = (await exited) as [unknown];
      return code;
    },
  };
}

/** From /proc; none elsewhere. */
function childrenOf({ pid }: ChildProcess): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((id) => parentOf(id) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}
