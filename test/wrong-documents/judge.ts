import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadDocument } from "../../generator/1-spec/load.ts";
import { buildApi } from "../../generator/2-model/build-api.ts";
import { planSurface } from "../../generator/3-surface/plan-surface.ts";
import type { Surface, SurfaceTool } from "../../generator/3-surface/surface.ts";
import { createDiagnostics } from "../../generator/diagnostics.ts";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { GeneratorError } from "../../generator/errors.ts";
import { resolveOptions } from "../../generator/options.ts";

/** One wrong document, and what becomes of it. */
export interface WrongDocument {
  readonly wrong: string;
  /** A document as JSON, or the text of a YAML document. */
  readonly given: object | string;
  /** Files beside it, by name. */
  readonly files?: Readonly<Record<string, unknown>>;
  /** Operations that became tools, as `GET /berths`, with the path that requests go to. */
  readonly tools: readonly string[];
  /** Findings as `severity code pointer`; `operation` after an error: what is lost. */
  readonly found: readonly string[];
  /** How a fault was repaired: members of the tools' definitions, by tool. */
  readonly repaired?: Readonly<Record<string, object>>;
}

/** What the first three stages make of a document. */
export interface Judged {
  readonly surface: Surface;
  readonly tools: readonly SurfaceTool[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes the document into a folder of its own, loads it as the CLI does, and plans its surface.
 * @throws GeneratorError when the document stops the command
 */
export async function judge({ given, files = {} }: Pick<WrongDocument, "given" | "files">): Promise<Judged> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-wrong-"));
  try {
    const name = join(folder, typeof given === "string" ? "openapi.yaml" : "openapi.json");
    await writeFile(name, typeof given === "string" ? given : JSON.stringify(given));
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), typeof content === "string" ? content : JSON.stringify(content));
    }
    const diagnostics = createDiagnostics();
    const api = buildApi(await loadDocument(name, {}, diagnostics), diagnostics);
    const surface = planSurface(api, resolveOptions({ spec: name, out: "out" }), diagnostics);
    return { surface, tools: surface.services.flatMap(({ tools }) => tools), diagnostics: diagnostics.all };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The code of the GeneratorError that a document stops the command with; any other error is a fault of ours. */
export async function refusalOf(given: WrongDocument["given"]): Promise<string> {
  try {
    await judge({ given });
  } catch (error) {
    if (error instanceof GeneratorError) return error.code;
    throw error;
  }
  return "not refused";
}

/** As the tables write it. */
export function describeTool({ definition }: SurfaceTool): string {
  const { method, path } = definition.operation;
  return `${method} ${path}`;
}

/** As the tables write it. */
export function describeFinding({ severity, code, place, lost }: Diagnostic): string {
  return [severity, code, place.pointer, ...(lost === undefined ? [] : [`lost: ${lost.join(", ")}`])].join(" ");
}
