import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generate } from "../../generator/generate.ts";
import type { GenerateOptions } from "../../generator/options.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What `node --test` said of a project. */
export interface ContractRun {
  readonly passed: boolean;
  /** Names of the tests that failed, innermost ones included. */
  readonly failed: readonly string[];
  readonly tests: number;
  readonly skipped: number;
  /** All that was written. */
  readonly output: string;
}

/** A generated project in a scratch folder of the repository, where what its tests need resolves. */
export interface ContractProject extends AsyncDisposable {
  readonly folder: string;
  /** A copy in which a text of a file is another. @throws when the text is not there exactly as often as it is said */
  seeded(fault: SeededFault): Promise<ContractProject>;
  /** @param files default: all tests */
  run(files?: string): Promise<ContractRun>;
}

/** A mistake in a generated server. */
export interface SeededFault {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Generates a project. */
export async function contractProject(options: Omit<GenerateOptions, "out">): Promise<ContractProject> {
  const folder = await scratch();
  await generate({ ...options, out: join(folder, "server") });
  return projectIn(folder);
}

async function scratch(): Promise<string> {
  await mkdir(join(root, ".tmp"), { recursive: true });
  return await mkdtemp(join(root, ".tmp", "contract-"));
}

function projectIn(parent: string): ContractProject {
  const folder = join(parent, "server");
  return {
    folder,
    async seeded({ file, from, to }) {
      const copy = await scratch();
      await cp(folder, join(copy, "server"), { recursive: true });
      const path = join(copy, "server", file);
      const text = await readFile(path, "utf8");
      const [before, after] = [text.indexOf(from), text.lastIndexOf(from)];
      if (before < 0 || before !== after) throw new Error(`${file} does not hold ${JSON.stringify(from)} exactly once`);
      await writeFile(
        path,
        text.replace(from, () => to),
      );
      return projectIn(copy);
    },
    run: async (files = "test/*.test.ts") => await runTests(folder, files),
    [Symbol.asyncDispose]: async () => await rm(parent, { recursive: true, force: true }),
  };
}

async function runTests(folder: string, files: string): Promise<ContractRun> {
  const args = ["--test", "--test-reporter=tap", files];
  // Inside another run of node --test, the variable would make it speak its parent's language.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => (output += chunk));
  }
  const code = await new Promise((done, fail) => {
    child.on("close", done);
    child.on("error", fail);
  });
  const lines = [...output.matchAll(/^ *(not ok|ok) \d+ - (.*)$/gm)];
  return {
    passed: code === 0,
    failed: lines.filter(([, verdict]) => verdict === "not ok").map(([, , name = ""]) => name),
    tests: lines.length,
    skipped: lines.filter(([, , name = ""]) => name.includes("# SKIP")).length,
    output,
  };
}
