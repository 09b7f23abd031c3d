import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { emitProject } from "../../generator/4-emit/emit-project.ts";
import { compile } from "./compile.ts";
import { readSample, sampleNames } from "./sample.ts";

const options = { generatorVersion: "0.0.0-test" };
const samples = join(dirname(fileURLToPath(import.meta.url)), "..", "samples");

/** What is the same in every project: held against `templates/` elsewhere. */
const copied =
  /^(?:src\/(?:runtime\/.*|main\.ts|handler\.ts)|package-lock\.json|tsconfig\.json|Dockerfile|LICENSE|compose\.yaml|\.dockerignore|\.gitignore)$/u;

describe.each(sampleNames)("sample %s", (name) => {
  test("is emitted exactly as expected (UPDATE_SAMPLES=1 rewrites)", async () => {
    const emitted = (await emitProject(await readSample(name), options)).filter(({ path }) => !copied.test(path));
    const found = new Map(emitted.map(({ path, content }) => [`${path}.txt`, content]));
    const folder = join(samples, name, "expected");
    if (process.env["UPDATE_SAMPLES"] === "1") await rewrite(folder, found);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(await readAll(folder)));
  });

  test("compiles under the strictest flags", async () => {
    const emitted = await emitProject(await readSample(name), options);
    expect(await compile(new Map(emitted.map(({ path, content }) => [path, content])))).toEqual([]);
  }, 60_000);

  test("is the same bytes when it is emitted twice", async () => {
    const surface = await readSample(name);
    expect(await emitProject(surface, options)).toEqual(await emitProject(surface, options));
  });
});

async function rewrite(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [path, content] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

async function readAll(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = paths.map(
    async (path) => [path.slice(folder.length + 1).replaceAll("\\", "/"), await readFile(path, "utf8")] as const,
  );
  return new Map(await Promise.all(texts));
}
