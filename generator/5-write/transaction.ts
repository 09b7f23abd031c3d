import { chmodSync, mkdirSync, renameSync, unlinkSync } from "node:fs";
import { copyFile, mkdir, readFile, rename, rm, rmdir, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { contentHash } from "../content-hash.ts";
import { backupFolder, type Journal, journalFile, readJournal, stagedFolder, writeJournal } from "./journal.ts";
import { isAbsence, lstatOrAbsent } from "./lstat-or-absent.ts";
import { assertPlainFolders } from "./path-guard.ts";

/** One step of a transaction. `content` absent: the file goes. */
export interface Change {
  readonly path: string;
  readonly kind: "create" | "change" | "remove";
  readonly content?: string | Buffer;
  /** Permission bits to keep; default: those of a new file. */
  readonly mode?: number;
}

/** Called before each step that touches the disk; tests end the process in it. */
export type StepListener = (step: string) => void;

/** Writes the new files into the workspace. The target is not touched. */
export async function stageFiles(workspace: string, changes: readonly Change[], onStep: StepListener): Promise<void> {
  for (const { path, content, mode } of changes) {
    if (content === undefined) continue;
    onStep(`stage ${path}`);
    const staged = join(workspace, stagedFolder, path);
    await mkdir(dirname(staged), { recursive: true });
    await writeFile(staged, content);
    if (mode !== undefined) chmodSync(staged, mode);
  }
}

/** Copies what will be replaced or removed, then writes the journal: now everything can be undone. */
export async function stageJournal(
  target: string,
  workspace: string,
  changes: readonly Change[],
  onStep: StepListener,
): Promise<void> {
  for (const { path, kind } of changes) {
    if (kind === "create") continue;
    onStep(`back up ${path}`);
    const backup = join(workspace, backupFolder, path);
    await mkdir(dirname(backup), { recursive: true });
    await copyFile(join(target, path), backup);
  }
  onStep("write the journal");
  const entries = changes.map(({ path, kind, content }) =>
    content === undefined ? { path, kind } : { path, kind, sha256: contentHash(content) },
  );
  await writeJournal(workspace, { entries, folders: await missingFolders(target, changes) });
}

/**
 * Applies what was staged. Synchronous, so that no timer or other task of this process runs in between. Removing the journal is the moment at which the new project holds.
 */
export function commit(target: string, workspace: string, changes: readonly Change[], onStep: StepListener): void {
  for (const { path, kind } of changes) {
    onStep(`apply ${path}`);
    const file = join(target, path);
    if (kind === "remove") {
      unlinkSync(file);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    renameSync(join(workspace, stagedFolder, path), file);
  }
  onStep("remove the journal");
  unlinkSync(join(workspace, journalFile));
}

/**
 * Restores the state before an interrupted write. May itself be interrupted and run again. What the user changed in
 * between is left as it is: only our own new files are taken back.
 */
export async function rollBack(target: string, workspace: string): Promise<void> {
  const journal = await readJournal(workspace);
  if (journal === undefined) return;
  const checked = new Set<string>();
  for (const { path, kind, sha256 } of journal.entries) {
    await assertPlainFolders(target, path, checked);
    const file = join(target, path);
    const present = await hashOrAbsent(file);
    if (present !== undefined && present !== sha256) continue;
    if (kind !== "create") await restore(join(workspace, backupFolder, path), file);
    else if (present !== undefined) await unlink(file);
  }
  await removeEmptyFolders(target, journal);
  await unlink(join(workspace, journalFile));
}

/** Removes the folders that were left empty by `removed` paths. */
export async function pruneFolders(target: string, removed: readonly string[]): Promise<void> {
  const folders = new Set(removed.flatMap((path) => parentsOf(path)));
  await removeEmptyFolders(target, { folders: [...folders].toSorted() });
}

/** The backup is gone when an earlier attempt has restored it already. */
async function restore(backup: string, file: string): Promise<void> {
  try {
    await rename(backup, file);
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
}

async function hashOrAbsent(file: string): Promise<string | undefined> {
  const stats = await lstatOrAbsent(file);
  if (stats === undefined) return undefined;
  return stats.isFile() ? contentHash(await readFile(file)) : "not a file";
}

async function missingFolders(target: string, changes: readonly Change[]): Promise<readonly string[]> {
  const folders = new Set(changes.flatMap((change) => parentsOf(change.path)));
  const missing: string[] = [];
  for (const folder of [...folders].toSorted()) {
    if ((await lstatOrAbsent(join(target, folder))) === undefined) missing.push(folder);
  }
  return missing;
}

/** `a/b/c.ts` -> `a`, `a/b`. */
function parentsOf(path: string): readonly string[] {
  const segments = path.split("/").slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}

/** Innermost first; a folder that is not empty, or gone, is fine. */
async function removeEmptyFolders(target: string, { folders }: Pick<Journal, "folders">): Promise<void> {
  for (const folder of folders.toReversed()) await rmdir(join(target, folder)).catch(() => {});
}

/** Removes a workspace with all it holds. */
export async function removeWorkspace(workspace: string): Promise<void> {
  await rm(workspace, { recursive: true, force: true });
}
