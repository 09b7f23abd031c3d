/**
 * Type checks everything that is TypeScript here, each part by the configuration it is used with: the repository, the
 * runtime as a generated project compiles it, and each project under generated/. Nothing is left out, because what is
 * left out of the check is where the faults gather.
 */
import { spawn } from "node:child_process";
import { globSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

interface Verdict {
  readonly project: string;
  readonly output: string;
  readonly passed: boolean;
  readonly seconds: number;
}

const root = join(import.meta.dirname, "..");
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

/** The folders with a tsconfig.json of their own, the repository itself first. */
function projects(): string[] {
  const generated = globSync(["generated/*/tsconfig.json", "generated/*/test/tsconfig.json"], { cwd: root }).map(
    (path) => dirname(path),
  );
  return [".", "templates", ...generated.toSorted()];
}

function check(project: string): Promise<Verdict> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [tsc, "-p", project, "--noEmit"], { cwd: root });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      const seconds = (performance.now() - started) / 1000;
      resolve({ project, output: Buffer.concat(chunks).toString().trim(), passed: code === 0, seconds });
    });
  });
}

async function checkInTurn(queue: string[], verdicts: Verdict[]): Promise<void> {
  for (let project = queue.shift(); project !== undefined; project = queue.shift()) {
    verdicts.push(await check(project));
  }
}

const queue = projects();
const verdicts: Verdict[] = [];
const lanes = Math.min(2, availableParallelism());
await Promise.all(Array.from({ length: lanes }, () => checkInTurn(queue, verdicts)));

for (const { project, passed, seconds, output } of verdicts) {
  console.log(`${passed ? "ok    " : "failed"} ${project} (${seconds.toFixed(1)} s)`);
  if (!passed) console.log(output);
}
process.exitCode = verdicts.every((verdict) => verdict.passed) ? 0 : 1;
