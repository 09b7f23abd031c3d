import type { JsonSchema, JsonSchemaObject, PagingDefinition, ToolDefinition } from "../surface-types.ts";
import { cleanText } from "../upstream/clean-text.ts";
import { isRecord } from "../upstream/value-text.ts";
import { readLinks } from "./link-header.ts";

/** The arguments of a tool that fetch the next page; all its other arguments stay as they were. */
export type PageArguments = Readonly<Record<string, string | number>>;

/** What the next page is worked out from. */
export interface Page {
  readonly tool: Pick<ToolDefinition, "inputSchema" | "operation" | "paging">;
  /** The arguments of this call. */
  readonly input: object;
  readonly headers: Headers;
  /** The API's answer, whole. */
  readonly output: unknown;
}

/** Characters of a token that are passed on. */
const MAX_TOKEN = 2048;

/** A way of finding the next page: `undefined` when it says nothing, `end` when it says that there is none. */
type Finding = PageArguments | "end" | undefined;

/**
 * The next page of a list as arguments of the same tool, or undefined where there is none or nobody says. Everything that the API
 * says is read as data: a link is never followed, and of its URL only query parameters are taken that choose the page of this
 * same operation.
 */
export function nextPage(page: Page): PageArguments | undefined {
  const { paging } = page.tool;
  if (paging === undefined) return undefined;
  for (const find of [fromLink, fromHeader, fromAnswer, fromMore, fromLastItem, fromPosition]) {
    const found = find(page, paging);
    if (found === "end") return undefined;
    if (found !== undefined) return isSame(found, page.input) ? undefined : found;
  }
  return undefined;
}

/** RFC 8288. A header that knows other pages, but no next one, says that this is the last. */
function fromLink(page: Page): Finding {
  const header = page.headers.get("link");
  if (header === null) return undefined;
  const links = readLinks(header);
  const next = links.get("next");
  if (next !== undefined) return fromUrl(next, page);
  return links.has("prev") || links.has("previous") || links.has("first") || links.has("last") ? "end" : undefined;
}

function fromHeader(page: Page, { header }: PagingDefinition): Finding {
  const value = header === undefined ? null : page.headers.get(header.name);
  if (header === undefined || value === null) return undefined;
  return value.trim() === "" ? "end" : fromValue(value.trim(), header.argument, page);
}

/** An empty token, null or false says that this is the last page; a property that is not there says so only where it is known to end. */
function fromAnswer(page: Page, { next }: PagingDefinition): Finding {
  if (next === undefined) return undefined;
  const value = valueAt(page.output, next.at);
  if (value === undefined) return undefined;
  if (value === null || value === "" || value === false) return "end";
  return fromValue(value, next.argument, page);
}

/** Only ever ends: where to go on, others say. */
function fromMore(page: Page, { more }: PagingDefinition): Finding {
  return more !== undefined && saysMore(page, more) === false ? "end" : undefined;
}

function fromLastItem(page: Page, { last, more }: PagingDefinition): Finding {
  if (last === undefined || more === undefined || saysMore(page, more) !== true) return undefined;
  const item: unknown = itemsOf(page)?.at(-1);
  return isRecord(item) ? fromValue(item[last.id], last.argument, page) : undefined;
}

/** Counts on from where this page is, when the answer says that there is more: by a flag, a total, or as many items as were asked for. */
function fromPosition(page: Page, paging: PagingDefinition): Finding {
  const { position } = paging;
  const items = itemsOf(page);
  if (position === undefined || items === undefined || items.length === 0) return undefined;
  const current = numberOf(argumentOf(page.input, position.argument)) ?? position.start;
  const step = position.counts === "pages" ? 1 : items.length;
  if (!goesOn(page, paging, { current, items: items.length })) return "end";
  return fromValue(current + step, position.argument, page);
}

function goesOn(page: Page, paging: PagingDefinition, at: { current: number; items: number }): boolean {
  const { more, total, size, position } = paging;
  const said = more === undefined ? undefined : saysMore(page, more);
  if (said !== undefined) return said;
  const asked = size === undefined ? undefined : (numberOf(argumentOf(page.input, size.argument)) ?? size.default);
  const all = total === undefined ? undefined : numberOf(valueAt(page.output, total.at));
  if (all === undefined || position === undefined) return asked !== undefined && at.items >= asked;
  const before = at.current - position.start;
  if (position.counts === "items") return before + at.items < all;
  return total?.of === "pages" ? before + 1 < all : (before + 1) * (asked ?? at.items) < all;
}

function saysMore(page: Page, { at, negated }: NonNullable<PagingDefinition["more"]>): boolean | undefined {
  const value = valueAt(page.output, at);
  return typeof value === "boolean" ? value !== (negated === true) : undefined;
}

/** A URL is taken apart; anything else is the argument's value, as its schema wants it. */
function fromValue(value: unknown, argument: string, page: Page): Finding {
  if (typeof value === "string" && /^(?:https?:\/\/|\/?[^?\s]{0,1000}\?)/i.test(value)) return fromUrl(value, page);
  const typed = typedValue(value, argument, page.tool.inputSchema);
  return typed === undefined ? undefined : { [argument]: typed };
}

function fromUrl(target: string, { tool }: Page): PageArguments | undefined {
  // The base only makes relative targets readable; neither it nor the target is ever asked.
  if (!URL.canParse(target, "http://relative.invalid")) return undefined;
  const { searchParams } = new URL(target, "http://relative.invalid");
  const found = tool.operation.parameters.flatMap(({ argument, name, in: place }) => {
    const value = place === "query" ? searchParams.get(name) : null;
    if (value === null || tool.paging?.arguments.includes(argument) !== true) return [];
    const typed = typedValue(value, argument, tool.inputSchema);
    return typed === undefined ? [] : [[argument, typed] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Undefined for what the argument cannot be, for what hides something, and for a number that lost digits. */
function typedValue(value: unknown, argument: string, schema: JsonSchemaObject): string | number | undefined {
  if (typeof value !== "string" && !(typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    return undefined;
  }
  const text = String(value);
  if (text === "" || text.length > MAX_TOKEN || cleanText(text) !== text) return undefined;
  const types = typesOf(schema.properties?.[argument], schema);
  if (types.includes("string")) return text;
  if (!types.includes("integer") && !types.includes("number")) return value;
  return /^-?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : undefined;
}

function typesOf(schema: JsonSchema | undefined, { $defs }: JsonSchemaObject): readonly string[] {
  const named = typeof schema === "object" ? /^#\/\$defs\/([^/]+)$/.exec(schema.$ref ?? "")?.[1] : undefined;
  const found = named === undefined ? schema : $defs?.[named];
  return typeof found === "object" ? [found.type ?? []].flat() : [];
}

function itemsOf({ tool, output }: Page): readonly unknown[] | undefined {
  const items = tool.paging?.items === undefined ? undefined : valueAt(output, tool.paging.items);
  return Array.isArray(items) ? items : undefined;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined), value);
}

function argumentOf(input: object, name: string): unknown {
  return valueAt(input, [name]);
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** A page that comes after itself would be fetched for ever. */
function isSame(found: PageArguments, input: object): boolean {
  return Object.entries(found).every(([name, value]) => String(argumentOf(input, name)) === String(value));
}
