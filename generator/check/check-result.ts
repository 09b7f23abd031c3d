/** Why a file is not as it would be generated now. */
export type StaleCause = "document" | "config" | "generator" | "edit";

/** How a project compares with what would be generated now. */
export interface ProjectCheck {
  /** The project's folder, absolute. */
  readonly dir: string;
  /** Every generated file is, byte for byte, what would be written now. */
  readonly isUpToDate: boolean;
  /** All causes, in the order document, config, generator, edit. */
  readonly causes: readonly StaleCause[];
  /** What has changed among the things that a project is made of. */
  readonly inputs: readonly InputChange[];
  /** What differs, sorted by path. */
  readonly files: readonly CheckedFile[];
  /** Files that are as they should be. */
  readonly unchanged: number;
  readonly tools: number;
  /** The document, absolute or a URL. */
  readonly spec: string;
  /** The config that gave the options, absolute; absent: the manifest gave them. */
  readonly config?: string;
  /** Issuer and origins that the document proposes in place of those that were accepted; `generate` asks for `--accept`. */
  readonly proposals: readonly ChangedProposal[];
}

/** One thing that a project is made of, and is not what it was when the project was generated. */
export interface InputChange {
  readonly cause: Exclude<StaleCause, "edit">;
  /** A file, or an option as in `services.exclude`. */
  readonly what: string;
  /** A hash, a version or JSON. Absent: there was nothing. */
  readonly was?: string;
  readonly now?: string;
}

/** One proposal that is another than the one that was accepted. */
export interface ChangedProposal {
  /** As in `issuer`, `API base URL`, `origin uploads`. */
  readonly what: string;
  /** Absent: nothing was proposed. */
  readonly accepted?: string;
  readonly proposed?: string;
}

/** A file that is not as it would be generated now. */
export interface CheckedFile {
  readonly path: string;
  /**
   * `missing`: would be created. `different`: would be changed. `leftover`: is no longer generated. `foreign`: would be
   * changed, and was never written by Slipway.
   */
  readonly state: "missing" | "different" | "leftover" | "foreign";
  readonly causes: readonly StaleCause[];
  /** From what is there to what would be there. Absent beyond the first {@link maxDifferences} files. */
  readonly difference?: TextDifference;
}

/** Files whose difference is told; of more, only that they differ. */
export const maxDifferences = 100;

/** How one text becomes another. */
export interface TextDifference {
  readonly added: number;
  readonly removed: number;
  /** Unified hunks, at most so many lines as were asked for; none for a file that comes or goes. */
  readonly lines: readonly string[];
  /** Lines of hunks that were left out; `all`: the texts are too different to be set against each other. */
  readonly omitted: number | "all";
}
