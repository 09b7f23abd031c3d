import type { Phrase } from "./phrase.ts";

/** `breaking`: what worked stops working until somebody acts. `risky`: it may. `safe`: it does not. */
export type ChangeLevel = "breaking" | "risky" | "safe";

/** What can change in a surface. */
export type ChangeCode =
  | "mode-changed"
  | "upstream-changed"
  | "confirmation-changed"
  | "issuer-changed"
  | "origin-changed"
  | "origin-removed"
  | "server-renamed"
  | "scope-requested"
  | "scope-dropped"
  | "tool-added"
  | "tool-removed"
  | "tool-renamed"
  | "tool-moved"
  | "tool-method-changed"
  | "tool-repurposed"
  | "tool-regrouped"
  | "argument-added"
  | "argument-added-required"
  | "argument-removed"
  | "argument-renamed"
  | "argument-required"
  | "argument-optional"
  | "argument-narrowed"
  | "argument-widened"
  | "argument-changed"
  | "result-added"
  | "result-removed"
  | "result-narrowed"
  | "result-widened"
  | "result-changed"
  | "scopes-added"
  | "scopes-removed"
  | "scopes-replaced"
  | "scopes-alternative-removed"
  | "scopes-reordered"
  | "hints-tightened"
  | "hints-loosened"
  | "hints-changed"
  | "text-changed";

/** One change of a surface. */
export interface Change {
  readonly level: ChangeLevel;
  readonly code: ChangeCode;
  /** Name of the tool, the new one where it was renamed. Absent: about the whole server. */
  readonly tool?: string;
  /** What changed, as in "the argument limit is required now". Text of the document in it is not quoted. */
  readonly text: string;
  /** The same in parts, for those who quote. */
  readonly phrase: Phrase;
  /** What that means for agents and users, and what to do. */
  readonly meaning: string;
}

/** How the version of the generated server should grow (semver.org). */
export type VersionBump = "major" | "minor" | "patch" | "none";

/** What changes for agents and users between two surfaces. */
export interface DiffResult {
  readonly old: DiffSide;
  readonly new: DiffSide;
  /** The worst first, then by tool. */
  readonly changes: readonly Change[];
  readonly counts: Readonly<Record<ChangeLevel, number>>;
  readonly bump: VersionBump;
}

/** One of the two that were compared. */
export interface DiffSide {
  /** As it was named. */
  readonly label: string;
  /** Name of the server. */
  readonly name: string;
  readonly tools: number;
  /** Tokens of the list of tools; absent: not counted. */
  readonly tokens?: number;
  /** Whether schemas were there to be compared, not only their hashes. */
  readonly hasSchemas: boolean;
}
