import { describe, expect, test } from "vitest";
import { emitProject } from "../../generator/4-emit/emit-project.ts";
import { compile } from "../4-emit/compile.ts";
import { describeFinding, describeTool, judge, refusalOf, strictRefusal } from "./judge.ts";
import type { WrongDocument } from "./judge.ts";
import { bodies } from "./tables/bodies.ts";
import { documents, refusedDocuments } from "./tables/documents.ts";
import { operations } from "./tables/operations.ts";
import { parameters } from "./tables/parameters.ts";
import { paths } from "./tables/paths.ts";
import { references } from "./tables/references.ts";
import { schemas } from "./tables/schemas.ts";
import { security } from "./tables/security.ts";
import { swaggers } from "./tables/swagger.ts";
import { yaml } from "./tables/yaml.ts";

const tables = { documents, paths, operations, parameters, bodies, references, schemas, security, swaggers, yaml };

describe.each(Object.entries(tables))("%s", (_, table: readonly WrongDocument[]) => {
  test.each(table)("$wrong", async (row) => {
    const { tools, diagnostics } = await judge(row);
    expect(tools.map(describeTool).toSorted()).toEqual(row.tools.toSorted());
    expect(diagnostics.map(describeFinding).toSorted()).toEqual(row.found.toSorted());
    const byTool = Object.fromEntries(tools.map((tool) => [describeTool(tool), tool.definition]));
    for (const [tool, definition] of Object.entries(row.repaired ?? {}))
      expect({ [tool]: byTool[tool] }).toMatchObject({ [tool]: definition });
    // Every loss says what to do; so does every repair.
    expect(diagnostics.filter(({ severity, help }) => severity !== "info" && help === undefined)).toEqual([]);
    // `--strict` refuses losses and nothing else, and names what is lost.
    const losses = diagnostics.flatMap(({ severity, lost = [] }) => (severity === "error" ? lost : []));
    const refusal = await strictRefusal(row);
    expect(refusal !== undefined).toBe(losses.length > 0);
    expect(losses.filter((name) => refusal?.includes(name) !== true)).toEqual([]);
    expect(new Set(tools.map(({ definition }) => definition.name)).size).toBe(tools.length);
  });
});

test.each(refusedDocuments)("$wrong stops the command: $code", async ({ given, code }) => {
  expect(await refusalOf(given)).toBe(code);
});

/** Each project's own files in a folder of its own, beside one runtime for all. */
async function emittedTogether(rows: readonly WrongDocument[]): Promise<ReadonlyMap<string, string>> {
  const all = new Map<string, string>();
  for (const [index, row] of rows.entries()) {
    const { surface } = await judge(row);
    for (const { path, content } of await emitProject(surface, { generatorVersion: "0.0.0" })) {
      if (path.startsWith("src/runtime/")) all.set(path, content);
      else if (/^src\/(?:tools\/[\w-]+|api|schemas|types|custom)\.ts$/.test(path))
        all.set(
          path.replace("src/", `src/${index}/`),
          content.replaceAll(
            /(["'])(\.{1,2})\/runtime\//g,
            (_, quote: string, up: string) => `${quote}${up === "." ? ".." : "../.."}/runtime/`,
          ),
        );
    }
  }
  return all;
}

test("what is written for them compiles strictly", { timeout: 120_000 }, async () => {
  // One in four, all with FULL=1.
  const rows = Object.values(tables).flat();
  const chosen = process.env["FULL"] === "1" ? rows : rows.filter((_, index) => index % 4 === 0);
  expect(await compile(await emittedTogether(chosen))).toEqual([]);
});

test("the tables hold at least 80 documents", () => {
  const count = Object.values(tables).reduce((sum, table) => sum + table.length, 0) + refusedDocuments.length;
  expect(count).toBeGreaterThanOrEqual(80);
});
