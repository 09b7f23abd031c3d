/** A file of the generated project, in memory. */
export interface EmittedFile {
  /** Relative to the project, `/` as separator. */
  readonly path: string;
  /** Text with `\n` line ends, or bytes. */
  readonly content: string;
  /** `generated`: rewritten each time. `once`: written when absent, then the user's (`src/custom.ts`). */
  readonly ownership: "generated" | "once";
}
