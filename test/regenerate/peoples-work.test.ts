/** Everything that people change has a place that regeneration does not touch; what they changed elsewhere is not lost. */
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { snapshot, temporaryFolder } from "../5-write/temporary-folder.ts";
import { createRepository, type Repository, type Said } from "./repository.ts";

const operation = (name: string): string =>
  `  /${name}: { get: { operationId: ${name}, tags: [${name}], responses: { 204: { description: d } } } }\n`;

const documentOf = (...names: readonly string[]): string =>
  `openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths:\n${names.map(operation).join("")}`;

function prepare(): Repository {
  const repository = createRepository(temporaryFolder());
  repository.write("openapi.yaml", documentOf("one", "two", "three"));
  repository.write(
    "overlay.yaml",
    'overlay: 1.0.0\ninfo: { title: O, version: "1" }\nactions: [{ target: $.info, update: { title: U } }]\n',
  );
  repository.write("slipway.config.yaml", "spec: openapi.yaml\nout: server\noverlays: [overlay.yaml]\n");
  return repository;
}

async function walk(
  ...argv: readonly string[]
): Promise<{ repository: Repository; said: Said; before: object; after: Files }> {
  const repository = prepare();
  const server = join(repository.folder, "server");
  expect((await repository.slipway("generate")).code).toBe(0);
  // Theirs: code, secrets, a module of their own beside generated ones, a note.
  appendFileSync(join(server, "src/custom.ts"), "// mine\n");
  repository.write("server/.env", "SECRET=1\n");
  mkdirSync(join(server, "src/tools/own"));
  repository.write("server/src/tools/own/extra.ts", "export {};\n");
  // Ours, edited: one that is generated again, and one that is not.
  appendFileSync(join(server, "src/tools/one.ts"), "// edited\n");
  appendFileSync(join(server, "src/tools/two.ts"), "// edited\n");
  repository.write("openapi.yaml", documentOf("one"));
  const before = snapshot(repository.folder);
  const said = await repository.slipway("generate", ...argv);
  return { repository, said, before, after: snapshot(repository.folder) };
}

type Files = Readonly<Record<string, string>>;

test("an edited file stops generate with the list and the way out, and nothing is written", async () => {
  const { repository, said, before, after } = await walk();
  expect({ ...said, err: said.err.replaceAll(repository.folder, "<folder>") }).toEqual({
    code: 2,
    out: "",
    err: `config: slipway.config.yaml
error: 1 generated file was edited since it was written to "<folder>/server":
  src/tools/one.ts
Nothing was written. What you want to keep belongs in src/custom.ts or in the config, which are never overwritten.
Undo the edits, or run again with --force: each edited file is then kept beside the new one as .orig.
`,
  });
  expect(after).toEqual(before);
});

test("--force keeps the edited file beside; what is no longer generated goes if it was untouched, and stays if not", async () => {
  const { repository, said, before, after } = await walk("--force");
  expect(said.code).toBe(0);
  const untouched = (path: string): void => expect([path, after[path]]).toEqual([path, (before as Files)[path]]);
  for (const path of [
    "server/src/custom.ts",
    "server/.env",
    "server/src/tools/own/extra.ts",
    "overlay.yaml",
    "slipway.config.yaml",
  ])
    untouched(path);
  expect(after["server/src/tools/one.ts.orig"]).toMatch(/\/\/ edited\n$/u);
  expect(after["server/src/tools/one.ts"]).not.toContain("// edited");
  expect(Object.keys(after).filter((path) => path.startsWith("server/src/tools/"))).toEqual([
    "server/src/tools/index.ts",
    "server/src/tools/one.ts",
    "server/src/tools/one.ts.orig",
    "server/src/tools/own/extra.ts",
    "server/src/tools/two.ts",
  ]);
  expect(said.out).toContain("src/tools/one.ts was yours: it is kept as src/tools/one.ts.orig");
  expect(said.out).toContain("src/tools/two.ts is no longer generated, but was edited: it stays, and is yours now");
  // The project is what is generated; unchanged input writes nothing.
  const manifest = readFileSync(join(repository.folder, "server/slipway.manifest.json"), "utf8");
  expect((await repository.slipway("check")).out).toMatch(/^server: up to date/u);
  expect((await repository.slipway("generate")).out).toContain("0 written, 0 removed");
  expect(readFileSync(join(repository.folder, "server/slipway.manifest.json"), "utf8")).toBe(manifest);
});
