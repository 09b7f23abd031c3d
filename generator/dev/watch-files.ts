import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";

/** Files whose changes are followed. */
export interface FileWatch {
  /** Follows these from now on, and no others. */
  follow(files: readonly string[]): void;
  close(): void;
}

/** Editors write a file in several steps. */
const settleMs = 80;

/**
 * Tells of changes once they have settled. Folders are watched, not files: many editors put a new file in the place of the old one,
 * and a watch on the old one would see nothing more.
 */
export function watchFiles(onChange: () => void): FileWatch {
  let watchers: readonly FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(onChange, settleMs);
  };
  const close = (): void => {
    for (const watcher of watchers) watcher.close();
    watchers = [];
  };
  return {
    follow(files) {
      const byFolder = Map.groupBy(files, (file) => dirname(file));
      const next = [...byFolder].map(([folder, members]) => watchFolder(folder, new Set(members), changed));
      close();
      watchers = next;
    },
    close() {
      clearTimeout(timer);
      close();
    },
  };
}

function watchFolder(folder: string, files: ReadonlySet<string>, changed: () => void): FSWatcher {
  const names = new Set([...files].map((file) => basename(file)));
  // Some systems do not say which file it was.
  const watcher = watch(folder, (_event, name) => {
    if (name === null || names.has(name)) changed();
  });
  // A folder that goes away is no reason to end: the document is then reported as unreadable.
  watcher.on("error", changed);
  return watcher;
}
