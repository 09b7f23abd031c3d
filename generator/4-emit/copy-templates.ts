import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ContinuousIntegration, DeployTarget } from "../options.ts";

/** Files of `templates/` that every project gets as they are: path in the project -> path in `templates/`. */
const copied: ReadonlyMap<string, string> = new Map([
  ["LICENSE", "LICENSE"],
  [".gitignore", "gitignore"],
  ["src/handler.ts", "src/handler.ts"],
  ["src/main.ts", "src/main.ts"],
  // Entries of further targets: features.ts has who gets them.
  ...["bun", "cloudflare-workers.d", "deno", "lambda", "stdio", "worker"].map(
    (entry) => [`src/${entry}.ts`, `src/${entry}.ts`] as const,
  ),
  ["tsconfig.json", "tsconfig.json"],
]);

/** What is copied for a container, in the same way. */
const imageFiles = [
  ["Dockerfile", "Dockerfile"],
  [".dockerignore", "dockerignore"],
] as const;
const composeFiles = [["compose.yaml", "compose.yaml"]] as const;

/** What a project gets to be built as an image: path in the project -> path in `templates/`. Kubernetes needs one too. */
export function containerFiles(
  deploy: readonly DeployTarget[],
): readonly (readonly [path: string, template: string])[] {
  const composed = deploy.includes("docker");
  const built = composed || deploy.includes("kubernetes");
  return [...(built ? imageFiles : []), ...(composed ? composeFiles : [])];
}

/** Whether a file of a project says the same in every project that has it: only another generator changes it. */
export function isCopied(path: string): boolean {
  const container = [...imageFiles, ...composeFiles].some(([file]) => file === path);
  return container || copied.has(path) || path.startsWith("src/runtime/");
}

/** Workflows by whose they are, in the same way. No text of a document stands in them: GitHub reads `${{ }}` wherever it is. */
const workflows: Readonly<Record<ContinuousIntegration, readonly (readonly [path: string, template: string])[]>> = {
  github: [[".github/workflows/slipway.yml", "ci/github.yml"]],
  gitlab: [[".gitlab-ci.yml", "ci/gitlab.yml"]],
  none: [],
};

/** What a project gets for its continuous integration: path in the project -> path in `templates/`. */
export function workflowFiles(
  ci: ContinuousIntegration = "none",
): readonly (readonly [path: string, template: string])[] {
  return workflows[ci];
}

/** A file that is copied byte for byte. */
export interface CopiedFile {
  readonly path: string;
  readonly content: string;
}

/**
 * Reads what is copied: the runtime, the entry points and the files around them.
 * @param templates the folder `templates/`
 * @param unused paths in the project that it does without
 * @param further what only some projects get, as {@link workflowFiles} says it
 */
export async function copyTemplates(
  templates: string,
  unused: ReadonlySet<string>,
  further: readonly (readonly [path: string, template: string])[] = [],
): Promise<readonly CopiedFile[]> {
  const runtime = await runtimeFiles(templates);
  const all = [...copied, ...further, ...runtime.map((path) => [path, path] as const)].filter(
    ([path]) => !unused.has(path),
  );
  return await Promise.all(
    all.map(async ([path, source]) => ({ path, content: await readTemplate(templates, source) })),
  );
}

/** The text of a template, with `\n` line ends whatever the checkout has. */
export async function readTemplate(templates: string, path: string): Promise<string> {
  const text = await readFile(join(templates, path), "utf8");
  return text.replaceAll("\r\n", "\n");
}

async function runtimeFiles(templates: string): Promise<readonly string[]> {
  const entries = await readdir(join(templates, "src", "runtime"), { recursive: true });
  const files = entries.filter((entry) => entry.endsWith(".ts"));
  return files.map((file) => `src/runtime/${file.replaceAll("\\", "/")}`).toSorted();
}
