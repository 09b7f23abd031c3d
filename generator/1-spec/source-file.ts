import type { Dialect } from "./document-version.ts";

/** One file of a document, as it was read. */
export interface SourceFile {
  /** Absolute URL (`file:` or `https:`): the base of the references in it. */
  readonly url: string;
  /** For people: as the user named it, or relative to the root document's folder. */
  readonly name: string;
  /** The same on every machine and wherever the command was started: relative to the root document's folder. */
  readonly identity: string;
  readonly format: "json" | "yaml" | "text";
  readonly text: string;
  /** What the stages read. */
  readonly value: unknown;
  /** Whether the value was changed after it was read: `origins.ts` knows where each part was written. */
  readonly rewritten?: true;
}

/** An overlay that was applied. */
export interface AppliedOverlay {
  /** Absolute path. */
  readonly path: string;
  readonly file: SourceFile;
  /** `contentHash` of the file. */
  readonly sha256: string;
}

/** A document with every file that its references could reach. */
export interface LoadedDocument {
  readonly root: SourceFile;
  /** By absolute URL, the root included. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Overlays in the order in which they were applied. */
  readonly overlays: readonly AppliedOverlay[];
  /** References that were not followed, by absolute URL without fragment: why. */
  readonly refused: ReadonlyMap<string, string>;
  /** How many values are written in all files. */
  readonly values: number;
  /** They read differently: nullable, exclusiveMinimum, siblings of `$ref`. Swagger 2.0 was converted to `3.0`. */
  readonly dialect: Dialect;
  /** `contentHash` of the root file. */
  readonly sha256: string;
}
