import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { findDocuments } from "./find-documents.ts";

let folder = "";

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("roots have `openapi` or `swagger` at the top; a folder with one root has its name", async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-corpus-"));
  const files = {
    "a.json": '{"openapi":"3.1.0"}',
    "b.yaml": "swagger: '2.0'\n",
    "index.json": '{"documents":[{"openapi":"3.0.0"}]}',
    "broken.json": "{",
    "many/api/root.yaml": "openapi: 3.0.0\n",
    "many/common/schemas.yaml": "components:\n  openapi: no\n",
    "two/one.yml": '"openapi": 3.2.0\n',
    "two/two.yml": "openapi: 3.2.0\n",
    "README.md": "openapi: no\n",
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  expect(await findDocuments(folder)).toEqual([
    { name: "a", path: join(folder, "a.json") },
    { name: "b", path: join(folder, "b.yaml") },
    { name: "many", path: join(folder, "many/api/root.yaml"), refRoot: join(folder, "many") },
    { name: "two-one", path: join(folder, "two/one.yml"), refRoot: join(folder, "two") },
    { name: "two-two", path: join(folder, "two/two.yml"), refRoot: join(folder, "two") },
  ]);
  expect(await findDocuments(join(folder, "a.json"))).toEqual([{ name: "a", path: join(folder, "a.json") }]);
});
