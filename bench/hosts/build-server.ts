import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { generate } from "../../generator/generate.ts";

export interface BuiltServer {
  readonly folder: string;
  readonly tools: number;
}

/** Generates the project of a document, and compiles it by its own settings. Types are checked elsewhere: they cost most of the time. */
export async function buildServer(spec: string, folder: string): Promise<BuiltServer> {
  rmSync(folder, { recursive: true, force: true });
  const { tools } = await generate({ spec, out: folder, targets: ["node", "workers"] });
  const tsc = join(import.meta.dirname, "../../node_modules/typescript/bin/tsc");
  execFileSync(
    process.execPath,
    [tsc, "-p", folder, "--noCheck", "--declaration", "false", "--isolatedDeclarations", "false"],
    {
      stdio: "inherit",
    },
  );
  return { folder, tools };
}
