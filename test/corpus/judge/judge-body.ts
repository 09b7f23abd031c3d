import { isDeepStrictEqual } from "node:util";
import { XMLParser } from "fast-xml-parser";
import { propertyNames } from "./argument-places.ts";
import type { DeclaredBody, DeclaredOperation } from "./declared-operation.ts";
import { givenFile } from "./file-bytes.ts";
import { judgeForm, judgeMultipart, short } from "./judge-fields.ts";
import { bodyKind, fitsDeclared } from "./media-type.ts";
import type { Problem } from "./problem.ts";
import { headerOf } from "./recorded-request.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { sameValue } from "./same-value.ts";
import type { SchemaCheck } from "./schema-check.ts";
import { isFields } from "./source-document.ts";
import type { SourceDocument } from "./source-document.ts";
import { sameXml } from "./decode-xml.ts";

/** What of a call the body has to say. */
export interface BodyCall {
  readonly operation: DeclaredOperation;
  /** The arguments that are no parameter. */
  readonly given: Readonly<Record<string, unknown>>;
  readonly request: RecordedRequest;
}

/** Judges the body against the media type that the request names, decoded and against its schema. */
export async function judgeBody(
  { operation, given, request }: BodyCall,
  document: SourceDocument,
  schemas: SchemaCheck,
): Promise<readonly Problem[]> {
  const contentType = headerOf(request, "content-type");
  const isGiven = Object.keys(given).length > 0;
  if (operation.bodies.length === 0 || isBodiless(operation.method)) return judgeNoBody(request, given);
  if (request.body.byteLength === 0 && contentType === undefined) return judgeAbsentBody(operation, given);
  if (contentType === undefined) return [{ code: "content-type", where: "body", message: "has no Content-Type" }];
  const declared = operation.bodies.find(({ mediaType }) => fitsDeclared(contentType, mediaType));
  if (declared === undefined)
    return [
      {
        code: "content-type",
        where: "body",
        message: `${contentType} is none of ${operation.bodies.map(({ mediaType }) => mediaType).join(", ")}`,
      },
    ];
  if (!isGiven && !operation.bodyRequired)
    return [{ code: "body-unexpected", where: "body", message: "a body was sent, and none was given" }];
  let found: readonly Problem[] = [];
  for (const value of wholeBodies(document, declared, given)) {
    const problems = await judgeContent({ document, declared, request, contentType }, value);
    found = problems.length > 0 ? problems : judgeSchema(declared, value, schemas);
    if (found.length === 0) return [];
  }
  return found;
}

/** OpenAPI 3.0, 4.7.10.1: where HTTP gives a body no meaning it shall be ignored. */
function isBodiless(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "TRACE";
}

function judgeNoBody(request: RecordedRequest, given: Readonly<Record<string, unknown>>): readonly Problem[] {
  const names = Object.keys(given);
  if (names.length > 0 && request.body.byteLength === 0)
    return names.map((name) => ({
      code: "argument-unknown" as const,
      where: name,
      message: "belongs nowhere in this operation",
    }));
  return request.body.byteLength === 0
    ? []
    : [{ code: "body-unexpected", where: "body", message: "the operation has no body" }];
}

function judgeAbsentBody(operation: DeclaredOperation, given: Readonly<Record<string, unknown>>): readonly Problem[] {
  const names = Object.keys(given);
  if (names.length > 0)
    return names.map((name) => ({
      code: "argument-missing" as const,
      where: `body.${name}`,
      message: "no body was sent",
    }));
  return operation.bodyRequired ? [{ code: "required-missing", where: "body", message: "is required" }] : [];
}

/** The body's value: the argument `body`; where that may also be the name of one of the body's own properties, both are right. */
function wholeBodies(
  document: SourceDocument,
  declared: DeclaredBody,
  given: Readonly<Record<string, unknown>>,
): readonly unknown[] {
  const [name, ...more] = Object.keys(given);
  if (name !== "body" || more.length > 0) return [given];
  const own = [...propertyNames(document, declared.schema, 0), ...(declared.fields ?? []).map((field) => field.name)];
  return own.includes("body") ? [given["body"], given] : [given["body"]];
}

