import { expect, it } from "vitest";
import { GeneratorError } from "../../generator/errors.ts";
import { type GenerateFlags, planRuns } from "../../generator/cli/plan-runs.ts";
import type { LoadedConfig } from "../../generator/config/load-config.ts";
import type { ProjectConfig } from "../../generator/config/project-config.ts";

function config(projects: Readonly<Record<string, ProjectConfig>>): LoadedConfig {
  return { file: "/home/slipway.config.yaml", projects: new Map(Object.entries(projects)) };
}

const defaults = { services: { exclude: [] }, strict: false, force: false, accept: false, dryRun: false };

it("takes flags alone, with paths from the working directory", () => {
  const flags: GenerateFlags = {
    spec: "api.yaml",
    out: "server",
    overlay: ["one.yaml", "/two.yaml"],
    refRoot: "..",
    refHost: ["a.example"],
    force: true,
    includeService: ["a"],
  };
  expect(planRuns(flags, undefined, "/home/here")).toEqual([
    {
      label: "",
      options: {
        ...defaults,
        spec: "/home/here/api.yaml",
        out: "/home/here/server",
        overlays: ["/home/here/one.yaml", "/two.yaml"],
        refRoot: "/home",
        refHosts: ["a.example"],
        force: true,
        services: { exclude: [], include: ["a"] },
      },
    },
  ]);
});

it("takes the config alone, and lets flags win", () => {
  const project: ProjectConfig = {
    spec: "https://a.example/api.json",
    out: "/home/out",
    name: "n",
    services: { exclude: ["x"], include: ["y"] },
    tools: { rules: [{ match: { tag: "t" }, exclude: true }], maxTokens: 900 },
    auth: { baseline: "all" },
    origins: { uploads: "https://u.example" },
    targets: ["deno"],
    strict: true,
    overlays: ["/home/overlay.yaml"],
    refRoot: "/home/refs",
    refHosts: ["b.example"],
  };
  const { auth: _, ...rest } = project;
  const file = "/home/slipway.config.yaml";
  expect(planRuns({}, config({ "": project }), "/")).toEqual([
    { label: "", options: { ...defaults, ...rest, baseline: "all", config: { file, overridden: [] } } },
  ]);
  const flags: GenerateFlags = {
    spec: "b.yaml",
    out: "c",
    excludeService: ["z"],
    overlay: ["o.yaml"],
    refRoot: "r",
    refHost: ["c.example"],
    maxTokens: 1000,
    target: ["stdio", "workers"],
    dryRun: true,
  };
  expect(planRuns(flags, config({ "": project }), "/home")[0]?.options).toEqual({
    ...defaults,
    ...rest,
    baseline: "all",
    spec: "/home/b.yaml",
    out: "/home/c",
    services: { exclude: ["z"], include: ["y"] },
    overlays: ["/home/o.yaml"],
    refRoot: "/home/r",
    refHosts: ["c.example"],
    tools: { ...project.tools, maxTokens: 1000 },
    targets: ["stdio", "workers"],
    dryRun: true,
    config: { file, overridden: ["overlays", "refHosts", "refRoot", "services", "spec", "targets"] },
  });
});

const two = config({ harbour: { spec: "/a.yaml", out: "/a" }, weather: { spec: "/b.yaml", out: "/b" } });

it("takes all projects, or the chosen ones", () => {
  expect(planRuns({}, two, "/").map(({ label }) => label)).toEqual(["harbour", "weather"]);
  expect(planRuns({}, two, "/")[0]?.options.config?.project).toBe("harbour");
  expect(planRuns({ project: ["weather"], out: "c" }, two, "/").map(({ options }) => options.out)).toEqual(["/c"]);
});

it.each<readonly [flags: GenerateFlags, config: LoadedConfig | undefined, message: string]>([
  [
    { out: "x" },
    undefined,
    'There is no document. Name one, as in `slipway generate openapi.yaml --out server`, or as "spec" in the config.',
  ],
  [{ spec: "x" }, undefined, 'There is no folder to write to. Name one with --out DIR, or as "out" in the config.'],
  [
    {},
    config({ a: { spec: "/a" } }),
    'There is no folder to write to for the project "a". Name one with --out DIR, or as "out" in the config.',
  ],
  [
    { out: "x" },
    two,
    "A document, --out or --overlay on the command line is about one project, but the config has 2: harbour, weather. Choose one with --project.",
  ],
  [
    { overlay: ["x"] },
    two,
    "A document, --out or --overlay on the command line is about one project, but the config has 2: harbour, weather. Choose one with --project.",
  ],
  [
    { project: ["harbor"] },
    two,
    'The config has no project "harbor"; did you mean "harbour"? It has: harbour, weather.',
  ],
  [{ project: ["zzz"] }, two, 'The config has no project "zzz". It has: harbour, weather.'],
  [
    { project: ["a"] },
    undefined,
    "--project chooses among the projects of a config, but there is no config with several.",
  ],
  [
    {},
    config({ a: { spec: "/a", out: "/o" }, b: { spec: "/b", out: "/o" } }),
    'The projects a and b both write to "/o". Give each its own "out".',
  ],
])("refuses %j", (flags, loaded, message) => {
  expect(() => planRuns(flags, loaded, "/home")).toThrow(new GeneratorError("bad-usage", message));
});
