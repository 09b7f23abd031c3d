import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { kill, pid } from "node:process";
import { GeneratorError } from "../errors.ts";
import { journalFile } from "./journal.ts";
import { hasCode, lstatOrAbsent } from "./lstat-or-absent.ts";
import { removeWorkspace, rollBack } from "./transaction.ts";

/** Where a write is prepared. */
export interface Workspace {
  readonly folder: string;
  /** Whether the target has yet to be made: then the workspace stands beside it, else in it. */
  readonly fresh: boolean;
}

/** Name of the workspace inside a target. */
export const workspaceName = ".slipway-write";

/**
 * Finds the workspace of a target. In an existing target it lies inside, so that renames stay on one file system even
 * where the target is a mount; a target that does not exist yet is made by renaming a folder beside it.
 */
export async function findWorkspace(target: string): Promise<Workspace> {
  const stats = await lstatOrAbsent(target);
  if (stats === undefined)
    return { folder: join(dirname(target), `.${basename(target)}${workspaceName}`), fresh: true };
  if (stats.isDirectory()) return { folder: join(target, workspaceName), fresh: false };
  throw new GeneratorError("target-foreign", `"${target}" is not a folder. Choose another --out.`);
}

/**
 * Takes the workspace for this process. What an interrupted run left is undone first.
 *
 * @throws GeneratorError `target-unwritable` while another process writes to the same target
 */
export async function acquireWorkspace(target: string, workspace: Workspace): Promise<void> {
  await mkdir(dirname(workspace.folder), { recursive: true });
  if (!(await claim(workspace.folder))) {
    await recover(target, workspace);
    if (!(await claim(workspace.folder))) throw busy(target);
  }
  // Not for version control, whatever the project's own .gitignore says.
  await writeFile(join(workspace.folder, ".gitignore"), "*\n");
}

/** Whether an interrupted run has left its workspace. */
export async function wasInterrupted(workspace: Workspace): Promise<boolean> {
  return (await lstatOrAbsent(workspace.folder)) !== undefined;
}

/**
 * Refuses to look at a target whose files may be half old and half new.
 * @throws GeneratorError `target-unwritable`
 */
export async function refuseInterrupted(target: string): Promise<void> {
  if (!(await wasInterrupted(await findWorkspace(target)))) return;
  const message = `An earlier \`slipway generate\` on "${target}" was interrupted, or is still going on. Run it once more, without --dry-run: it puts things right first.`;
  throw new GeneratorError("target-unwritable", message);
}

/** Gives the workspace up. One that still holds a journal stays: it has the copies of the old files. */
export async function releaseWorkspace({ folder }: Workspace): Promise<void> {
  if ((await lstatOrAbsent(join(folder, journalFile))) === undefined) await removeWorkspace(folder);
}

/** Undoes what an interrupted run left, if there is any. */
async function recover(target: string, workspace: Workspace): Promise<void> {
  const owner = await readOwner(workspace.folder);
  if (owner !== undefined && isAlive(owner)) throw busy(target, owner.pid);
  if (!workspace.fresh) await rollBack(target, workspace.folder);
  await removeWorkspace(workspace.folder);
}

async function claim(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
  await writeFile(join(folder, "owner.json"), JSON.stringify({ pid, host: hostname() }));
  return true;
}

interface Owner {
  readonly pid: number;
  readonly host: string;
}

async function readOwner(folder: string): Promise<Owner | undefined> {
  try {
    const owner: unknown = JSON.parse(await readFile(join(folder, "owner.json"), "utf8"));
    return isOwner(owner) ? owner : undefined;
  } catch {
    // Killed before it was written whole.
    return undefined;
  }
}

function isOwner(value: unknown): value is Owner {
  if (typeof value !== "object" || value === null || !("pid" in value) || !("host" in value)) return false;
  return Number.isSafeInteger(value.pid) && Number(value.pid) > 0 && typeof value.host === "string";
}

/** Another process of this machine that still runs. In a container, an earlier run often had our own id. */
function isAlive(owner: Owner): boolean {
  if (owner.host !== hostname() || owner.pid === pid) return false;
  try {
    kill(owner.pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, "EPERM");
  }
}

function busy(target: string, owner?: number): GeneratorError {
  const who = owner === undefined ? "Another process" : `Process ${owner}`;
  return new GeneratorError(
    "target-unwritable",
    `${who} is writing to "${target}". Wait until it has finished, then run again.`,
  );
}
