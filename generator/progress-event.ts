/** Stages of `generate`, in order. */
export type ProgressStage = "reading" | "modelling" | "planning" | "emitting" | "writing";

/** A stage began, or went on. */
export interface ProgressEvent {
  readonly stage: ProgressStage;
  /** How many of {@link total} are done. */
  readonly done?: number;
  readonly total?: number;
  /** What is counted, in the plural: `files`, `operations`. */
  readonly unit?: string;
}
