import type {
  InspectedCause,
  InspectedOperation,
  InspectedScope,
  InspectedService,
  InspectedTool,
  InspectResult,
} from "../inspect-result.ts";
import { harmless } from "./harmless.ts";
import { describeReason, hanging } from "./inspection-view.ts";
import type { InspectionView } from "./inspection-view.ts";
import { manyTokens, searchAdvice } from "../token-budget.ts";
import { formatUpstream } from "./format-upstream.ts";
import { createToolRows } from "./tool-rows.ts";
import type { ToolRows } from "./tool-rows.ts";
import { countOf, displayWidth, padTo, shortenEnd, shortenMiddle } from "./text-layout.ts";

/** The overview for a terminal: tools by service with what is noteworthy about each, scopes, origins. Ends with a line break. */
export function formatInspection(result: InspectResult, view: InspectionView): string {
  const rows = createToolRows(result, view);
  const lines = [
    ...formatHeading(result, view),
    "",
    ...(result.tools === 0 ? [] : rows.header),
    ...result.services.flatMap((service) => [...formatService(service, rows, view), ""]),
    ...formatLost(result, view),
    ...formatTokens(result, view),
    ...formatScopes(result, view),
    ...formatOrigins(result, view),
    ...formatUpstream(result, view),
    ...hanging(legend, "", view.columns).map((line) => view.palette("dim", line)),
  ];
  return `${lines.join("\n")}\n`;
}

const legend =
  "Where no cause is given, the name is the operationId or method and path, the effect follows from the method, and the scopes from `security`. --tool NAME and --scope NAME say everything about one.";

function formatHeading(
  { title, version, operations, tools, excluded, lost }: InspectResult,
  view: InspectionView,
): string[] {
  const counts = [
    countOf(operations, "operation"),
    countOf(tools, "tool"),
    ...(excluded === 0 ? [] : [`${excluded.toLocaleString("en-US")} left out`]),
    ...(lost.length === 0 ? [] : [`${lost.length.toLocaleString("en-US")} lost`]),
  ];
  const text = `${harmless(`${title} ${version}`)}: ${counts.join(", ")}`;
  return hanging(text, "", view.columns, 2).map((line) => view.palette("bold", line));
}

function formatService(service: InspectedService, rows: ToolRows, view: InspectionView): string[] {
  const { name, tools, skipped, tokens } = service;
  const cost = tools.length === 0 ? "" : view.palette("dim", `  ${countOf(tokens, "token")}`);
  const heading = view.palette("bold", harmless(name)) + cost;
  const common = commonReason(skipped);
  if (tools.length === 0 && common !== undefined) {
    const text = `${countOf(skipped.length, "operation")} left out: ${describeReason(common, view)}`;
    return [heading, ...hanging(text, "  ", view.columns).map((line) => view.palette("dim", line))];
  }
  return [
    heading,
    ...tools.flatMap((tool) => [...rows.row(tool), ...formatNotes(tool, view)]),
    ...skipped.flatMap((operation) => formatSkipped(operation, view)),
  ];
}

/** The cause for which all of them were left out, when it is one. */
function commonReason([first, ...others]: readonly InspectedOperation[]): InspectedCause | undefined {
  const reason = first?.causes[0];
  const isSame = (other: InspectedOperation): boolean =>
    other.outcome === "excluded" &&
    other.causes[0]?.because === reason?.because &&
    other.causes[0]?.place?.pointer === reason?.place?.pointer;
  return first?.outcome === "excluded" && others.length > 0 && others.every(isSame) ? reason : undefined;
}

function formatNotes(tool: InspectedTool, view: InspectionView): string[] {
  const causes = tool.causes.filter(isNoteworthy);
  const codes = [...new Set(tool.diagnostics.filter(({ severity }) => severity !== "info").map(({ code }) => code))];
  return [
    ...causes.flatMap((cause) =>
      hanging(`${describeCause(cause)}: ${describeReason(cause, view)}`, "    ", view.columns, 2).map((line) =>
        view.palette("dim", line),
      ),
    ),
    ...(codes.length === 0 ? [] : hanging(`findings: ${codes.map(harmless).join(", ")}`, "    ", view.columns)).map(
      (line) => view.palette("yellow", line),
    ),
  ];
}

/** What somebody chose, what had to be changed, and what could have been otherwise. */
function isNoteworthy({ about, by, altered }: InspectedCause): boolean {
  const isChosen = by === "rule" || by === "x-mcp";
  return isChosen || altered !== undefined || about === "origin" || (about === "contentType" && by === "default");
}

