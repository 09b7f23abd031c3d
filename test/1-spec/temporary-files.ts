import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { loadDocument, type LoadOptions } from "../../generator/1-spec/load.ts";
import type { LoadedDocument } from "../../generator/1-spec/source-file.ts";
import { createDiagnostics, type Diagnostic } from "../../generator/diagnostics.ts";
import { GeneratorError } from "../../generator/errors.ts";

/** Writes files into a folder that lasts as long as the test, and gives its real path. Values are written as JSON. */
export function temporaryFiles(files: Readonly<Record<string, string | Uint8Array | object>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "slipway-spec-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    const plain = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(path, plain ? content : JSON.stringify(content));
  }
  return folder;
}

/** A loaded document, and what was found. */
export interface Loading {
  readonly document: LoadedDocument;
  readonly found: readonly Diagnostic[];
}

/** Loads a document of a folder. */
export async function load(folder: string, name: string, options: LoadOptions = {}): Promise<Loading> {
  const diagnostics = createDiagnostics();
  const overlays = options.overlays?.map((file) => join(folder, file)) ?? [];
  const document = await loadDocument(join(folder, name), { ...options, overlays }, diagnostics);
  return { document, found: diagnostics.all };
}

/** The code and message that a promise fails with, the folder's path taken away. */
export async function failure(promise: Promise<unknown>, folder = ""): Promise<string> {
  const error: unknown = await promise.then(
    () => new Error("nothing was thrown"),
    (thrown: unknown) => thrown,
  );
  const text = error instanceof GeneratorError ? `${error.code}: ${error.message}` : String(error);
  return folder === "" ? text : text.replaceAll(`${folder}/`, "");
}
