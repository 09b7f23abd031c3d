import {
  type InterfaceDeclarationStructure,
  type PropertySignatureStructure,
  StructureKind,
  type TypeAliasDeclarationStructure,
} from "ts-morph";
import { docLine, printType, type PrintReference } from "./print-type.ts";
import { propertyKey } from "./quote.ts";
import type { ObjectNode, PropertyNode, TypeNode } from "./type-node.ts";

/** A named type to declare. */
export interface NamedType {
  /** An identifier that is free in its module. */
  readonly name: string;
  readonly node: TypeNode;
  /** One line of TSDoc: text of the document, not yet quoted. Empty: none. */
  readonly doc: string;
}

/** Declares a type: an object as an interface, everything else as an alias. */
export function typeDeclaration(
  type: NamedType,
  printReference: PrintReference,
): InterfaceDeclarationStructure | TypeAliasDeclarationStructure {
  const declared = { name: type.name, isExported: true, leadingTrivia: `\n${docLine(type.doc)}` };
  if (type.node.kind !== "object") {
    return { kind: StructureKind.TypeAlias, ...declared, type: printType(type.node, printReference) };
  }
  return { kind: StructureKind.Interface, ...declared, ...members(type.node, printReference) };
}

function members(
  node: ObjectNode,
  printReference: PrintReference,
): Pick<InterfaceDeclarationStructure, "properties" | "indexSignatures"> {
  const properties = node.properties.map((property) => propertySignature(property, printReference));
  if (node.index === undefined) return { properties };
  const returnType = printType(node.index, printReference);
  return { properties, indexSignatures: [{ keyName: "key", keyType: "string", returnType }] };
}

function propertySignature(property: PropertyNode, printReference: PrintReference): PropertySignatureStructure {
  return {
    kind: StructureKind.PropertySignature,
    name: propertyKey(property.name),
    hasQuestionToken: !property.required,
    type: printType(property.type, printReference),
    leadingTrivia: docLine(property.doc ?? ""),
  };
}
