import type { JsonSchema, PagingDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { Operation } from "../2-model/api.ts";
import { type AnswerProperty, answerProperties, listPathOf } from "./answer-properties.ts";
import {
  cursorNames,
  envelopeNames,
  moreNames,
  nextNames,
  pageNames,
  offsetNames,
  plainName,
  sizeNames,
  totalNames,
} from "./paging-names.ts";
import { resolveShared, schemaObject } from "./schema-walk.ts";
import type { ShapedInput } from "./shape-input.ts";

/** What paging is worked out from. */
export interface PagingSource {
  readonly operation: Operation;
  readonly input: ShapedInput;
  /** The schema of a successful JSON answer. */
  readonly answer: JsonSchema | undefined;
  /** Shared schemas of answers. */
  readonly answers: ReadonlyMap<string, JsonSchema>;
  /** Shared schemas of arguments. */
  readonly arguments: ReadonlyMap<string, JsonSchema>;
}

/** An argument that can have to do with pages. */
interface PageArgument {
  readonly name: string;
  readonly plain: string;
  readonly schema: JsonSchema;
}

/**
 * How an operation's list goes on, by what the document says of arguments, answers, headers and links: names that many APIs have
 * (`paging-names.ts`), and Link Objects, which need no names. Undefined for an operation without an argument that chooses a page.
 */
export function detectPaging(source: PagingSource): PagingDefinition | undefined {
  const all = pageArguments(source);
  const choosing = chooseArguments(all);
  const linked = linkedNext(source);
  const names = [choosing.cursor?.name, choosing.page?.name, choosing.offset?.name, linked?.argument];
  const given = [...new Set(names.filter((name) => name !== undefined))];
  if (given.length === 0) return undefined;
  const properties = source.answer === undefined ? [] : answerProperties(source.answer, source.answers);
  const items = listPathOf(properties);
  const around = properties.filter(({ path }) => isAroundList(path, items));
  const next = linked?.next ?? nextToken(around, choosing);
  const found: PagingParts = {
    size: sizeOf(all.find(({ plain, schema }) => sizeNames.has(plain) && isNumeric(schema))),
    next,
    header: linked?.header ?? nextHeader(source, choosing),
    items,
    last: next === undefined ? lastItem(choosing.cursor, items, properties) : undefined,
    more: findMore(around),
    total: findTotal(around),
    position: positionOf(choosing),
  };
  const known = Object.entries(found).filter(([, value]) => value !== undefined);
  return { arguments: given, ...Object.fromEntries(known) };
}

/** What is found out, or not. */
type PagingParts = {
  readonly [name in Exclude<keyof PagingDefinition, "arguments">]-?: PagingDefinition[name] | undefined;
};

/** The arguments that choose a page. One called `page` that takes text is a cursor. */
function chooseArguments(all: readonly PageArgument[]): Choosing {
  const isCursor = ({ plain, schema }: PageArgument): boolean =>
    cursorNames.has(plain) || (plain === "since" ? isNumeric(schema) : pageNames.has(plain) && !isNumeric(schema));
  return {
    cursor: all.find(isCursor),
    page: all.find(({ plain, schema }) => pageNames.has(plain) && isNumeric(schema)),
    offset: all.find(({ plain, schema }) => offsetNames.has(plain) && isNumeric(schema)),
  };
}

/** Whether a property stands beside the list, or in what envelopes have for pages: a total of something else is no total. */
function isAroundList(path: readonly string[], items: readonly string[] | undefined): boolean {
  const beside = items?.slice(0, -1) ?? [];
  return path.slice(0, -1).every((step, at) => step === beside[at] || envelopeNames.has(plainName(step)));
}

interface Choosing {
  readonly cursor: PageArgument | undefined;
  readonly page: PageArgument | undefined;
  readonly offset: PageArgument | undefined;
}

/** By the name on the wire: the argument may have been renamed. Only what a caller can give. */
function pageArguments({ input, arguments: shared }: PagingSource): readonly PageArgument[] {
  const onWire = new Map(input.parameters.map(({ argument, name }) => [argument, name]));
  const renamed = new Map(
    Object.entries(input.body?.arguments ?? {}).map(([property, argument]) => [argument, property]),
  );
  return Object.entries(input.schema.properties ?? {}).map(([name, schema]) => ({
    name,
    plain: plainName(onWire.get(name) ?? renamed.get(name) ?? name),
    schema: resolveShared(schema, shared),
  }));
}

/** Whether an argument is a number, or may be one. */
function isNumeric(schema: JsonSchema): boolean {
  const { type, anyOf, oneOf } = schemaObject(schema) ?? {};
  if ([type].flat().some((one) => one === "integer" || one === "number")) return true;
  const forms = [anyOf, oneOf].flatMap((parts) => (Array.isArray(parts) ? (parts as JsonSchema[]) : []));
  return forms.some((form) => isNumeric(form));
}

function sizeOf(argument: PageArgument | undefined): PagingDefinition["size"] {
  if (argument === undefined) return undefined;
  const { name, schema } = argument;
  const value = schemaObject(schema)?.["default"];
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0
    ? { argument: name, default: value }
    : { argument: name };
}

/** Pages count from 1 unless the schema says 0; items from 0. */
function positionOf({ page, offset }: Choosing): PagingDefinition["position"] {
  if (offset !== undefined) return { argument: offset.name, counts: "items", start: firstOf(offset.schema, 0) };
  return page === undefined ? undefined : { argument: page.name, counts: "pages", start: firstOf(page.schema, 1) };
}

function firstOf(schema: JsonSchema, otherwise: number): number {
  const { default: byDefault, minimum } = schemaObject(schema) ?? {};
  const first = [byDefault, minimum].find((value) => value === 0 || value === 1);
  return typeof first === "number" ? first : otherwise;
}

/** The property that holds the next token, number or URL, and the argument that takes it. */
function nextToken(properties: readonly AnswerProperty[], choosing: Choosing): PagingDefinition["next"] {
  for (const { path, kind } of properties) {
    const argument =
      path.length > 0 && kind !== "list" && kind !== "object" ? argumentFor(path, kind, choosing) : undefined;
    if (argument !== undefined) return { at: path, argument: argument.name };
  }
  return undefined;
}

function argumentFor(
  path: readonly string[],
  kind: AnswerProperty["kind"],
  { cursor, page, offset }: Choosing,
): PageArgument | undefined {
  const names = path.map(plainName);
  const name = names.at(-1) ?? "";
  const follows = names.slice(0, -1).some((above) => above === "next");
  const isNext =
    nextNames.has(name) || (follows && /^(?:href|url|link|uri|after|cursor|token|page|offset|start)$/.test(name));
  if (!isNext) {
    // Square and Box answer with the very argument: what it holds there is the next one.
    return cursor !== undefined && name === cursor.plain && path.length <= 2 && kind !== "boolean" ? cursor : undefined;
  }
  if (/offset|start|index/.test(name) && offset !== undefined) return offset;
  if (name.endsWith("page") && kind === "number") return page ?? cursor;
  return cursor ?? page ?? offset;
}

/** The last item's own id is the token: `starting_after`. Needs a flag that says whether there is more. */
function lastItem(
  cursor: PageArgument | undefined,
  items: readonly string[] | undefined,
  properties: readonly AnswerProperty[],
): PagingDefinition["last"] {
  if (cursor === undefined || items === undefined || !/after/.test(cursor.plain)) return undefined;
  const list = properties.find(({ path, kind }) => kind === "list" && path.join("\0") === items.join("\0"));
  return list?.itemNames.includes("id") === true ? { id: "id", argument: cursor.name } : undefined;
}

function findMore(properties: readonly AnswerProperty[]): PagingDefinition["more"] {
  const found = properties.find(({ path, kind }) => kind === "boolean" && moreNames.has(plainName(path.at(-1) ?? "")));
  if (found === undefined) return undefined;
  const isLast = moreNames.get(plainName(found.path.at(-1) ?? "")) === "last";
  return { at: found.path, ...(isLast ? { negated: true } : {}) };
}

function findTotal(properties: readonly AnswerProperty[]): PagingDefinition["total"] {
  const found = properties.find(({ path, kind }) => kind === "number" && totalNames.has(plainName(path.at(-1) ?? "")));
  const of = found === undefined ? undefined : totalNames.get(plainName(found.path.at(-1) ?? ""));
  return found === undefined || of === undefined ? undefined : { at: found.path, of };
}

/** A declared header such as `X-Next-Page`. */
function nextHeader({ operation }: PagingSource, { cursor, page, offset }: Choosing): PagingDefinition["header"] {
  const names = operation.responses.flatMap(({ headers }) => headers ?? []);
  const name = names.find((header) => nextNames.has(plainName(header.replace(/^x-/, ""))));
  const argument = name !== undefined && name.endsWith("page") ? (page ?? cursor) : (cursor ?? page ?? offset);
  return name === undefined || argument === undefined ? undefined : { name, argument: argument.name };
}

/** What a Link Object to this same operation says (OpenAPI 3.1, 4.8.20): an expression into the answer, for one argument. */
function linkedNext({
  operation,
  input,
}: PagingSource): ({ readonly argument: string } & Pick<PagingDefinition, "next" | "header">) | undefined {
  const names = new Map(input.parameters.map(({ argument, name }) => [name, argument]));
  const links = operation.responses.flatMap((response) => response.links ?? []);
  for (const [parameter, expression] of links.flatMap(({ parameters }) => Object.entries(parameters))) {
    const argument = names.get(parameter);
    if (argument === undefined || !Object.hasOwn(input.schema.properties ?? {}, argument)) continue;
    const pointer = /^\{?\$response\.body#((?:\/[^/{}]+)+)\}?$/.exec(expression)?.[1];
    if (pointer !== undefined) return { argument, next: { at: pointerPath(pointer), argument } };
    const header = /^\{?\$response\.header\.([\w-]+)\}?$/.exec(expression)?.[1];
    if (header !== undefined) return { argument, header: { name: header.toLowerCase(), argument } };
  }
  return undefined;
}

function pointerPath(pointer: string): readonly string[] {
  const steps = pointer.slice(1).split("/");
  return steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}
