/** The workflows of a generated project and the action of this repository: their steps, run as far as they go without the service. */
import { execFile, spawnSync } from "node:child_process";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { generate } from "../../generator/generate.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const run = promisify(execFile);

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<string, { readonly permissions: object; readonly steps: readonly Step[] }>>;
}

/** A repository with a document, a config and the server in its root, as the workflow wants it; `slipway` and `npm` of its own on PATH. */
let repository: string;
let temp: string;
let environment: NodeJS.ProcessEnv;

beforeAll(async () => {
  temp = await mkdtemp(join(tmpdir(), "slipway-ci-"));
  repository = join(temp, "repository");
  const bin = join(temp, "bin");
  await mkdir(repository);
  await mkdir(bin);
  await writeFile(join(repository, "openapi.json"), JSON.stringify(document("List the boats")));
  const config = { spec: "openapi.json", out: "server", ci: "github" };
  await writeFile(join(repository, "slipway.config.json"), JSON.stringify(config));
  await command(join(bin, "slipway"), `exec "${process.execPath}" "${join(root, "generator/cli.ts")}" "$@"`);
  // What is installed is this repository's; what runs in the project is told to a file.
  await command(join(bin, "npm"), `echo "$PWD: npm $*" >> "${join(temp, "npm.log")}"`);
  environment = {
    PATH: [bin, dirname(process.execPath), process.env["PATH"]].join(delimiter),
    HOME: temp,
    RUNNER_TEMP: join(temp, "runner"),
    GITHUB_PATH: join(temp, "path"),
    GITHUB_OUTPUT: join(temp, "output"),
    GITHUB_STEP_SUMMARY: join(temp, "summary"),
    SLIPWAY_PACKAGE: "slipway@0.1.0",
    SLIPWAY_PROJECT: "server",
    SLIPWAY_MAX_TOKENS: "100000",
    GIT_AUTHOR_NAME: "t",
    GIT_AUTHOR_EMAIL: "t@example.com",
    GIT_COMMITTER_NAME: "t",
    GIT_COMMITTER_EMAIL: "t@example.com",
  };
  await mkdir(join(temp, "runner"));
  await shell(
    "git init --quiet --initial-branch main && slipway generate && git add --all && git commit --quiet -m first",
  );
}, 120_000);

afterAll(async () => {
  await rm(temp, { recursive: true, force: true });
});

function document(summary: string, further: object = {}): object {
  const operation = { operationId: "listBoats", summary, tags: ["boats"], responses: { "200": { description: "OK" } } };
  return {
    openapi: "3.1.0",
    info: { title: "Boats ${{ github.token }} `id`", version: "1.0.0" },
    servers: [{ url: "https://api.example.com" }],
    paths: { "/boats": { get: operation, ...further } },
  };
}

async function command(path: string, text: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
}

/** As GitHub runs a step: `bash -e -o pipefail`. */
async function shell(script: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  const { stdout } = await run("bash", args, { cwd: repository, env: { ...environment, ...env } });
  return stdout;
}

async function workflow(): Promise<Workflow> {
  return parse(await readFile(join(repository, "server/.github/workflows/slipway.yml"), "utf8")) as Workflow;
}

/** Runs the steps of a job whose condition holds, but the last of `follow`, which needs the service. */
async function runJob(name: string, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const steps = (await workflow()).jobs[name]?.steps ?? [];
  for (const step of steps) {
    const output = await readFile(environment["GITHUB_OUTPUT"] ?? "", "utf8").catch(() => "");
    if (step.run === undefined || step.name === "Open a pull request") continue;
    if (step.if !== undefined && !output.includes("changed=true")) continue;
    await shell(step.run, env);
  }
  await shell('git worktree remove --force "$RUNNER_TEMP/base"');
}

