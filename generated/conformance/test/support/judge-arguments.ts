import { isDeepStrictEqual } from "node:util";
import type { ContractDocument, ContractOperation, ContractParameter, Fields } from "./contract-document.ts";
import { isJson } from "./media-type.ts";
import type { RecordedRequest } from "./mock-api.ts";

/** What a call was made with, and where the API is. */
export interface MadeCall {
  readonly document: ContractDocument;
  readonly operation: ContractOperation;
  readonly args: Fields;
  readonly request: RecordedRequest;
  readonly basePath: string;
}

/**
 * Whether a request says what the call's arguments say: its method and path, every plain value of path, query and header, and the body.
 * Prism sees whether a request is allowed; that an optional argument was lost, or came as another text, only this sees.
 * @returns what is wrong, a sentence each
 */
export function judgeArguments(call: MadeCall): readonly string[] {
  const { operation, request, basePath } = call;
  const wrong: string[] = [];
  if (request.method !== operation.method)
    wrong.push(`the method is ${request.method}, the document says ${operation.method}`);
  const [target, query = ""] = splitOnce(request.target, "?");
  const values = target.startsWith(`${basePath}/`)
    ? matchPath(operation.path, target.slice(basePath.length))
    : undefined;
  if (values === undefined) wrong.push(`${target} is not ${basePath}${operation.path}`);
  const found = { path: values ?? new Map<string, string>(), query: new URLSearchParams(query), request };
  for (const parameter of operation.parameters) wrong.push(...judgeParameter(parameter, call, found));
  return [...wrong, ...judgeBody(call)];
}

interface Found {
  readonly path: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly request: RecordedRequest;
}

function judgeParameter(parameter: ContractParameter, { operation, args }: MadeCall, found: Found): readonly string[] {
  const { name, in: place } = parameter;
  const isShared = operation.parameters.some((other) => other !== parameter && other.name === name);
  const value = args[`${name}_${place}`] ?? (isShared ? undefined : args[name]);
  if (!isPlain(value) || parameter.content !== undefined || parameter.allowReserved === true) return [];
  const sent = sentValue(parameter, found);
  if (sent === "not judged" || sent === String(value)) return [];
  return [`${place} ${name} is ${JSON.stringify(sent)}, the argument was ${JSON.stringify(value)}`];
}

function sentValue({ name, in: place, style }: ContractParameter, { path, query, request }: Found): string | undefined {
  if (place === "path") return style === "simple" ? path.get(name) : "not judged";
  if (place === "query") return query.get(name) ?? undefined;
  return place === "header" ? request.headers[name.toLowerCase()] : "not judged";
}

function isPlain(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

/** A JSON body: whole under the argument `body`, or its properties as arguments of their names. */
function judgeBody({ document, operation, args, request }: MadeCall): readonly string[] {
  const mediaType = request.headers["content-type"];
  const schema = operation.bodies.find(([type]) => isJson(type))?.[1];
  if (!isJson(mediaType) || schema === undefined || request.body.byteLength === 0) return [];
  const sent = parsed(request.body);
  const declared = propertiesOf(schema, document, 0);
  const parameters = new Set(operation.parameters.map(({ name }) => name));
  if ("body" in args && !parameters.has("body")) {
    if (isDeepStrictEqual(sent, args["body"])) return [];
    if (!declared.has("body")) return ["the body is not the argument body"];
  }
  const members = Object.entries(args).filter(([name]) => declared.has(name) && !parameters.has(name));
  return members.flatMap(([name, value]) => {
    const member: unknown = typeof sent === "object" && sent !== null ? Reflect.get(sent, name) : undefined;
    return isDeepStrictEqual(member, value)
      ? []
      : [`body ${name} is ${short(member)}, the argument was ${short(value)}`];
  });
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body)) as unknown;
  } catch {
    return undefined;
  }
}

/** Names of the properties that an object has by its schema, those of `allOf` included. */
function propertiesOf(schema: unknown, document: ContractDocument, depth: number): ReadonlySet<string> {
  const resolved = document.resolve(schema);
  if (typeof resolved !== "object" || resolved === null || depth > 8) return new Set();
  const { properties = {}, allOf = [] } = resolved as { properties?: object; allOf?: readonly unknown[] };
  return new Set([...Object.keys(properties), ...allOf.flatMap((one) => [...propertiesOf(one, document, depth + 1)])]);
}

/** Values of a template's expressions, decoded; undefined: the path is no instance of it. */
function matchPath(template: string, path: string): ReadonlyMap<string, string> | undefined {
  const [plain] = splitOnce(template.split("#")[0] ?? "", "?");
  const names: string[] = [];
  const source = plain.replaceAll(/\{([^{}]+)\}|([^{}]+)|[{}]/g, (whole, name: string | undefined) => {
    if (name === undefined) return escapeRegExp(whole);
    names.push(name);
    return "([^/]*)";
  });
  const match = new RegExp(`^${source}$`).exec(path);
  if (match === null) return undefined;
  return new Map(names.map((name, index) => [name, decoded(match[index + 1] ?? "")]));
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function splitOnce(text: string, at: string): readonly [string, string?] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function short(value: unknown): string {
  const text = JSON.stringify(value) ?? "absent";
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
