import type { InspectedScope, InspectedTool, InspectResult } from "../inspect-result.ts";
import { harmless } from "./harmless.ts";
import { describeEffect, hanging } from "./inspection-view.ts";
import type { InspectionView } from "./inspection-view.ts";
import { countOf, displayWidth, padTo, shortenMiddle } from "./text-layout.ts";

/** Everything about one scope: who needs it and why, what it opens and implies, and whether the first 401 asks for it. Ends with a line break. */
export function formatScope(scope: InspectedScope, result: InspectResult, view: InspectionView): string {
  const tools = new Map(result.services.flatMap((service) => service.tools.map((tool) => [tool.name, tool])));
  const toolsOf = (names: readonly string[]): InspectedTool[] => names.flatMap((name) => tools.get(name) ?? []);
  const lines = [
    view.palette("bold", harmless(scope.scope)),
    ...factsOf(scope, result, toolsOf).flatMap(([key, value]) =>
      hanging(harmless(value), `  ${key.padEnd(10)} `, view.columns),
    ),
    ...formatTools("Tools that ask for it", toolsOf(scope.preferredBy), view),
    ...formatTools("Tools that it is good for, but that ask for another", toolsOf(scope.acceptedBy), view),
  ];
  return `${lines.join("\n")}\n`;
}

function factsOf(
  scope: InspectedScope,
  { scopes: { baseline } }: InspectResult,
  toolsOf: (names: readonly string[]) => InspectedTool[],
): (readonly [key: string, value: string])[] {
  const { declaredBy, asked, implies, impliedBy, opens } = scope;
  const writing = toolsOf(opens).filter(({ annotations }) => !annotations.readOnlyHint).length;
  return [
    ["declared", declaredBy.length === 0 ? "by no flow of a security scheme" : `by ${declaredBy.join(", ")}`],
    ...(asked === undefined ? [] : [["asked as", asked] as const]),
    ["implies", implies.join(" ") || "no other scope"],
    ...(impliedBy.length === 0 ? [] : [["part of", impliedBy.join(" ")] as const]),
    ["opens", `${countOf(opens.length, "tool")} by itself, ${countOf(writing, "write")} among them`],
    ["first 401", `${baselineText(scope, baseline, toolsOf)} (baseline ${baseline})`],
  ];
}

function baselineText(
  { baselines, preferredBy }: InspectedScope,
  baseline: string,
  toolsOf: (names: readonly string[]) => InspectedTool[],
): string {
  const reading = toolsOf(preferredBy).filter(({ annotations }) => annotations.readOnlyHint).length;
  if (baselines.some((one) => one === baseline))
    return baseline === "read"
      ? `asks for it, which ${countOf(reading, "read-only tool")} ${reading === 1 ? "does" : "do"}`
      : "asks for it";
  if (baseline === "minimal") return "asks for no scope";
  if (preferredBy.length === 0) return "does not ask for it: no tool does";
  return "does not ask for it: no read-only tool does";
}

function formatTools(heading: string, tools: readonly InspectedTool[], view: InspectionView): string[] {
  if (tools.length === 0) return [];
  const width = Math.min(Math.max(...tools.map(({ name }) => displayWidth(name))), Math.floor(view.columns / 2));
  return [
    "",
    view.palette("bold", `${heading}: ${tools.length.toLocaleString("en-US")}`),
    ...tools.flatMap((tool) => {
      const cause = tool.causes.find(({ about }) => about === "scopes");
      const text = `${describeEffect(tool.annotations)}; ${cause?.decided ?? "none"}: ${cause?.because ?? ""}`;
      return hanging(harmless(text), `  ${padTo(shortenMiddle(tool.name, width), width)}  `, view.columns);
    }),
  ];
}
