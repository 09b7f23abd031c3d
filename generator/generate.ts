import { resolve } from "node:path";
import { proposalsOf } from "./4-emit/lock/lock-surface.ts";
import { writeProject } from "./5-write/write-project.ts";
import { refuseChangedProposals } from "./accept-proposals.ts";
import { countTokens, emitPlanned } from "./emit-planned.ts";
import type { GenerateResult } from "./generate-result.ts";
import { manifestHeader } from "./manifest-header.ts";
import { resolveOptions } from "./options.ts";
import type { GenerateOptions, ResolvedOptions } from "./options.ts";
import { planDocument } from "./plan-document.ts";
import type { PlannedDocument } from "./plan-document.ts";
import { largestTools } from "./token-budget.ts";

/**
 * OpenAPI document -> the project of a hosted MCP server. Prints nothing and ends no process.
 * @throws GeneratorError for everything that is the user's to mend; nothing was written then
 */
export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const chosen = resolveOptions(options);
  return await generatePlanned(chosen, await planDocument(chosen));
}

/**
 * The last two stages, for a document that is planned.
 * @throws GeneratorError as {@link generate}
 */
export async function generatePlanned(chosen: ResolvedOptions, planned: PlannedDocument): Promise<GenerateResult> {
  const { document, operations, surface, found, lost } = planned;
  const tokens = await countTokens(planned, chosen.tools.maxTokens);

  const out = resolve(chosen.out);
  if (!chosen.accept) await refuseChangedProposals(out, proposalsOf(surface));

  const { files, generator } = await emitPlanned(planned, tokens, chosen);
  chosen.onProgress({ stage: "writing", total: files.length, unit: "files" });
  const { report, manifest } = await writeProject(files, out, {
    force: chosen.force,
    dryRun: chosen.dryRun,
    manifest: manifestHeader(chosen, document, { out, generator }),
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
    mode: surface.api.tools?.mode ?? "all",
    tokens: { total: tokens.total, largest: largestTools(tokens) },
    scopes: surface.api.scopes.supported,
    upstream: surface.api.upstream?.mode ?? "forward",
    proposals: surface.proposals,
    diagnostics: found,
    report,
    manifest,
  };
}
