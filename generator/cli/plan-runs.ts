import { resolve } from "node:path";
import { nearest } from "../nearest.ts";
import type { LoadedConfig } from "../config/load-config.ts";
import type { ProjectConfig } from "../config/project-config.ts";
import { GeneratorError } from "../errors.ts";
import type { GenerateOptions } from "../options.ts";

/** What the flags of `generate` say. Absent: the config decides, else the default. */
export interface GenerateFlags {
  readonly spec?: string;
  readonly out?: string;
  readonly excludeService?: readonly string[];
  readonly includeService?: readonly string[];
  readonly refRoot?: string;
  readonly strict?: boolean;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  /** Names of projects of the config; absent: all. */
  readonly project?: readonly string[];
}

/** One project to generate. */
export interface PlannedRun {
  /** The project's name in the config; `""` where there is only one. */
  readonly label: string;
  readonly options: GenerateOptions & { readonly spec: string; readonly out: string };
}

/**
 * Combines flags and config: a flag wins over the config's key. Paths of flags are relative to `cwd`; all become absolute.
 *
 * @throws GeneratorError `bad-usage` when they do not make whole projects
 */
export function planRuns(flags: GenerateFlags, config: LoadedConfig | undefined, cwd: string): readonly PlannedRun[] {
  const projects = chooseProjects(flags, config);
  if (projects.length > 1 && (flags.spec !== undefined || flags.out !== undefined)) {
    const names = projects.map(([name]) => name).join(", ");
    throw usage(
      `A document or --out on the command line is about one project, but the config has ${projects.length}: ${names}. Choose one with --project.`,
    );
  }
  const runs = projects.map(([label, project]): PlannedRun => ({
    label,
    options: combine(flags, project, cwd, label),
  }));
  for (const [index, run] of runs.entries()) {
    const twin = runs.slice(0, index).find(({ options }) => options.out === run.options.out);
    if (twin !== undefined)
      throw usage(
        `The projects ${twin.label} and ${run.label} both write to "${run.options.out}". Give each its own "out".`,
      );
  }
  return runs;
}

function chooseProjects(
  flags: GenerateFlags,
  config: LoadedConfig | undefined,
): readonly (readonly [string, ProjectConfig])[] {
  const all = [...(config?.projects ?? new Map<string, ProjectConfig>([["", {}]]))];
  if (flags.project === undefined) return all;
  const names = all.map(([name]) => name).filter((name) => name !== "");
  if (names.length === 0)
    throw usage("--project chooses among the projects of a config, but there is no config with several.");
  const chosen = new Set(flags.project);
  for (const name of chosen) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    const meant = near === undefined ? "." : `; did you mean "${near}"?`;
    throw usage(`The config has no project "${name}"${meant} It has: ${names.join(", ")}.`);
  }
  return all.filter(([name]) => chosen.has(name));
}

function combine(flags: GenerateFlags, project: ProjectConfig, cwd: string, label: string): PlannedRun["options"] {
  const { tools, origins, name } = project;
  const { baseline, ...auth } = project.auth ?? {};
  return {
    ...choosePlaces(flags, project, cwd, label),
    services: chooseServices(flags, project),
    strict: flags.strict ?? project.strict ?? false,
    force: flags.force ?? false,
    dryRun: flags.dryRun ?? false,
    ...(name === undefined ? {} : { name }),
    ...(tools === undefined ? {} : { tools }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(Object.keys(auth).length === 0 ? {} : { auth }),
    ...(origins === undefined ? {} : { origins }),
  };
}

type Places = Pick<PlannedRun["options"], "spec" | "out" | "refRoot">;

function choosePlaces(flags: GenerateFlags, project: ProjectConfig, cwd: string, label: string): Places {
  const ofProject = label === "" ? "" : ` for the project "${label}"`;
  const spec = flags.spec === undefined ? project.spec : absoluteSpec(flags.spec, cwd);
  if (spec === undefined) {
    throw usage(
      `There is no document${ofProject}. Name one, as in \`slipway generate openapi.yaml --out server\`, or as "spec" in the config.`,
    );
  }
  const out = flags.out === undefined ? project.out : resolve(cwd, flags.out);
  if (out === undefined) {
    throw usage(`There is no folder to write to${ofProject}. Name one with --out DIR, or as "out" in the config.`);
  }
  const refRoot = flags.refRoot === undefined ? project.refRoot : resolve(cwd, flags.refRoot);
  return refRoot === undefined ? { spec, out } : { spec, out, refRoot };
}

function chooseServices(flags: GenerateFlags, project: ProjectConfig): NonNullable<GenerateOptions["services"]> {
  const include = flags.includeService ?? project.services?.include;
  const exclude = flags.excludeService ?? project.services?.exclude ?? [];
  return include === undefined ? { exclude } : { exclude, include };
}

function absoluteSpec(spec: string, cwd: string): string {
  return /^https?:\/\//iu.test(spec) ? spec : resolve(cwd, spec);
}

function usage(message: string): GeneratorError {
  return new GeneratorError("bad-usage", message);
}
