import { upgradeFromTwoToThree } from "@scalar/openapi-upgrader/2.0-to-3.0";
import { markedOrigin, markMember, markOrigin } from "./origins.ts";
import { originOf, prepareParameter } from "./upgrade-parameters.ts";
import { copyNode, followNode, isFields, memberNode, memberNodes } from "./upgrade-source.ts";
import type { Fields, SwaggerNode, SwaggerSource } from "./upgrade-source.ts";

/** An operation of Swagger 2.0, and what it inherits. */
export interface SwaggerOperation {
  readonly method: string;
  readonly path: string;
  readonly node: SwaggerNode;
  /** Parameters of the path. */
  readonly inherited: readonly SwaggerNode[];
  /** `consumes` and `produces` of the document. */
  readonly consumes: readonly string[] | undefined;
  readonly produces: readonly string[] | undefined;
}

/** Its parts: what the converter handles, and what it would stumble over, which the model reads and reports. */
interface Parts {
  readonly parameters: readonly Fields[];
  readonly otherParameters: readonly unknown[];
  readonly responses: Fields;
  readonly otherResponses: Fields;
}

const urlEncoded = "application/x-www-form-urlencoded";
const multipart = "multipart/form-data";

/**
 * Operation Object of Swagger 2.0 -> of OpenAPI 3.0. References to parameters and responses are replaced by what they name,
 * because what becomes of it depends on the operation. `undefined`, and reported, when it cannot be converted.
 */
export function upgradeOperation(source: SwaggerSource, operation: SwaggerOperation): Fields | undefined {
  const { node } = operation;
  const parts = readParts(source, operation);
  const consumes = mediaTypes(memberNode(node, "consumes")) ?? operation.consumes;
  const produces = mediaTypes(memberNode(node, "produces")) ?? operation.produces;
  const shell = shellOf(source, node);
  const given = {
    ...shell,
    parameters: parts.parameters.map((parameter) => ({ ...parameter })),
    responses: parts.responses,
    consumes: requestTypes(parts.parameters, consumes),
    produces: produces ?? ["application/json"],
  };
  let upgraded: Fields;
  try {
    upgraded = convert(given);
  } catch (cause) {
    reportLoss(source, operation, cause);
    return undefined;
  }
  mendBody(source, upgraded, parts.parameters);
  if (produces === undefined) mendFileResponses(upgraded);
  finish(upgraded, parts);
  markOrigin(upgraded, node.origin);
  return upgraded;
}

/** The references were rewritten before; an empty `definitions` makes the converter rewrite those to schemas. */
function convert(operation: object): Fields {
  const result: unknown = upgradeFromTwoToThree({
    swagger: "2.0",
    definitions: {},
    paths: { "/": { get: operation } },
  });
  const paths = isFields(result) ? result["paths"] : undefined;
  const item = isFields(paths) ? paths["/"] : undefined;
  const upgraded = isFields(item) ? item["get"] : undefined;
  if (!isFields(upgraded)) throw new TypeError("the converter gave no operation");
  return upgraded;
}

function reportLoss(source: SwaggerSource, { method, path, node }: SwaggerOperation, cause: unknown): void {
  const reason = cause instanceof Error ? cause.message : String(cause);
  source.diagnostics.report({
    code: "operation-not-convertible",
    severity: "error",
    place: node.origin,
    message: `The operation cannot be converted to OpenAPI 3: ${reason}. It is left out.`,
    help: "Check it against the Swagger 2.0 specification.",
    lost: [`${method.toUpperCase()} ${path}`],
  });
}

const convertedFields: ReadonlySet<string> = new Set(["parameters", "responses", "consumes", "produces", "schemes"]);

/** Everything that means the same in both versions. */
function shellOf(source: SwaggerSource, node: SwaggerNode): Fields {
  const kept = memberNodes(node).filter(({ key }) => !convertedFields.has(key));
  return Object.fromEntries(kept.map(({ key, node: member }) => [key, copyNode(source, member)]));
}

function readParts(source: SwaggerSource, { node, inherited }: SwaggerOperation): Parts {
  const byIdentity = new Map<string, Fields>();
  const otherParameters: unknown[] = [];
  const bodies: Fields[] = [];
  for (const reference of [...inherited, ...itemsOf(memberNode(node, "parameters"))]) {
    const target = followNode(source, reference) ?? reference;
    const parameter = copyNode(source, target);
    if (!isFields(parameter) || typeof parameter["in"] !== "string" || typeof parameter["name"] !== "string") {
      otherParameters.push(parameter);
      continue;
    }
    const identity = parameter["in"] === "body" ? "body" : `${parameter["in"]} ${parameter["name"]}`;
    if (identity === "body" && !inherited.includes(reference)) bodies.push(parameter);
    if (identity === "body" && bodies.length > 1) continue;
    byIdentity.set(identity, prepareParameter(source, parameter));
  }
  for (const body of bodies.slice(1)) reportSecondBody(source, body);
  const body = byIdentity.get("body");
  if (body !== undefined && [...byIdentity.values()].some((parameter) => parameter["in"] === "formData"))
    reportBodyBesideForm(source, body);
  return { parameters: [...byIdentity.values()], otherParameters, ...readResponses(source, node) };
}

function reportSecondBody(source: SwaggerSource, body: Fields): void {
  source.diagnostics.report({
    code: "second-body",
    severity: "warning",
    place: originOf(source, body),
    message: "An operation has one body; this second one is left out.",
    help: "Describe one body with several properties, or use formData.",
  });
}

