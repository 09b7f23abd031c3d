import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StructureKind, VariableDeclarationKind, type VariableStatementStructure } from "ts-morph";
import { expect, test } from "vitest";
import { createSourcePrinter } from "../../generator/4-emit/source-printer.ts";

function statement(initializer: string): VariableStatementStructure {
  return {
    kind: StructureKind.VariableStatement,
    declarationKind: VariableDeclarationKind.Const,
    isExported: true,
    declarations: [{ name: "x", initializer }],
  };
}

test("the layout is ours, whatever config lies around", async () => {
  const folder = await mkdtemp(join(tmpdir(), "slipway-layout-"));
  const before = process.cwd();
  try {
    const ugly = { printWidth: 20, singleQuote: true, semi: false, tabWidth: 8 };
    await writeFile(join(folder, ".oxfmtrc.json"), JSON.stringify(ugly));
    await writeFile(join(folder, ".prettierrc"), JSON.stringify(ugly));
    await writeFile(
      join(folder, ".editorconfig"),
      "root = true\n[*]\nindent_style = tab\nmax_line_length = 20\nend_of_line = crlf\n",
    );
    process.chdir(folder);
    const text = await createSourcePrinter().print("src/x.ts", [statement(`{ a: "b", c: ["${"d".repeat(83)}"] }`)]);
    expect(text.length).toBe(120 + 1);
    expect(text).toBe(`export const x = { a: "b", c: ["${"d".repeat(83)}"] };\n`);
  } finally {
    process.chdir(before);
    await rm(folder, { recursive: true });
  }
});

test("text that is no TypeScript is an error that names the file", async () => {
  await expect(createSourcePrinter().print("src/x.ts", [statement("{ a: ")])).rejects.toThrow(
    /^emitted text is not TypeScript: src\/x\.ts: /u,
  );
});
