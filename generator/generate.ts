import { resolve } from "node:path";
import { isRemote } from "./1-spec/file-access.ts";
import { locateDiagnostics } from "./1-spec/locate-diagnostics.ts";
import type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
import { loadDocument } from "./1-spec/load.ts";
import type { LoadedDocument } from "./1-spec/source-file.ts";
import { buildApi } from "./2-model/build-api.ts";
import { planSurface } from "./3-surface/plan-surface.ts";
import { emitProject } from "./4-emit/emit-project.ts";
import { readGeneratorPackage } from "./4-emit/generator-package.ts";
import { documentPath } from "./5-write/manifest.ts";
import { writeProject } from "./5-write/write-project.ts";
import { createDiagnostics, lostOperations } from "./diagnostics.ts";
import { GeneratorError } from "./errors.ts";
import type { GenerateResult } from "./generate-result.ts";
import { resolveOptions, shapingOptions } from "./options.ts";
import type { GenerateOptions } from "./options.ts";

/**
 * OpenAPI document -> the project of a hosted MCP server. Prints nothing and ends no process.
 * @throws GeneratorError for everything that is the user's to mend; nothing was written then
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const chosen = resolveOptions(options);
  const diagnostics = createDiagnostics();

  chosen.onProgress({ stage: "reading" });
  const document = await loadDocument(chosen.spec, chosen.refRoot === undefined ? {} : { refRoot: chosen.refRoot });
  chosen.onProgress({ stage: "modelling" });
  const api = buildApi(document, diagnostics);
  const unread = lostOperations(diagnostics.all).length;
  chosen.onProgress({ stage: "planning", total: api.operations.length, unit: "operations" });
  const surface = planSurface(api, shapingOptions(chosen), diagnostics);

  const found = locate(diagnostics.all, document);
  chosen.onDiagnostics(found);
  const lost = lostOperations(diagnostics.all);
  if (chosen.strict && diagnostics.all.some(({ severity }) => severity === "error"))
    throw new GeneratorError("document-strict", strictRefusal(chosen.spec, lost));

  chosen.onProgress({ stage: "emitting", total: surface.services.length, unit: "services" });
  const generator = await readGeneratorPackage();
  const files = await emitProject(surface, { versions: generator.versions, generatorVersion: generator.version });
  chosen.onProgress({ stage: "writing", total: files.length, unit: "files" });
  const out = resolve(chosen.out);
  const { report, manifest } = await writeProject(files, out, {
    force: chosen.force,
    dryRun: chosen.dryRun,
    manifest: {
      generator: generator.version,
      document: {
        path: documentPath(isRemote(chosen.spec) ? chosen.spec : resolve(chosen.spec), out),
        sha256: document.sha256,
      },
      options: { ...shapingOptions(chosen) },
    },
  });

  const services = surface.services.map(({ name, tools }) => ({ name, tools: tools.length }));
  const tools = services.reduce((sum, service) => sum + service.tools, 0);
  return {
    name: surface.api.name,
    title: surface.api.title,
    operations: api.operations.length + unread,
    tools,
    excluded: api.operations.length - tools - (lost.length - unread),
    lost,
    services,
    scopes: surface.api.scopes.supported,
    proposals: surface.proposals,
    diagnostics: found,
    report,
    manifest,
  };
}

/** So many lost operations are named; the findings have all. */
const named = 5;

function strictRefusal(spec: string, lost: readonly string[]): string {
  const rest = lost.length - named;
  const names = `${lost.slice(0, named).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const what = lost.length === 1 ? "1 operation would be lost" : `${lost.length} operations would be lost`;
  return `${spec}: ${what} (${names}), and --strict refuses that. Mend the document where the findings say.`;
}

function locate(all: Parameters<typeof locateDiagnostics>[0], document: LoadedDocument): readonly LocatedDiagnostic[] {
  const sources = new Map(
    [...document.files.values()].flatMap(({ name, text, format }) =>
      format === "text" ? [] : [[name, { text, format }] as const],
    ),
  );
  return locateDiagnostics(all, sources);
}
