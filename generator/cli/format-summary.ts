import { manifestName } from "../5-write/manifest.ts";
import type { GenerateResult } from "../generate-result.ts";
import { manyTokens, searchAdvice } from "../token-budget.ts";
import { harmless } from "./harmless.ts";
import { countDiagnostics } from "./diagnostics-table.ts";
import type { Palette } from "./palette.ts";
import { formatDuration, wrapText } from "./text-layout.ts";

export interface SummaryOptions {
  /** The project's folder as it is to be shown and typed. */
  readonly out: string;
  readonly dryRun: boolean;
  /** Milliseconds that it took. */
  readonly elapsed: number;
  readonly columns: number;
  readonly palette: Palette;
}

/** The lines that end a run: what was made, where tokens go and, for a new project, what to do next. Ends with a line break. */
export function formatSummary(result: GenerateResult, options: SummaryOptions): string {
  const { palette, out, dryRun } = options;
  // Whoever regenerates knows the way.
  const isNew = result.report.created.includes(manifestName);
  const heading = `${palette("bold", harmless(result.title))} -> ${harmless(out)}${dryRun ? " (dry run: nothing was written)" : ""}`;
  const lines = [
    heading,
    ...formatFacts(result, options),
    "",
    ...formatPaths(result, dryRun),
    ...(result.mode === "all" && result.tokens.total > manyTokens
      ? [...wrapText(searchAdvice(result.tokens.total), options.columns), ""]
      : []),
    ...wrapText(`tokens: ${tokenLines[result.upstream]}`, options.columns),
  ];
  return `${[...lines, ...(isNew && !dryRun ? ["", ...nextSteps(result, out)] : [])].join("\n")}\n`;
}

const tokenLines: { readonly [mode in GenerateResult["upstream"]]: string } = {
  forward: "forward: the caller's verified token goes unchanged to API_BASE_URL, and nowhere else.",
  exchange:
    "exchange: the caller's token never reaches the API; it is exchanged for one of the API's own audience (RFC 8693).",
  credentials:
    "credentials: the caller's token never reaches the API; callers who may, act with this server's own credentials.",
};

function formatFacts(result: GenerateResult, options: SummaryOptions): readonly string[] {
  const { report } = result;
  const facts: readonly (readonly [string, string])[] = [
    ["services", describeServices(result)],
    ["operations", result.operations.toLocaleString("en-US")],
    ["tools", result.tools.toLocaleString("en-US")],
    ["skipped", describeSkipped(result)],
    ["list", describeList(result)],
    ["scopes", describeScopes(result)],
    ["findings", countDiagnostics(result.diagnostics) || "none"],
    [
      "files",
      `${report.created.length + report.changed.length} ${options.dryRun ? "to write" : "written"}, ${report.removed.length} ${options.dryRun ? "to remove" : "removed"}, ${report.unchanged.length} unchanged`,
    ],
    ["time", formatDuration(options.elapsed)],
  ];
  return facts.flatMap(([name, value]) => {
    const [first = "", ...rest] = wrapText(value, Math.max(30, options.columns - 14));
    return [
      `  ${options.palette("dim", name.padEnd(10))}  ${spaced(first)}`,
      ...rest.map((line) => " ".repeat(14) + spaced(line)),
    ];
  });
}

function spaced(line: string): string {
  return line.replaceAll("\u00a0", " ");
}

/** So many names are shown; of longer lists, the first. */
const named = 8;

/** The largest first where there are too many to name. Name and number stay on one line. */
function describeServices({ services }: GenerateResult): string {
  const shown = services.length <= named ? services : services.toSorted((a, b) => b.tools - a.tools).slice(0, named);
  return listNames(
    shown.map((service) => `${harmless(service.name).replaceAll(" ", "\u00a0")}\u00a0${service.tools}`),
    services.length,
  );
}

function describeScopes({ scopes }: GenerateResult): string {
  if (scopes.length === 0) return "none: a valid token is all that is asked for";
  return listNames(
    scopes.slice(0, named).map((scope) => harmless(scope)),
    scopes.length,
  );
}

