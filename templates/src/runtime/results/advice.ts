import type { PagingDefinition, ToolDefinition } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";
import type { JsonCut } from "./cut-json.ts";
import type { PageArguments } from "./next-page.ts";

/** How the rest of a cut answer is to be had. */
export interface Advice {
  /** Arguments that make this page small enough, or go on right behind what was shown. */
  readonly fitting?: PageArguments;
  /** The argument that takes parts of the answer, with an expression for this one. */
  readonly select?: Readonly<Record<string, string>>;
}

/** The call that was answered. */
export interface AnsweredCall {
  readonly tool: Pick<ToolDefinition, "paging" | "select">;
  readonly input: object;
  /** The answer, before anything was selected or cut. */
  readonly output: unknown;
}

/** A name as it stands in JMESPath and in a sentence: what is not is not shown, since answers may hold any text. */
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,39}$/;

/** Properties of an example. */
const EXAMPLE_NAMES = 3;

/** What to do about these cuts, by the arguments that the tool has. */
export function adviseOn(cuts: readonly JsonCut[], { tool, input, output }: AnsweredCall): Advice {
  const selects = tool.select !== undefined && valueOf(input, tool.select) !== undefined;
  const fitting = selects ? undefined : fittingPage(cuts, tool.paging, input);
  const select = tool.select === undefined ? undefined : { [tool.select]: selects ? "" : exampleFor(cuts, output) };
  return { ...(fitting === undefined ? {} : { fitting }), ...(select === undefined ? {} : { select }) };
}

/** As one sentence: what to call again with. */
export function adviceText({ fitting, select }: Advice): string {
  const example = Object.entries(select ?? {}).map(([name, value]) =>
    value === "" ? `a narrower ${name}` : `${JSON.stringify({ [name]: value })} to take only what you need`,
  );
  const ways = [...(fitting === undefined ? [] : [JSON.stringify(fitting)]), ...example];
  return ways.length === 0
    ? "Ask for less, by this tool's filters, to see the rest."
    : `For the rest, call again with ${ways.join(", or ")}.`;
}

/** The same without quotation marks, for the inside of a JSON string. */
export function adviceMark({ fitting, select }: Advice): string {
  const ways = Object.entries({ ...fitting, ...select }).map(([name, value]) =>
    value === "" ? `a narrower ${name}` : `${name} = ${value}`,
  );
  return ways.length === 0 ? "ask for less to see them" : `call again with ${ways.join(" or ")}`;
}

/** Where the list itself was cut: items are counted on from what was shown, or a page is made as long as what fits. */
function fittingPage(
  cuts: readonly JsonCut[],
  paging: PagingDefinition | undefined,
  input: object,
): PageArguments | undefined {
  const items = paging?.items;
  if (paging === undefined || items === undefined) return undefined;
  const cut = cuts.find(({ kind, path }) => kind === "array" && path.join("\0") === items.join("\0"));
  if (cut === undefined || cut.shown === 0) return undefined;
  const { position, size } = paging;
  if (position?.counts === "items") {
    const current = Number(valueOf(input, position.argument) ?? position.start);
    if (Number.isSafeInteger(current)) return { [position.argument]: current + cut.shown };
  }
  return size === undefined ? undefined : { [size.argument]: cut.shown };
}

/** An expression that fits this answer: some plain properties of the items of the list, or of the object, that was cut most. */
function exampleFor(cuts: readonly JsonCut[], output: unknown): string {
  const path = examplePath(cuts.toSorted((a, b) => b.tokens - a.tokens)[0]);
  const base = path.every((step) => PLAIN_NAME.test(step)) ? path.join(".") : "";
  const value = base === "" && path.length > 0 ? output : path.reduce<unknown>(valueOf, output);
  const names = scalarNames(Array.isArray(value) ? value[0] : value);
  const fields = `{${names.map((name) => `${name}: ${name}`).join(", ")}}`;
  if (Array.isArray(value)) return names.length === 0 ? `${base}[:10]` : `${base}[].${fields}`;
  if (names.length === 0) return "keys(@)";
  return base === "" ? fields : `${base}.${fields}`;
}

/** Where the outermost list is that the cut is in, else the object that the cut is or is in. */
function examplePath(cut: JsonCut | undefined): readonly string[] {
  const steps = cut?.path ?? [];
  const item = steps.findIndex((step) => typeof step === "number");
  const isContainer = cut?.kind === "array" || cut?.kind === "object";
  return (item === -1 ? steps.slice(0, isContainer ? steps.length : -1) : steps.slice(0, item)).map(String);
}

function scalarNames(item: unknown): readonly string[] {
  if (!isRecord(item)) return [];
  const plain = Object.entries(item).filter(
    ([name, value]) =>
      PLAIN_NAME.test(name) &&
      (typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value.length <= 80)),
  );
  return plain.slice(0, EXAMPLE_NAMES).map(([name]) => name);
}

function valueOf(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
