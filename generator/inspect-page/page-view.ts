import type { DiffResult } from "../diff/diff-result.ts";
import type { InspectedPlace, InspectResult } from "../inspect-result.ts";

/** What every part of the page may look at. */
export interface PageView {
  readonly result: InspectResult;
  readonly changes: DiffResult | undefined;
  readonly showFile: (file: string) => string;
}

/** `openapi.yaml:12:5`, or the file alone. */
export function placeText({ file, position }: InspectedPlace, { showFile }: Pick<PageView, "showFile">): string {
  const shown = showFile(file);
  return position === undefined ? shown : `${shown}:${position.line}:${position.column}`;
}
