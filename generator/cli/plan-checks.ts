import { resolve } from "node:path";
import type { CheckOptions } from "../check.ts";
import type { LoadedConfig } from "../config/load-config.ts";
import { GeneratorError } from "../errors.ts";
import { nearest } from "../nearest.ts";

/** What the flags of `check` say. */
export interface CheckFlags {
  readonly spec?: string;
  /** Tokens that `tools/list` may cost. */
  readonly maxTokens?: number;
  /** Names of projects of the config; absent: all. */
  readonly project?: readonly string[];
}

/** One project to check. */
export interface PlannedCheck {
  /** The project's name in the config; `""` where there is none. */
  readonly label: string;
  readonly options: CheckOptions;
}

/**
 * Which projects to check: the folders that were named; else those of the config; else the working directory.
 *
 * @param isNamed - the config was named on the command line, and so is used for every folder
 * @throws GeneratorError `bad-usage`
 */
export function planChecks(
  dirs: readonly string[],
  flags: CheckFlags,
  { config, isNamed, cwd }: { readonly config?: LoadedConfig; readonly isNamed: boolean; readonly cwd: string },
): readonly PlannedCheck[] {
  const projects = chooseProjects(flags, config);
  const found = dirs.length === 0 && config !== undefined ? ofConfig(projects, config) : undefined;
  const folders = dirs.length === 0 ? ["."] : dirs;
  const unbounded =
    found ??
    folders.map((dir) => ofFolder(resolve(cwd, dir), projects, isNamed || flags.project ? config : undefined, config));
  const { maxTokens } = flags;
  const planned =
    maxTokens === undefined ? unbounded : unbounded.map((one) => ({ ...one, options: { ...one.options, maxTokens } }));
  if (flags.spec === undefined) return planned;
  const [only, ...others] = planned;
  if (only === undefined || others.length > 0)
    throw usage(`--spec names the document of one project, but ${planned.length} are to be checked. Name one folder.`);
  const spec = /^[a-z][a-z\d+.-]+:\/\//iu.test(flags.spec) ? flags.spec : resolve(cwd, flags.spec);
  return [{ ...only, options: { ...only.options, spec } }];
}

type Projects = readonly (readonly [name: string, out: string | undefined])[];

function chooseProjects({ project: chosen }: CheckFlags, config: LoadedConfig | undefined): Projects {
  const all = [...(config?.projects ?? [])].map(([name, { out }]) => [name, out] as const);
  if (chosen === undefined) return all;
  const names = all.map(([name]) => name);
  for (const name of chosen) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    const known = names.filter((one) => one !== "").join(", ") || "none with a name";
    throw usage(
      `There is no project "${name}" in a config${near ? `; did you mean "${near}"?` : "."} It has: ${known}.`,
    );
  }
  return all.filter(([name]) => chosen.includes(name));
}

function ofConfig(projects: Projects, { file }: LoadedConfig): readonly PlannedCheck[] {
  return projects.map(([name, out]) => {
    if (out === undefined) {
      throw usage(
        `"${file}" does not say where ${name === "" ? "the project" : `the project "${name}"`} is. Name its folder, as in \`slipway check server\`, or give it "out" there.`,
      );
    }
    return { label: name, options: { dir: out, config: sourceOf(file, name) } };
  });
}

/** A config that was only found applies to the folder that it writes to; to others what their manifest says does. */
function ofFolder(
  dir: string,
  projects: Projects,
  named: LoadedConfig | undefined,
  found: LoadedConfig | undefined,
): PlannedCheck {
  const own = projects.find(([, out]) => out === dir);
  if (own !== undefined && found !== undefined)
    return { label: own[0], options: { dir, config: sourceOf(found.file, own[0]) } };
  if (named === undefined) return { label: "", options: { dir } };
  const [only, ...others] = projects;
  if (only === undefined || others.length > 0)
    throw usage(`No project of "${named.file}" writes to "${dir}". Choose one with --project.`);
  return { label: only[0], options: { dir, config: sourceOf(named.file, only[0]) } };
}

function sourceOf(file: string, name: string): NonNullable<CheckOptions["config"]> {
  return { file, ...(name !== "" && { project: name }) };
}

function usage(message: string): GeneratorError {
  return new GeneratorError("bad-usage", message);
}
