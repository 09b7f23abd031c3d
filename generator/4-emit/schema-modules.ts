import { type ExportDeclarationStructure, StructureKind } from "ts-morph";
import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import { exportedConstant, importTypes } from "./declarations.ts";
import { firstSentence } from "./first-sentence.ts";
import { literal } from "./quote.ts";
import type { SharedTypes } from "./shared-types.ts";
import type { SourcePrinter } from "./source-printer.ts";
import { isRecord } from "./subschema.ts";
import { typeDeclaration } from "./type-declaration.ts";

type Schemas = ReadonlyMap<string, JsonSchema>;

/** `src/types.ts`: the shared schemas as TypeScript types, each once, sorted by identifier. */
export async function typesModule(printer: SourcePrinter, schemas: Schemas, shared: SharedTypes): Promise<string> {
  const declarations = sortedEntries(schemas, shared).map(([name, identifier, schema]) =>
    typeDeclaration(
      { name: identifier, node: shared.types.get(name) ?? shared.typeOf(schema), doc: docOf(schema) },
      shared.identifierOf,
    ),
  );
  return await printer.print("src/types.ts", declarations.length > 0 ? declarations : [EMPTY_MODULE]);
}

/** `src/schemas.ts`: the shared schemas as data, each once, sorted by identifier. */
export async function schemasModule(printer: SourcePrinter, schemas: Schemas, shared: SharedTypes): Promise<string> {
  const constants = sortedEntries(schemas, shared).map(([, identifier, schema]) =>
    exportedConstant({ name: identifier, type: "JsonSchema", initializer: literal(schema) }),
  );
  return await printer.print(
    "src/schemas.ts",
    constants.length > 0 ? [importTypes(["JsonSchema"], "./runtime/surface-types.ts"), ...constants] : [EMPTY_MODULE],
  );
}

const EMPTY_MODULE: ExportDeclarationStructure = { kind: StructureKind.ExportDeclaration };

function sortedEntries(
  schemas: Schemas,
  shared: SharedTypes,
): (readonly [name: string, identifier: string, schema: JsonSchema])[] {
  return [...schemas]
    .map(([name, schema]) => [name, shared.identifierOf(name), schema] as const)
    .toSorted(([, left], [, right]) => (left < right ? -1 : 1));
}

function docOf(schema: JsonSchema): string {
  const description = isRecord(schema) ? schema["description"] : undefined;
  return typeof description === "string" ? firstSentence(description) : "";
}
