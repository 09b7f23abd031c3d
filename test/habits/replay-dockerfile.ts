/**
 * Replays a Dockerfile without an engine: each stage is a folder that stands for `/`, COPY copies between them (honouring
 * .dockerignore), RUN runs in the stage's working folder with its ENV. What it cannot show: the base image, the file system's
 * isolation, and the change of user (it only says which user the image asks for).
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { parseDockerfile, type Instruction } from "./dockerfile.ts";

/** The last stage, ready to be started. */
export interface ReplayedImage {
  /** The folder that stands for `/`. */
  readonly rootFolder: string;
  /** The folder that the command runs in. */
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly user: string;
  readonly command: readonly string[];
  readonly healthCheck: readonly string[];
}

interface Stage {
  readonly rootFolder: string;
  readonly environment: Record<string, string>;
  workingFolder: string;
  user: string;
  command: readonly string[];
  healthCheck: readonly string[];
}

/** Options of {@link replayDockerfile}. */
export interface ReplayOptions {
  /** The build context, with its Dockerfile. */
  readonly context: string;
  /** An empty folder for the stages. */
  readonly target: string;
  /** Variables that RUN and CMD get besides those of ENV. */
  readonly host: Readonly<Record<string, string>>;
  /** Changes a command of RUN before it runs. */
  readonly rewriteRun?: (command: string) => string;
}

/** Runs every instruction; throws what a failed RUN printed. */
export function replayDockerfile(options: ReplayOptions): ReplayedImage {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const instruction of parseDockerfile(readFileSync(join(options.context, "Dockerfile"), "utf8"))) {
    if (instruction.kind === "FROM") {
      stage = createStage(options.target, stages, instruction.image);
      stages.set(instruction.name ?? String(stages.size), stage);
    } else {
      if (stage === undefined) throw new Error(`${instruction.kind} before FROM`);
      apply(instruction, stage, stages, options);
    }
  }
  if (stage === undefined) throw new Error("no FROM");
  return stage;
}

function createStage(target: string, stages: ReadonlyMap<string, Stage>, image: string): Stage {
  const rootFolder = join(target, `stage-${stages.size}`);
  const base = stages.get(image);
  if (base !== undefined) cpSync(base.rootFolder, rootFolder, { recursive: true, verbatimSymlinks: true });
  else mkdirSync(rootFolder, { recursive: true });
  return {
    rootFolder,
    environment: { ...base?.environment },
    workingFolder: base === undefined ? rootFolder : join(rootFolder, relative(base.rootFolder, base.workingFolder)),
    user: base?.user ?? "root",
    command: base?.command ?? [],
    healthCheck: base?.healthCheck ?? [],
  };
}

function apply(
  instruction: Exclude<Instruction, { kind: "FROM" }>,
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  options: ReplayOptions,
): void {
  switch (instruction.kind) {
    case "WORKDIR":
      stage.workingFolder = inside(stage, instruction.path);
      mkdirSync(stage.workingFolder, { recursive: true });
      break;
    case "COPY":
      copy(instruction, stage, stages, options.context);
      break;
    case "RUN":
      run(instruction.command, stage, options);
      break;
    case "ENV":
      Object.assign(stage.environment, instruction.variables);
      break;
    case "USER":
      stage.user = instruction.user;
      break;
    case "HEALTHCHECK":
      stage.healthCheck = instruction.command;
      break;
    case "CMD":
      stage.command = instruction.command;
      break;
    case "EXPOSE":
    case "LABEL":
    case "ARG":
    case "STOPSIGNAL":
      break;
  }
}

/** A path of the image as a path of this machine. */
function inside(stage: Stage, path: string): string {
  return path.startsWith("/") ? join(stage.rootFolder, path) : join(stage.workingFolder, path);
}

function copy(
  { from, sources, target }: Extract<Instruction, { kind: "COPY" }>,
  stage: Stage,
  stages: ReadonlyMap<string, Stage>,
  context: string,
): void {
  const source = from === undefined ? undefined : stages.get(from);
  if (from !== undefined && source === undefined) throw new Error(`COPY from a stage that is not there: ${from}`);
  const base = source?.rootFolder ?? context;
  const ignored = source === undefined ? readIgnored(context) : () => false;
  const found = sources.flatMap((pattern) => {
    const paths = globSync(pattern.replace(/^\/+/, "").replace(/^\.\/?$/, "*"), { cwd: base });
    const kept = paths.filter((path) => !ignored(path));
    if (kept.length === 0) throw new Error(`COPY ${pattern}: not in the build context`);
    return kept;
  });
  const destination = inside(stage, target);
  const whole = sources.length === 1 && /^\.\/?$/.test(sources[0] ?? "");
  const intoFolder = target.endsWith("/") || found.length > 1 || whole || existsAsFolder(destination);
  for (const path of found) {
    const folder = statSync(join(base, path)).isDirectory();
    // As the engine does: of a folder the content is copied, not the folder itself.
    const to = (folder && !whole) || !intoFolder ? destination : join(destination, basename(path));
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(base, path), to, {
      verbatimSymlinks: true,
      recursive: true,
      filter: (file) => !ignored(relative(base, file)),
    });
  }
}

function existsAsFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

/** Judges a path by .dockerignore: plain names, `**` and `*` patterns, and `!` exceptions; the last match decides. */
function readIgnored(context: string): (path: string) => boolean {
  const file = join(context, ".dockerignore");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  const rules = lines
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => ({ keep: line.startsWith("!"), pattern: line.replace(/^!/, "").replace(/^\/|\/$/g, "") }));
  return (path) => {
    const parts = path.replaceAll("\\", "/").split("/");
    const prefixes = parts.map((_part, index) => parts.slice(0, index + 1).join("/"));
    const last = rules.findLast(({ pattern }) => prefixes.some((prefix) => matchesPattern(prefix, pattern)));
    return last !== undefined && !last.keep;
  };
}

function matchesPattern(path: string, pattern: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*\*\/?/g, "\0")
    .replaceAll("*", "[^/]*")
    .replaceAll("?", "[^/]")
    .replaceAll("\0", "(?:.*/)?");
  return new RegExp(`^${source}$`).test(path);
}

function run(command: string, stage: Stage, { host, rewriteRun }: ReplayOptions): void {
  execFileSync("/bin/sh", ["-ec", rewriteRun?.(command) ?? command], {
    cwd: stage.workingFolder,
    env: { ...host, ...stage.environment },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 300_000,
  });
}
