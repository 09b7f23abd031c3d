import type { EmittedFile } from "../4-emit/emitted-file.ts";
import { contentHash } from "../content-hash.ts";
import type { Manifest } from "./manifest.ts";
import type { FileState } from "./read-state.ts";

/** What is to be done with each path. Every list is sorted. */
export interface WritePlan {
  readonly create: readonly EmittedFile[];
  readonly change: readonly EmittedFile[];
  readonly remove: readonly string[];
  readonly unchanged: readonly string[];
  /** Written once, and there. */
  readonly kept: readonly string[];
  /** No longer generated, but edited. */
  readonly orphaned: readonly string[];
  /** Paths of {@link change} that the user edited since they were generated. */
  readonly edited: readonly string[];
  /** Paths of {@link change} that were never ours. */
  readonly foreign: readonly string[];
}

/**
 * Compares what should be with what is. Pure.
 *
 * @param state - what is on disk, for the paths of `files` and of `manifest`
 * @param manifest - of the project as it stands; absent: the folder is not ours yet
 */
export function planWrite(
  files: readonly EmittedFile[],
  state: ReadonlyMap<string, FileState>,
  manifest: Manifest | undefined,
): WritePlan {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const recorded = new Map(Object.entries(manifest?.files ?? {}));
  const kindOf = (file: EmittedFile): "create" | "kept" | "unchanged" | "change" => {
    const found = state.get(file.path);
    if (found === undefined) return "create";
    if (file.ownership === "once") return "kept";
    return found.sha256 === contentHash(file.content) ? "unchanged" : "change";
  };
  const byKind = Map.groupBy(sorted, kindOf);
  const change = byKind.get("change") ?? [];
  const disputed = pathsOf(change).filter((path) => recorded.get(path) !== state.get(path)?.sha256);
  const generated = new Set(pathsOf(files));
  const gone = [...recorded.keys()].filter((path) => !generated.has(path) && state.has(path)).toSorted();
  const untouched = (path: string): boolean => recorded.get(path) === state.get(path)?.sha256;
  return {
    create: byKind.get("create") ?? [],
    change,
    remove: gone.filter((path) => untouched(path)),
    unchanged: pathsOf(byKind.get("unchanged") ?? []),
    kept: pathsOf(byKind.get("kept") ?? []),
    orphaned: gone.filter((path) => !untouched(path)),
    edited: disputed.filter((path) => recorded.has(path)),
    foreign: disputed.filter((path) => !recorded.has(path)),
  };
}

function pathsOf(files: readonly EmittedFile[]): readonly string[] {
  return files.map((file) => file.path);
}
