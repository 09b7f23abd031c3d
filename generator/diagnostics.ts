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
  /** With `error`: what is lost, as `GET /berths`; a path alone when it cannot be told which operations it has. */
  readonly lost?: readonly string[];
}

/** Collects findings in order. */
export interface Diagnostics {
  /** Takes a finding; one that was reported for this place already, for another use of it, is not repeated. */
  report(diagnostic: Diagnostic): void;
  readonly all: readonly Diagnostic[];
}

/** What findings say is lost, each once: `GET /berths`, or a path alone. */
export function lostOperations(found: readonly Diagnostic[]): string[] {
  return [...new Set(found.flatMap(({ severity, lost }) => (severity === "error" ? (lost ?? []) : [])))];
}

/** Characters of one text: a document may hold any amount, and messages quote it. */
const maxText = 600;

/** Creates an empty collection. */
export function createDiagnostics(): Diagnostics {
  const known = new Set<string>();
  const all: Diagnostic[] = [];
  return {
    all,
    report(given) {
      const diagnostic = capTexts(given);
      const { code, place, message } = diagnostic;
      const identity = JSON.stringify([code, place.file, place.pointer, message]);
      if (known.has(identity)) return;
      known.add(identity);
      all.push(diagnostic);
    },
  };
}

function capTexts(diagnostic: Diagnostic): Diagnostic {
  const { message, help } = diagnostic;
  return {
    ...diagnostic,
    message: capped(message),
    ...(help === undefined ? {} : { help: capped(help) }),
  };
}

function capped(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText - 1).toWellFormed()}…`;
}
