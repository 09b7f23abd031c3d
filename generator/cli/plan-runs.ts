import { resolve } from "node:path";
import { nearest } from "../nearest.ts";
import type { LoadedConfig } from "../config/load-config.ts";
import type { ProjectConfig } from "../config/project-config.ts";
import { projectOptions } from "../config/project-options.ts";
import { GeneratorError } from "../errors.ts";
import { overridableOptions } from "../options.ts";
import type { ConfigSource, GenerateOptions, InspectOptions, OverriddenOption, Target } from "../options.ts";

/** What the flags about a document say. Absent: the config decides, else the default. */
export interface DocumentFlags {
  readonly spec?: string;
  readonly excludeService?: readonly string[];
  readonly includeService?: readonly string[];
  /** Overlays, in order. */
  readonly overlay?: readonly string[];
  readonly refRoot?: string;
  readonly refHost?: readonly string[];
  readonly strict?: boolean;
  /** Names of projects of the config; absent: all. */
  readonly project?: readonly string[];
}

/** What the flags of `generate` say. */
export interface GenerateFlags extends DocumentFlags {
  /** Tokens that `tools/list` may cost. */
  readonly maxTokens?: number;
  /** Where the server is to run; the config's `targets` are replaced. */
  readonly target?: readonly Target[];
  readonly out?: string;
  readonly force?: boolean;
  readonly accept?: boolean;
  readonly dryRun?: boolean;
}

/** One project to generate. */
export interface PlannedRun {
  /** The project's name in the config; `""` where there is only one. */
  readonly label: string;
  readonly options: GenerateOptions & { readonly spec: string; readonly out: string };
}

/** One project to inspect. */
export interface PlannedInspection {
  /** The project's name in the config; `""` where there is only one. */
  readonly label: string;
  readonly options: InspectOptions & { readonly spec: string };
}

/**
 * Combines flags and config of commands that write no project, as {@link planRuns} does.
 *
 * @throws GeneratorError `bad-usage` when a document is missing, or one is named for several projects
 */
export function planInspections(
  flags: DocumentFlags,
  config: LoadedConfig | undefined,
  cwd: string,
): readonly PlannedInspection[] {
  const projects = chooseProjects(flags, config);
  if (projects.length > 1 && (flags.spec !== undefined || flags.overlay !== undefined))
    throw aboutOneProject("A document or --overlay", projects);
  return projects.map(([label, project]) => ({
    label,
    options: combine(flags, project, cwd, { label, command: "inspect openapi.yaml" }),
  }));
}

/**
 * Combines flags and config: a flag wins over the config's key. Paths of flags are relative to `cwd`; all become absolute.
 *
 * @throws GeneratorError `bad-usage` when they do not make whole projects
 */
export function planRuns(flags: GenerateFlags, config: LoadedConfig | undefined, cwd: string): readonly PlannedRun[] {
  const projects = chooseProjects(flags, config);
  if (projects.length > 1 && [flags.spec, flags.out, flags.overlay].some((flag) => flag !== undefined))
    throw aboutOneProject("A document, --out or --overlay", projects);
  const runs = projects.map(([label, project]): PlannedRun => ({
    label,
    options: {
      ...combine(flags, project, cwd, { label, command: "generate openapi.yaml --out server" }),
      ...(flags.maxTokens === undefined ? {} : { tools: { ...project.tools, maxTokens: flags.maxTokens } }),
      ...(flags.target === undefined ? {} : { targets: flags.target }),
      out: chooseOut(flags, project, cwd, label),
      force: flags.force ?? false,
      accept: flags.accept ?? false,
      dryRun: flags.dryRun ?? false,
      ...(config === undefined ? {} : { config: configSource(flags, config, label) }),
    },
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

function aboutOneProject(what: string, projects: readonly (readonly [string, ProjectConfig])[]): GeneratorError {
  const names = projects.map(([name]) => name).join(", ");
  return usage(
    `${what} on the command line is about one project, but the config has ${projects.length}: ${names}. Choose one with --project.`,
  );
}

/** The projects of the config that the flags ask for, by name; without a config one that says nothing. */
export function chooseProjects(
  flags: DocumentFlags,
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

/** For errors: the project's name, and a command line that would do. */
interface Asked {
  readonly label: string;
  readonly command: string;
}

function combine(
  flags: DocumentFlags,
  project: ProjectConfig,
  cwd: string,
  asked: Asked,
): PlannedInspection["options"] {
  return {
    ...choosePlaces(flags, project, cwd, asked),
    services: chooseServices(flags, project),
    strict: flags.strict ?? project.strict ?? false,
    ...projectOptions(project),
  };
}

function choosePlaces(
  flags: DocumentFlags,
  project: ProjectConfig,
  cwd: string,
  asked: Asked,
): Pick<PlannedInspection["options"], "spec" | "overlays" | "refRoot" | "refHosts"> {
  const spec = flags.spec === undefined ? project.spec : absoluteSpec(flags.spec, cwd);
  if (spec === undefined) {
    throw usage(
      `There is no document${ofProject(asked.label)}. Name one, as in \`slipway ${asked.command}\`, or as "spec" in the config.`,
    );
  }
  const refRoot = flags.refRoot === undefined ? project.refRoot : resolve(cwd, flags.refRoot);
  const overlays = flags.overlay?.map((file) => resolve(cwd, file)) ?? project.overlays;
  const refHosts = flags.refHost ?? project.refHosts;
  return {
    spec,
    ...(overlays === undefined ? {} : { overlays }),
    ...(refRoot === undefined ? {} : { refRoot }),
    ...(refHosts === undefined ? {} : { refHosts }),
  };
}

function configSource(flags: GenerateFlags, { file }: LoadedConfig, label: string): ConfigSource {
  const given: Readonly<Record<OverriddenOption, boolean>> = {
    overlays: flags.overlay !== undefined,
    refHosts: flags.refHost !== undefined,
    refRoot: flags.refRoot !== undefined,
    services: flags.excludeService !== undefined || flags.includeService !== undefined,
    spec: flags.spec !== undefined,
    targets: flags.target !== undefined,
  };
  const overridden = overridableOptions.filter((option) => given[option]);
  return { file, ...(label === "" ? {} : { project: label }), overridden };
}

function chooseOut(flags: GenerateFlags, project: ProjectConfig, cwd: string, label: string): string {
  const out = flags.out === undefined ? project.out : resolve(cwd, flags.out);
  if (out !== undefined) return out;
  throw usage(`There is no folder to write to${ofProject(label)}. Name one with --out DIR, or as "out" in the config.`);
}

function ofProject(label: string): string {
  return label === "" ? "" : ` for the project "${label}"`;
}

function chooseServices(flags: DocumentFlags, project: ProjectConfig): NonNullable<GenerateOptions["services"]> {
  const include = flags.includeService ?? project.services?.include;
  const exclude = flags.excludeService ?? project.services?.exclude ?? [];
  return include === undefined ? { exclude } : { exclude, include };
}

function absoluteSpec(spec: string, cwd: string): string {
  return /^[a-z][a-z\d+.-]+:\/\//iu.test(spec) ? spec : resolve(cwd, spec);
}

function usage(message: string): GeneratorError {
  return new GeneratorError("bad-usage", message);
}
