import {
  type ImportDeclarationStructure,
  type StatementStructures,
  StructureKind,
  type VariableStatementStructure,
  type WriterFunction,
  Writers,
} from "ts-morph";
import type { SurfaceService, SurfaceTool } from "../3-surface/surface.ts";
import { exportedConstant, importTypes, importValues } from "./declarations.ts";
import { outputType } from "./output-type.ts";
import type { PrintReference } from "./print-type.ts";
import { literal, propertyKey } from "./quote.ts";
import type { ServiceNames } from "./service-names.ts";
import type { SharedTypes } from "./shared-types.ts";
import type { SourcePrinter } from "./source-printer.ts";
import { typeDeclaration } from "./type-declaration.ts";

/** What a tool module needs to know besides its service. */
export interface ToolModuleNames {
  readonly service: ServiceNames;
  readonly shared: SharedTypes;
}

/** `src/tools/<service>.ts`: one typed tool for each operation of a service. */
export async function toolModule(
  printer: SourcePrinter,
  service: SurfaceService,
  names: ToolModuleNames,
): Promise<string> {
  let usesTypes = false;
  const printReference: PrintReference = (name) => {
    usesTypes = true;
    return `types.${names.shared.identifierOf(name)}`;
  };
  const tools = service.tools.flatMap((tool) => toolStatements(tool, names, printReference));
  const usesSchemas = service.tools.some((tool) => tool.reaches.length > 0);
  const statements = [
    ...imports({ usesTypes, usesSchemas, usesTools: service.tools.length > 0 }),
    ...tools,
    ...listStatements(service, names),
  ];
  return await printer.print(`src/tools/${service.file}.ts`, statements);
}

function imports(uses: { usesTypes: boolean; usesSchemas: boolean; usesTools: boolean }): ImportDeclarationStructure[] {
  const kind = StructureKind.ImportDeclaration;
  return [
    ...(uses.usesTools ? [importValues(["defineTool"], "../runtime/define-tool.ts")] : []),
    importTypes(["Tool"], "../runtime/surface-types.ts"),
    ...(uses.usesSchemas ? [{ kind, namespaceImport: "schemas", moduleSpecifier: "../schemas.ts" } as const] : []),
    ...(uses.usesTypes
      ? [{ kind, isTypeOnly: true, namespaceImport: "types", moduleSpecifier: "../types.ts" } as const]
      : []),
  ];
}

/** The types of a tool's arguments and answer, and the tool. */
function toolStatements(
  tool: SurfaceTool,
  names: ToolModuleNames,
  printReference: PrintReference,
): StatementStructures[] {
  const { name, inputSchema, operation } = tool.definition;
  const input = {
    name: inputName(tool),
    node: names.shared.typeOf(inputSchema),
    doc: `Arguments of \`${name}\`: ${operation.method} ${operation.path}`,
  };
  const output = {
    name: outputName(tool),
    node: outputType(tool.output, names.shared.typeOf),
    doc: `Answer of \`${name}\`.`,
  };
  return [typeDeclaration(input, printReference), typeDeclaration(output, printReference), toolConstant(tool, names)];
}

function toolConstant(tool: SurfaceTool, names: ToolModuleNames): VariableStatementStructure {
  return exportedConstant({
    name: constantName(tool, names),
    type: `Tool<${inputName(tool)}, ${outputName(tool)}>`,
    initializer: (writer) => {
      writer.write("defineTool(");
      definitionWriter(tool, names.shared)(writer);
      writer.write(")");
    },
  });
}

/** The definition, in the order in which people read it. */
function definitionWriter(tool: SurfaceTool, shared: SharedTypes): WriterFunction {
  const { name, title, description, service, annotations, scopes, select, paging, operation } = tool.definition;
  return Writers.object({
    name: literal(name),
    title: literal(title),
    description: literal(description),
    service: literal(service),
    annotations: literal(annotations),
    scopes: literal(scopes),
    inputSchema: inputSchemaWriter(tool, shared),
    ...(select === undefined ? {} : { select: literal(select) }),
    ...(paging === undefined ? {} : { paging: literal(paging) }),
    operation: literal(operation),
  });
}

/** The input schema, an argument a line, with the shared schemas that it reaches by reference to `src/schemas.ts`. */
function inputSchemaWriter(tool: SurfaceTool, shared: SharedTypes): WriterFunction {
  const { properties, ...others } = tool.definition.inputSchema;
  const keywords = Object.entries(others).map(([keyword, value]) => [propertyKey(keyword), literal(value)] as const);
  const named = Object.entries(properties ?? {}).map(([name, schema]) => [propertyKey(name), literal(schema)] as const);
  const definitions = tool.reaches.map((name) => `${propertyKey(name)}: schemas.${shared.identifierOf(name)}`);
  return Writers.object({
    type: literal("object"),
    properties: Writers.object(Object.fromEntries(named)),
    ...Object.fromEntries(keywords),
    ...(definitions.length === 0 ? {} : { $defs: `{ ${definitions.join(", ")} }` }),
  });
}

/** The service's tools, as types and as values. */
function listStatements(service: SurfaceService, names: ToolModuleNames): StatementStructures[] {
  return [
    {
      kind: StructureKind.Interface,
      name: names.service.types,
      isExported: true,
      leadingTrivia: "/** The tools of this service, by name: their argument and answer types. */\n",
      properties: service.tools.map((tool) => ({
        name: propertyKey(tool.definition.name),
        type: `{ input: ${inputName(tool)}; output: ${outputName(tool)} }`,
      })),
    },
    exportedConstant({
      name: names.service.tools,
      type: "readonly Tool[]",
      initializer: `[${service.tools.map((tool) => constantName(tool, names)).join(", ")}]`,
    }),
  ];
}

function inputName(tool: SurfaceTool): string {
  return `${tool.typeName}Input`;
}

function outputName(tool: SurfaceTool): string {
  return `${tool.typeName}Output`;
}

function constantName(tool: SurfaceTool, names: ToolModuleNames): string {
  return names.service.constants.get(tool.constantName) ?? tool.constantName;
}
