import type { CheckedFile, ProjectCheck, InputChange, StaleCause } from "../check/check-result.ts";
import { displayPath } from "./display-path.ts";
import { harmless, harmlessLines } from "./harmless.ts";
import type { Palette } from "./palette.ts";
import { countOf, padTo, shortenEnd } from "./text-layout.ts";

/** How to show what was checked. */
export interface CheckView {
  /** Width of the terminal. */
  readonly columns: number;
  readonly cwd: string;
  readonly palette: Palette;
}

/** Files that are listed; lines of hunks of one file, and of all. */
const shown = { files: 50, fileLines: 40, lines: 300 };

const signs: Readonly<Record<CheckedFile["state"], string>> = {
  missing: "+",
  different: "~",
  leftover: "-",
  foreign: "!",
};

/** One line for a project that is up to date; else the causes, the files, their difference, and what to do. Ends with a line break. */
export function formatCheck(result: ProjectCheck, view: CheckView): string {
  const dir = harmless(displayPath(result.dir, view.cwd));
  const { palette } = view;
  if (result.isUpToDate)
    return `${dir}: ${palette("green", "up to date")} (${countOf(result.tools, "tool")}, ${countOf(result.unchanged, "file")})\n`;
  const lines = [
    `${palette("bold", dir)}: ${palette("red", "not what is generated now")}: ${countOf(result.files.length, "file differs", "files differ")}`,
    "",
    ...formatCauses(result, view),
    "",
    ...formatFiles(result.files, view),
    "",
    ...formatDifferences(result.files, view),
    ...formatAdvice(result, view),
  ];
  return `${lines.join("\n")}\n`;
}

/** Each cause on a line of its own, with what of it changed. */
function formatCauses({ causes, inputs, files, proposals }: ProjectCheck, { palette }: CheckView): readonly string[] {
  const line = (cause: string, text: string): string => `  ${palette("yellow", padTo(cause, 9))}  ${text}`;
  const edited = files.filter((file) => file.causes.includes("edit"));
  const isUnexplained = causes.includes("generator") && !inputs.some(({ cause }) => cause === "generator");
  const all = [
    ...inputs.map((input) => line(input.cause, describeInput(input))),
    ...(isUnexplained
      ? [line("generator", "the same version writes other bytes: it is not the build that wrote this")]
      : []),
    ...(edited.length === 0 ? [] : [line("edit", describeEdits(edited))]),
    ...proposals.map(({ what, accepted, proposed }) =>
      line(
        "document",
        `proposes another ${harmless(what)}: ${harmless(accepted ?? "none")} -> ${harmless(proposed ?? "none")}`,
      ),
    ),
  ];
  return limited(all, shown.files);
}

function describeInput({ what, was, now }: InputChange): string {
  const text = (value: string | undefined): string => (value === undefined ? "none" : shortenEnd(harmless(value), 60));
  return `${harmless(what)}: ${text(was)} -> ${text(now)}`;
}

function describeEdits(edited: readonly CheckedFile[]): string {
  const names = edited.slice(0, 3).map(({ path }) => harmless(path));
  const rest = edited.length - names.length;
  return `${countOf(edited.length, "file was", "files were")} changed by hand: ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

function formatFiles(files: readonly CheckedFile[], { palette }: CheckView): readonly string[] {
  const width = Math.min(60, Math.max(...files.map(({ path }) => path.length)));
  const lines = files.map(({ path, state, causes, difference }) => {
    const size = difference === undefined ? "" : `+${difference.added} -${difference.removed}`;
    const why = state === "foreign" ? "not written by Slipway" : causes.join(", ");
    return `  ${signs[state]} ${padTo(harmless(path), width)}  ${padTo(size, 12)}  ${palette("dim", why)}`;
  });
  return limited(lines, shown.files);
}

function formatDifferences(files: readonly CheckedFile[], view: CheckView): readonly string[] {
  const lines: string[] = [];
  for (const { path, difference } of files) {
    if (difference === undefined || (difference.lines.length === 0 && difference.omitted === 0)) continue;
    if (lines.length >= shown.lines) return [...lines, view.palette("dim", "… and more; --json has them"), ""];
    const kept = difference.lines.slice(0, shown.fileLines);
    const rest = difference.omitted === "all" ? "all" : difference.omitted + difference.lines.length - kept.length;
    lines.push(
      view.palette("bold", harmless(path)),
      ...kept.map((line) => formatHunkLine(line, view)),
      ...(rest === 0 ? [] : [view.palette("dim", describeRest(rest))]),
      "",
    );
  }
  return lines;
}

function describeRest(rest: number | "all"): string {
  if (rest === "all") return "  too different to be set against each other";
  return `  … and ${countOf(rest, "line")} more`;
}

function formatHunkLine(line: string, { palette, columns }: CheckView): string {
  const text = shortenEnd(`  ${harmlessLines(line)}`, Math.max(columns, 100));
  if (line.startsWith("@@")) return palette("cyan", text);
  if (line.startsWith("+")) return palette("green", text);
  return line.startsWith("-") ? palette("red", text) : text;
}

function formatAdvice(
  { causes, proposals, files, dir, spec, config }: ProjectCheck,
  view: CheckView,
): readonly string[] {
  const where =
    config === undefined
      ? `${shell(displayPath(spec, view.cwd))} --out ${shell(displayPath(dir, view.cwd))}`
      : `--config ${shell(displayPath(config, view.cwd))}`;
  const isStale = causes.some((cause: StaleCause) => cause !== "edit");
  const isMissingOnly = files.every(({ state }) => state === "missing");
  return [
    ...(isStale || isMissingOnly
      ? [`Run \`slipway generate ${where}\` with the options of before, look at the difference, and commit it.`]
      : []),
    ...(proposals.length === 0 ? [] : ["It will ask for --accept: tokens would come from or go to another place."]),
    ...(causes.includes("edit") && !isMissingOnly
      ? [
          "Edits by hand: undo them, and say the same in src/custom.ts, an overlay or the config, which stay; --force replaces",
          "edited files and keeps each beside as .orig.",
        ]
      : []),
  ];
}

function shell(text: string): string {
  return /^[\w./:@%+-]+$/u.test(text) ? text : JSON.stringify(harmless(text));
}

function limited(lines: readonly string[], most: number): readonly string[] {
  const rest = lines.length - most;
  return rest > 0 ? [...lines.slice(0, most), `  … and ${rest} more`] : lines;
}
