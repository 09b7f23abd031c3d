/** Each cause of a project that is not what would be generated, and nothing written whatever it is. */
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check, type CheckOptions } from "../../generator/check.ts";
import type { ProjectCheck } from "../../generator/check/check-result.ts";
import { contentHash } from "../../generator/content-hash.ts";
import { GeneratorError } from "../../generator/errors.ts";
import { generate } from "../../generator/generate.ts";
import type { GenerateOptions } from "../../generator/options.ts";
import { snapshot, temporaryFolder } from "../5-write/temporary-folder.ts";

function documentOf(title: string, description = ""): string {
  const operation = (name: string): object => ({
    get: { operationId: name, description, tags: [name], responses: { 204: { description: "" } } },
  });
  const parameters = [{ $ref: "parts.json#/Limit" }];
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title, version: "1" },
    servers: [{ url: "https://api.example.com" }],
    paths: { "/a": operation("a"), "/b": operation("b"), "/c": { parameters, ...operation("c") } },
  });
}

const parts = (maximum: number): string =>
  JSON.stringify({ Limit: { name: "limit", in: "query", schema: { type: "integer", maximum } } });

const overlay = (text: string): string =>
  JSON.stringify({
    overlay: "1.0.0",
    info: { title: "O", version: "1" },
    actions: [{ target: "$.paths['/a'].get", update: { summary: text } }],
  });

interface Project {
  readonly folder: string;
  readonly out: string;
  write(path: string, text: string): void;
  check(more?: Partial<CheckOptions>): Promise<ProjectCheck>;
}

async function makeProject(more: Partial<GenerateOptions> = {}): Promise<Project> {
  const folder = temporaryFolder();
  const out = join(folder, "server");
  const write = (path: string, text: string): void => writeFileSync(join(folder, path), text);
  write("openapi.json", documentOf("Api"));
  write("parts.json", parts(10));
  write("overlay.json", overlay("one"));
  await generate({ spec: join(folder, "openapi.json"), overlays: [join(folder, "overlay.json")], out, ...more });
  return { folder, out, write, check: (options) => check({ dir: out, ...options }) };
}

/** What a check says in short, after it was seen that nothing was written. */
async function say(project: Project, more?: Partial<CheckOptions>): Promise<Omit<Said, "hidden">> {
  const before = snapshot(project.out);
  const { isUpToDate, causes, inputs, files } = await project.check(more);
  expect(snapshot(project.out)).toEqual(before);
  return {
    isUpToDate,
    causes,
    inputs: inputs.map(({ cause, what, was, now }) => `${cause} ${what}: ${short(was)} -> ${short(now)}`),
    files: files.map(({ path, state, causes: why }) => `${state} ${path}: ${why.join(", ")}`),
  };
}

interface Said {
  readonly isUpToDate: boolean;
  readonly causes: readonly string[];
  readonly inputs: readonly string[];
  readonly files: readonly string[];
}

function short(value: string | undefined): string {
  return value === undefined ? "none" : value.replaceAll(/\b[0-9a-f]{12}\b/gu, "<hash>");
}

const fine: Said = { isUpToDate: true, causes: [], inputs: [], files: [] };
const manifest = "different slipway.manifest.json";

describe("a budget of tokens", () => {
  it("fails what outgrew it, by the flag or by the config, and makes nothing stale", async () => {
    const project = await makeProject();
    const config = (maxTokens: number): NonNullable<CheckOptions["config"]> => {
      const text = JSON.stringify({
        spec: "openapi.json",
        overlays: ["overlay.json"],
        out: "server",
        tools: { maxTokens },
      });
      project.write("slipway.config.json", text);
      return { file: join(project.folder, "slipway.config.json") };
    };
    const code = "surface-too-large";
    await expect(project.check({ maxTokens: 10 })).rejects.toMatchObject({ code });
    await expect(project.check({ config: config(10) })).rejects.toMatchObject({ code });
    expect(await say(project, { maxTokens: 10_000 })).toEqual(fine);
    expect((await project.check({ config: config(10), maxTokens: 10_000 })).tools).toBe(3);
  });
});

