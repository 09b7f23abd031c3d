import { renameSync } from "node:fs";
import { realpath } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { EmittedFile } from "../4-emit/emitted-file.ts";
import { GeneratorError } from "../errors.ts";
import { describeFiles } from "./manifest-files.ts";
import { holdSignals } from "./hold-signals.ts";
import { backupFolder, stagedFolder } from "./journal.ts";
import { lstatOrAbsent } from "./lstat-or-absent.ts";
import { type Manifest, type ManifestHeader, manifestName } from "./manifest.ts";
import { assertPaths } from "./path-guard.ts";
import { type PreparedWrite, prepareWrite } from "./prepare-write.ts";
import {
  type Change,
  commit,
  pruneFolders,
  rollBack,
  stageFiles,
  stageJournal,
  type StepListener,
} from "./transaction.ts";
import {
  acquireWorkspace,
  findWorkspace,
  releaseWorkspace,
  refuseInterrupted,
  wasInterrupted,
  type Workspace,
  workspaceName,
} from "./workspace.ts";
import type { WriteReport } from "./write-report.ts";

export interface WriteOptions {
  /** Replace edited and foreign files; each is kept beside as `.orig`. */
  readonly force: boolean;
  /** Say what would be done, touch nothing. */
  readonly dryRun: boolean;
  /** The new manifest but for the files, which are worked out here. */
  readonly manifest: ManifestHeader;
  /** Called before each step on the disk. */
  readonly onStep?: StepListener;
}

export interface WriteOutcome {
  readonly report: WriteReport;
  readonly manifest: Manifest;
}

/**
 * Makes `target` hold the project: all of it or nothing.
 *
 * A new target is prepared in a folder beside it and put in place by one rename. In a target that exists, only what
 * differs is written: the new files are staged in `.slipway-write` inside it, what they replace is copied there, a
 * journal says what will be done, and then the files are renamed into place one by one, in a few milliseconds in which
 * Ctrl-C and polite kills are held back. Removing the journal is the moment at which the new project holds.
 *
 * - An error at any point: the old project.
 * - The process killed before the journal is written, or after it is removed: the old or the new project.
 * - Killed by SIGKILL within those milliseconds: the journal is still there, and the next run puts the old project back before it
 *   does anything else. (No file system offers the exchange of two folders to Node, and moving the folder itself would
 *   take the user's files with it: `node_modules`, `.git`, `.env`, `src/custom.ts` stay untouched here.)
 *
 * This is about killed processes, not about power cuts: files are not synced to the disk one by one.
 *
 * @param target - folder, absolute or relative to the working directory; it and its parents are made when absent
 * @throws GeneratorError `target-edited` and `target-foreign` (unless forced), `target-unwritable`
 */
export async function writeProject(
  files: readonly EmittedFile[],
  target: string,
  options: WriteOptions,
): Promise<WriteOutcome> {
  assertPaths([...files.map((file) => file.path), manifestName]);
  const manifest = describeFiles(files, options.manifest);
  try {
    const place = await resolveTarget(target);
    const prepare = async (): Promise<PreparedWrite> => prepareWrite(files, manifest, place, options.force);
    const report = await (options.dryRun
      ? preview(place, prepare)
      : write(place, prepare, options.onStep ?? (() => {})));
    return { report, manifest };
  } catch (error) {
    throw asUnwritable(error, target);
  }
}

/** A target that is a symbolic link is followed: the user named it. Links inside the target are not. */
async function resolveTarget(target: string): Promise<string> {
  const absolute = resolve(target);
  return (await lstatOrAbsent(absolute)) === undefined ? absolute : realpath(absolute);
}

async function preview(target: string, prepare: () => Promise<PreparedWrite>): Promise<WriteReport> {
  await refuseInterrupted(target);
  return (await prepare()).report;
}

/** Looks before it takes the workspace, so that a refusal, and a project that is up to date, leave no trace at all. */
async function write(
  target: string,
  prepare: () => Promise<PreparedWrite>,
  onStep: StepListener,
): Promise<WriteReport> {
  const workspace = await findWorkspace(target);
  const early = (await wasInterrupted(workspace)) ? undefined : await prepare();
  if (early?.changes.length === 0) return early.report;
  await acquireWorkspace(target, workspace);
  try {
    const { changes, report } = early ?? (await prepare());
    if (changes.length > 0) await apply(target, workspace, changes, onStep);
    await pruneFolders(target, report.removed);
    return report;
  } finally {
    await releaseWorkspace(workspace);
  }
}

async function apply(
  target: string,
  { folder, fresh }: Workspace,
  changes: readonly Change[],
  onStep: StepListener,
): Promise<void> {
  await stageFiles(folder, changes, onStep);
  if (fresh) {
    onStep("put the folder in place");
    renameSync(join(folder, stagedFolder), target);
    return;
  }
  await stageJournal(target, folder, changes, onStep);
  try {
    holdSignals(() => commit(target, folder, changes, onStep));
  } catch (error) {
    await rollBack(target, folder).catch((cause: unknown) => {
      throw halfWritten(target, cause);
    });
    throw error;
  }
}

/** Only when putting back fails as well, as on a disk that has just become read-only. */
function halfWritten(target: string, cause: unknown): GeneratorError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message =
    `Writing to "${target}" failed midway, and the old files could not be put back: ${reason}. ` +
    `Copies of them are in "${join(target, workspaceName, backupFolder)}". Mend the cause and run again: that puts them back first.`;
  return new GeneratorError("target-unwritable", message, { cause });
}

/** What a system error means for who chose the folder. */
const unwritable: Readonly<Record<string, string>> = {
  EACCES: "this user may not write there. Choose another --out, or change the rights of the folder",
  EPERM: "this user may not write there. Choose another --out, or change the rights of the folder",
  EROFS: "the file system is read-only. Choose another --out",
  ENOSPC: "the disk is full",
};

/** System errors are the user's to mend; anything else passes. */
function asUnwritable(error: unknown, target: string): unknown {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return error;
  const reason = unwritable[String(error.code)] ?? error.message;
  const message = `The project could not be written to "${target}", and nothing there was changed: ${reason}.`;
  return new GeneratorError("target-unwritable", message, { cause: error });
}
