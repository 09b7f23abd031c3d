import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmittedFile } from "../4-emit/emitted-file.ts";
import { GeneratorError } from "../errors.ts";
import { lstatOrAbsent } from "./lstat-or-absent.ts";
import { formatManifest, type Manifest, manifestName } from "./manifest.ts";
import { planWrite, type WritePlan } from "./plan-write.ts";
import { readManifest } from "./read-manifest.ts";
import { type FileState, readState } from "./read-state.ts";
import { refuseConflicts } from "./refuse-conflicts.ts";
import type { Change } from "./transaction.ts";
import type { SavedFile, WriteReport } from "./write-report.ts";

/** What will be done to a target, and how to tell it. */
export interface PreparedWrite {
  readonly changes: readonly Change[];
  readonly report: WriteReport;
}

/**
 * Looks at a target and works out what to change. Touches nothing.
 *
 * @param manifest - the new one
 * @throws GeneratorError `target-edited` and `target-foreign`, unless forced
 */
export async function prepareWrite(
  files: readonly EmittedFile[],
  manifest: Manifest,
  target: string,
  force: boolean,
): Promise<PreparedWrite> {
  const old = await manifestOf(target, force);
  const manifestFile: EmittedFile = { path: manifestName, content: formatManifest(manifest), ownership: "generated" };
  const state = await readState(target, [
    ...new Set([...files.map((file) => file.path), manifestName, ...Object.keys(old?.files ?? {})]),
  ]);
  // The manifest does not list itself; where one was read, the file there is ours.
  const known =
    old === undefined
      ? undefined
      : { ...old, files: { ...old.files, [manifestName]: state.get(manifestName)?.sha256 ?? "" } };
  const planned = planWrite([...files, manifestFile], state, known);
  if (!force) refuseConflicts(planned, target);
  const saved = await nameSavedFiles(target, [...planned.edited, ...planned.foreign].toSorted());
  return { changes: await listChanges(planned, saved, state, target), report: reportOf(planned, saved) };
}

/** With `--force`, a manifest that cannot be read counts as none. */
async function manifestOf(target: string, force: boolean): Promise<Manifest | undefined> {
  try {
    return await readManifest(target);
  } catch (error) {
    if (force && error instanceof GeneratorError) return undefined;
    throw error;
  }
}

/** The first of `x.orig`, `x.orig.1`, … that is free: earlier saved work is not overwritten. */
async function nameSavedFiles(target: string, paths: readonly string[]): Promise<readonly SavedFile[]> {
  const saved: SavedFile[] = [];
  for (const path of paths) {
    let savedAs = `${path}.orig`;
    for (let count = 1; (await lstatOrAbsent(join(target, savedAs))) !== undefined; count += 1)
      savedAs = `${path}.orig.${count}`;
    saved.push({ path, savedAs });
  }
  return saved;
}

async function listChanges(
  planned: WritePlan,
  saved: readonly SavedFile[],
  state: ReadonlyMap<string, FileState>,
  target: string,
): Promise<readonly Change[]> {
  const keepMode = (path: string): Pick<Change, "mode"> => {
    const mode = state.get(path)?.mode;
    return mode === undefined ? {} : { mode };
  };
  const originals = saved.map(async ({ path, savedAs }): Promise<Change> => {
    return { path: savedAs, kind: "create", content: await readFile(join(target, path)), ...keepMode(path) };
  });
  return [
    ...(await Promise.all(originals)),
    ...planned.create.map(({ path, content }): Change => ({ path, kind: "create", content })),
    ...planned.change.map(({ path, content }): Change => ({ path, kind: "change", content, ...keepMode(path) })),
    ...planned.remove.map((path): Change => ({ path, kind: "remove" })),
  ];
}

function reportOf(planned: WritePlan, saved: readonly SavedFile[]): WriteReport {
  return {
    created: planned.create.map((file) => file.path),
    changed: planned.change.map((file) => file.path),
    removed: planned.remove,
    unchanged: planned.unchanged,
    kept: planned.kept,
    orphaned: planned.orphaned,
    saved,
  };
}
