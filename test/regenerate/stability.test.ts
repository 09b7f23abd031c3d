/** Adding one operation changes the lines about it, and no other: names, order and layout stay. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { check } from "../../generator/check.ts";
import { generate } from "../../generator/generate.ts";
import { temporaryFolder } from "../5-write/temporary-folder.ts";
import { harbourChanges } from "./harbour-changes.ts";

type Sizes = readonly (readonly [path: string, added: number | undefined, removed: number | undefined])[];

/** Lines that come and go in each file when a document becomes another. */
async function changedLines(before: string, after: string, name: string): Promise<Sizes> {
  const folder = temporaryFolder();
  const [spec, dir] = [join(folder, name), join(folder, "server")];
  writeFileSync(spec, before);
  await generate({ spec, out: dir });
  writeFileSync(spec, after);
  const { files } = await check({ dir });
  return files.map(({ path, difference }) => [path, difference?.added, difference?.removed]);
}

test("in the Harbour document", async () => {
  const before = readFileSync(join(import.meta.dirname, "../../specs/harbour/openapi.yaml"), "utf8");
  const after = harbourChanges.find(({ name }) => name === "operation-added")?.edit(before) ?? "";
  expect(await changedLines(before, after, "openapi.yaml")).toEqual([
    // The number of tools, and a row for the tool.
    ["README.md", 2, 1],
    // The hashes of the document and of the five files. (In the lock: the sum of tokens.)
    ["slipway.manifest.json", 6, 6],
    ["src/search-index.ts", 1, 0],
    ["src/tools/berths.ts", 39, 0],
    ["surface.lock.json", 16, 1],
    // What the contract tests mock: an operation is a line.
    ["test/openapi.json", 3, 0],
  ]);
});

const github = join(import.meta.dirname, "../../../shared/specs/github.json");

test.skipIf(!existsSync(github))("in GitHub's, of 1,223 operations", { timeout: 180_000 }, async () => {
  const before = readFileSync(github, "utf8");
  const document = JSON.parse(before) as { paths: Record<string, unknown> };
  document.paths["/repos/{owner}/{repo}/issues/summary"] = {
    get: {
      operationId: "issues/summary",
      tags: ["issues"],
      summary: "Summary of issues",
      parameters: [{ name: "owner", in: "path", required: true, schema: { type: "string" } }],
      responses: { 204: { description: "Nothing." } },
    },
  };
  expect(await changedLines(before, JSON.stringify(document), "github.json")).toEqual([
    ["README.md", 2, 1],
    ["slipway.manifest.json", 6, 6],
    // Its own line, and those of three tools that it shares a word or a look-up with.
    ["src/search-index.ts", 4, 3],
    ["src/tools/issues.ts", 38, 0],
    ["surface.lock.json", 13, 1],
    ["test/openapi.json", 3, 0],
  ]);
});