interface SentContent {
  readonly document: SourceDocument;
  readonly declared: DeclaredBody;
  readonly request: RecordedRequest;
  readonly contentType: string;
}

async function judgeContent(
  { document, declared, request, contentType }: SentContent,
  value: unknown,
): Promise<readonly Problem[]> {
  const text = (): string => new TextDecoder().decode(request.body);
  const changed = (said: unknown): readonly Problem[] => [
    { code: "argument-changed", where: "body", message: `${short(value)} was given, the body says ${short(said)}` },
  ];
  const fields = isFields(value) ? value : {};
  switch (bodyKind(contentType)) {
    case "form":
      return judgeForm(declared, request.body, fields);
    case "multipart":
      return await judgeMultipart(declared, request.body, contentType, fields);
    case "json":
      return isDeepStrictEqual(parseJson(text()), value) ? [] : changed(text());
    case "json-lines":
      return isDeepStrictEqual(parseLines(text()), value) ? [] : changed(text());
    case "xml":
      return typeof value === "string"
        ? text() === value
          ? []
          : changed(text())
        : judgeXml({ document, declared, text: text() }, value, changed);
    case "text":
    case "bytes": {
      const file = givenFile(value);
      if (file !== undefined) return Buffer.compare(file.bytes, request.body) === 0 ? [] : changed(text());
      return sameValue(text(), value) ? [] : changed(text());
    }
  }
}

interface XmlText {
  readonly document: SourceDocument;
  readonly declared: DeclaredBody;
  readonly text: string;
}

function judgeXml(
  { document, declared, text }: XmlText,
  value: unknown,
  changed: (said: unknown) => readonly Problem[],
): readonly Problem[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
  });
  return sameXml(document, declared, parser.parse(text) as Record<string, unknown>, value) ? [] : changed(text);
}

/** A file stands for its bytes, which a schema sees as text. */
function judgeSchema(declared: DeclaredBody, value: unknown, schemas: SchemaCheck): readonly Problem[] {
  const isJson = ["json", "json-lines", "xml"].includes(bodyKind(declared.mediaType));
  const plain = isJson ? value : withoutFiles(value);
  const isText = bodyKind(declared.mediaType) === "text" || bodyKind(declared.mediaType) === "bytes";
  if (declared.fields !== undefined) return judgeSwaggerFields(declared, isFields(plain) ? plain : {}, schemas);
  const schema = bodyKind(declared.mediaType) === "json-lines" ? undefined : declared.schema;
  if (schema === undefined || (isText && typeof plain === "string")) return [];
  const found = schemas.check(schema, plain);
  const code = found.length > 0 && schemas.onlyContradicts(schema, plain) ? "contradiction" : "not-valid";
  return found.map((message) => ({ code, where: "body", message }));
}

function judgeSwaggerFields(
  declared: DeclaredBody,
  value: Readonly<Record<string, unknown>>,
  schemas: SchemaCheck,
): readonly Problem[] {
  const fields = declared.fields ?? [];
  const unknown = Object.keys(value).filter((name) => !fields.some((field) => field.name === name));
  return [
    ...unknown.map((name): Problem => ({
      code: "undeclared",
      where: `body.${name}`,
      message: "is no field of this operation",
    })),
    ...fields.flatMap((field): readonly Problem[] => {
      const where = `body.${field.name}`;
      if (!Object.hasOwn(value, field.name))
        return field.required ? [{ code: "required-missing", where, message: "is required" }] : [];
      return schemas.check(field.schema, value[field.name]).map((message) => ({ code: "not-valid", where, message }));
    }),
  ];
}

function withoutFiles(value: unknown): unknown {
  if (givenFile(value) !== undefined) return "bytes";
  if (Array.isArray(value)) return value.map(withoutFiles);
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutFiles(member)]))
    : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function parseLines(text: string): readonly unknown[] {
  return text
    .replaceAll("\u001E", "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parseJson);
}
