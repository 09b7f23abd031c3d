import type { CheckOutcome, CheckResult, DoctorReport } from "../doctor/doctor-report.ts";
import { harmless } from "./harmless.ts";
import type { Palette } from "./palette.ts";
import { countOf, displayWidth, padTo, wrapText } from "./text-layout.ts";

export interface DoctorTableOptions {
  /** Width of the terminal. */
  readonly columns: number;
  readonly palette: Palette;
}

const styles = { fail: "red", warn: "yellow", pass: "green", skip: "dim" } as const satisfies Record<
  CheckOutcome,
  string
>;

/**
 * Formats a report for a terminal: who was asked, every check in a line, then each finding in full. The findings come
 * last because that is where the reader's eye and the prompt are. Text of servers is made harmless. Ends with a line break.
 */
export function formatDoctorReport(report: DoctorReport, options: DoctorTableOptions): string {
  const findings = report.checks.filter(({ result }) => result === "fail" || result === "warn");
  const blocks = [
    formatHeading(report, options),
    formatTable(report.checks, options),
    ...formatSkipped(report.checks, options),
    ...findings.toSorted(failsFirst).map((finding) => formatFinding(finding, options)),
    formatSummary(report, options),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function failsFirst(one: CheckResult, other: CheckResult): number {
  return Number(one.result === "warn") - Number(other.result === "warn");
}

const tokens = {
  none: "none: what is behind the gate was not looked at (--token, --sign-in)",
  given: "the one that was given",
  "sign-in": "from the sign-in",
};

function formatHeading(report: DoctorReport, { columns, palette }: DoctorTableOptions): readonly string[] {
  const facts: readonly (readonly [string, string])[] = [
    ["sign-in at", report.authorizationServers.map(harmless).join(", ") || "nobody is named"],
    ["token", tokens[report.token]],
  ];
  const lines = facts.flatMap(([name, value]) =>
    wrapText(value, roomOf(columns, 14)).map(
      (line, index) => `  ${index === 0 ? palette("dim", padTo(name, 10)) : padTo("", 10)}  ${line}`,
    ),
  );
  return [palette("bold", harmless(report.url)), ...lines];
}

/** One line for each check that was made. */
function formatTable(checks: readonly CheckResult[], { columns, palette }: DoctorTableOptions): readonly string[] {
  const made = checks.filter(({ result }) => result !== "skip");
  const width = Math.max(...made.map(({ id }) => displayWidth(id)), 0);
  const room = roomOf(columns, width + 10);
  return made.map((check) => {
    const { id, result } = check;
    const start = `  ${palette(styles[result], result)}  ${padTo(id, width)}`;
    return `${start}  ${result === "pass" ? describePass(check, room, palette) : shortenEnd(harmless(check.found), room)}`;
  });
}

/** What holds and, where there is room, by what it was seen. */
function describePass({ title, found }: CheckResult, room: number, palette: Palette): string {
  const seen = harmless(found);
  const hasRoom = displayWidth(title) + 2 + displayWidth(seen) <= room;
  return hasRoom ? `${title}  ${palette("dim", seen)}` : shortenEnd(title, room);
}

/** What is told in full below. */
function shortenEnd(text: string, columns: number): string {
  const [first = "", ...rest] = wrapText(text, columns);
  return rest.length === 0 ? first : `${wrapText(text, columns - 2)[0] ?? ""} …`;
}

/** What was not looked at, by the reason. */
function formatSkipped(
  checks: readonly CheckResult[],
  { columns, palette }: DoctorTableOptions,
): readonly (readonly string[])[] {
  const reasons = Map.groupBy(
    checks.filter(({ result }) => result === "skip"),
    ({ found }) => harmless(found),
  );
  if (reasons.size === 0) return [];
  const lines = [...reasons].flatMap(([reason, skipped]) => [
    ...wrapText(`${reason}:`, roomOf(columns, 8)).map((line, index) => `  ${index === 0 ? "skip" : "    "}  ${line}`),
    ...wrapText(skipped.map(({ id }) => id).join(", "), roomOf(columns, 10)).map((line) => `          ${line}`),
  ]);
  return [lines.map((line) => palette("dim", line))];
}

function formatFinding(finding: CheckResult, { columns, palette }: DoctorTableOptions): readonly string[] {
  const { id, result, title, found, why, mend, clients, rule } = finding;
  const parts: readonly (readonly [string, string])[] = [
    ["found", found],
    ["why", why],
    ["mend", mend],
    ["for", clients],
    ["rule", `${rule.document}, ${rule.section}: "${rule.sentence}"`],
  ];
  const lines = parts.flatMap(([name, text]) =>
    wrapText(shortened(harmless(text)), roomOf(columns, 14)).map((line, index) => {
      const label = index === 0 ? palette("dim", padTo(name, 5)) : padTo("", 5);
      return `        ${label} ${name === "mend" ? palette("green", line) : line}`;
    }),
  );
  return [`  ${palette(styles[result], result)}  ${palette("bold", title)} ${palette("dim", `(${id})`)}`, ...lines];
}

/** A server may say any amount of text. */
function shortened(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600).toWellFormed()}…` : text;
}

function formatSummary({ checks, counts, requests }: DoctorReport, { palette }: DoctorTableOptions): readonly string[] {
  const outcomes = (["fail", "warn", "pass", "skip"] as const).map((outcome) => {
    const text = `${counts[outcome]} ${outcome}`;
    return counts[outcome] === 0 ? palette("dim", text) : palette(styles[outcome], text);
  });
  return [`${countOf(checks.length, "check")}: ${outcomes.join(", ")}. ${countOf(requests, "request")} made.`];
}

function roomOf(columns: number, indent: number): number {
  return Math.max(16, columns - indent);
}
