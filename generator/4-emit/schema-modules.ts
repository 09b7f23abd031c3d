import { type ExportDeclarationStructure, StructureKind } from "ts-morph";
import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import { breakAliasCycles } from "./alias-cycles.ts";
import { exportedConstant, importTypes } from "./declarations.ts";
import { firstSentence } from "./first-sentence.ts";
import { literal } from "./quote.ts";
import { schemaToType } from "./schema-to-type.ts";
import type { SourcePrinter } from "./source-printer.ts";
import { isRecord } from "./subschema.ts";
import { typeDeclaration } from "./type-declaration.ts";

/** Shared schemas by name, and the identifier that each has in the emitted source. */
export interface SharedSchemas {
  readonly schemas: ReadonlyMap<string, JsonSchema>;
  readonly identifiers: ReadonlyMap<string, string>;
}

/** `src/types.ts`: the shared schemas as TypeScript types, each once, sorted by identifier. */
export async function typesModule(printer: SourcePrinter, shared: SharedSchemas): Promise<string> {
  const names = new Set(shared.schemas.keys());
  const nodes = breakAliasCycles(
    new Map([...shared.schemas].map(([name, schema]) => [name, schemaToType(schema, names)])),
  );
  const declarations = sortedEntries(shared).map(([name, identifier, schema]) =>
    typeDeclaration(
      { name: identifier, node: nodes.get(name) ?? schemaToType(schema, names), doc: docOf(schema) },
      (other) => identifierOf(shared.identifiers, other),
    ),
  );
  return await printer.print("src/types.ts", declarations.length > 0 ? declarations : [EMPTY_MODULE]);
}

/** `src/schemas.ts`: the shared schemas as data, each once, sorted by identifier. */
export async function schemasModule(printer: SourcePrinter, shared: SharedSchemas): Promise<string> {
  const constants = sortedEntries(shared).map(([, identifier, schema]) =>
    exportedConstant({ name: identifier, type: "JsonSchema", initializer: literal(schema) }),
  );
  return await printer.print(
    "src/schemas.ts",
    constants.length > 0 ? [importTypes(["JsonSchema"], "./runtime/surface-types.ts"), ...constants] : [EMPTY_MODULE],
  );
}

/** The identifier of a shared schema. Every name that a type refers to has one: anything else is a fault of ours. */
export function identifierOf(identifiers: ReadonlyMap<string, string>, name: string): string {
  const identifier = identifiers.get(name);
  if (identifier === undefined) throw new TypeError(`no identifier was made for the shared schema ${name}`);
  return identifier;
}

const EMPTY_MODULE: ExportDeclarationStructure = { kind: StructureKind.ExportDeclaration };

function sortedEntries(shared: SharedSchemas): (readonly [name: string, identifier: string, schema: JsonSchema])[] {
  return [...shared.schemas]
    .map(([name, schema]) => [name, identifierOf(shared.identifiers, name), schema] as const)
    .toSorted(([, left], [, right]) => (left < right ? -1 : 1));
}

function docOf(schema: JsonSchema): string {
  const description = isRecord(schema) ? schema["description"] : undefined;
  return typeof description === "string" ? firstSentence(description) : "";
}