describe("the workflow", () => {
  test("holds no text of the document, and no expression within a script", async () => {
    const text = await readFile(join(repository, "server/.github/workflows/slipway.yml"), "utf8");
    const { jobs, permissions } = parse(text) as Workflow;
    const steps = Object.values(jobs).flatMap((job) => job.steps);
    expect(text).toBe(await readFile(join(root, "templates/ci/github.yml"), "utf8"));
    expect(text).not.toContain("Boats");
    expect(steps.filter(({ run: script = "" }) => script.includes("${{"))).toEqual([]);
    expect(steps.flatMap(({ uses = [] }) => uses).filter((uses) => !/^[\w./-]+@[0-9a-f]{40}$/.test(uses))).toEqual([]);
    expect([permissions, jobs["review"]?.permissions, jobs["follow"]?.permissions]).toEqual([
      {},
      { contents: "read" },
      { contents: "write", "pull-requests": "write" },
    ]);
  });

  test("review passes on what is up to date, and runs the project's checks", async () => {
    const base = await shell("git rev-parse HEAD");
    await runJob("review", { BASE: base.trim() });
    const calls = (await readFile(join(temp, "npm.log"), "utf8"))
      .split("\n")
      .filter((line) => line.includes("/server: "));
    expect(calls.map((line) => line.split(": ")[1])).toEqual(["npm ci --ignore-scripts", "npm run check", "npm test"]);
    expect(await readFile(join(temp, "summary"), "utf8")).not.toBe("");
  }, 120_000);

  test("follow does nothing while nothing changed", async () => {
    await runJob("follow");
    expect(await readFile(join(temp, "output"), "utf8")).toBe("changed=false\n");
    expect((await shell("git log --oneline")).trim().split("\n")).toHaveLength(1);
  }, 120_000);

  test("review fails on a server that its document left behind; follow commits the new one with its Markdown", async () => {
    const added = { post: { operationId: "addBoat", tags: ["boats"], responses: { "201": { description: "OK" } } } };
    await writeFile(join(repository, "openapi.json"), JSON.stringify(document("List the boats", added)));
    const base = (await shell("git rev-parse HEAD")).trim();
    await shell("git commit --quiet --all -m document");
    await expect(runJob("review", { BASE: base })).rejects.toMatchObject({ code: 1 });
    await shell('git worktree remove --force "$RUNNER_TEMP/base"');
    await runJob("follow");
    expect(await shell("git branch --show-current")).toBe("slipway/regenerate\n");
    const files = (await shell("git show --name-only --format= HEAD")).trim().split("\n");
    expect(files).toContain("server/src/tools/boats.ts");
    expect(files).toContain("server/test/openapi.json");
    expect(files.filter((file) => !file.startsWith("server/"))).toEqual([]);
    expect(await readFile(join(temp, "runner/changes.md"), "utf8")).toContain("add_boat");
  }, 120_000);
});

test("of GitLab's template every script is shell, and none holds text of the document", async () => {
  const out = join(temp, "gitlab");
  await generate({ spec: join(repository, "openapi.json"), out, ci: "gitlab" });
  const text = await readFile(join(out, ".gitlab-ci.yml"), "utf8");
  expect(text).not.toContain("Boats");
  const jobs = parse(text) as Readonly<Record<string, { before_script?: string[]; script?: string[] }>>;
  const scripts = Object.values(jobs).flatMap(({ before_script: before = [], script = [] }) => [...before, ...script]);
  expect(scripts.length).toBeGreaterThan(10);
  for (const script of scripts) expect([script, spawnSync("bash", ["-n", "-c", script]).status]).toEqual([script, 0]);
}, 60_000);

describe("action.yml", () => {
  async function act(inputs: Readonly<Record<string, string>>): Promise<string> {
    const action = parse(await readFile(join(root, "action.yml"), "utf8")) as {
      inputs: Readonly<Record<string, { default: string }>>;
      runs: { steps: readonly Step[] };
    };
    const step = action.runs.steps.find(({ name }) => name === "Run");
    const env = Object.entries(step?.env ?? {}).map(([name, value]) => {
      const [, input = ""] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value) ?? [];
      return [name, inputs[input] ?? action.inputs[input]?.default ?? ""] as const;
    });
    return await shell(step?.run ?? "", { ...Object.fromEntries(env), SLIPWAY: join(root, "generator/cli.ts") });
  }

  test("generates, checks and compares; a text that is shell stays an argument", async () => {
    await act({ command: "generate", spec: "openapi.json", out: "other" });
    await act({ command: "check", out: "other", "max-tokens": "100000" });
    await cp(join(repository, "other"), join(repository, "older"), { recursive: true });
    expect(await act({ command: "diff", old: "older", out: "other", "fail-on": "any" })).not.toBe("");
    await expect(act({ command: "check", out: "$(touch broken)" })).rejects.toMatchObject({ code: 2 });
    await expect(act({ command: "rm -rf" })).rejects.toMatchObject({ code: 2 });
    await expect(readFile(join(repository, "broken"))).rejects.toMatchObject({ code: "ENOENT" });
  }, 120_000);
});
