import { type ImportDeclarationStructure, StructureKind } from "ts-morph";
import type { SurfaceService } from "../3-surface/surface.ts";
import { exportedConstant, importTypes } from "./declarations.ts";
import type { ServiceNames } from "./service-names.ts";
import type { SourcePrinter } from "./source-printer.ts";

/** `src/tools/index.ts`: all tools, as types and as values. */
export async function toolsIndexModule(
  printer: SourcePrinter,
  services: readonly SurfaceService[],
  names: ReadonlyMap<string, ServiceNames>,
): Promise<string> {
  const modules = services.flatMap(({ file }) => {
    const found = names.get(file);
    return found === undefined ? [] : [{ file, ...found }];
  });
  return await printer.print("src/tools/index.ts", [
    importTypes(["Tool"], "../runtime/surface-types.ts"),
    ...modules.map((module) => importService(module)),
    {
      kind: StructureKind.Interface,
      name: "ToolTypes",
      isExported: true,
      leadingTrivia: "/** Argument and answer types of every tool, by name. */\n",
      extends: modules.map(({ types }) => types),
    },
    exportedConstant({
      name: "tools",
      type: "readonly Tool[]",
      initializer: `[${modules.map(({ tools }) => `...${tools}`).join(", ")}]`,
    }),
  ]);
}

function importService(module: { file: string } & ServiceNames): ImportDeclarationStructure {
  return {
    kind: StructureKind.ImportDeclaration,
    namedImports: [module.tools, { name: module.types, isTypeOnly: true }],
    moduleSpecifier: `./${module.file}.ts`,
  };
}
