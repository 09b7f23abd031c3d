/** What became of each path of a project, relative to it, sorted. With `dryRun`: what would become of it. */
export interface WriteReport {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  /** No longer generated, and untouched since it was. */
  readonly removed: readonly string[];
  /** Already as it should be; not touched. */
  readonly unchanged: readonly string[];
  /** The user's: files that are written once, and were there. */
  readonly kept: readonly string[];
  /** No longer generated, but edited since they were: left where they are, the user's from now on. */
  readonly orphaned: readonly string[];
  /** Files of the user that `--force` replaced, and where each is now. */
  readonly saved: readonly SavedFile[];
}

/** A file that was moved out of the way. */
export interface SavedFile {
  readonly path: string;
  readonly savedAs: string;
}
