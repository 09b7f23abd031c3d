import { GeneratorError } from "../errors.ts";
import type { WritePlan } from "./plan-write.ts";

/**
 * Stops a write that would replace people's work, with the list and the way out.
 *
 * @throws GeneratorError `target-edited` or `target-foreign`
 */
export function refuseConflicts(planned: WritePlan, target: string): void {
  if (planned.edited.length > 0) {
    const message = [
      `${count(planned.edited, "generated file was", "generated files were")} edited since ${planned.edited.length === 1 ? "it was" : "they were"} written to "${target}":`,
      ...indent(planned.edited),
      "Nothing was written. What you want to keep belongs in src/custom.ts or in the config, which are never overwritten.",
      "Undo the edits, or run again with --force: each edited file is then kept beside the new one as .orig.",
    ];
    throw new GeneratorError("target-edited", message.join("\n"));
  }
  if (planned.foreign.length > 0) {
    const message = [
      `"${target}" already has ${count(planned.foreign, "file that Slipway did not write", "files that Slipway did not write")}, at paths that it needs:`,
      ...indent(planned.foreign),
      "Nothing was written. Choose another --out,",
      "or run again with --force: each of these files is then kept beside the new one as .orig.",
    ];
    throw new GeneratorError("target-foreign", message.join("\n"));
  }
}

function count(paths: readonly string[], one: string, many: string): string {
  return `${paths.length} ${paths.length === 1 ? one : many}`;
}

const shown = 20;

function indent(paths: readonly string[]): readonly string[] {
  const rest = paths.length - shown;
  return [...paths.slice(0, shown).map((path) => `  ${path}`), ...(rest > 0 ? [`  … and ${rest} more`] : [])];
}
