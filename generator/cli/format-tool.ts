import type { InspectedArgument, InspectedCause, InspectedOperation, InspectedTool } from "../inspect-result.ts";
import { formatDiagnostics } from "./diagnostics-table.ts";
import { harmless, harmlessLines } from "./harmless.ts";
import { describePlace, describeReason, hanging } from "./inspection-view.ts";
import type { InspectionView } from "./inspection-view.ts";
import { displayWidth, padTo, shortenMiddle, wrapText } from "./text-layout.ts";

/** Everything about one tool, or about an operation that is none. Ends with a line break. */
export function formatTool(operation: InspectedTool | InspectedOperation, view: InspectionView): string {
  const tool = "arguments" in operation ? operation : undefined;
  const lines = [
    ...formatHeading(operation, view),
    "",
    ...(tool === undefined ? [] : [...formatDescription(tool, view), ""]),
    view.palette("bold", "Decisions"),
    ...operation.causes.flatMap((cause) => formatCause(cause, view)),
    ...(tool === undefined ? [] : ["", ...formatArguments(tool.arguments, view)]),
  ];
  const findings = tool === undefined ? "" : formatDiagnostics(tool.diagnostics, { ...view, limit: 20 });
  return `${lines.join("\n")}\n${findings === "" ? "" : `\n${findings}`}`;
}

function formatHeading(operation: InspectedOperation, view: InspectionView): string[] {
  const { name, method, path, service, operationId, place, outcome } = operation;
  const state = { tool: "", excluded: " (left out)", lost: " (lost)" }[outcome];
  const facts = [
    ["operation", `${method} ${path}`],
    ["operationId", operationId ?? "none"],
    ["service", service],
    ["place", describePlace(place, view)],
  ] as const;
  return [
    view.palette("bold", name) + state,
    ...facts.flatMap(([key, value]) => hanging(harmless(value), `  ${key.padEnd(13)}`, view.columns)),
  ];
}

function formatDescription({ title, description }: InspectedTool, view: InspectionView): string[] {
  const lines = harmlessLines(description).split("\n");
  return [
    ...hanging(harmless(title), "  ", view.columns).map((line) => view.palette("bold", line)),
    ...lines.flatMap((line) => wrapText(line, Math.max(20, view.columns - 2)).map((part) => `  ${part}`.trimEnd())),
  ];
}

const subjects: Readonly<Record<InspectedCause["about"], string>> = {
  inclusion: "included",
  name: "name",
  title: "title",
  description: "description",
  hints: "hints",
  scopes: "scopes",
  contentType: "content type",
  origin: "origin",
  argument: "argument",
};

function formatCause(cause: InspectedCause, view: InspectionView): string[] {
  const { about, argument, decided } = cause;
  const what = about === "argument" ? `${argument ?? ""}: ${decided}` : decided;
  return [
    ...hanging(harmless(what), `  ${subjects[about].padEnd(13)}`, view.columns),
    ...hanging(describeReason(cause, view), " ".repeat(15), view.columns).map((line) => view.palette("dim", line)),
  ];
}

function formatArguments(all: readonly InspectedArgument[], view: InspectionView): string[] {
  if (all.length === 0) return [`${view.palette("bold", "Arguments")}: none`];
  const width = Math.min(Math.max(...all.map(({ name }) => displayWidth(name))), Math.floor(view.columns / 2));
  return [
    view.palette("bold", "Arguments"),
    ...all.flatMap((argument) =>
      hanging(describeArgument(argument), `  ${padTo(shortenMiddle(argument.name, width), width)}  `, view.columns),
    ),
  ];
}

function describeArgument({ name, in: place, wireName, required, hidden, value }: InspectedArgument): string {
  const parts = [
    hidden ? "hidden" : required ? "required" : "optional",
    wireName === "" ? "the body" : wireName === name ? `in ${place}` : `in ${place} as ${wireName}`,
    ...(value === undefined ? [] : [`always ${JSON.stringify(value)}`]),
  ];
  return harmless(parts.join(", "));
}
