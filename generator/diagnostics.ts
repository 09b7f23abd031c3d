import type { Place } from "./2-model/api.ts";

/** How bad a finding is: `error` loses an operation (refused with `--strict`), `warning` was repaired or degraded, `info` is good to know. */
export type Severity = "error" | "warning" | "info";

/** One finding about a document: collected by the stages, printed by the CLI only. */
export interface Diagnostic {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly severity: Severity;
  readonly place: Place;
  /** What is wrong, and what was done. One sentence or two. */
  readonly message: string;
  /** What the author of the document can do. */
  readonly help?: string;
}

/** Collects findings in order. */
export interface Diagnostics {
  report(diagnostic: Diagnostic): void;
  readonly all: readonly Diagnostic[];
}

/** Creates an empty collection. */
export function createDiagnostics(): Diagnostics {
  const all: Diagnostic[] = [];
  return {
    all,
    report(diagnostic) {
      all.push(diagnostic);
    },
  };
}
