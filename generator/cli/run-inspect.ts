import { resolve } from "node:path";
import type { LocatedDiagnostic } from "../1-spec/locate-diagnostics.ts";
import { findConfig, loadConfig } from "../config/load-config.ts";
import { GeneratorError } from "../errors.ts";
import type { InspectedOperation, InspectedScope, InspectedTool, InspectResult } from "../inspect-result.ts";
import { nearest } from "../nearest.ts";
import type { InspectOptions } from "../options.ts";
import type { CliIo } from "./cli-io.ts";
import { describeError } from "./describe-error.ts";
import { formatDiagnostics } from "./diagnostics-table.ts";
import { displayPath, displaySource } from "./display-path.ts";
import { formatInspection } from "./format-inspection.ts";
import { formatScope } from "./format-scope.ts";
import { formatTool } from "./format-tool.ts";
import { harmlessJson } from "./harmless.ts";
import type { InspectionView } from "./inspection-view.ts";
import { createPalette } from "./palette.ts";
import { type DocumentFlags, type PlannedInspection, planInspections } from "./plan-runs.ts";
import { createProgressLine } from "./progress-line.ts";
import type { DiffFunction } from "./run-diff.ts";
import { writeInspectionPage } from "./write-inspection-page.ts";

/** `inspect` of `inspect.ts`. */
export type InspectFunction = (options: InspectOptions) => Promise<InspectResult>;

/** What the command calls. */
export interface InspectWork {
  readonly inspect: InspectFunction;
  readonly diff: DiffFunction;
}

export interface InspectCommandFlags extends DocumentFlags {
  readonly config?: string;
  readonly json?: boolean;
  /** Name of a tool, or operationId. */
  readonly tool?: string;
  readonly scope?: string;
  /** The file that gets the page. */
  readonly html?: string;
  /** With `html`: what the page compares with. */
  readonly since?: string;
}

/**
 * The command `inspect`: the table, one tool or JSON on standard output; findings and progress on standard error.
 *
 * @throws GeneratorError as `inspect` does, and `bad-usage` for a tool or a scope that there is not, and for flags that do not go together
 */
export async function runInspect(flags: InspectCommandFlags, io: CliIo, work: InspectWork): Promise<void> {
  const file = flags.config === undefined ? findConfig(io.cwd) : resolve(io.cwd, flags.config);
  const { tool, scope, html, since } = flags;
  if ([tool, scope, html].filter((flag) => flag !== undefined).length > 1)
    throw new GeneratorError("bad-usage", "--tool, --scope and --html exclude each other: give one of them.");
  if (since !== undefined && html === undefined)
    throw new GeneratorError("bad-usage", "--since goes with --html; `slipway diff OLD NEW` says it as text.");
  const runs = planInspections(flags, file === undefined ? undefined : await loadConfig(file), io.cwd);
  if (html !== undefined && runs.length > 1)
    throw new GeneratorError("bad-usage", "--html is one page of one project: choose it with --project.");
  if (file !== undefined && flags.json !== true) io.stderr.write(`config: ${displayPath(file, io.cwd)}\n`);
  const done: object[] = [];
  for (const run of runs) {
    const found: LocatedDiagnostic[] = [];
    try {
      done.push(await inspectOne(run, { io, flags, work, found }));
    } catch (error) {
      if (flags.json === true)
        io.stdout.write(`${harmlessJson({ projects: done, error: describeError(error), diagnostics: found })}\n`);
      throw error;
    }
  }
  if (flags.json === true) io.stdout.write(`${harmlessJson({ projects: done })}\n`);
}

interface RunContext {
  readonly io: CliIo;
  readonly flags: InspectCommandFlags;
  readonly work: InspectWork;
  /** Filled with what was found, also when the run then fails. */
  readonly found: LocatedDiagnostic[];
}

/** Gives what JSON says about the project. */
async function inspectOne({ label, options }: PlannedInspection, context: RunContext): Promise<object> {
  const { io, flags, work, found } = context;
  const progress = createProgressLine(io, flags.json ?? false, label);
  let result: InspectResult;
  try {
    result = await work.inspect({
      ...options,
      onProgress: (event) => progress.update(event),
      onDiagnostics: (all) => void found.push(...all),
    });
  } finally {
    progress.clear();
    // About one tool, only its own findings matter; they are part of what is shown.
    if (flags.json !== true && flags.tool === undefined && flags.scope === undefined)
      io.stderr.write(formatFindings(found, options.spec, io));
  }
  const facts = { ...(label === "" ? {} : { project: label }), spec: options.spec };
  const view: InspectionView = {
    columns: io.stdout.columns,
    palette: createPalette(io.stdout, io.env),
    showFile: (path) => displaySource(path, options.spec, io.cwd),
  };
  if (flags.scope !== undefined) {
    const scope = findScope(result, flags.scope);
    if (flags.json !== true) io.stdout.write(formatScope(scope, result, view));
    return { ...facts, scope };
  }
  if (flags.tool === undefined) {
    if (flags.html !== undefined)
      await writeInspectionPage({ ...flags, html: flags.html }, result, { options, io, diff: work.diff });
    else if (flags.json !== true) io.stdout.write(formatInspection(result, view));
    return { ...facts, ...result };
  }
  const operation = findOperation(result, flags.tool);
  if (flags.json !== true) io.stdout.write(formatTool(operation, view));
  return { ...facts, tool: operation };
}

/** By its name, or how clients ask for it. */
function findScope({ scopes: { explained } }: InspectResult, name: string): InspectedScope {
  const found = explained.find(({ scope }) => scope === name) ?? explained.find(({ asked }) => asked === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    explained.map(({ scope }) => scope),
  );
  const hint = near === undefined ? "`slipway inspect` lists those that tools ask for." : `Did you mean "${near}"?`;
  throw new GeneratorError("bad-usage", `There is no scope "${name}" in the document or the config. ${hint}`);
}

/** By the tool's name, or the one it would have; else by operationId. */
function findOperation(result: InspectResult, name: string): InspectedTool | InspectedOperation {
  const all = result.services.flatMap(({ tools, skipped }) => [...tools, ...skipped]);
  const found = all.find((one) => one.name === name) ?? all.find(({ operationId }) => operationId === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    all.flatMap((one) => [one.name, one.operationId ?? one.name]),
  );
  const hint = near === undefined ? "`slipway inspect` without --tool lists them." : `Did you mean "${near}"?`;
  throw new GeneratorError("bad-usage", `There is no tool "${name}", and no operation of that operationId. ${hint}`);
}

function formatFindings(found: readonly LocatedDiagnostic[], spec: string, io: CliIo): string {
  return formatDiagnostics(found, {
    columns: io.stderr.columns,
    palette: createPalette(io.stderr, io.env),
    showFile: (file) => displaySource(file, spec, io.cwd),
  });
}