describe("the cause", () => {
  it("is none after generate, also after a checkout with other line ends", async () => {
    const project = await makeProject();
    expect(await say(project)).toEqual(fine);
    for (const path of [
      "server/src/tools/a.ts",
      "server/slipway.manifest.json",
      "openapi.json",
      "overlay.json",
      "parts.json",
    ]) {
      const text = readFileSync(join(project.folder, path), "utf8");
      project.write(path, text.replaceAll("\n", "\r\n"));
    }
    expect(await say(project)).toEqual(fine);
  });

  it("is the document: its file, one that it refers to, or an overlay", async () => {
    const project = await makeProject();
    project.write("openapi.json", documentOf("Api", "More."));
    expect(await say(project)).toEqual({
      isUpToDate: false,
      causes: ["document"],
      inputs: ["document ../openapi.json: <hash> -> <hash>"],
      files: [
        `${manifest}: document`,
        "different src/search-index.ts: document",
        "different src/tools/a.ts: document",
        "different src/tools/b.ts: document",
        "different src/tools/c.ts: document",
        "different surface.lock.json: document",
      ],
    });
    project.write("openapi.json", documentOf("Api"));
    project.write("parts.json", parts(20));
    project.write("overlay.json", overlay("two"));
    expect(await say(project)).toEqual({
      isUpToDate: false,
      causes: ["document"],
      inputs: ["document ../overlay.json: <hash> -> <hash>", "document parts.json: <hash> -> <hash>"],
      files: [
        `${manifest}: document`,
        "different src/search-index.ts: document",
        "different src/tools/a.ts: document",
        "different src/tools/c.ts: document",
        "different surface.lock.json: document",
        "different test/openapi.json: document",
      ],
    });
  });

  it("is the document also where nothing else changes with it", async () => {
    const project = await makeProject();
    project.write("openapi.json", `${documentOf("Api")}\n`);
    const { causes, files } = await say(project);
    expect([causes, files]).toEqual([["document"], [`${manifest}: document`]]);
  });

  it("is another document when that is asked for", async () => {
    const project = await makeProject();
    project.write("other.json", documentOf("Api"));
    const { causes, inputs } = await say(project, { spec: join(project.folder, "other.json") });
    expect([causes, inputs]).toEqual([["document"], ["document the document: ../openapi.json -> ../other.json"]]);
  });

  it("is an edit by hand: a change, a removal, a file in the way, a manifest", async () => {
    const project = await makeProject();
    appendFileSync(join(project.out, "src/tools/a.ts"), "// mine\n");
    rmSync(join(project.out, "src/api.ts"));
    rmSync(join(project.out, "src/custom.ts"));
    expect(await say(project)).toEqual({
      isUpToDate: false,
      causes: ["edit"],
      inputs: [],
      files: ["missing src/api.ts: edit", "missing src/custom.ts: edit", "different src/tools/a.ts: edit"],
    });
    const recorded = JSON.parse(readFileSync(join(project.out, "slipway.manifest.json"), "utf8")) as Manifest;
    const { "src/handler.ts": _, ...others } = recorded.files;
    writeFileSync(join(project.out, "src/handler.ts"), "// mine\n");
    writeFileSync(join(project.out, "slipway.manifest.json"), JSON.stringify({ ...recorded, files: others }));
    expect((await say(project)).files).toEqual([
      "different slipway.manifest.json: edit",
      "missing src/api.ts: edit",
      "missing src/custom.ts: edit",
      "foreign src/handler.ts: edit",
      "different src/tools/a.ts: edit",
    ]);
  });

  it("is an edit also where only the manifest's form was changed, or the lock is none any more", async () => {
    const project = await makeProject();
    const text = readFileSync(join(project.out, "slipway.manifest.json"), "utf8");
    writeFileSync(join(project.out, "slipway.manifest.json"), JSON.stringify(JSON.parse(text)));
    writeFileSync(join(project.out, "surface.lock.json"), "{}");
    expect((await say(project)).files).toEqual([`${manifest}: edit`, "different surface.lock.json: edit"]);
  });

  it("is the generator: another version, or other bytes of the same version", async () => {
    const project = await makeProject();
    rewriteAsOlder(project.out, "0.0.1");
    expect(await say(project)).toEqual({
      isUpToDate: false,
      causes: ["generator"],
      inputs: [expect.stringMatching(/^generator slipway: 0\.0\.1 -> /u)],
      files: [`${manifest}: generator`, "different src/runtime/route.ts: generator"],
    });
    rewriteAsOlder(project.out, undefined);
    const { causes, inputs } = await say(project);
    expect([causes, inputs]).toEqual([["generator"], []]);
  });

  it("is told apart: a copied file owes its change to the generator, whatever else changed", async () => {
    const project = await makeProject();
    rewriteAsOlder(project.out, undefined);
    project.write("openapi.json", documentOf("Api", "More."));
    appendFileSync(join(project.out, "src/tools/b.ts"), "// mine\n");
    expect((await say(project)).files).toEqual([
      `${manifest}: document, generator`,
      "different src/runtime/route.ts: generator",
      "different src/search-index.ts: document, generator",
      "different src/tools/a.ts: document, generator",
      "different src/tools/b.ts: document, generator, edit",
      "different src/tools/c.ts: document, generator",
      "different surface.lock.json: document, generator",
    ]);
  });

  it("says what is left over, edited or not", async () => {
    const project = await makeProject();
    const spec = { ...(JSON.parse(documentOf("Api")) as { paths: Record<string, unknown> }) };
    delete spec.paths["/a"];
    delete spec.paths["/b"];
    project.write("openapi.json", JSON.stringify(spec));
    appendFileSync(join(project.out, "src/tools/b.ts"), "// mine\n");
    const { files } = await say(project);
    expect(files.filter((line) => line.startsWith("leftover"))).toEqual([
      "leftover src/tools/a.ts: document",
      "leftover src/tools/b.ts: document, edit",
    ]);
  });
});

