import { placeArguments } from "./argument-places.ts";
import type { DeclaredOperation, DeclaredParameter } from "./declared-operation.ts";
import {
  decodeHeader,
  decodePairs,
  decodePath,
  percentDecode,
  plusDecode,
  shapeOf,
  splitPairs,
} from "./decode-style.ts";
import type { Pair } from "./decode-style.ts";
import { judgeBody } from "./judge-body.ts";
import { short } from "./judge-fields.ts";
import { isMoreLiteral, matchPath } from "./match-path.ts";
import { bodyKind } from "./media-type.ts";
import type { Problem } from "./problem.ts";
import { headerOf } from "./recorded-request.ts";
import type { RecordedRequest } from "./recorded-request.ts";
import { effectiveParameters } from "./request-parameters.ts";
import { sameValue } from "./same-value.ts";
import type { Decoded } from "./same-value.ts";
import type { SchemaCheck } from "./schema-check.ts";
import { isFields } from "./source-document.ts";
import type { SourceDocument } from "./source-document.ts";

/** A call of a tool, and what reached the API. */
export interface JudgedCall {
  /** The operation that the tool stands for. */
  readonly operation: DeclaredOperation;
  /** Every argument that the tool lists. */
  readonly listed: readonly string[];
  readonly args: Readonly<Record<string, unknown>>;
  readonly request: RecordedRequest;
  /** The path of the origin that the operation's servers lead to. */
  readonly basePath: string;
  /** The token that the call was made with. */
  readonly token?: string;
}

export interface Judgement {
  readonly problems: readonly Problem[];
  /** What the document itself has wrong at this operation. */
  readonly documentFaults: readonly string[];
}

/** The second judge: decodes a request by the original document's declarations and compares it with what was given. */
export interface Judge {
  judge(call: JudgedCall): Promise<Judgement>;
}

/** What requests may carry beside what a document declares: framing and what every HTTP client adds. */
const ownHeaders = new Set([
  "host",
  "connection",
  "keep-alive",
  "authorization",
  "accept",
  "accept-encoding",
  "accept-language",
  "content-type",
  "content-length",
  "transfer-encoding",
  "user-agent",
  "sec-fetch-mode",
  "sec-fetch-site",
  "sec-fetch-dest",
  "priority",
  "cookie",
  "cache-control",
  "pragma",
]);

export function createJudge(
  document: SourceDocument,
  operations: readonly DeclaredOperation[],
  schemas: SchemaCheck,
): Judge {
  return {
    async judge(call) {
      const { operation, request, args } = call;
      const { parameters, literalQuery, faults } = effectiveParameters(operation);
      const places = placeArguments(document, operation, parameters, call.listed);
      const others = Object.fromEntries(Object.entries(args).filter(([name]) => places.others.has(name)));
      const [path, query] = splitOnce(request.target, "?");
      const judged: Judged = {
        parameters,
        argumentOf: (parameter) => {
          const given = valueOf(args, places.byParameter.get(parameter));
          return given === undefined ? impliedValue(document, parameter) : given;
        },
      };
      const problems = [
        ...judgePlace(operations, call, path),
        ...judgePath(judged, call, path),
        ...judgeQuery(judged, query, literalQuery),
        ...judgeHeaders(judged, call),
        ...judgeCookies(judged, request),
        ...judgeValues(judged, schemas),
        ...(await judgeBody({ operation, given: others, request }, document, schemas)),
      ];
      return { problems, documentFaults: faults };
    },
  };
}

interface Judged {
  readonly parameters: readonly DeclaredParameter[];
  /** The value that was given for a parameter; undefined when none was. */
  argumentOf(parameter: DeclaredParameter): unknown;
}

function valueOf(args: Readonly<Record<string, unknown>>, name: string | undefined): unknown {
  return name !== undefined && Object.hasOwn(args, name) ? args[name] : undefined;
}

/** What a required parameter says when nobody gives it: the one value that its schema allows, else its default. */
function impliedValue(document: SourceDocument, { required, schema }: DeclaredParameter): unknown {
  const resolved = required && schema !== undefined ? document.follow(schema)?.value : undefined;
  if (!isFields(resolved)) return undefined;
  const values: unknown = Object.hasOwn(resolved, "const") ? [resolved["const"]] : resolved["enum"];
  return Array.isArray(values) && values.length === 1 ? values[0] : resolved["default"];
}

