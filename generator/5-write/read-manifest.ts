import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isAbsence } from "./lstat-or-absent.ts";
import { type Manifest, manifestName, parseManifest } from "./manifest.ts";

/**
 * The manifest in a folder; `undefined` where there is none.
 * @throws GeneratorError `target-foreign` when it is there and is no manifest
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = join(folder, manifestName);
  try {
    return parseManifest(await readFile(file, "utf8"), file);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
