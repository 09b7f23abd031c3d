import { existsSync } from "node:fs";
import { extname, isAbsolute, join, relative, resolve } from "node:path";
import { type ConfigIdentity, type Manifest, manifestName } from "../5-write/manifest.ts";
import { readManifest } from "../5-write/read-manifest.ts";
import { loadConfig } from "../config/load-config.ts";
import { parseConfig } from "../config/parse-config.ts";
import type { ProjectConfig } from "../config/project-config.ts";
import { projectOptions } from "../config/project-options.ts";
import { GeneratorError } from "../errors.ts";
import type { ConfigSource, GenerateOptions, OverriddenOption } from "../options.ts";

/** What to look at besides what a project's manifest says. */
export interface CheckedSources {
  /** The project's folder, absolute. */
  readonly dir: string;
  /** In place of the document that the manifest names: absolute, or a URL. */
  readonly spec?: string;
  /** In place of the config that the manifest names. */
  readonly config?: { readonly file: string; readonly project?: string };
}

/** What a project would be made of now. */
export interface CheckInputs {
  readonly recorded: Manifest;
  readonly options: GenerateOptions;
}

/**
 * Finds what to regenerate a project from: the document that its manifest names, and the options of its config as it is
 * now, else those that the manifest noted.
 * @throws GeneratorError `bad-usage` where there is no project; `bad-config` for a config that is gone or wrong
 */
export async function findCheckInputs(sources: CheckedSources): Promise<CheckInputs> {
  const { dir } = sources;
  const recorded = await readManifest(dir);
  if (recorded === undefined) {
    throw new GeneratorError(
      "bad-usage",
      `"${dir}" holds no ${manifestName}, so there is no project of Slipway to check. Name its folder, as in \`slipway check server\`.`,
    );
  }
  const fixed = recordedProject(recorded, dir);
  const source = sources.config ?? (recorded.config && recordedConfig(recorded.config, dir));
  const chosen = source === undefined ? fixed : await withConfig(fixed, recorded.config, source);
  return { recorded, options: generateOptions({ ...chosen, dir, ...(sources.spec && { spec: sources.spec }) }) };
}

/**
 * The options that a project was generated with, as its manifest has them.
 * @param dir - where the project is, or would be: absolute
 * @throws GeneratorError `bad-config` when the manifest's options are none
 */
export function recordedOptions(recorded: Manifest, dir: string): GenerateOptions {
  return generateOptions({ ...recordedProject(recorded, dir), dir });
}

/** A project's config, and the file it came from. */
interface Chosen {
  readonly project: ProjectConfig;
  readonly config?: ConfigSource;
}

function generateOptions({
  project,
  config,
  dir,
  spec,
}: Chosen & { readonly dir: string; readonly spec?: string }): GenerateOptions {
  const { services, overlays, refRoot, refHosts, strict } = project;
  const document = spec ?? project.spec ?? "";
  return {
    ...projectOptions(project),
    spec: document,
    out: dir,
    services: { exclude: services?.exclude ?? [], ...(services?.include && { include: services.include }) },
    ...(overlays && { overlays }),
    ...(refRoot !== undefined && { refRoot }),
    ...(refHosts && { refHosts }),
    ...(strict !== undefined && { strict }),
    ...(config && { config }),
  };
}

/** What the manifest says, as a config would. It is checked as one: anybody may have changed the file. */
function recordedProject(recorded: Manifest, dir: string): Chosen {
  const { baseline, auth, ...rest } = recorded.options;
  const { path, overlays, refRoot, refHosts } = recorded.document;
  const project = {
    ...rest,
    auth: { ...(typeof auth === "object" ? auth : {}), ...(baseline !== undefined && { baseline }) },
    spec: /^https?:/iu.test(path) ? path : resolve(dir, path),
    overlays: overlays?.map((overlay) => resolve(dir, overlay.path)),
    refRoot: refRoot === undefined ? undefined : resolve(dir, refRoot),
    refHosts,
  };
  const parsed = parseConfig(project, `${join(dir, manifestName)} (options)`);
  return { project: "projects" in parsed ? {} : parsed };
}

/** The config that the manifest names. One that is a program is run only where the user is, or when the user names it. */
function recordedConfig({ path, project }: ConfigIdentity, dir: string): NonNullable<CheckedSources["config"]> {
  const file = resolve(dir, path);
  const asked = `The project in "${dir}" was generated with the config "${file}"`;
  if (!existsSync(file)) {
    throw new GeneratorError(
      "bad-config",
      `${asked}, which is not there. Bring it back, name another with --config, or generate the project anew without one.`,
    );
  }
  const near = relative(resolve("."), file);
  const isProgram = ![".json", ".yaml", ".yml"].includes(extname(file).toLowerCase());
  if (isProgram && (near.startsWith("..") || isAbsolute(near))) {
    throw new GeneratorError(
      "bad-config",
      `${asked}, a program outside the working directory. It is run only when you name it: --config ${file}`,
    );
  }
  return { file, ...(project !== undefined && { project }) };
}

/** The config's options, but for those that the command line gave when the project was generated. */
async function withConfig(
  fixed: Chosen,
  recorded: ConfigIdentity | undefined,
  { file, project: name }: NonNullable<CheckedSources["config"]>,
): Promise<Chosen> {
  const { projects } = await loadConfig(file);
  const project = projects.get(name ?? "");
  if (project === undefined) {
    const names = [...projects.keys()].filter((known) => known !== "").join(", ") || "a single project without a name";
    throw new GeneratorError("bad-config", `"${file}" has no project "${name ?? ""}". It has: ${names}.`);
  }
  const overridden = recorded?.overridden ?? (project.spec === undefined ? (["spec"] as const) : []);
  const kept = Object.fromEntries(overridden.map((option) => [option, fixed.project[option]]));
  const merged: ProjectConfig = { ...without(project, overridden), ...(kept as ProjectConfig) };
  return { project: merged, config: { file, ...(name !== undefined && { project: name }), overridden } };
}

function without(project: ProjectConfig, options: readonly OverriddenOption[]): ProjectConfig {
  const dropped: ReadonlySet<string> = new Set(options);
  return Object.fromEntries(Object.entries(project).filter(([key]) => !dropped.has(key)));
}
