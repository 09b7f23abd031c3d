import { emitProject } from "./4-emit/emit-project.ts";
import type { EmittedFile } from "./4-emit/emitted-file.ts";
import { readGeneratorPackage } from "./4-emit/generator-package.ts";
import { measureTokens, type SurfaceTokens } from "./measure-tokens.ts";
import type { ResolvedOptions } from "./options.ts";
import type { PlannedDocument } from "./plan-document.ts";
import { assertWithinBudget } from "./token-budget.ts";

/** What a planned document is as a project, in memory. */
export interface EmittedProject {
  readonly files: readonly EmittedFile[];
  /** Version of Slipway. */
  readonly generator: string;
}

/**
 * Counts what the list of tools costs.
 * @param maxTokens - what it may cost; undefined: anything
 * @throws GeneratorError `surface-too-large`
 */
export async function countTokens({ surface }: PlannedDocument, maxTokens: number | undefined): Promise<SurfaceTokens> {
  const tokens = await measureTokens(surface);
  assertWithinBudget(tokens, maxTokens, surface.api.tools);
  return tokens;
}

/** The fourth stage, which `generate` and `check` share: both must come to the same bytes. */
export async function emitPlanned(
  { api, surface }: PlannedDocument,
  tokens: SurfaceTokens,
  { ci, deploy, onProgress }: Pick<ResolvedOptions, "ci" | "deploy" | "onProgress">,
): Promise<EmittedProject> {
  onProgress({ stage: "emitting", total: surface.services.length, unit: "services" });
  const { version, versions } = await readGeneratorPackage();
  const files = await emitProject(surface, {
    versions,
    generatorVersion: version,
    tokens,
    api,
    ci,
    deploy,
    onProgress: (done, total) => onProgress({ stage: "emitting", done, total, unit: "source files" }),
  });
  return { files, generator: version };
}