const subjects: Readonly<Record<InspectedCause["about"], string>> = {
  inclusion: "",
  name: "name",
  title: "title",
  description: "description",
  hints: "hint",
  scopes: "scopes",
  contentType: "content type",
  origin: "origin",
  argument: "argument",
};

/** `scopes a or b`, `argument tenant fixed to "eu"`. */
function describeCause({ about, argument, decided }: InspectedCause): string {
  const subject = `${subjects[about]}${argument === undefined ? "" : ` ${argument}`}`;
  if (about === "name" || about === "title" || about === "description") return subject;
  return harmless(shortenEnd(`${subject} ${decided}`, 200));
}

function formatSkipped(operation: InspectedOperation, view: InspectionView): string[] {
  const [cause] = operation.causes;
  const isLost = operation.outcome === "lost";
  const what = isLost ? "lost" : "left out";
  const why = cause === undefined ? "" : `: ${describeReason(cause, view)}`;
  const text = `${operation.method} ${harmless(operation.path)} ${what}${why}`;
  return hanging(text, "  ", view.columns, 4).map((line) => view.palette(isLost ? "red" : "dim", line));
}

/** Operations that could not even be read, and so belong to no service. */
function formatLost({ services, lost }: InspectResult, view: InspectionView): string[] {
  const known = new Set(services.flatMap(({ skipped }) => skipped.map(({ method, path }) => `${method} ${path}`)));
  const unread = lost.filter((label) => !known.has(label));
  if (unread.length === 0) return [];
  const lines = unread.map((label) => view.palette("red", `  ${shortenEnd(harmless(label), view.columns - 2)}`));
  return [view.palette("bold", "Lost: see the findings"), ...lines, ""];
}

/** So many tools are named of one scope or origin. */
const named = 5;

function listTools(tools: readonly string[]): string {
  const rest = tools.length - named;
  return `${countOf(tools.length, "tool")}: ${tools.slice(0, named).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** What the list of tools costs, and what of it most. */
function formatTokens({ tools, mode, tokens, largest }: InspectResult, view: InspectionView): string[] {
  if (tools === 0) return [];
  const width = Math.max(...largest.map(({ tokens: own }) => own.toLocaleString("en-US").length));
  const advice = mode === "all" && tokens > manyTokens ? hanging(searchAdvice(tokens), "  ", view.columns) : [];
  return [
    `${view.palette("bold", "Tokens")} (o200k): ${mode === "all" ? "tools/list costs" : "found by search; all of them cost"} ${tokens.toLocaleString("en-US")}; most of them`,
    ...largest.map(({ tool, tokens: own }) => `  ${own.toLocaleString("en-US").padStart(width)}  ${tool}`),
    ...advice.map((line) => view.palette("yellow", line)),
    "",
  ];
}

function formatScopes({ scopes, tools }: InspectResult, view: InspectionView): string[] {
  const { supported, baseline, baselines, explained } = scopes;
  if (tools === 0) return [];
  if (supported.length === 0)
    return [`${view.palette("bold", "Scopes")}: none, a valid token is all that is asked for`, ""];
  const width = Math.min(Math.max(...supported.map(({ scope }) => displayWidth(scope))), Math.floor(view.columns / 2));
  const asked = baselines[baseline].join(" ") || "no scope";
  const byName = new Map(explained.map((one) => [one.scope, one]));
  return [
    view.palette("bold", "Scopes"),
    ...supported.flatMap(({ scope, tools: needing }) =>
      hanging(
        listTools(needing) + describeMeaning(byName.get(scope)),
        `  ${padTo(shortenMiddle(harmless(scope), width), width)}  `,
        view.columns,
      ),
    ),
    ...hanging(`The first 401 asks for ${harmless(asked)} (baseline ${baseline}).`, "  ", view.columns).map((line) =>
      view.palette("dim", line),
    ),
    "",
  ];
}

/** What else is to be known of a scope; `--scope` says all. */
function describeMeaning(scope: InspectedScope | undefined): string {
  const implies = scope === undefined || scope.implies.length === 0 ? "" : `; implies ${scope.implies.join(" ")}`;
  const asked = scope?.asked === undefined ? "" : `; asked for as ${scope.asked}`;
  return harmless(shortenEnd(implies + asked, 200));
}

function formatOrigins({ origins }: InspectResult, view: InspectionView): string[] {
  if (origins.length === 0) return [];
  return [
    view.palette("bold", "Origins besides API_BASE_URL"),
    ...origins.flatMap(({ name, proposed, tools }) =>
      hanging(`${harmless(proposed)}, ${listTools(tools)}`, `  ${name}  `, view.columns),
    ),
    "",
  ];
}
