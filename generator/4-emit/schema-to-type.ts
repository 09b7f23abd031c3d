/**
 * JSON Schema 2020-12 -> TypeScript type (as a {@link TypeNode}). Where TypeScript cannot say what the schema says
 * (`not`, `if`, numeric bounds, `uniqueItems`, ...) the type is wider than the schema, never narrower: what is valid
 * against the schema is assignable.
 */
import type { JsonSchema, JsonSchemaObject } from "../../templates/src/runtime/surface-types.ts";
import { arrayType } from "./array-type.ts";
import { literalType } from "./literal-type.ts";
import { objectType } from "./object-type.ts";
import { literal } from "./quote.ts";
import { type Convert, subschemas } from "./subschema.ts";
import {
  intersection,
  isLiterals,
  keyword,
  literalNode,
  NEVER,
  reference,
  type TypeNode,
  union,
  UNKNOWN,
} from "./type-node.ts";

/** Names of the JSON types that a schema allows, `undefined` when it does not say. */
type Types = readonly string[] | undefined;

const LOCAL_REFERENCE = /^#\/\$defs\/([^/]+)$/u;

/**
 * The type that a schema says.
 * @param schema references to shared schemas are `#/$defs/Name`
 * @param names the shared names that exist; any other reference is `unknown`
 */
export function schemaToType(schema: JsonSchema, names: ReadonlySet<string>): TypeNode {
  return convertSchema(schema, names, undefined);
}

/** The name in `#/$defs/Name`, decoded (RFC 6901, 6), or `undefined` for any other reference. */
function sharedName(pointer: string): string | undefined {
  const encoded = LOCAL_REFERENCE.exec(pointer)?.[1];
  if (encoded === undefined) return undefined;
  try {
    return decodeURIComponent(encoded).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return encoded;
  }
}

/** `inherited`: what the schema around an `allOf`, `anyOf` or `oneOf` member allows; a member rarely repeats it. */
function convertSchema(schema: JsonSchema, names: ReadonlySet<string>, inherited: Types): TypeNode {
  if (typeof schema === "boolean") return schema ? UNKNOWN : NEVER;
  if (allowsNothing(schema["not"])) return NEVER;
  const types = allowedTypes(schema, inherited);
  const convert: Convert = (inner) => convertSchema(inner, names, undefined);
  const composed = composedParts(schema, (inner) => convertSchema(inner, names, types), names);
  const own = ownType(schema, types, convert);
  if (own === undefined || saysNoMore(schema, types, composed)) return intersection(composed);
  return intersection([own, ...composed]);
}

/** `not` of a schema that accepts anything: how some clients want `false` to be written. */
function allowsNothing(not: unknown): boolean {
  return not === true || (typeof not === "object" && not !== null && Object.keys(not).length === 0);
}

/** The types of the keywords that combine schemas, one for each keyword. */
function composedParts(schema: JsonSchemaObject, convert: Convert, names: ReadonlySet<string>): TypeNode[] {
  const parts: TypeNode[] = [];
  if (schema.$ref !== undefined) parts.push(referenceType(schema.$ref, names));
  parts.push(...subschemas(schema["allOf"]).map(convert));
  for (const alternatives of [subschemas(schema["anyOf"]), subschemas(schema["oneOf"])]) {
    if (alternatives.length > 0) parts.push(union(alternatives.map(convert)));
  }
  return parts.filter((part) => part !== UNKNOWN);
}

function referenceType(pointer: string, names: ReadonlySet<string>): TypeNode {
  const name = sharedName(pointer);
  return name !== undefined && names.has(name) ? reference(name) : UNKNOWN;
}

/** The type of a schema without its combining keywords; `undefined` when it says nothing. */
function ownType(schema: JsonSchemaObject, types: Types, convert: Convert): TypeNode | undefined {
  const literals = literalType(schema, types);
  if (literals !== undefined) return literals;
  const own = ownTypes(schema);
  if (own === undefined) return undefined;
  return union((types ?? own).map((type) => typeOfName(type, schema, convert)));
}

function typeOfName(type: string, schema: JsonSchemaObject, convert: Convert): TypeNode {
  switch (type) {
    case "object":
      return objectType(schema, convert);
    case "array":
      return arrayType(schema, convert);
    case "integer":
    case "number":
      return numberType(schema["minimum"], schema["maximum"]);
    case "string":
      return schema["maxLength"] === 0 ? literalNode('""') : keyword("string");
    default:
      return keyword(type);
  }
}

/** A range of one number is that number. */
function numberType(minimum: unknown, maximum: unknown): TypeNode {
  const isSingle = typeof minimum === "number" && minimum === maximum;
  return isSingle ? literalNode(literal(minimum)) : keyword("number");
}

/** What a schema allows: its own `type`, else what its keywords are about, within what its surroundings allow. */
function allowedTypes(schema: JsonSchemaObject, inherited: Types): Types {
  const own = ownTypes(schema);
  if (own === undefined) return inherited;
  if (inherited === undefined) return own;
  const both = own.filter((type) => inherited.includes(type) || (type === "integer" && inherited.includes("number")));
  return both.length > 0 ? both : own;
}

const KNOWN_TYPES: ReadonlySet<string> = new Set(["null", "boolean", "integer", "number", "string", "array", "object"]);

function ownTypes(schema: JsonSchemaObject): Types {
  if (schema.type !== undefined) {
    const declared = typeof schema.type === "string" ? [schema.type] : schema.type;
    return declared.filter((type) => KNOWN_TYPES.has(type));
  }
  const about: string[] = [];
  if (hasAny(schema, ["properties", "required", "additionalProperties", "patternProperties"])) about.push("object");
  if (hasAny(schema, ["items", "prefixItems"])) about.push("array");
  return about.length > 0 ? about : undefined;
}

function hasAny(schema: JsonSchemaObject, keywords: readonly string[]): boolean {
  return keywords.some((name) => schema[name] !== undefined);
}

/** Whether a schema's own `type` adds nothing to what it is combined with: `type: object` beside a reference. */
function saysNoMore(schema: JsonSchemaObject, types: Types, composed: readonly TypeNode[]): boolean {
  if (composed.length === 0) return false;
  if (schema.enum !== undefined || schema["const"] !== undefined) return false;
  if (composed.some(isLiterals)) return true;
  const structural = ["properties", "required", "additionalProperties", "patternProperties", "items", "prefixItems"];
  return types?.length === 1 && (types[0] === "object" || types[0] === "array") && !hasAny(schema, structural);
}
