import type { InspectedCause, InspectedPlace } from "../inspect-result.ts";
import { harmless } from "./harmless.ts";
import type { Palette } from "./palette.ts";
import { displayWidth, wrapText } from "./text-layout.ts";

/** How to show what was inspected. */
export interface InspectionView {
  /** Width of the terminal. */
  readonly columns: number;
  readonly palette: Palette;
  /** How to show a file of the document. */
  readonly showFile: (file: string) => string;
}

/** `openapi.yaml:12:5`, or the file alone. */
export function describePlace({ file, position }: InspectedPlace, view: InspectionView): string {
  const shown = harmless(view.showFile(file));
  return position === undefined ? shown : `${shown}:${position.line}:${position.column}`;
}

/** Who decided, where that is said, and what had to be changed. */
export function describeReason({ because, altered, place }: InspectedCause, view: InspectionView): string {
  const where = place === undefined ? "" : ` (${describePlace(place, view)})`;
  return `${harmless(because)}${where}${altered === undefined ? "" : `; ${harmless(altered)}`}`;
}

/** Lines of text, the first behind `lead`, the others under its end or `deeper` than that. */
export function hanging(text: string, lead: string, columns: number, deeper = 0): readonly string[] {
  const indent = " ".repeat(displayWidth(lead) + deeper);
  const lines = wrapText(text, Math.max(20, columns - indent.length));
  return lines.map((line, index) => (index === 0 ? lead : indent) + line);
}

/** What the hints say in a word: MCP counts as additive what writes, but destroys nothing. */
export function describeEffect(hints: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean }): string {
  if (hints.readOnlyHint) return "read-only";
  return hints.destructiveHint ? "destructive" : "additive";
}
