import type { CheckOutcome, Rule } from "./doctor-report.ts";
import type { Evidence } from "./evidence.ts";

/** A check: a rule, and a pure function that judges what the walk has seen. */
export interface Check {
  /** Stable. */
  readonly id: string;
  readonly title: string;
  readonly rule: Rule;
  readonly why: string;
  readonly mend: string;
  readonly clients: string;
  readonly judge: (evidence: Evidence) => Verdict;
}

export interface Verdict {
  readonly result: CheckOutcome;
  readonly found: string;
}

export function pass(found: string): Verdict {
  return { result: "pass", found };
}

/** A rule with SHOULD is broken, or one that only some clients rely on. */
export function warn(found: string): Verdict {
  return { result: "warn", found };
}

/** A rule with MUST is broken, or clients cannot connect. */
export function fail(found: string): Verdict {
  return { result: "fail", found };
}

export function skip(reason: string): Verdict {
  return { result: "skip", found: reason };
}

const order: readonly CheckOutcome[] = ["fail", "warn", "pass", "skip"];

/** The worst of several verdicts, with the text of all that are as bad. */
export function worst(verdicts: readonly Verdict[], none: string): Verdict {
  const result = order.find((outcome) => verdicts.some((verdict) => verdict.result === outcome));
  if (result === undefined) return skip(none);
  const texts = verdicts.filter((verdict) => verdict.result === result).map((verdict) => verdict.found);
  return { result, found: [...new Set(texts)].join("; ") };
}

/** `a, b and 3 more`. */
export function nameSome(names: readonly string[], limit = 5): string {
  const rest = names.length - limit;
  return rest > 0 ? `${names.slice(0, limit).join(", ")} and ${rest} more` : names.join(", ");
}

/** Groups of clients, as findings name them. */
export const clients = {
  all: "all clients",
  browser: "clients that run in a browser, such as the Inspector",
  modern: "clients of 2026-07-28",
  legacy: "clients of 2025-11-25 and earlier, today's majority",
  older: "clients of 2025-06-18 and earlier",
  strict: "clients that follow the rule to the letter",
  attacker: "nobody who is honest: this is what an attacker uses",
  unknown: "clients that you have not registered by hand",
} as const;

/** Documents that rules are taken from. */
export const documents = {
  authorization: "MCP 2026-07-28, Authorization",
  discovery: "MCP 2026-07-28, Authorization Server Discovery",
  registration: "MCP 2026-07-28, Client Registration",
  authorizationSecurity: "MCP 2026-07-28, Authorization Security Considerations",
  http: "MCP 2026-07-28, Streamable HTTP",
  versioning: "MCP 2026-07-28, Versioning",
  discover: "MCP 2026-07-28, Discovery",
  caching: "MCP 2026-07-28, Caching",
  tools: "MCP 2026-07-28, Tools",
  lifecycle: "MCP 2025-11-25, Lifecycle",
} as const;
