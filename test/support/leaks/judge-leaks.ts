import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import type { TestProject } from "vitest/node";
import { findLeaks, fragmentOf } from "./find-leaks.ts";
import { leakFiles } from "./leak-folder.ts";

/** Around a whole run of tests: no token that was used in it may stand in what was logged. Fails the run when one does. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-leaks-"));
  project.provide("leakFolder", folder);
  return async () => {
    const read = async (suffix: string): Promise<readonly string[]> => {
      const names = (await readdir(folder)).filter((name) => name.endsWith(suffix));
      return await Promise.all(names.map(async (name) => await readFile(join(folder, name), "utf8")));
    };
    const used = (await read(leakFiles.tokens)).flatMap((text) => text.split("\n"));
    const tokens = new Set(used.filter((token) => token !== ""));
    const logs = await read(leakFiles.logs);
    await rm(folder, { recursive: true, force: true });
    const fragments = new Set([...tokens].flatMap((token) => fragmentOf(token) ?? []));
    const leaks = logs.flatMap((text) => findLeaks(text, fragments).map((before) => `${firstLine(text)}: …${before}`));
    const size = logs.reduce((sum, text) => sum + text.length, 0);
    process.stdout.write(`Tokens: ${tokens.size} used, ${size} characters of logs, ${leaks.length} found.\n`);
    if (leaks.length === 0) return;
    const shown = leaks.slice(0, 10).map((leak) => `  ${leak}[token]`);
    throw new Error(`${leaks.length} times a token stands in what was logged:\n${shown.join("\n")}`);
  };
}

/** The test file that a log is from. */
function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
