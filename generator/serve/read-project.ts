import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { manifestName } from "../5-write/manifest.ts";
import { GeneratorError } from "../errors.ts";

/** A generated project that can be served. */
export interface ServedProject {
  /** Path segment it is served under: the package's name. */
  readonly name: string;
  readonly folder: string;
  /** The program: the built one where there is one, else the TypeScript, which Node runs as it is. */
  readonly program: string;
  /** Its own settings, where the file is there. */
  readonly envFile?: string;
}

const packageSchema = z.object({ name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/u) });

/**
 * Reads what is needed of a project's folder.
 * @throws GeneratorError `bad-usage` when it is no generated project, or its packages are not installed
 */
async function readProject(folder: string): Promise<ServedProject> {
  if (!(await exists(join(folder, manifestName))))
    throw usage(`"${folder}" is no generated project: it has no ${manifestName}. Make one with slipway generate.`);
  const text = await readFile(join(folder, "package.json"), "utf8").catch(() => "{}");
  const parsed = packageSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw usage(`The package.json of "${folder}" has no usable name: it is what the server is served under.`);
  const built = join(folder, "dist", "main.js");
  const source = join(folder, "src", "main.ts");
  const envFile = join(folder, ".env");
  return {
    name: parsed.data.name,
    folder,
    program: (await exists(built)) ? built : source,
    ...((await exists(envFile)) && { envFile }),
  };
}

/**
 * Reads all of them.
 * @throws GeneratorError `bad-usage` also when two have one name, or one is named as a path of ours
 */
export async function readProjects(folders: readonly string[]): Promise<readonly ServedProject[]> {
  if (folders.length === 0)
    throw usage("Name the folders of one or more generated projects, as in `slipway serve a b`.");
  const projects = await Promise.all(folders.map(async (folder) => readProject(folder)));
  for (const [index, project] of projects.entries()) {
    const twin = projects.slice(0, index).find(({ name }) => name === project.name);
    if (twin !== undefined)
      throw usage(
        `"${twin.folder}" and "${project.folder}" are both called ${project.name}. Generate one of them with another "name".`,
      );
    if (ownPaths.has(project.name))
      throw usage(`"${project.folder}" is called ${project.name}, which is a path of serve itself.`);
  }
  return projects;
}

const ownPaths: ReadonlySet<string> = new Set(["healthz", "readyz", "mcp"]);

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function usage(message: string): GeneratorError {
  return new GeneratorError("bad-usage", message);
}
