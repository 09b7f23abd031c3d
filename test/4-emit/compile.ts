import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");

/**
 * Compiles files as a generated project is compiled: with its `tsconfig.json`, against the repository's node_modules.
 * @param files text by path; without a `tsconfig.json` of their own they get the one of `templates/`
 * @returns the compiler's errors, one a line, sorted; empty when it is content
 */
export async function compile(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
  await mkdir(join(root, ".tmp"), { recursive: true });
  const folder = await mkdtemp(join(root, ".tmp", "compile-"));
  try {
    await writeFiles(folder, files);
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  const config = await readFile(join(root, "templates", "tsconfig.json"), "utf8");
  for (const [path, content] of new Map([["tsconfig.json", config], ...files])) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

async function run(folder: string): Promise<readonly string[]> {
  const child = spawn(process.execPath, [tsc, "-p", folder, "--noEmit", "--pretty", "false"], { cwd: folder });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => {
      output += chunk;
    });
  }
  await new Promise((resolve, reject) => {
    child.on("close", resolve);
    child.on("error", reject);
  });
  return output
    .split("\n")
    .filter((line) => line !== "")
    .toSorted();
}