function reportBodyBesideForm(source: SwaggerSource, body: Fields): void {
  source.diagnostics.report({
    code: "body-beside-form",
    severity: "warning",
    place: originOf(source, body),
    message: "An operation has either a body or a form; the form is read, and this body is left out.",
    help: "Describe everything as formData, or as properties of the body.",
  });
}

function readResponses(source: SwaggerSource, node: SwaggerNode): Pick<Parts, "responses" | "otherResponses"> {
  const responses: Fields = {};
  const otherResponses: Fields = {};
  for (const { key, node: reference } of memberNodes(memberNode(node, "responses"))) {
    const response = copyNode(source, followNode(source, reference) ?? reference);
    const usable = isFields(response) && !Object.hasOwn(response, "$ref") && !key.startsWith("x-");
    (usable ? responses : otherResponses)[key] = response;
  }
  return { responses, otherResponses };
}

/** `parameters` is a list; authors also write a map of them. */
function itemsOf(node: SwaggerNode | undefined): SwaggerNode[] {
  return memberNodes(node).map((member) => member.node);
}

/** Media types of a list; an empty one, which says that there are none, is as good as no list. */
export function mediaTypes(node: SwaggerNode | undefined): string[] | undefined {
  const listed = memberNodes(node).flatMap(({ node: { value } }) => (typeof value === "string" ? [value.trim()] : []));
  const types = typeof node?.value === "string" ? [node.value.trim()] : listed;
  return types.some((type) => type !== "") ? types.filter((type) => type !== "") : undefined;
}

/** A form is sent as one of the two types of forms, one with files as multipart, whatever `consumes` says. */
function requestTypes(parameters: readonly Fields[], consumes: readonly string[] | undefined): readonly string[] {
  const form = parameters.filter(({ in: location }) => location === "formData");
  if (form.length === 0) return typesOfHeader(parameters) ?? consumes ?? ["application/json"];
  if (form.some(isFile)) return [multipart];
  const declared = (consumes ?? []).filter((type) => [urlEncoded, multipart].includes(baseType(type)));
  return declared.length === 0 ? [urlEncoded] : [...new Set(declared.map(baseType))];
}

/** In Swagger 2.0 a header parameter may narrow the content type; in OpenAPI 3 the media types say it alone. */
function typesOfHeader(parameters: readonly Fields[]): readonly string[] | undefined {
  const header = parameters.find(
    ({ in: location, name }) => location === "header" && String(name).toLowerCase() === "content-type",
  );
  const listed: unknown = header?.["enum"] ?? [header?.["default"]];
  const types = (Array.isArray(listed) ? listed : []).filter(
    (type): type is string => typeof type === "string" && type.includes("/"),
  );
  return types.length === 0 ? undefined : types;
}

function baseType(type: string): string {
  return type.split(";")[0]?.trim().toLowerCase() ?? "";
}

function isFile({ type, items }: Fields): boolean {
  return type === "file" || (isFields(items) && items["type"] === "file");
}

/** The converter says nothing of a form's being required, drops a field's `schema`, and loses where the parts were written. */
function mendBody(source: SwaggerSource, upgraded: Fields, parameters: readonly Fields[]): void {
  const { requestBody } = upgraded;
  if (!isFields(requestBody)) return;
  const form = parameters.filter(({ in: location }) => location === "formData");
  const body = parameters.find(({ in: location }) => location === "body");
  if (form.some(({ required }) => required === true)) requestBody["required"] = true;
  if (body !== undefined) markOrigin(requestBody, originOf(source, body));
  for (const media of Object.values(isFields(requestBody["content"]) ? requestBody["content"] : {})) {
    if (!isFields(media)) continue;
    if (body !== undefined) {
      const { file, pointer } = originOf(source, body);
      markMember(media, "schema", { file, pointer: `${pointer}/schema` });
    }
    for (const field of form) mendField(source, media, field);
  }
}

function mendField(source: SwaggerSource, { schema }: Fields, field: Fields): void {
  const properties = isFields(schema) ? schema["properties"] : undefined;
  const name = String(field["name"]);
  if (!isFields(properties) || !Object.hasOwn(properties, name)) return;
  if (isFields(field["schema"])) properties[name] = field["schema"];
  markMember(properties, name, originOf(source, field));
}

/** Without `produces` a file is of any type, and no JSON. */
function mendFileResponses({ responses }: Fields): void {
  for (const response of Object.values(isFields(responses) ? responses : {})) {
    const content = isFields(response) ? response["content"] : undefined;
    const media = isFields(content) ? content["application/json"] : undefined;
    const schema = isFields(media) ? media["schema"] : undefined;
    if (!isFields(response) || !isFields(schema) || schema["format"] !== "binary" || schema["type"] !== "string")
      continue;
    response["content"] = { "*/*": media };
  }
}

/** Puts back what the converter did not see, and says where the schemas that it made were written. */
function finish(upgraded: Fields, { otherParameters, otherResponses }: Parts): void {
  const parameters = Array.isArray(upgraded["parameters"]) ? (upgraded["parameters"] as unknown[]) : [];
  for (const parameter of parameters) {
    const origin = isFields(parameter) ? markedOrigin(parameter) : undefined;
    if (isFields(parameter) && origin !== undefined) markMember(parameter, "schema", origin);
  }
  if (parameters.length + otherParameters.length > 0) upgraded["parameters"] = [...parameters, ...otherParameters];
  upgraded["responses"] = { ...(isFields(upgraded["responses"]) ? upgraded["responses"] : {}), ...otherResponses };
}
