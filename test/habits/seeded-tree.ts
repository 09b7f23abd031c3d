/** A throw-away tree with this repository's own configuration files, so that a checker can be tried on seeded faults. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The repository. */
export const root: string = join(import.meta.dirname, "../..");

/** A tree on disk; dispose it with `using` or by `remove()`. */
export interface SeededTree extends Disposable {
  readonly path: string;
  remove(): void;
}

/** What a program said and how it ended. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Writes `files` (path -> text) beside copies of the configuration files named in `configuration`. */
export function seedTree(configuration: readonly string[], files: Readonly<Record<string, string>>): SeededTree {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "slipway-seeded-")));
  for (const name of configuration) cpSync(join(root, name), join(path, name));
  symlinkSync(join(root, "node_modules"), join(path, "node_modules"), "junction");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text);
  }
  const remove = (): void => rmSync(path, { recursive: true, force: true });
  return { path, remove, [Symbol.dispose]: remove };
}

/** Runs a program of `node_modules` (its script, by package and path) in `cwd`, and never throws on its exit code. */
export function runTool(script: string, args: readonly string[], cwd: string): Promise<Run> {
  return new Promise((resolve) => {
    const entry = join(root, "node_modules", script);
    execFile(process.execPath, [entry, ...args], { cwd, maxBuffer: 1 << 24 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}
