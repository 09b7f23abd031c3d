import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDocument } from "../../generator/1-spec/load.ts";
import { buildApi } from "../../generator/2-model/build-api.ts";
import { planSurface } from "../../generator/3-surface/plan-surface.ts";
import { emitProject } from "../../generator/4-emit/emit-project.ts";
import type { EmittedFile } from "../../generator/4-emit/emitted-file.ts";
import { json } from "../../generator/4-emit/quote/data.ts";
import { createDiagnostics } from "../../generator/diagnostics.ts";
import { deployTargets, resolveOptions, shapingOptions } from "../../generator/options.ts";

/** What became of a document: the project's files, or how the generator refused it. */
export interface Emitted {
  readonly files: readonly EmittedFile[];
  readonly tools: number;
}

/** Stages 1 to 4 on a document: as a file in a folder of its own, since stage 1 reads files. */
export async function emitDocument(document: object): Promise<Emitted> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-hostile-"));
  try {
    const spec = join(folder, "openapi.json");
    await writeFile(spec, json(document));
    const diagnostics = createDiagnostics();
    const api = buildApi(await loadDocument(spec), diagnostics);
    const options = shapingOptions(resolveOptions({ spec, out: join(folder, "out") }));
    const surface = planSurface(api, options, diagnostics);
    const files = await emitProject(surface, { generatorVersion: "0.0.0", api, ci: "github", deploy: deployTargets });
    return { files, tools: surface.services.reduce((sum, service) => sum + service.tools.length, 0) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
