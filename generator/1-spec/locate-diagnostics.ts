import type { Diagnostic } from "../diagnostics.ts";
import { createLocator, type DocumentFormat, type Locator, type SourcePosition } from "./locate.ts";

/** A finding with the line and column of its place, where the file's text is known. */
export interface LocatedDiagnostic extends Diagnostic {
  readonly position?: SourcePosition;
}

/** A file of the document, as it was read. */
export interface SourceText {
  readonly text: string;
  readonly format: DocumentFormat;
}

/**
 * Adds line and column to findings. Each file is parsed once, and only when a finding is in it.
 *
 * @param sources - the document's files by `place.file`
 */
export function locateDiagnostics(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, SourceText>,
): readonly LocatedDiagnostic[] {
  const locators = new Map<string, Locator>();
  return diagnostics.map((diagnostic) => {
    const { file, pointer } = diagnostic.place;
    const source = sources.get(file);
    if (source === undefined) return diagnostic;
    const locate = locators.get(file) ?? createLocator(source.text, source.format);
    locators.set(file, locate);
    const position = locate(pointer);
    return position === undefined ? diagnostic : { ...diagnostic, position };
  });
}
