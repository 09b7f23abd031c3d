import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";

const run = promisify(execFile);
const repository = join(import.meta.dirname, "../..");

/** A folder in which the packed package is installed, as a user has it. */
export interface PackedSlipway {
  readonly folder: string;
  /** Runs a program of the folder's, or the command line of the package. */
  node(...argv: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }>;
  slipway(...argv: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }>;
  remove(): Promise<void>;
}

/**
 * Builds and packs what is checked in, and installs the tarball: unpacked, with links to the packages that its `dependencies` name and
 * to no others. A file that `files` forgets, or a package that is only a devDependency, is not there then.
 */
export async function installPacked(): Promise<PackedSlipway> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-packed-"));
  const stage = join(folder, "stage");
  const { stdout: listed } = await run(
    "git",
    ["ls-files", "-z", "generator", "templates", "package.json", "README.md", "LICENSE"],
    {
      cwd: repository,
      maxBuffer: 1e8,
    },
  );
  for (const file of listed.split("\0").filter((name) => name !== "")) {
    await mkdir(dirname(join(stage, file)), { recursive: true });
    await cp(join(repository, file), join(stage, file));
  }
  const node = join(repository, "node_modules/.bin");
  const env = { ...process.env, PATH: `${node}:${process.env["PATH"] ?? ""}` };
  await run("tsc", ["-p", "tsconfig.build.json", "--outDir", join(stage, "dist")], { cwd: repository, env });
  const { stdout: packed } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], {
    cwd: stage,
    env,
    maxBuffer: 1e8,
  });
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const installed = join(folder, "app", "node_modules", "slipway");
  await mkdir(installed, { recursive: true });
  await run("tar", ["-xzf", join(folder, filename), "-C", installed, "--strip-components=1"]);
  await linkDependencies(installed);
  const app = join(folder, "app");
  const program = async (argv: readonly string[]): ReturnType<PackedSlipway["node"]> =>
    run(process.execPath, [...argv], { cwd: app, maxBuffer: 1e8 });
  return {
    folder: app,
    node: async (...argv) => program(argv),
    slipway: async (...argv) => program([join(installed, "dist/generator/cli.js"), ...argv]),
    remove: async () => rm(folder, { recursive: true, force: true }),
  };
}

async function linkDependencies(installed: string): Promise<void> {
  const { dependencies } = JSON.parse(await readFile(join(installed, "package.json"), "utf8")) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const name of Object.keys(dependencies)) {
    const link = join(installed, "..", ...name.split("/"));
    await mkdir(dirname(link), { recursive: true });
    await symlink(join(repository, "node_modules", ...name.split("/")), link, "junction");
  }
}