/** What `tools/list` costs a model, and what of it most. */
function describeList({ mode, tokens: { total, largest } }: GenerateResult): string {
  if (mode === "search") return `by search; all of them would be ${total.toLocaleString("en-US")} tokens (o200k)`;
  const shown = largest.map(({ tool, tokens }) => `${tool}\u00a0${tokens.toLocaleString("en-US")}`);
  const most = largest.length === 0 ? "" : `; most: ${shown.join(", ")}`;
  return `${total.toLocaleString("en-US")} tokens (o200k)${most}`;
}

/** `12: a, b, and 10 more`. */
function listNames(names: readonly string[], total: number): string {
  if (total === 0) return "0";
  const rest = total - names.length;
  return `${total}: ${names.join(", ")}${rest > 0 ? `, and ${rest} more` : ""}`;
}

/** Every operation without a tool was left out by the user or lost. */
function describeSkipped({ operations, tools, lost }: GenerateResult): string {
  const skipped = operations - tools;
  if (skipped === 0) return "0";
  const chosen = Math.max(0, skipped - lost.length);
  const shown = lost.slice(0, named).map((operation) => harmless(operation).replaceAll(" ", "\u00a0"));
  const rest = lost.length - shown.length;
  const names = `${shown.join(", ")}${rest > 0 ? `, and ${rest} more` : ""}`;
  const parts = [chosen > 0 ? `${chosen} by choice` : "", lost.length > 0 ? `${lost.length} lost (${names})` : ""];
  return `${skipped}: ${parts.filter((part) => part !== "").join(", ")}`;
}

/** What happened to files of the user; with a dry run, each path. */
function formatPaths({ report }: GenerateResult, dryRun: boolean): readonly string[] {
  const planned = dryRun
    ? [...listPaths("+", report.created), ...listPaths("~", report.changed), ...listPaths("-", report.removed)]
    : [];
  const notes = [
    ...report.saved.map(
      ({ path, savedAs }) => `  ${path} was yours: ${dryRun ? "would be" : "it is"} kept as ${savedAs}`,
    ),
    ...report.orphaned.map((path) => `  ${path} is no longer generated, but was edited: it stays, and is yours now`),
  ];
  return planned.length + notes.length === 0 ? [] : [...planned, ...notes, ""];
}

const listed = 15;

function listPaths(sign: string, paths: readonly string[]): readonly string[] {
  const rest = paths.length - listed;
  const lines = paths.slice(0, listed).map((path) => `  ${sign} ${path}`);
  return rest > 0 ? [...lines, `  ${sign} … and ${rest} more`] : lines;
}

function nextSteps({ proposals }: GenerateResult, out: string): readonly string[] {
  const issuer = pasteable(proposals.issuer);
  const base = pasteable(proposals.apiBaseUrl);
  const proposed = [issuer === undefined ? "" : "OAUTH_ISSUER", base === undefined ? "" : "API_BASE_URL"].filter(
    (name) => name !== "",
  );
  const start = `OAUTH_ISSUER=${issuer ?? "https://login.example.com"} API_BASE_URL=${base ?? "https://api.example.com"} npm start`;
  return [
    "Next:",
    ...(out === "." ? [] : [`  cd ${/^[\w./:\\-]+$/u.test(out) ? out : JSON.stringify(harmless(out))}`]),
    "  npm ci && npm run build",
    `  ${start}`,
    proposed.length === 0
      ? "Put your own authorization server and API there."
      : `The document proposes this ${proposed.join(" and ")}: check before you trust it with tokens.`,
  ];
}

/** A URL of the document that may stand in a command line: nothing in it means anything to a shell. */
function pasteable(url: string | undefined): string | undefined {
  return url !== undefined && url.length <= 200 && /^https?:\/\/[A-Za-z0-9._~:/@%+-]+$/u.test(url) ? url : undefined;
}
