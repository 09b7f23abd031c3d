import type {
  BodyDefinition,
  JsonSchemaObject,
  OperationDefinition,
  ParameterDefinition,
} from "../../templates/src/runtime/surface-types.ts";
import type { Body, JsonSchema, Operation, Parameter } from "../2-model/api.ts";
import { plainText } from "../plain-text.ts";
import { stableHash } from "../stable-hash.ts";
import { encodedParts } from "./form-parts.ts";
import { isArgumentName, shapeBody } from "./shape-body.ts";
import { schemaObject } from "./schema-walk.ts";

/** A tool's arguments, and how each gets into the request. */
export interface ShapedInput {
  /** Top level `type: object`, closed, without combinations; references are `#/$defs/Name`. */
  readonly schema: JsonSchemaObject;
  readonly parameters: readonly ParameterDefinition[];
  /** What is sent for arguments that are not in the schema, or not given. */
  readonly fixed?: OperationDefinition["fixed"];
  readonly body?: BodyDefinition;
}

/** Methods whose requests carry no content (RFC 9110, 9.3): a declared body is ignored, as OpenAPI 3.0, 4.7.10.1 says. */
const bodiless = new Set(["GET", "HEAD", "TRACE"]);

/** Characters of one argument's description. */
const maxDescription = 1024;

/**
 * Parameters by their names at the top level, the body's properties beside them, or all of it under `body`.
 * @param contentType the user's choice among the body's content types; without effect where it is not declared
 */
export function shapeInput(
  operation: Operation,
  parameters: readonly Parameter[],
  shared: ReadonlyMap<string, JsonSchema>,
  contentType?: string,
): ShapedInput {
  const names = argumentNames(parameters);
  const properties = new Map<string, JsonSchema>(
    parameters.map((parameter) => [names.get(parameter) ?? "", argumentSchema(parameter)]),
  );
  const required = parameters.filter((parameter) => parameter.required).map((parameter) => names.get(parameter) ?? "");
  const body =
    operation.body === undefined || bodiless.has(operation.method)
      ? undefined
      : shapeBody(preferring(operation.body, contentType), new Set([...properties.keys(), "body"]), shared);
  if (body?.argument !== undefined) properties.set("body", body.argument);
  for (const [name, schema] of body?.properties ?? []) properties.set(name, schema === true ? {} : schema);
  required.push(...(body?.required ?? []));
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    },
    parameters: parameters.map((parameter) => definitionOf(parameter, names.get(parameter) ?? "")),
    ...(body === undefined ? {} : { body: body.definition }),
  };
}

/** The body with only the chosen content type, where it has it. */
function preferring(body: Body, contentType: string | undefined): Body {
  const chosen = body.contents.filter(({ mediaType }) => mediaType === contentType);
  return chosen.length === 0 ? body : { ...body, contents: chosen };
}

/** A parameter's own name where clients accept it; all that would share one say where they belong. */
function argumentNames(parameters: readonly Parameter[]): ReadonlyMap<Parameter, string> {
  const wanted = new Map(parameters.map((parameter) => [parameter, acceptable(parameter.name)]));
  const withPlace = resolveClashes(wanted, (parameter, name) => acceptable(`${name}_${parameter.in}`));
  return resolveClashes(
    withPlace,
    (parameter, name) => `${name.slice(0, 55)}_${stableHash(`${parameter.in} ${parameter.name}`)}`,
  );
}

function resolveClashes(
  names: ReadonlyMap<Parameter, string>,
  rename: (parameter: Parameter, name: string) => string,
): Map<Parameter, string> {
  const counts = new Map<string, number>();
  for (const name of names.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  // `body` is the name of a body that is one argument.
  return new Map(
    [...names].map(([parameter, name]) => [
      parameter,
      name === "body" || (counts.get(name) ?? 0) > 1 ? rename(parameter, name) : name,
    ]),
  );
}

function acceptable(name: string): string {
  if (isArgumentName(name)) return name;
  const plain = name
    .normalize("NFKD")
    .replaceAll(/[^a-zA-Z0-9_.-]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  if (isArgumentName(plain)) return plain;
  return `${plain.slice(0, 50) || "argument"}_${stableHash(name)}`;
}

function argumentSchema(parameter: Parameter): JsonSchema {
  const schema = schemaObject(orEmpty(parameter)) ?? {};
  const description = plainText(parameter.description ?? "", maxDescription);
  return {
    ...(description === "" ? {} : { description }),
    ...(description === "" ? schema : withoutDescription(schema)),
    ...(parameter.deprecated ? { deprecated: true } : {}),
  };
}

/** OpenAPI 3.1, 4.8.12.2.1 `allowEmptyValue`: the name alone may be sent, also where the schema is of no text. */
function orEmpty({ schema, allowEmptyValue }: Parameter): JsonSchema {
  if (allowEmptyValue !== true || schema === true) return schema;
  const isAnyText =
    typeof schema === "object" &&
    schema.type === "string" &&
    Object.keys(schema).every((keyword) => anyTextKeywords.has(keyword));
  return isAnyText
    ? schema
    : { anyOf: [schema, { type: "string", maxLength: 0, description: "Sent without a value." }] };
}

/** Keywords that no empty text fails. */
const anyTextKeywords = new Set(["type", "title", "description", "default", "examples", "maxLength"]);

function withoutDescription(schema: JsonSchemaObject): JsonSchemaObject {
  const { description: _, ...rest } = schema;
  return rest;
}

function definitionOf(parameter: Parameter, argument: string): ParameterDefinition {
  return {
    argument,
    name: parameter.name,
    in: parameter.in,
    style: parameter.style,
    explode: parameter.explode,
    ...(parameter.allowReserved ? { allowReserved: true } : {}),
    ...(parameter.contentType === undefined ? {} : { contentType: parameter.contentType }),
    ...(parameter.encoding === undefined || parameter.encoding.size === 0
      ? {}
      : { parts: encodedParts(parameter.encoding) }),
  };
}
