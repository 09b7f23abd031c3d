/** What a check ends with. `skip`: it could not be made; `found` then says why. */
export type CheckOutcome = "pass" | "warn" | "fail" | "skip";

/** The rule that a check tests: its document, the section, and its sentence. */
export interface Rule {
  readonly document: string;
  readonly section: string;
  readonly sentence: string;
}

/** One check and how it ended. All fields are text for people, but for `id` and `result`, which are stable. */
export interface CheckResult {
  /** Stable: it is never given to another check. */
  readonly id: string;
  readonly title: string;
  readonly result: CheckOutcome;
  /** What was seen; for `skip`, the reason. */
  readonly found: string;
  /** Why it matters. */
  readonly why: string;
  /** How to mend it. */
  readonly mend: string;
  /** The clients that notice. */
  readonly clients: string;
  readonly rule: Rule;
}

/** What `doctor` found. */
export interface DoctorReport {
  /** The MCP endpoint as it was asked. */
  readonly url: string;
  /** Issuers that the metadata named, in its order. */
  readonly authorizationServers: readonly string[];
  /** Whether checks with a token were made, and where the token came from. */
  readonly token: "none" | "given" | "sign-in";
  /** Always all checks, in a fixed order. */
  readonly checks: readonly CheckResult[];
  readonly counts: Readonly<Record<CheckOutcome, number>>;
  /** HTTP requests that were made. */
  readonly requests: number;
}
