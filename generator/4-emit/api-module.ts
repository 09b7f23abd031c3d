import { StructureKind, VariableDeclarationKind } from "ts-morph";
import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import { literal } from "./quote.ts";
import type { SourcePrinter } from "./source-printer.ts";

/** `src/api.ts`: who the server is, and what its operations together need. */
export async function apiModule(printer: SourcePrinter, api: ApiDefinition): Promise<string> {
  return await printer.print("src/api.ts", [
    {
      kind: StructureKind.ImportDeclaration,
      isTypeOnly: true,
      namedImports: ["ApiDefinition"],
      moduleSpecifier: "./runtime/surface-types.ts",
    },
    {
      kind: StructureKind.VariableStatement,
      isExported: true,
      declarationKind: VariableDeclarationKind.Const,
      leadingTrivia: "\n",
      declarations: [{ name: "api", type: "ApiDefinition", initializer: literal(api) }],
    },
  ]);
}
