import type { InspectedTool, InspectResult } from "../inspect-result.ts";
import { harmless } from "./harmless.ts";
import { describeEffect } from "./inspection-view.ts";
import type { InspectionView } from "./inspection-view.ts";
import { displayWidth, padTo, shortenEnd, shortenMiddle } from "./text-layout.ts";

/** The rows of the table of tools. */
export interface ToolRows {
  readonly header: readonly string[];
  row(tool: InspectedTool): readonly string[];
}

/** One row of the table. */
interface Row {
  readonly tool: string;
  readonly operation: string;
  readonly effect: string;
  readonly tokens: string;
  readonly scopes: string;
}

const heading: Row = { tool: "tool", operation: "operation", effect: "effect", tokens: "tokens", scopes: "scopes" };
const indent = "  ";
const gap = "  ";

/**
 * Lays out the tools of all services alike: one line for each where all of them fit, else the operation on a second line. Names
 * and paths are what people copy, and are only shortened when they are wider than the terminal.
 */
export function createToolRows({ services }: InspectResult, { columns, palette }: InspectionView): ToolRows {
  const rows = [heading, ...services.flatMap(({ tools }) => tools.map(rowOf))];
  const widest = (text: (row: Row) => string): number => Math.max(...rows.map((row) => displayWidth(text(row))));
  const [tool, operation] = [widest((row) => row.tool), widest((row) => row.operation)];
  const [effect, tokens, scopes] = [
    widest((row) => row.effect),
    widest((row) => row.tokens),
    widest((row) => row.scopes),
  ];
  const isWide = indent.length + tool + operation + effect + tokens + scopes + 4 * gap.length <= columns;
  const rest = columns - indent.length - effect - tokens - gap.length * 3;
  const middle = (row: Row): string[] => [padTo(row.effect, effect), row.tokens.padStart(tokens)];
  const lay = (row: Row): string[] => {
    const line = (...cells: string[]): string => (indent + cells.join(gap)).trimEnd();
    if (isWide) return [line(padTo(row.tool, tool), padTo(row.operation, operation), ...middle(row), row.scopes)];
    const width = Math.min(tool, Math.floor(rest * 0.65));
    const second = `${indent.repeat(2)}${shortenMiddle(row.operation, columns - indent.length * 2)}`;
    const cells = [...middle(row), shortenEnd(row.scopes, rest - width)];
    const whole = line(row.tool, ...cells);
    const isLong = displayWidth(row.tool) > width && displayWidth(whole) > columns;
    const first = isLong
      ? [indent + row.tool, line(padTo("", width), ...cells)]
      : [line(padTo(row.tool, width), ...cells)];
    return [...first, palette("dim", second)];
  };
  return { header: lay(heading).map((text) => palette("dim", text)), row: (one) => lay(rowOf(one)) };
}

function rowOf(tool: InspectedTool): Row {
  return {
    tool: tool.name,
    operation: `${tool.method.padEnd("DELETE".length)} ${harmless(tool.path)}`,
    effect: describeEffect(tool.annotations),
    tokens: tool.tokens.toLocaleString("en-US"),
    scopes: scopesText(tool.scopes),
  };
}

/** The preferred alternative, and how many others there are. */
function scopesText([preferred, ...others]: InspectedTool["scopes"]): string {
  if (preferred === undefined) return "-";
  return harmless(preferred.join(" ")) + (others.length === 0 ? "" : ` or ${others.length} more`);
}
