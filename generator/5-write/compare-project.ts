import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmittedFile } from "../4-emit/emitted-file.ts";
import { contentHash } from "../content-hash.ts";
import { formatManifest, type Manifest, type ManifestHeader, manifestName } from "./manifest.ts";
import { describeFiles } from "./manifest-files.ts";
import { planWrite } from "./plan-write.ts";
import { readState } from "./read-state.ts";

/** A file that is not as it would be written now. */
export interface ComparedFile {
  readonly path: string;
  /**
   * `missing`: would be created. `different`: would be changed. `leftover`: is no longer generated. `foreign`: would be
   * changed, and was never written by Slipway.
   */
  readonly state: "missing" | "different" | "leftover" | "foreign";
  /** What is there is not what was written when the project was generated: somebody changed or removed it. */
  readonly isEdited: boolean;
  /** What is generated now is not what was generated then. */
  readonly isStale: boolean;
  /** The text that is there. */
  readonly before?: string;
  /** The text that would be there. */
  readonly after?: string;
}

/**
 * Compares a project as it is with what would be written now. Touches nothing.
 * @param recorded - the manifest that is there
 * @param header - the manifest that would be there, but for the files
 * @returns what differs, sorted by path; the manifest included, where it does
 * @throws GeneratorError `target-foreign` for a symbolic link or folder at one of the paths
 */
export async function compareProject(
  files: readonly EmittedFile[],
  target: string,
  { recorded, header }: { readonly recorded: Manifest; readonly header: ManifestHeader },
): Promise<readonly ComparedFile[]> {
  const state = await readState(target, [
    ...new Set([...files.map((file) => file.path), ...Object.keys(recorded.files)]),
  ]);
  const planned = planWrite(files, state, recorded);
  const foreign = new Set(planned.foreign);
  const edited = new Set([...planned.edited, ...planned.orphaned]);
  const text = (path: string): Promise<string> => readFile(join(target, path), "utf8");
  const hashes = new Map(Object.entries(recorded.files));
  const isStale = ({ path, content }: EmittedFile): boolean => hashes.get(path) !== contentHash(content);

  const missing = planned.create.map((file): ComparedFile => ({
    path: file.path,
    state: "missing",
    isEdited: hashes.has(file.path) || file.ownership === "once",
    isStale: file.ownership === "generated" && isStale(file),
    after: file.content,
  }));
  const changed = planned.change.map(async (file): Promise<ComparedFile> => ({
    path: file.path,
    state: foreign.has(file.path) ? "foreign" : "different",
    isEdited: edited.has(file.path),
    isStale: isStale(file),
    before: await text(file.path),
    after: file.content,
  }));
  const leftover = [...planned.remove, ...planned.orphaned].map(async (path): Promise<ComparedFile> => ({
    path,
    state: "leftover",
    isEdited: edited.has(path),
    isStale: true,
    before: await text(path),
  }));
  const found = [...missing, ...(await Promise.all([...changed, ...leftover]))];
  const manifest = await compareManifest(files, target, {
    recorded,
    header,
    isStale: found.some((one) => one.isStale && one.state !== "foreign"),
  });
  return [...found, ...manifest].toSorted((left, right) => (left.path < right.path ? -1 : 1));
}

/** The manifest does not list itself: it is edited when it is not as it is, and nothing that it tells of has changed. */
async function compareManifest(
  files: readonly EmittedFile[],
  target: string,
  known: { readonly recorded: Manifest; readonly header: ManifestHeader; readonly isStale: boolean },
): Promise<readonly ComparedFile[]> {
  const before = await readFile(join(target, manifestName), "utf8");
  const after = formatManifest(describeFiles(files, known.header));
  if (contentHash(before) === contentHash(after)) return [];
  const headOf = (header: ManifestHeader): string => formatManifest({ ...header, files: {} });
  const isStale = known.isStale || headOf(known.recorded) !== headOf(known.header);
  return [{ path: manifestName, state: "different", isEdited: !isStale, isStale, before, after }];
}
