import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

/** One replica of a generated server: a process that is ended and started again at the same port. */
export interface Replica {
  readonly port: number;
  start(): Promise<void>;
  /** Ends it by a signal, and waits until it is gone. Resolves with its exit code, or with the signal that ended it. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<number | string>;
  /** Resident memory in MiB (Linux, proc(5)), and how long it has run, in seconds; undefined while it does not run. */
  memory(): { readonly mebibytes: number; readonly age: number } | undefined;
}

/** How long a start may take, in ms. */
const startTimeout = 30_000;

/** A replica that does not run yet. What it logs as a warning or an error is passed on. */
export function createReplica(program: string, port: number, environment: Readonly<Record<string, string>>): Replica {
  let child: ChildProcess | undefined;
  let startedAt = 0;
  return {
    port,
    async start() {
      child = spawn(process.execPath, [program], {
        env: { ...environment, PORT: String(port), PATH: process.env["PATH"] ?? "" },
        stdio: ["ignore", "inherit", "inherit"],
      });
      startedAt = Date.now();
      while (!(await answers(`http://127.0.0.1:${port}/readyz`))) {
        if (child.exitCode !== null || Date.now() - startedAt > startTimeout)
          throw new Error("a replica did not start");
        await sleep(50);
      }
    },
    async end(signal) {
      if (child === undefined || child.exitCode !== null) throw new Error("the replica had ended by itself");
      const exited = once(child, "exit");
      child.kill(signal);
      const [code, by] = (await exited) as [number | null, string | null];
      child = undefined;
      return code ?? by ?? "";
    },
    memory() {
      const status = child?.pid === undefined ? "" : statusOf(child.pid);
      const kibibytes = /^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1];
      if (kibibytes === undefined) return undefined;
      return { mebibytes: Number(kibibytes) / 1024, age: (Date.now() - startedAt) / 1000 };
    },
  };
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}
