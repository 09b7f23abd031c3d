import { resolve } from "node:path";
import type { LocatedDiagnostic } from "../1-spec/locate-diagnostics.ts";
import type { CheckOptions } from "../check.ts";
import type { ProjectCheck } from "../check/check-result.ts";
import { findConfig, loadConfig } from "../config/load-config.ts";
import type { CliIo } from "./cli-io.ts";
import { describeError } from "./describe-error.ts";
import { formatDiagnostics } from "./diagnostics-table.ts";
import { displaySource } from "./display-path.ts";
import { formatCheck } from "./format-check.ts";
import { harmlessJson } from "./harmless.ts";
import { createPalette } from "./palette.ts";
import { type CheckFlags, type PlannedCheck, planChecks } from "./plan-checks.ts";
import { createProgressLine } from "./progress-line.ts";

/** `check` of `check.ts`. */
export type CheckFunction = (options: CheckOptions) => Promise<ProjectCheck>;

export interface CheckCommandFlags extends CheckFlags {
  readonly config?: string;
  readonly json?: boolean;
}

/**
 * The command `check`: a line for each project that is up to date, else what differs, on standard output.
 *
 * @returns whether all of them are
 * @throws GeneratorError as `check` does
 */
export async function runCheck(
  dirs: readonly string[],
  flags: CheckCommandFlags,
  io: CliIo,
  check: CheckFunction,
): Promise<boolean> {
  const file = flags.config === undefined ? findConfig(io.cwd) : resolve(io.cwd, flags.config);
  const config = file === undefined ? undefined : await loadConfig(file);
  const planned = planChecks(dirs, flags, {
    ...(config && { config }),
    isNamed: flags.config !== undefined,
    cwd: io.cwd,
  });
  const done: object[] = [];
  let isUpToDate = true;
  for (const one of planned) {
    try {
      const result = await checkOne(one, { io, json: flags.json ?? false, check });
      isUpToDate &&= result.isUpToDate;
      done.push({ ...(one.label === "" ? {} : { project: one.label }), ...result });
    } catch (error) {
      if (flags.json === true) io.stdout.write(`${harmlessJson({ projects: done, error: describeError(error) })}\n`);
      throw error;
    }
  }
  if (flags.json === true) io.stdout.write(`${harmlessJson({ isUpToDate, projects: done })}\n`);
  return isUpToDate;
}

interface CheckContext {
  readonly io: CliIo;
  readonly json: boolean;
  readonly check: CheckFunction;
}

async function checkOne({ label, options }: PlannedCheck, { io, json, check }: CheckContext): Promise<ProjectCheck> {
  const progress = createProgressLine(io, json, label);
  const found: LocatedDiagnostic[] = [];
  let spec = options.spec ?? "";
  let isPassed = false;
  try {
    const result = await check({
      ...options,
      onProgress: (event) => progress.update(event),
      onDiagnostics: (all) => void found.push(...all),
    });
    ({ spec } = result);
    isPassed = result.isUpToDate;
    progress.clear();
    if (!json)
      io.stdout.write(
        formatCheck(result, { columns: io.stdout.columns, cwd: io.cwd, palette: createPalette(io.stdout, io.env) }),
      );
    return result;
  } finally {
    progress.clear();
    // Of a project that is up to date, whoever generated it has seen the findings.
    if (!json && !isPassed) io.stderr.write(formatFindings(found, spec, io));
  }
}

function formatFindings(found: readonly LocatedDiagnostic[], spec: string, io: CliIo): string {
  return formatDiagnostics(found, {
    columns: io.stderr.columns,
    palette: createPalette(io.stderr, io.env),
    showFile: (file) => displaySource(file, spec, io.cwd),
  });
}
