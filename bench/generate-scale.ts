/**
 * Measures `generate`, and `check` of what it wrote: wall time and peak memory for synthetic documents of growing size, and for GitHub's where it lies beside
 * the repository. Asserts nothing: machines differ. What should hold: the time for an operation stays the same.
 *
 *     node bench/generate-scale.ts [COUNT ...] [--project]
 *
 * `--project` also compiles the largest project and starts its server.
 */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { check } from "../generator/check.ts";
import { generate } from "../generator/generate.ts";
import type { ProgressEvent } from "../generator/progress-event.ts";
import { scaleDocument } from "./scale-document.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, ".tmp/scale");

/** What a child process says of one run. */
interface Measured {
  readonly tools: number;
  readonly milliseconds: number;
  /** Time on processors, which other work on the machine does not stretch. */
  readonly processor: number;
  /** Peak resident memory in MB. */
  readonly memory: number;
  readonly stages: Readonly<Record<string, number>>;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    project: { type: "boolean" },
    measure: { type: "string" },
    check: { type: "string" },
    out: { type: "string" },
  },
});

const { measure: measured, check: checked, out: target = "" } = values;
if (measured !== undefined) {
  await measure(async (onProgress) => (await generate({ spec: measured, out: target, onProgress })).tools);
} else if (checked !== undefined) {
  await measure(async (onProgress) => (await check({ dir: checked, onProgress })).tools);
} else await compare(positionals.map(Number));

/** In the child: one run, and what it took. */
async function measure(work: (onProgress: (event: ProgressEvent) => void) => Promise<number>): Promise<void> {
  const began = performance.now();
  const starts: [stage: string, at: number][] = [];
  const tools = await work(({ stage }) => {
    if (starts.at(-1)?.[0] !== stage) starts.push([stage, performance.now()]);
  });
  const ended = performance.now();
  const stages = Object.fromEntries(
    starts.map(([stage, at], index) => [stage, Math.round((starts[index + 1]?.[1] ?? ended) - at)]),
  );
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const memory = Math.round(maxRSS / 1024);
  const processor = Math.round((userCPUTime + systemCPUTime) / 1000);
  process.stdout.write(
    JSON.stringify({ tools, milliseconds: Math.round(ended - began), processor, memory, stages } satisfies Measured),
  );
}

async function compare(counts: readonly number[]): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const sizes = counts.length > 0 ? counts : [1375, 2750, 5500, 11_000];
  console.log("document                MB    tools     time      cpu  cpu ms/tool     peak   stages");
  for (const count of sizes) {
    const spec = join(folder, `${count}.json`);
    writeFileSync(spec, JSON.stringify(scaleDocument(count), null, 1));
    printRows(`${count} operations`, spec, join(folder, String(count)));
  }
  const github = join(root, "../shared/specs/github.json");
  if (existsSync(github)) printRows("github.json", github, join(folder, "github"));
  if (values.project === true) await useProject(join(folder, String(sizes.at(-1))));
}

function printRows(name: string, spec: string, out: string): void {
  rmSync(out, { recursive: true, force: true });
  printRow(name, spec, run("--measure", spec, "--out", out));
  printRow("  check of it", spec, run("--check", out));
}

function run(...args: readonly string[]): Measured {
  return JSON.parse(execFileSync(process.execPath, [import.meta.filename, ...args], { encoding: "utf8" })) as Measured;
}

function printRow(name: string, spec: string, { tools, milliseconds, processor, memory, stages }: Measured): void {
  const each = Object.entries(stages).map(([stage, time]) => `${stage} ${(time / 1000).toFixed(1)}`);
  const cells = [
    name.padEnd(18),
    (statSync(spec).size / 1e6).toFixed(1).padStart(7),
    String(tools).padStart(8),
    `${(milliseconds / 1000).toFixed(1)} s`.padStart(8),
    `${(processor / 1000).toFixed(1)} s`.padStart(8),
    (processor / tools).toFixed(2).padStart(12),
    `${memory} MB`.padStart(8),
  ];
  console.log(`${cells.join(" ")}   ${each.join(", ")}`);
}

/** Compiles the project with its own settings, and starts it. */
async function useProject(project: string): Promise<void> {
  const began = performance.now();
  execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", project, "--noEmit"], {
    stdio: "inherit",
  });
  console.log(`tsc of it: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const port = await freePort();
  const started = performance.now();
  const server = spawn(process.execPath, [join(project, "src/main.ts")], {
    stdio: "ignore",
    env: {
      ...process.env,
      PORT: String(port),
      OAUTH_ISSUER: "http://127.0.0.1:9",
      API_BASE_URL: "http://127.0.0.1:9",
      LOG_LEVEL: "silent",
    },
  });
  try {
    while (!(await answers(`http://127.0.0.1:${port}/healthz`))) {
      if (server.exitCode !== null || performance.now() - started > 120_000)
        throw new Error("the server did not start");
      await new Promise((resolve) => {
        setTimeout(resolve, 50);
      });
    }
    const took = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`start of its server: ${took} s, ${peakMemory(server.pid)}`);
  } finally {
    server.kill();
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}

/** Linux only. */
function peakMemory(pid: number | undefined): string {
  const status = `/proc/${pid}/status`;
  const peak = existsSync(status) ? /VmHWM:\s+(\d+)/.exec(readFileSync(status, "utf8"))?.[1] : undefined;
  return peak === undefined ? "memory unknown here" : `${Math.round(Number(peak) / 1024)} MB`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return port;
}
