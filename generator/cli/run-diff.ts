import { resolve } from "node:path";
import { loadConfig } from "../config/load-config.ts";
import type { DiffOptions, DocumentOptions } from "../diff.ts";
import type { DiffResult } from "../diff/diff-result.ts";
import { diffMarkdown } from "../diff/format-markdown.ts";
import { GeneratorError } from "../errors.ts";
import type { CliIo } from "./cli-io.ts";
import { formatDiff } from "./format-diff.ts";
import { harmlessJson } from "./harmless.ts";
import { createPalette } from "./palette.ts";
import { planInspections } from "./plan-runs.ts";

/** `diff` of `diff.ts`. */
export type DiffFunction = (options: DiffOptions) => Promise<DiffResult>;

export interface DiffCommandFlags {
  readonly format: "text" | "markdown" | "json";
  readonly failOn: "breaking" | "risky" | "any" | "never";
  readonly config?: string;
  readonly project?: string;
}

/**
 * The command `diff`: everything on standard output.
 *
 * @returns whether nothing changed that must not
 * @throws GeneratorError as `diff` does
 */
export async function runDiff(
  [old, now]: readonly [old: string, now: string],
  flags: DiffCommandFlags,
  io: CliIo,
  diff: DiffFunction,
): Promise<boolean> {
  const documents = await documentOptions(flags, io.cwd);
  const result = await diff({ old, new: now, cwd: io.cwd, ...(documents && { documents }) });
  io.stdout.write(format(result, flags, io));
  return !isFailure(result, flags.failOn);
}

async function documentOptions(
  { config, project }: DiffCommandFlags,
  cwd: string,
): Promise<DocumentOptions | undefined> {
  if (config === undefined) {
    if (project === undefined) return undefined;
    throw new GeneratorError("bad-usage", "--project chooses among the projects of a config. Name it with --config.");
  }
  const loaded = await loadConfig(resolve(cwd, config));
  // What the config says of the document itself does not matter: the sides name theirs.
  const named = { spec: ".", ...(project !== undefined && { project: [project] }) };
  const [only, ...others] =
    project === undefined && loaded.projects.size > 1 ? [] : planInspections(named, loaded, cwd);
  if (only === undefined || others.length > 0)
    throw new GeneratorError("bad-usage", `"${config}" has several projects: choose one with --project.`);
  const { spec: _, strict: _strict, ...options } = only.options;
  return options;
}

function format(result: DiffResult, flags: DiffCommandFlags, io: CliIo): string {
  if (flags.format === "markdown") return diffMarkdown(result);
  if (flags.format === "json") {
    const changes = result.changes.map(({ phrase: _, ...change }) => change);
    return `${harmlessJson({ ...result, changes })}\n`;
  }
  return formatDiff(result, { columns: io.stdout.columns, palette: createPalette(io.stdout, io.env) });
}

function isFailure({ counts, changes }: DiffResult, failOn: DiffCommandFlags["failOn"]): boolean {
  if (failOn === "never") return false;
  if (failOn === "any") return changes.length > 0;
  return counts.breaking > 0 || (failOn === "risky" && counts.risky > 0);
}
