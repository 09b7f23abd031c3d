import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { contentHash } from "../content-hash.ts";
import { lstatOrAbsent } from "./lstat-or-absent.ts";
import { assertPlainFolders, inTheWay } from "./path-guard.ts";

/** A file as it is on disk. */
export interface FileState {
  readonly sha256: string;
  /** Permission bits. */
  readonly mode: number;
}

/**
 * Reads what is at the given paths of a folder. What is absent is absent from the answer.
 *
 * @throws GeneratorError `target-foreign` for a symbolic link, folder or device at one of them, or a link on the way
 */
export async function readState(target: string, paths: readonly string[]): Promise<ReadonlyMap<string, FileState>> {
  const state = new Map<string, FileState>();
  const checked = new Set<string>();
  for (const path of paths) {
    await assertPlainFolders(target, path, checked);
    const file = join(target, path);
    const stats = await lstatOrAbsent(file);
    if (stats === undefined) continue;
    if (stats.isSymbolicLink()) throw inTheWay(path, "a symbolic link");
    if (!stats.isFile()) throw inTheWay(path, stats.isDirectory() ? "a folder" : "no plain file");
    state.set(path, { sha256: contentHash(await readFile(file)), mode: stats.mode & 0o777 });
  }
  return state;
}
