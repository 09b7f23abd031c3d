import type { Problem } from "./judge/problem.ts";
import type { CallKind } from "../../templates/test/support/sample/sample-calls.ts";

/** Whose fault a failed call is. `disagreement`: Prism refuses what the second judge finds right; a person decides. */
export type Cause = "ours" | "disagreement" | "document" | "not sampled";

/** A call that was not right, or could not be made. */
export interface Failure {
  readonly tool: string;
  /** `GET /path`, as the document has it. */
  readonly operation: string;
  readonly kind: CallKind;
  readonly cause: Cause;
  readonly problems: readonly {
    readonly code: Problem["code"] | "refused" | "not-sent" | "result";
    readonly where: string;
    readonly message: string;
  }[];
  /** Arguments and request line, cut. */
  readonly args?: string;
  readonly request?: string;
}

/** Calls of one kind: how many were made, and how many requests were right with every argument in them. */
export interface Tally {
  readonly valid: number;
  readonly made: number;
}

/** What the corpus runner found out about one document. */
export interface DocumentReport {
  readonly name: string;
  readonly version: string;
  /** Why nothing was generated; absent when it was. */
  readonly stopped?: string;
  /** Operations that the judge counts in the original document. */
  readonly operations: number;
  readonly tools: number;
  /** Operations without a tool, each with its cause. */
  readonly lost: readonly { readonly operation: string; readonly cause: string }[];
  readonly typeErrors: readonly string[];
  /** Listed schemas that clients refuse: `tool: what`. */
  readonly schemaFaults: readonly string[];
  /** Tools that were called. */
  readonly called: number;
  readonly required: Tally;
  readonly all: Tally;
  readonly reserved: Tally;
  /** Tools whose calls of a kind could not be drawn. */
  readonly unsampled: number;
  /** Calls whose answer did not come back. */
  readonly badResults: number;
  /** Calls that Prism judged, and why it said nothing of others, with counts. */
  readonly prism: {
    readonly judged: number;
    readonly calls: number;
    readonly setAside: Readonly<Record<string, number>>;
  };
  /** What the document has wrong and both sides put up with: with counts. */
  readonly documentFaults: Readonly<Record<string, number>>;
  readonly failures: readonly Failure[];
  readonly seconds: number;
}
