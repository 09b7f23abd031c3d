import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The package of the generator: its folder, its version, and the exact versions that it was tested with. */
export interface GeneratorPackage {
  readonly folder: string;
  readonly version: string;
  /** Pinned version by package name: its dependencies and devDependencies. */
  readonly versions: ReadonlyMap<string, string>;
}

/** Reads the package that this file belongs to; works from the source and from the build in `dist/`. */
export async function readGeneratorPackage(): Promise<GeneratorPackage> {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const found = await readSlipwayPackage(folder);
    if (found !== undefined) return found;
    const parent = dirname(folder);
    if (parent === folder) throw new Error("the package.json of slipway was not found: the installation is broken");
    folder = parent;
  }
}

async function readSlipwayPackage(folder: string): Promise<GeneratorPackage | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, "package.json"), "utf8");
  } catch {
    return undefined;
  }
  const found = JSON.parse(text) as PackageFile;
  if (found.name !== "slipway" || found.version === undefined) return undefined;
  const versions = new Map(Object.entries({ ...found.devDependencies, ...found.dependencies }));
  return { folder, version: found.version, versions };
}

interface PackageFile {
  readonly name?: string;
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}
