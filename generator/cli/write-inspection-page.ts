import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { GeneratorError } from "../errors.ts";
import type { InspectResult } from "../inspect-result.ts";
import { inspectionPage } from "../inspect-page/inspection-page.ts";
import type { InspectOptions } from "../options.ts";
import type { CliIo } from "./cli-io.ts";
import { displayPath, displaySource } from "./display-path.ts";
import type { DiffFunction } from "./run-diff.ts";

interface PageContext {
  /** Of the inspection. */
  readonly options: InspectOptions;
  readonly io: CliIo;
  readonly diff: DiffFunction;
}

/**
 * Writes the page of an inspection, and says where on standard error.
 * @throws GeneratorError `bad-usage` when the file cannot be written, and as `diff` does
 */
export async function writeInspectionPage(
  { html, since }: { readonly html: string; readonly since?: string },
  result: InspectResult,
  { options, io, diff }: PageContext,
): Promise<void> {
  const { spec, onProgress: _, onDiagnostics: __, ...documents } = options;
  const changes = since === undefined ? undefined : await diff({ old: since, new: spec, cwd: io.cwd, documents });
  const file = resolve(io.cwd, html);
  const page = inspectionPage(result, {
    ...(changes && { changes }),
    showFile: (path) => displaySource(path, spec, io.cwd),
  });
  try {
    await writeFile(file, page);
  } catch (error) {
    throw new GeneratorError(
      "bad-usage",
      `${displayPath(file, io.cwd)} cannot be written: name a file in a folder that is there.`,
      {
        cause: error,
      },
    );
  }
  const kilobytes = Math.ceil(Buffer.byteLength(page) / 1000);
  io.stderr.write(`${displayPath(file, io.cwd)}: ${kilobytes.toLocaleString("en")} kB, open it in a browser\n`);
}
