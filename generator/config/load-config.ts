import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseDocument } from "yaml";
import { createLocator, type DocumentFormat } from "../1-spec/locate.ts";
import { GeneratorError } from "../errors.ts";
import { parseConfig } from "./parse-config.ts";
import type { Config, ProjectConfig } from "./project-config.ts";

/** A config file, checked. Its paths are absolute. */
export interface LoadedConfig {
  /** Absolute. */
  readonly file: string;
  /** In the file's order. A file with a single project gives it the name `""`. */
  readonly projects: ReadonlyMap<string, ProjectConfig>;
}

const names = ["ts", "js", "json", "yaml", "yml"].map((extension) => `slipway.config.${extension}`);

/**
 * Finds the config file of a folder.
 *
 * @throws GeneratorError `bad-config` when there are several
 */
export function findConfig(folder: string): string | undefined {
  const found = names.filter((name) => existsSync(join(folder, name)));
  if (found.length > 1) {
    throw new GeneratorError(
      "bad-config",
      `"${folder}" has several configs: ${found.join(", ")}. Keep one, or name one with --config.`,
    );
  }
  return found[0] === undefined ? undefined : join(folder, found[0]);
}

/**
 * Reads a config file and checks it. A `.ts` or `.js` config is a program of the user's own: it is run.
 *
 * @param file - absolute
 * @throws GeneratorError `bad-config`
 */
export async function loadConfig(file: string): Promise<LoadedConfig> {
  const config = await readConfig(file);
  const projects = "projects" in config ? Object.entries(config.projects) : [["", config] as const];
  const folder = dirname(file);
  return { file, projects: new Map(projects.map(([name, project]) => [name, withAbsolutePaths(project, folder)])) };
}

async function readConfig(file: string): Promise<Config> {
  switch (extname(file)) {
    case ".json":
      return readDataConfig(file, "json");
    case ".yaml":
    case ".yml":
      return readDataConfig(file, "yaml");
    case ".ts":
    case ".mts":
    case ".js":
    case ".mjs":
      return parseConfig(await runConfig(file), file);
    default:
      throw new GeneratorError(
        "bad-config",
        `"${file}" is no config: its name must end in .ts, .js, .json, .yaml or .yml.`,
      );
  }
}

/** JSON is read as YAML too, which it is a part of, for the sake of errors with line and column. */
async function readDataConfig(file: string, format: DocumentFormat): Promise<Config> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw unusable(file, cause);
  });
  const document = parseDocument(text, { prettyErrors: true });
  const fault = document.errors[0];
  if (fault !== undefined) throw unusable(file, fault);
  const locate = createLocator(text, format);
  return parseConfig(document.toJS(), file, (pointer) => {
    const position = locate(pointer);
    return position === undefined ? undefined : `${position.line}:${position.column}`;
  });
}

async function runConfig(file: string): Promise<unknown> {
  let loaded: unknown;
  try {
    loaded = await import(pathToFileURL(file).href);
  } catch (cause) {
    throw unusable(file, cause);
  }
  if (typeof loaded === "object" && loaded !== null && "default" in loaded) return loaded.default;
  throw new GeneratorError("bad-config", `"${file}" exports no config. End it with \`export default { … }\`.`);
}

function unusable(file: string, cause: unknown): GeneratorError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new GeneratorError("bad-config", `"${file}" cannot be read: ${reason.trim()}`, { cause });
}

/** Paths are relative to the config file, wherever the command was started. */
function withAbsolutePaths(project: ProjectConfig, folder: string): ProjectConfig {
  const { spec, out, overlays, refRoot } = project;
  return {
    ...project,
    ...(spec === undefined ? {} : { spec: /^[a-z][a-z\d+.-]+:\/\//iu.test(spec) ? spec : resolve(folder, spec) }),
    ...(out === undefined ? {} : { out: resolve(folder, out) }),
    ...(overlays === undefined ? {} : { overlays: overlays.map((file) => resolve(folder, file)) }),
    ...(refRoot === undefined ? {} : { refRoot: resolve(folder, refRoot) }),
  };
}