interface Manifest {
  readonly generator: string;
  readonly files: Readonly<Record<string, string>>;
}

/** As if another generator had written the project: one file has other bytes, and the manifest says so. */
function rewriteAsOlder(out: string, version: string | undefined): void {
  const file = join(out, "slipway.manifest.json");
  const text = readFileSync(file, "utf8");
  const { generator, ...rest } = JSON.parse(text) as Manifest;
  const older = "// older\n";
  writeFileSync(join(out, "src/runtime/route.ts"), older);
  const files = { ...rest.files, "src/runtime/route.ts": contentHash(older) };
  const current = (
    JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8")) as { version: string }
  ).version;
  writeFileSync(file, `${JSON.stringify({ generator: version ?? current, ...rest, files }, undefined, 2)}\n`);
}

describe("the config", () => {
  async function withConfig(overridden: readonly "services"[] = []): Promise<Project> {
    const project = await makeProject();
    const file = join(project.folder, "slipway.config.json");
    project.write("slipway.config.json", configOf("all"));
    await generate({
      spec: join(project.folder, "openapi.json"),
      out: project.out,
      baseline: "all",
      services: { exclude: overridden.length > 0 ? ["c"] : ["b"] },
      config: { file, overridden },
    });
    return project;
  }

  const configOf = (baseline: string, exclude = ["b"]): string =>
    JSON.stringify({ spec: "openapi.json", out: "server", services: { exclude }, auth: { baseline } });

  it("is read again where the manifest says, but for what the command line gave", async () => {
    const project = await withConfig();
    expect(await say(project)).toEqual(fine);
    project.write("slipway.config.json", configOf("minimal", ["a"]));
    const { causes, inputs } = await say(project);
    expect([causes, inputs]).toEqual([
      ["config"],
      ['config baseline: "all" -> "minimal"', 'config services.exclude: ["b"] -> ["a"]'],
    ]);
    const other = await withConfig(["services"]);
    expect(await say(other)).toEqual(fine);
    other.write("slipway.config.json", configOf("minimal", ["a"]));
    expect((await say(other)).inputs).toEqual(['config baseline: "all" -> "minimal"']);
  });

  it("may be one that was not used before", async () => {
    const project = await makeProject();
    project.write("new.json", JSON.stringify({ overlays: ["overlay.json"], services: { exclude: ["b"] } }));
    const { causes, inputs } = await say(project, { config: { file: join(project.folder, "new.json") } });
    expect([causes, inputs]).toEqual([
      ["config"],
      [
        'config the config file: none -> {"overridden":["spec"],"path":"../new.json"}',
        'config services.exclude: [] -> ["b"]',
      ],
    ]);
  });

  it("that is gone is told; a program elsewhere is not run unasked", async () => {
    const project = await withConfig();
    rmSync(join(project.folder, "slipway.config.json"));
    expect(await refusal(project.check(), project.folder)).toEqual([
      "bad-config",
      'The project in "<folder>/server" was generated with the config "<folder>/slipway.config.json", which is not there. Bring it back, name another with --config, or generate the project anew without one.',
    ]);
    const ran = join(project.folder, "ran");
    project.write(
      "evil.js",
      `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(ran)}, ""); export default {};`,
    );
    const file = join(project.out, "slipway.manifest.json");
    writeFileSync(file, readFileSync(file, "utf8").replace("../slipway.config.json", "../evil.js"));
    expect(await refusal(project.check(), project.folder)).toEqual([
      "bad-config",
      'The project in "<folder>/server" was generated with the config "<folder>/evil.js", a program outside the working directory. It is run only when you name it: --config <folder>/evil.js',
    ]);
    expect(Object.keys(snapshot(project.folder))).not.toContain("ran");
  });
});

