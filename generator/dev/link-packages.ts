import { existsSync } from "node:fs";
import { mkdir, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { GeneratorError } from "../errors.ts";

/**
 * Gives a project the packages that it depends on without installing them: as links to those of Slipway's own installation, whose
 * versions it names. What they depend on in turn is found from where they really are.
 * @throws GeneratorError `bad-usage` when a package is not installed beside Slipway
 */
export async function linkPackages(folder: string): Promise<void> {
  const { dependencies = {} } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as {
    readonly dependencies?: Readonly<Record<string, string>>;
  };
  for (const [name, version] of Object.entries(dependencies)) {
    const link = join(folder, "node_modules", ...name.split("/"));
    if (existsSync(link)) continue;
    const target = findPackage(name);
    if (target === undefined)
      throw new GeneratorError(
        "bad-usage",
        `The server needs the package ${name}, which is not installed beside Slipway. Install it: npm install ${name}@${version}`,
      );
    await mkdir(dirname(link), { recursive: true });
    await rm(link, { force: true });
    await symlink(target, link, "junction");
  }
}

/** Where Node would find a package from here. Not by its exports: not every package exports its package.json. */
function findPackage(name: string): string | undefined {
  const places = createRequire(import.meta.url).resolve.paths(name) ?? [];
  return places
    .map((place) => join(place, ...name.split("/")))
    .find((place) => existsSync(join(place, "package.json")));
}
