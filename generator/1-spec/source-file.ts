/** One file of a document, as it was read. */
export interface SourceFile {
  /** Absolute URL (`file:` or `https:`): the base of the references in it. */
  readonly url: string;
  /** For people: as the user named it, or relative to the root document's folder. */
  readonly name: string;
  readonly format: "json" | "yaml" | "text";
  readonly text: string;
  readonly value: unknown;
}

/** A document with every file that its references could reach. */
export interface LoadedDocument {
  readonly root: SourceFile;
  /** By absolute URL, the root included. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** References that were not followed, by absolute URL without fragment: why. */
  readonly refused: ReadonlyMap<string, string>;
  /** `3.0` and `3.1` read differently: nullable, exclusiveMinimum, siblings of `$ref`. */
  readonly dialect: "3.0" | "3.1";
  /** SHA-256 of the root file's bytes, hexadecimal. */
  readonly sha256: string;
}
