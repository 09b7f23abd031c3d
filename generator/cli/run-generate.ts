import { resolve } from "node:path";
import type { LocatedDiagnostic } from "../1-spec/locate-diagnostics.ts";
import { findConfig, loadConfig } from "../config/load-config.ts";
import type { GenerateResult } from "../generate-result.ts";
import type { GenerateOptions } from "../options.ts";
import type { CliIo } from "./cli-io.ts";
import { describeError } from "./describe-error.ts";
import { formatDiagnostics } from "./diagnostics-table.ts";
import { displayPath, displaySource } from "./display-path.ts";
import { formatSummary } from "./format-summary.ts";
import { harmlessJson } from "./harmless.ts";
import { createPalette } from "./palette.ts";
import { type GenerateFlags, type PlannedRun, planRuns } from "./plan-runs.ts";
import { createProgressLine } from "./progress-line.ts";

/** `generate` of `generate.ts`. */
export type GenerateFunction = (options: GenerateOptions) => Promise<GenerateResult>;

export interface GenerateCommandFlags extends GenerateFlags {
  readonly config?: string;
  readonly json?: boolean;
}

/**
 * The command `generate`: findings and progress on standard error, the summary or JSON on standard output. Several
 * projects are made one after another, up to the first that fails.
 *
 * @throws GeneratorError as `generate` does
 */
export async function runGenerate(flags: GenerateCommandFlags, io: CliIo, generate: GenerateFunction): Promise<void> {
  const file = flags.config === undefined ? findConfig(io.cwd) : resolve(io.cwd, flags.config);
  const runs = planRuns(flags, file === undefined ? undefined : await loadConfig(file), io.cwd);
  const json = flags.json ?? false;
  if (file !== undefined && !json) io.stderr.write(`config: ${displayPath(file, io.cwd)}\n`);
  const done: object[] = [];
  for (const run of runs) {
    const found: LocatedDiagnostic[] = [];
    try {
      done.push(await generateOne(run, { io, json, generate, found }));
    } catch (error) {
      if (json)
        io.stdout.write(`${harmlessJson({ projects: done, error: describeError(error), diagnostics: found })}\n`);
      throw error;
    }
  }
  if (json) io.stdout.write(`${harmlessJson({ projects: done })}\n`);
}

interface RunContext {
  readonly io: CliIo;
  readonly json: boolean;
  readonly generate: GenerateFunction;
  /** Filled with what was found, also when the run then fails. */
  readonly found: LocatedDiagnostic[];
}

/** Gives what JSON says about the project. */
async function generateOne({ label, options }: PlannedRun, { io, json, generate, found }: RunContext): Promise<object> {
  const began = io.now();
  const progress = createProgressLine(io, json, label);
  const showFindings = (): void => {
    progress.clear();
    if (!json) io.stderr.write(formatFindings(found, options.spec, io));
  };
  let result: GenerateResult;
  try {
    result = await generate({
      ...options,
      onProgress: (event) => progress.update(event),
      onDiagnostics: (all) => void found.push(...all),
    });
  } finally {
    showFindings();
  }
  if (!json) io.stdout.write(formatOutcome(result, options, io, io.now() - began));
  const { manifest: _, ...facts } = result;
  return {
    ...(label === "" ? {} : { project: label }),
    spec: options.spec,
    out: options.out,
    dryRun: options.dryRun ?? false,
    ...facts,
  };
}

function formatFindings(found: readonly LocatedDiagnostic[], spec: string, io: CliIo): string {
  return formatDiagnostics(found, {
    columns: io.stderr.columns,
    palette: createPalette(io.stderr, io.env),
    showFile: (file) => displaySource(file, spec, io.cwd),
  });
}

function formatOutcome(result: GenerateResult, options: PlannedRun["options"], io: CliIo, elapsed: number): string {
  return formatSummary(result, {
    out: displayPath(options.out, io.cwd),
    dryRun: options.dryRun ?? false,
    elapsed,
    columns: io.stdout.columns,
    palette: createPalette(io.stdout, io.env),
  });
}