/** Origin, method and path are those of the operation, and of no more literal one. */
function judgePlace(
  operations: readonly DeclaredOperation[],
  { operation, request, basePath }: JudgedCall,
  path: string,
): readonly Problem[] {
  if (!path.startsWith(`${basePath}/`))
    return [{ code: "wrong-origin", where: "path", message: `${path} is not under ${basePath}` }];
  const said = path.slice(basePath.length);
  const wrong = (message: string): readonly Problem[] => [{ code: "wrong-operation", where: "path", message }];
  if (request.method !== operation.method)
    return wrong(`${request.method} was sent, the operation is ${operation.method}`);
  if (matchPath(operation.path, said) === undefined) return wrong(`${said} is not ${operation.path}`);
  const better = operations.find(
    (other) =>
      other.method === operation.method &&
      isMoreLiteral(other.path, operation.path) &&
      matchPath(other.path, said) !== undefined,
  );
  return better === undefined ? [] : wrong(`${said} is ${better.path} rather than ${operation.path}`);
}

function judgePath(judged: Judged, { operation, basePath }: JudgedCall, path: string): readonly Problem[] {
  const values = matchPath(operation.path, path.slice(basePath.length));
  if (values === undefined) return [];
  return judged.parameters
    .filter((parameter) => parameter.in === "path")
    .flatMap((parameter) => {
      const given = judged.argumentOf(parameter);
      const raw = values.get(parameter.name) ?? "";
      const decoded =
        parameter.contentType === undefined ? decodePath(parameter, raw, shapeOf(given)) : percentDecode(raw);
      return judgeValue(parameter, decoded, given);
    });
}

function judgeQuery(
  judged: Judged,
  query: string,
  literal: readonly (readonly [string, string])[],
): readonly Problem[] {
  const pairs = splitPairs(query);
  const problems: Problem[] = literal.flatMap(([name, raw]) => {
    const own = pairs.find((pair) => !pair.used && pair.name === name && pair.raw === raw);
    if (own !== undefined) own.used = true;
    return own === undefined
      ? [{ code: "required-missing", where: `query.${name}`, message: "stands in the path's key and was not sent" }]
      : [];
  });
  const whole = judged.parameters.find((parameter) => parameter.in === "querystring");
  if (whole !== undefined) return [...problems, ...judgeQuerystring(whole, query, judged.argumentOf(whole))];
  const own = judged.parameters.filter((parameter) => parameter.in === "query");
  const isOther = (parameter: DeclaredParameter) => (name: string) =>
    own.some((other) => other !== parameter && owns(other, name));
  // An exploded object takes what is left, so that it comes last.
  const ordered = own.toSorted((one, other) => Number(takesRest(one, judged)) - Number(takesRest(other, judged)));
  for (const parameter of ordered) {
    const given = judged.argumentOf(parameter);
    if (given === undefined && !pairs.some((pair) => !pair.used && owns(parameter, pair.name))) {
      problems.push(...judgeValue(parameter, undefined, given));
      continue;
    }
    problems.push(...judgeValue(parameter, decodeQuery(parameter, pairs, given, isOther(parameter)), given));
  }
  return [...problems, ...undeclared("query", pairs)];
}

function decodeQuery(
  parameter: DeclaredParameter,
  pairs: readonly Pair[],
  given: unknown,
  isOther: (name: string) => boolean,
): Decoded | undefined {
  if (parameter.contentType === undefined) return decodePairs(parameter, pairs, shapeOf(given), isOther);
  return decodePairs({ ...parameter, style: "form" }, pairs, "scalar");
}

function owns(parameter: DeclaredParameter, name: string): boolean {
  return parameter.name === name || (parameter.style === "deepObject" && name.startsWith(`${parameter.name}[`));
}

function takesRest(parameter: DeclaredParameter, { argumentOf }: Judged): boolean {
  return parameter.style === "form" && parameter.explode && shapeOf(argumentOf(parameter)) === "object";
}

/** OpenAPI 3.2: the whole query is one value of a media type. */
function judgeQuerystring(parameter: DeclaredParameter, query: string, given: unknown): readonly Problem[] {
  const kind = bodyKind(parameter.contentType ?? "");
  if (kind !== "form") return judgeValue(parameter, query === "" ? undefined : percentDecode(query), given);
  const pairs = splitPairs(query);
  const members = typeof given === "object" && given !== null ? Object.entries(given) : [];
  return [
    ...members.flatMap(([name, value]) =>
      judgeValue(
        { ...parameter, name, in: "query", required: false },
        decodePairs({ name, style: "form", explode: true }, pairs, shapeOf(value)),
        value,
      ),
    ),
    ...undeclared("query", pairs),
  ];
}

