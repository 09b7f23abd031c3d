import {
  type ImportDeclarationStructure,
  StructureKind,
  VariableDeclarationKind,
  type VariableStatementStructure,
  type WriterFunction,
} from "ts-morph";

/** `import { a, b } from "x"`. Names and module are ours. */
export function importValues(names: readonly string[], moduleSpecifier: string): ImportDeclarationStructure {
  return { kind: StructureKind.ImportDeclaration, namedImports: [...names], moduleSpecifier };
}

/** `import type { a, b } from "x"`. Names and module are ours. */
export function importTypes(names: readonly string[], moduleSpecifier: string): ImportDeclarationStructure {
  return { ...importValues(names, moduleSpecifier), isTypeOnly: true };
}

/** What {@link exportedConstant} declares. */
export interface Constant {
  /** An identifier that is free in its module. */
  readonly name: string;
  readonly type: string;
  /** An expression; text of the document in it went through `quote.ts`. */
  readonly initializer: string | WriterFunction;
  /** A whole comment, ours. */
  readonly comment?: string;
}

/** `export const name: type = initializer;`, an empty line before it. */
export function exportedConstant({ name, type, initializer, comment }: Constant): VariableStatementStructure {
  return {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    leadingTrivia: comment === undefined ? "\n" : `\n${comment}\n`,
    declarations: [{ name, type, initializer }],
  };
}