async function refusal(work: Promise<unknown>, folder: string): Promise<readonly [string, string]> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof GeneratorError)) throw error;
  return [error.code, error.message.replaceAll(folder, "<folder>")];
}

describe("what cannot be checked", () => {
  it("is a folder without a project, one that is being written, a link in it, and options that are none", async () => {
    const folder = temporaryFolder();
    expect(await refusal(check({ dir: folder }), folder)).toEqual([
      "bad-usage",
      '"<folder>" holds no slipway.manifest.json, so there is no project of Slipway to check. Name its folder, as in `slipway check server`.',
    ]);
    const project = await makeProject();
    mkdirSync(join(project.out, ".slipway-write"));
    expect((await refusal(project.check(), project.out))[0]).toBe("target-unwritable");
    rmSync(join(project.out, ".slipway-write"), { recursive: true });
    rmSync(join(project.out, "src/api.ts"));
    symlinkSync("/etc/hostname", join(project.out, "src/api.ts"));
    expect((await refusal(project.check(), project.out))[0]).toBe("target-foreign");
    rmSync(join(project.out, "src/api.ts"));
    const file = join(project.out, "slipway.manifest.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"read"', '"everything"'));
    expect((await refusal(project.check(), project.out))[1]).toMatch(
      /auth\.baseline must be one of "minimal", "read", "all"/u,
    );
  });
});

it("tells how a file differs, within bounds", async () => {
  const project = await makeProject();
  const path = join(project.out, "src/tools/a.ts");
  writeFileSync(path, readFileSync(path, "utf8").replace('title: "one"', 'title: "mine"'));
  writeFileSync(join(project.out, "src/api.ts"), "// mine\n".repeat(5000));
  const { files } = await project.check({ maxLines: 3 });
  expect(files.map(({ difference }) => difference)).toEqual([
    { added: expect.any(Number), removed: 5000, lines: [], omitted: "all" },
    {
      added: 1,
      removed: 1,
      lines: [
        expect.stringMatching(/^@@ -\d+,5 \+\d+,5 @@$/u),
        expect.stringMatching(/^ /u),
        expect.stringMatching(/^ /u),
      ],
      omitted: 4,
    },
  ]);
});