function undeclared(place: string, pairs: readonly Pair[]): readonly Problem[] {
  return pairs
    .filter(({ used }) => !used)
    .map(({ name, raw }) => ({
      code: "undeclared" as const,
      where: `${place}.${name}`,
      message: `nobody gave ${short(plusDecode(raw))}`,
    }));
}

function judgeHeaders(judged: Judged, { request, token }: JudgedCall): readonly Problem[] {
  const own = judged.parameters.filter((parameter) => parameter.in === "header");
  const names = new Set(own.map(({ name }) => name.toLowerCase()));
  const extra = request.headers.filter(([name]) => !ownHeaders.has(name) && !names.has(name));
  const authorization = headerOf(request, "authorization");
  return [
    ...own.flatMap((parameter) => {
      const given = judged.argumentOf(parameter);
      const raw = headerOf(request, parameter.name.toLowerCase());
      if (raw === undefined) return judgeValue(parameter, undefined, given);
      return judgeValue(
        parameter,
        parameter.contentType === undefined ? decodeHeader(parameter, raw, shapeOf(given)) : raw,
        given,
      );
    }),
    ...extra.map(([name, value]): Problem => ({
      code: "undeclared",
      where: `header.${name}`,
      message: `nobody gave ${short(value)}`,
    })),
    ...(token === undefined || authorization === `Bearer ${token}`
      ? []
      : [{ code: "credentials" as const, where: "header.authorization", message: "is not the caller's token" }]),
  ];
}

function judgeCookies(judged: Judged, request: RecordedRequest): readonly Problem[] {
  const pairs = splitPairs((headerOf(request, "cookie") ?? "").split(/;\s*/).join("&"));
  const own = judged.parameters.filter((parameter) => parameter.in === "cookie");
  const isOther = (parameter: DeclaredParameter) => (name: string) =>
    own.some((other) => other !== parameter && other.name === name);
  const ordered = own.toSorted((one, other) => Number(takesRest(one, judged)) - Number(takesRest(other, judged)));
  const problems = ordered.flatMap((parameter) => {
    const given = judged.argumentOf(parameter);
    if (given === undefined && !pairs.some((pair) => pair.name === parameter.name))
      return judgeValue(parameter, undefined, given);
    return judgeValue(parameter, decodeQuery(parameter, pairs, given, isOther(parameter)), given);
  });
  return [...problems, ...undeclared("cookie", pairs)];
}

/** What was given is there with the same value; what was not given is not there; what is required is. */
function judgeValue(parameter: DeclaredParameter, decoded: Decoded | undefined, given: unknown): readonly Problem[] {
  const where = `${parameter.in}.${parameter.name}`;
  if (given === undefined) {
    if (decoded !== undefined) return [{ code: "undeclared", where, message: `nobody gave ${short(decoded)}` }];
    return parameter.required ? [{ code: "required-missing", where, message: "is required" }] : [];
  }
  if (decoded === undefined && isEmpty(given)) return [];
  if (decoded === undefined)
    return [{ code: "argument-missing", where, message: `${short(given)} was given and not sent` }];
  const isJson = parameter.contentType !== undefined && bodyKind(parameter.contentType) === "json";
  const isSame = isJson ? sameJson(decoded, given) : sameValue(decoded, given);
  return isSame
    ? []
    : [{ code: "argument-changed", where, message: `${short(given)} was given, the request says ${short(decoded)}` }];
}

function sameJson(decoded: Decoded, given: unknown): boolean {
  try {
    return typeof decoded === "string" && JSON.stringify(JSON.parse(decoded)) === JSON.stringify(given);
  } catch {
    return false;
  }
}

/** Null, and empty lists and objects, leave no trace in a parameter. */
function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

/** The values are valid against the original schemas, read as they are or as the text that they became. */
function judgeValues({ parameters, argumentOf }: Judged, schemas: SchemaCheck): readonly Problem[] {
  return parameters.flatMap((parameter) => {
    const given = argumentOf(parameter);
    if (parameter.schema === undefined || given === undefined || (given === "" && parameter.allowsEmpty)) return [];
    const asItIs = schemas.check(parameter.schema, given);
    if (asItIs.length === 0 || schemas.checkText(parameter.schema, given).length === 0) return [];
    const code = schemas.onlyContradicts(parameter.schema, given) ? "contradiction" : "not-valid";
    return asItIs.map((message): Problem => ({ code, where: `${parameter.in}.${parameter.name}`, message }));
  });
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
