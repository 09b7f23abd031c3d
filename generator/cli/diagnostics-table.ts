import type { LocatedDiagnostic } from "../1-spec/locate-diagnostics.ts";
import { pointerTokens } from "../1-spec/locate.ts";
import type { Severity } from "../diagnostics.ts";
import { harmless } from "./harmless.ts";
import { type Palette, severityStyles } from "./palette.ts";
import { countOf, displayWidth, padTo, shortenMiddle, wrapText } from "./text-layout.ts";

export interface TableOptions {
  /** Width of the terminal. */
  readonly columns: number;
  readonly palette: Palette;
  /** How to show a file of the document. */
  readonly showFile: (file: string) => string;
  /** Findings shown of one kind; the rest is counted. Default: 5. */
  readonly limit?: number;
}

const severities: readonly Severity[] = ["error", "warning", "info"];
const severityNames: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/**
 * Formats findings for a terminal: the worst first, those of one kind together, each with its place, and what to do
 * once for all that have the same. Text of the document is made harmless. Ends with a line break; `""` for none.
 */
export function formatDiagnostics(found: readonly LocatedDiagnostic[], options: TableOptions): string {
  if (found.length === 0) return "";
  const groups = severities.flatMap((severity) => {
    const same = found.filter((diagnostic) => diagnostic.severity === severity);
    return [...Map.groupBy(same, (diagnostic) => diagnostic.code).values()];
  });
  const hidden = groups.reduce((sum, group) => sum + Math.max(0, group.length - limitOf(options)), 0);
  const more =
    hidden === 0 ? [] : [options.palette("dim", `${countOf(hidden, "finding")} not shown; --json has them all.`), ""];
  return `${[...groups.flatMap((group) => [...formatGroup(group, options), ""]), ...more].join("\n")}\n`;
}

/** `2 errors, 1 warning, 3 notes`; `""` for none. */
export function countDiagnostics(found: readonly LocatedDiagnostic[]): string {
  const counts = severities.map((severity) => {
    const count = found.filter((diagnostic) => diagnostic.severity === severity).length;
    return count === 0 ? "" : countOf(count, severityNames[severity]);
  });
  return counts.filter((text) => text !== "").join(", ");
}

function limitOf(options: TableOptions): number {
  return options.limit ?? 5;
}

/** Findings of one severity and code. Those with the same message and help share them. */
function formatGroup(group: readonly LocatedDiagnostic[], options: TableOptions): readonly string[] {
  const { palette, columns } = options;
  const [first] = group;
  if (first === undefined) return [];
  const shown = group.slice(0, limitOf(options));
  const places = shown.map((diagnostic) => placeOf(diagnostic, options));
  const column = Math.min(Math.max(...places.map((place) => displayWidth(place))), Math.floor((columns - 11) / 2));
  const name = palette(severityStyles[first.severity], padTo(severityNames[first.severity], 7));
  const lines = [
    `${name}  ${palette("bold", harmless(first.code))}${group.length > 1 ? palette("dim", ` (${group.length.toLocaleString("en-US")})`) : ""}`,
  ];
  for (const [index, diagnostic] of shown.entries()) {
    const following = shown[index + 1];
    lines.push(formatPlace(places[index] ?? "", diagnostic, column, options));
    if (following !== undefined && sameText(diagnostic, following)) continue;
    lines.push(...indented(diagnostic.message, 11, columns));
    if (following?.help !== diagnostic.help) lines.push(...formatHelp(diagnostic, options));
  }
  const rest = group.length - shown.length;
  return rest === 0 ? lines : [...lines, palette("dim", `         … and ${rest.toLocaleString("en-US")} more`)];
}

function sameText(one: LocatedDiagnostic, other: LocatedDiagnostic): boolean {
  return one.message === other.message && one.help === other.help;
}

function placeOf(diagnostic: LocatedDiagnostic, options: TableOptions): string {
  const { position, place } = diagnostic;
  const file = harmless(options.showFile(place.file));
  return position === undefined ? file : `${file}:${position.line}:${position.column}`;
}

function formatPlace(
  place: string,
  { place: { pointer } }: LocatedDiagnostic,
  column: number,
  options: TableOptions,
): string {
  const room = Math.max(12, options.columns - 11 - column);
  const shown = shortenMiddle(place, column);
  return `         ${padTo(shown, column)}  ${options.palette("dim", shortenMiddle(readablePointer(pointer), room))}`;
}

/** As a fragment, with the percent-encoding of `{` and the like taken away. */
function readablePointer(pointer: string): string {
  const tokens = pointerTokens(pointer).map((token) => token.replaceAll("~", "~0").replaceAll("/", "~1"));
  return harmless(`#${tokens.map((token) => `/${token}`).join("")}`);
}

function formatHelp({ help }: LocatedDiagnostic, options: TableOptions): readonly string[] {
  if (help === undefined) return [];
  return indented(`help: ${help}`, 11, options.columns).map((line) => options.palette("green", line));
}

/** Long messages are cut: a document may hold any amount of text. */
function indented(text: string, indent: number, columns: number): readonly string[] {
  const safe = harmless(text);
  const short = safe.length > 600 ? `${safe.slice(0, 600).toWellFormed()}…` : safe;
  return wrapText(short, Math.max(30, columns - indent)).map((line) => " ".repeat(indent) + line);
}
