import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CheckOptions } from "../../generator/check.ts";
import type { ProjectCheck } from "../../generator/check/check-result.ts";
import { run } from "../../generator/cli/run.ts";
import { temporaryFolder } from "../5-write/temporary-folder.ts";
import { fakeIo, type FakeIoOptions } from "./fake-io.ts";
import { fakeWork } from "./fake-work.ts";

const upToDate: ProjectCheck = {
  dir: "/home/here/server",
  isUpToDate: true,
  causes: [],
  inputs: [],
  files: [],
  unchanged: 131,
  tools: 48,
  spec: "/home/here/openapi.yaml",
  proposals: [],
};

const stale: ProjectCheck = {
  ...upToDate,
  isUpToDate: false,
  causes: ["document", "generator", "edit"],
  inputs: [{ cause: "document", what: "../openapi.yaml", was: "aaa", now: "bbb" }],
  files: [
    {
      path: "src/api.ts",
      state: "different",
      causes: ["document", "edit"],
      difference: { added: 1, removed: 1, lines: ["@@ -1,2 +1,2 @@", "-old\u001b[2J", "+new", " same"], omitted: 7 },
    },
    {
      path: "src/gone.ts",
      state: "leftover",
      causes: ["document"],
      difference: { added: 0, removed: 9, lines: [], omitted: 0 },
    },
    {
      path: "src/main.ts",
      state: "different",
      causes: ["generator"],
      difference: { added: 9, removed: 9, lines: [], omitted: "all" },
    },
    {
      path: "src/new.ts",
      state: "missing",
      causes: ["document"],
      difference: { added: 3, removed: 0, lines: [], omitted: 0 },
    },
    { path: "README.md", state: "foreign", causes: ["edit"] },
  ],
  proposals: [{ what: "issuer", accepted: "https://a.example", proposed: "https://b.example" }],
};

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly CheckOptions[];
}

async function slipway(
  argv: readonly string[],
  answer: ProjectCheck = upToDate,
  options: FakeIoOptions = {},
): Promise<Said> {
  const io = fakeIo(options);
  const asked: CheckOptions[] = [];
  const check = async ({ onProgress: _, onDiagnostics: _found, ...given }: CheckOptions): Promise<ProjectCheck> => {
    asked.push(given);
    return answer;
  };
  const code = await run(["check", ...argv], io, fakeWork({ check }));
  return { code, out: io.said.out, err: io.said.err, asked };
}

describe("slipway check", () => {
  it("says in a line that a project is up to date", async () => {
    expect(await slipway(["server"])).toEqual({
      code: 0,
      out: "server: up to date (48 tools, 131 files)\n",
      err: "",
      asked: [{ dir: "/home/here/server" }],
    });
  });

  it("says what differs, why, and what to do, and exits with 1", async () => {
    const { code, out } = await slipway(["server"], stale);
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "server: not what is generated now: 5 files differ

        document   ../openapi.yaml: aaa -> bbb
        generator  the same version writes other bytes: it is not the build that wrote this
        edit       2 files were changed by hand: src/api.ts, README.md
        document   proposes another issuer: https://a.example -> https://b.example

        ~ src/api.ts   +1 -1         document, edit
        - src/gone.ts  +0 -9         document
        ~ src/main.ts  +9 -9         generator
        + src/new.ts   +3 -0         document
        ! README.md                  not written by Slipway

      src/api.ts
        @@ -1,2 +1,2 @@
        -old
        +new
         same
        … and 7 lines more

      src/main.ts
        too different to be set against each other

      Run \`slipway generate openapi.yaml --out server\` with the options of before, look at the difference, and commit it.
      It will ask for --accept: tokens would come from or go to another place.
      Edits by hand: undo them, and say the same in src/custom.ts, an overlay or the config, which stay; --force replaces
      edited files and keeps each beside as .orig.
      "
    `);
  });

  it("has colours on a terminal", async () => {
    const { out } = await slipway(["server"], stale, { terminal: true });
    expect(out).toContain("\u001b[31m  -old\u001b[39m\n\u001b[32m  +new\u001b[39m\n");
  });

  it("prints everything as JSON", async () => {
    const { code, out, err } = await slipway(["server", "--json"], stale);
    expect([code, JSON.parse(out), err]).toEqual([1, { isUpToDate: false, projects: [stale] }, ""]);
    expect(out).not.toContain("\u001b");
  });

  it("checks the working directory, a document in another place, or the projects of a config", async () => {
    const folder = temporaryFolder();
    expect((await slipway([], upToDate, { cwd: folder })).asked).toEqual([{ dir: folder }]);
    expect((await slipway(["a", "--spec", "b.yaml"])).asked).toEqual([
      { dir: "/home/here/a", spec: "/home/here/b.yaml" },
    ]);
    const file = join(folder, "slipway.config.yaml");
    writeFileSync(file, "projects:\n  a: { spec: a.yaml, out: one }\n  b: { spec: b.yaml, out: two }\n");
    const [one, two] = ["one", "two"].map((name) => join(folder, name));
    const [a, b] = ["a", "b"].map((project) => ({ file, project }));
    const asked = async (...argv: readonly string[]): Promise<readonly CheckOptions[]> =>
      (await slipway(argv, upToDate, { cwd: folder })).asked;
    expect(await asked()).toEqual([
      { dir: one, config: a },
      { dir: two, config: b },
    ]);
    expect(await asked("--project", "b")).toEqual([{ dir: two, config: b }]);
    expect(await asked("two")).toEqual([{ dir: two, config: b }]);
    // A config that was only found says nothing about the folders of others.
    expect(await asked("three")).toEqual([{ dir: join(folder, "three") }]);
    expect(await asked("three", "--project", "a")).toEqual([{ dir: join(folder, "three"), config: a }]);
  });

  it.each<readonly [argv: readonly string[], message: string]>([
    [["a", "b", "--spec", "x"], "--spec names the document of one project, but 2 are to be checked. Name one folder."],
    [["--project", "x"], 'There is no project "x" in a config. It has: none with a name.'],
  ])("refuses %j", async (argv, message) => {
    expect(await slipway(argv)).toEqual({ code: 2, out: "", err: `error: ${message}\n`, asked: [] });
  });
});
