import { resolve } from "node:path";
import { isRemote } from "./1-spec/file-access.ts";
import { emitProject } from "./4-emit/emit-project.ts";
import { readGeneratorPackage } from "./4-emit/generator-package.ts";
import { documentPath } from "./5-write/manifest.ts";
import { writeProject } from "./5-write/write-project.ts";
import type { GenerateResult } from "./generate-result.ts";
import { resolveOptions, shapingOptions } from "./options.ts";
import type { GenerateOptions } from "./options.ts";
import { planDocument } from "./plan-document.ts";

/**
 * OpenAPI document -> the project of a hosted MCP server. Prints nothing and ends no process.
 * @throws GeneratorError for everything that is the user's to mend; nothing was written then
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const chosen = resolveOptions(options);
  const { document, api, operations, surface, found, lost } = await planDocument(chosen);

  chosen.onProgress({ stage: "emitting", total: surface.services.length, unit: "services" });
  const generator = await readGeneratorPackage();
  const files = await emitProject(surface, {
    versions: generator.versions,
    generatorVersion: generator.version,
    api,
    onProgress: (done, total) => chosen.onProgress({ stage: "emitting", done, total, unit: "source files" }),
  });
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
        ...(document.overlays.length === 0
          ? {}
          : {
              overlays: document.overlays.map(({ path, sha256 }) => ({ path: documentPath(path, out), sha256 })),
            }),
      },
      options: { ...shapingOptions(chosen) },
    },
  });

  const services = surface.services.map(({ name, tools }) => ({ name, tools: tools.length }));
  const tools = services.reduce((sum, service) => sum + service.tools, 0);
  return {
    name: surface.api.name,
    title: surface.api.title,
    operations,
    tools,
    excluded: surface.decisions.filter(({ outcome }) => outcome === "excluded").length,
    lost,
    services,
    scopes: surface.api.scopes.supported,
    upstream: surface.api.upstream?.mode ?? "forward",
    proposals: surface.proposals,
    diagnostics: found,
    report,
    manifest,
  };
}
