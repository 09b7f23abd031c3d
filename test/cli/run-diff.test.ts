import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run } from "../../generator/cli/run.ts";
import type { DiffOptions } from "../../generator/diff.ts";
import { changeOf } from "../../generator/diff/classify.ts";
import type { DiffResult } from "../../generator/diff/diff-result.ts";
import { say } from "../../generator/diff/phrase.ts";
import { temporaryFolder } from "../5-write/temporary-folder.ts";
import { fakeIo, type FakeIoOptions } from "./fake-io.ts";
import { fakeWork } from "./fake-work.ts";

const side = { label: "server", name: "pets", tools: 2, hasSchemas: true };
const nothing: DiffResult = {
  old: { ...side, label: "HEAD:server" },
  new: side,
  changes: [],
  counts: { breaking: 0, risky: 0, safe: 0 },
  bump: "none",
};

const some: DiffResult = {
  ...nothing,
  old: { ...side, label: "old\u001b[2J.lock.json", hasSchemas: false },
  changes: [
    changeOf("tool-removed", say`the tool is gone (${"GET /a b\u202e"})`, "get_a"),
    changeOf("hints-changed", ["it is idempotent now"], "get_b"),
    changeOf("text-changed", ["its texts changed"], "get_b"),
    changeOf("text-changed", ["its texts changed"], "get_c"),
    changeOf("scope-dropped", say`the server no longer asks for the scope ${"x"}`),
  ],
  counts: { breaking: 1, risky: 1, safe: 3 },
  bump: "major",
};

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked?: DiffOptions;
}

async function slipway(argv: readonly string[], answer: DiffResult = some, options: FakeIoOptions = {}): Promise<Said> {
  const io = fakeIo(options);
  let asked: DiffOptions | undefined;
  const diff = async (given: DiffOptions): Promise<DiffResult> => {
    asked = given;
    return answer;
  };
  const code = await run(["diff", ...argv], io, fakeWork({ diff }));
  return { code, out: io.said.out, err: io.said.err, ...(asked && { asked }) };
}

describe("slipway diff", () => {
  it("says what changes, with the sentence that a user needs", async () => {
    const { out, asked } = await slipway(["HEAD:server", "server"]);
    expect(asked).toEqual({ old: "HEAD:server", new: "server", cwd: "/home/here" });
    expect(out).toMatchInlineSnapshot(`
      "old  old.lock.json  pets, 2 tools
      new  server  pets, 2 tools

      breaking  tool-removed
        Agents that call it get an error. A hook for it in src/custom.ts is a type error until it is
        changed.
        - get_a: the tool is gone ("GET /a b")

      risky  hints-changed
        Clients may treat it in another way.
        - get_b: it is idempotent now

      safe  text-changed
        Titles and descriptions only: models read other words.
        - get_b, get_c: its texts changed

      safe  scope-dropped
        No tool asks for it any more.
        - the server no longer asks for the scope x

      1 breaking, 1 risky and 3 safe changes; suggested version: major
      Of one side only hashes of schemas are known; compare documents, or revisions that hold them, for more.
      "
    `);
  });

  it("says that nothing changes", async () => {
    expect((await slipway(["a", "b"], nothing)).out).toBe(
      "old  HEAD:server  pets, 2 tools\nnew  server  pets, 2 tools\n\nNothing changes for agents and users.\n",
    );
  });

  it.each<readonly [failOn: string, answer: DiffResult, code: number]>([
    ["never", some, 0],
    ["breaking", some, 1],
    ["breaking", { ...some, counts: { breaking: 0, risky: 1, safe: 1 } }, 0],
    ["risky", { ...some, counts: { breaking: 0, risky: 1, safe: 1 } }, 1],
    ["risky", { ...some, counts: { breaking: 0, risky: 0, safe: 1 } }, 0],
    ["any", { ...some, counts: { breaking: 0, risky: 0, safe: 1 } }, 1],
    ["any", nothing, 0],
  ])("--fail-on %s", async (failOn, answer, code) => {
    expect((await slipway(["a", "b", "--fail-on", failOn], answer)).code).toBe(code);
  });

  it("prints JSON and Markdown", async () => {
    const { out } = await slipway(["a", "b", "--format", "json"]);
    const changes = some.changes.map(({ phrase: _, ...change }) => change);
    expect(JSON.parse(out)).toEqual({ ...some, changes });
    expect([out.includes("\u001b"), out.includes("\u202e")]).toEqual([false, false]);
    const { out: markdown } = await slipway(["a", "b", "--format", "markdown"]);
    expect(markdown).toMatch(/^### MCP server `pets`: 1 breaking, 1 risky and 3 safe changes\n/u);
  });

  it("takes the options of a config's project", async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, "c.yaml"),
      "projects:\n  a: { spec: a.yaml, services: { exclude: [x] }, strict: true }\n  b: { out: b }\n",
    );
    const { asked } = await slipway(["a", "b", "--config", "c.yaml", "--project", "a"], some, { cwd: folder });
    expect(asked?.documents).toEqual({ services: { exclude: ["x"] } });
    const refused = await slipway(["a", "b", "--config", "c.yaml"], some, { cwd: folder });
    expect([refused.code, refused.err]).toEqual([
      2,
      'error: "c.yaml" has several projects: choose one with --project.\n',
    ]);
    expect((await slipway(["a", "b", "--project", "a"])).err).toBe(
      "error: --project chooses among the projects of a config. Name it with --config.\n",
    );
  });

  it("wants two sides", async () => {
    expect((await slipway(["a"])).code).toBe(2);
  });
});
