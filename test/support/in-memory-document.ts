import type { LoadedDocument, SourceFile } from "../../generator/1-spec/source-file.ts";
import { planSurface } from "../../generator/3-surface/plan-surface.ts";
import type { PlannedSurface } from "../../generator/3-surface/plan-surface.ts";
import type { SurfaceTool } from "../../generator/3-surface/surface.ts";
import { buildApi } from "../../generator/2-model/build-api.ts";
import type { Api } from "../../generator/2-model/api.ts";
import { createDiagnostics } from "../../generator/diagnostics.ts";
import type { Diagnostic } from "../../generator/diagnostics.ts";
import { resolveOptions } from "../../generator/options.ts";
import type { GenerateOptions } from "../../generator/options.ts";

/** A document as `loadDocument` would give it, without a file. */
export function inMemoryDocument(
  value: object,
  dialect: LoadedDocument["dialect"] = "3.1",
  others: Record<string, unknown> = {},
): LoadedDocument {
  const file = (name: string, content: unknown): SourceFile => ({
    url: `file:///document/${name}`,
    name,
    identity: name,
    format: "json",
    text: JSON.stringify(content),
    value: content,
  });
  const root = file("openapi.json", value);
  const all = [root, ...Object.entries(others).map(([name, content]) => file(name, content))];
  return {
    root,
    files: new Map(all.map((source) => [source.url, source])),
    overlays: [],
    values: 0,
    refused: new Map(),
    dialect,
    sha256: "0",
  };
}

/** A minimal OpenAPI 3.1 document with the given paths and other members. */
export function openapi(paths: object, others: object = {}): object {
  return { openapi: "3.1.0", info: { title: "Test API", version: "1.0.0" }, paths, ...others };
}

/** The model of a document, and what was found on the way. */
export function modelOf(
  value: object,
  dialect: LoadedDocument["dialect"] = "3.1",
): { api: Api; found: readonly Diagnostic[] } {
  const diagnostics = createDiagnostics();
  const api = buildApi(inMemoryDocument(value, dialect), diagnostics);
  return { api, found: diagnostics.all };
}

/** The surface of a document, its tools by name, and what was found on the way. */
export function surfaceOf(
  value: object,
  options: Partial<GenerateOptions> = {},
  dialect: LoadedDocument["dialect"] = "3.1",
): { surface: PlannedSurface; tools: ReadonlyMap<string, SurfaceTool>; found: readonly Diagnostic[] } {
  const diagnostics = createDiagnostics();
  const api = buildApi(inMemoryDocument(value, dialect), diagnostics);
  const surface = planSurface(api, resolveOptions({ spec: "openapi.json", out: "out", ...options }), diagnostics);
  const tools = new Map(
    surface.services.flatMap(({ tools: members }) => members).map((tool) => [tool.definition.name, tool]),
  );
  return { surface, tools, found: diagnostics.all };
}
