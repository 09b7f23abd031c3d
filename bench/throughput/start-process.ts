import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import process from "node:process";

const started: ChildProcess[] = [];
let taskset: boolean | undefined;

/** How a program is started. */
export interface StartOptions {
  /** Answers once it has started. */
  readonly url: string;
  readonly core?: "0" | "1";
  readonly environment?: Readonly<Record<string, string>>;
  /** What runs the file. Default: this Node. */
  readonly command?: string;
  /** What it writes to stderr is not shown: some write a line for each request. */
  readonly quiet?: boolean;
}

/**
 * Starts a program on one core, where `taskset` is there to say so, and waits until its URL answers anything.
 * @param file absolute path of the program
 * @returns its process id
 */
export async function startProcess(file: string, args: readonly string[], options: StartOptions): Promise<number> {
  const { url, core = "0", environment = {}, command: program = process.execPath, quiet = false } = options;
  const pin = hasTaskset() ? ["taskset", "-c", core] : [];
  const [command = "", ...rest] = [...pin, program, file, ...args];
  const child = spawn(command, rest, {
    env: { ...environment, PATH: process.env["PATH"] ?? "" },
    stdio: ["ignore", "ignore", quiet ? "ignore" : "inherit"],
  });
  started.push(child);
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && child.exitCode === null) {
    if (await answers(url)) return child.pid ?? 0;
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
  }
  throw new Error(`${file} did not start`);
}

/** Ends everything that was started. */
export function endProcesses(): void {
  for (const child of started) child.kill("SIGKILL");
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

function hasTaskset(): boolean {
  if (taskset !== undefined) return taskset;
  try {
    execFileSync("taskset", ["-c", "0", "true"]);
    taskset = true;
  } catch {
    taskset = false;
  }
  return taskset;
}
