import { resolve } from "node:path";
import type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
import { isCopied } from "./4-emit/copy-templates.ts";
import { proposalsOf } from "./4-emit/lock/lock-surface.ts";
import { type ComparedFile, compareProject } from "./5-write/compare-project.ts";
import { refuseInterrupted } from "./5-write/workspace.ts";
import { acceptedProposals, changedProposals } from "./accept-proposals.ts";
import { findCheckInputs } from "./check/check-inputs.ts";
import { type CheckedFile, type ProjectCheck, maxDifferences, type StaleCause } from "./check/check-result.ts";
import { inputChanges } from "./check/input-changes.ts";
import { textDifference } from "./check/text-difference.ts";
import { GeneratorError } from "./errors.ts";
import { countTokens, emitPlanned } from "./emit-planned.ts";
import { manifestHeader } from "./manifest-header.ts";
import { resolveOptions } from "./options.ts";
import { planDocument } from "./plan-document.ts";
import type { ProgressEvent } from "./progress-event.ts";

/** Everything `check` needs. Only `dir` has no default. */
export interface CheckOptions {
  /** The project's folder (absolute, or relative to the working directory). */
  readonly dir: string;
  /** In place of the document that the project's manifest names: a file or an http(s) URL. */
  readonly spec?: string;
  /** In place of the config that the manifest names, and which of its projects it is. */
  readonly config?: { readonly file: string; readonly project?: string };
  /** Tokens that `tools/list` may cost, in place of the config's `tools.maxTokens`. */
  readonly maxTokens?: number;
  /** Lines of hunks of one file that are told. Default: 200. */
  readonly maxLines?: number;
  /** Called as work goes on, from inside `check`; must not throw. */
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Called once with all findings about the document. */
  readonly onDiagnostics?: (found: readonly LocatedDiagnostic[]) => void;
}

/**
 * Regenerates a project in memory and compares it, byte for byte, with what is there (line ends apart). Writes and prints
 * nothing. There is no shorter way that could not be wrong: a generator in development changes without its version.
 * @throws GeneratorError as `generate` does, also for a surface that outgrew its budget, and `bad-usage` where there is no project
 */
export async function check(options: CheckOptions): Promise<ProjectCheck> {
  const dir = resolve(options.dir);
  await refuseInterrupted(dir);
  const { spec, config } = options;
  const inputs = await findCheckInputs({
    dir,
    ...(spec !== undefined && { spec: /^https?:\/\//iu.test(spec) ? spec : resolve(spec) }),
    ...(config && { config: { ...config, file: resolve(config.file) } }),
  });
  const chosen = resolveOptions({
    ...inputs.options,
    ...(options.onProgress && { onProgress: options.onProgress }),
    ...(options.onDiagnostics && { onDiagnostics: options.onDiagnostics }),
  });
  const planned = await planDocument(chosen);
  const { document, surface } = planned;
  const tokens = await countTokens(planned, options.maxTokens ?? chosen.tools.maxTokens);
  const { files, generator } = await emitPlanned(planned, tokens, chosen);
  const header = manifestHeader(chosen, document, { out: dir, generator });
  const compared = await compareProject(files, dir, { recorded: inputs.recorded, header });
  const changed = inputChanges(inputs.recorded, header);
  const accepted = await acceptedProposals(dir).catch(unlessUnreadable);
  const checked = judge(compared, new Set(changed.map(({ cause }) => cause)), options.maxLines ?? 200);
  return {
    dir,
    isUpToDate: compared.length === 0,
    causes: inOrder(checked.flatMap(({ causes }) => causes)),
    inputs: changed,
    files: checked,
    unchanged: files.length + 1 - compared.filter(({ state }) => state !== "leftover").length,
    tools: surface.services.reduce((sum, { tools }) => sum + tools.length, 0),
    spec: chosen.spec,
    ...(chosen.config && { config: chosen.config.file }),
    proposals: accepted === undefined ? [] : changedProposals(accepted, proposalsOf(surface)),
  };
}

/** A lock that is none any more is an edited file, which is told with the others. */
function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof GeneratorError)) throw error;
}

function judge(
  compared: readonly ComparedFile[],
  inputs: ReadonlySet<StaleCause>,
  maxLines: number,
): readonly CheckedFile[] {
  const isCopyStale = compared.some((file) => file.isStale && saysTheSameEverywhere(file));
  const ofAll = new Set<StaleCause>(isCopyStale ? [...inputs, "generator"] : inputs);
  return compared.map((file, index) => ({
    path: file.path,
    state: file.state,
    causes: causesOf(file, ofAll),
    ...(index < maxDifferences && { difference: textDifference(file.before, file.after, maxLines) }),
  }));
}

/** Where several inputs changed, it cannot be told which of them a file owes its change to: all are named. */
function causesOf(file: ComparedFile, inputs: ReadonlySet<StaleCause>): readonly StaleCause[] {
  const edit: readonly StaleCause[] = file.isEdited || file.state === "foreign" ? ["edit"] : [];
  if (!file.isStale || (file.state === "foreign" && inputs.size === 0)) return edit;
  // The same document, options and version make other bytes: it is another generator of that version.
  const stale: readonly StaleCause[] = saysTheSameEverywhere(file) || inputs.size === 0 ? ["generator"] : [...inputs];
  return inOrder([...stale, ...edit]);
}

/** Another document gives or takes such a file, but never changes it. */
function saysTheSameEverywhere({ path, state }: ComparedFile): boolean {
  return state === "different" && isCopied(path);
}

const order: readonly StaleCause[] = ["document", "config", "generator", "edit"];

function inOrder(causes: readonly StaleCause[]): readonly StaleCause[] {
  return order.filter((cause) => causes.includes(cause));
}
