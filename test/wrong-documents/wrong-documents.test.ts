import { describe, expect, test } from "vitest";
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

test("the tables hold at least 80 documents", () => {
  const count = Object.values(tables).reduce((sum, table) => sum + table.length, 0) + refusedDocuments.length;
  expect(count).toBeGreaterThanOrEqual(80);
});
