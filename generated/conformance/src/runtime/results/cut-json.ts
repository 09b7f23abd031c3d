import { MARK_TOKENS, markOf } from "./cut-marks.ts";
import { beginningOf } from "./cut-string.ts";
import { FEW, isNaming, type JsonMember, type JsonSpan, readSpans } from "./json-spans.ts";
import { share } from "./share.ts";

/** JSON text with parts left out. */
export interface CutJson {
  /** Valid JSON text; what was left out is marked where it stood. */
  readonly text: string;
  /** Tokens of the whole, as estimated. */
  readonly wholeTokens: number;
  /** The cuts, in the text's order. */
  readonly cuts: readonly JsonCut[];
}

/** One list, object or string that was cut. */
export interface JsonCut {
  readonly kind: JsonSpan["kind"];
  /** Property names and indexes that lead to it. */
  readonly path: readonly (string | number)[];
  /** Items, properties or characters that are shown, and that were left out. */
  readonly shown: number;
  readonly left: number;
  /** Tokens of what it was. */
  readonly tokens: number;
}

/** A list or object is worth showing in part from so many tokens on, and a text. */
const WORTH = 3 * MARK_TOKENS;
const WORTH_OF_TEXT = MARK_TOKENS + 12;

/** What is this small is shown first: ids, names, states, counts. */
const SMALL = 32;

/** An object with more cut properties than this is a table by name: its first entries are shown whole, as those of a list are. */
const TABLE = 8;

/**
 * Cuts compact JSON text to `tokens`, by its structure: lists to their first items, which stay whole where some fit; of objects
 * the small properties stay, and the large ones share the room; long strings to their beginning. Numbers keep every digit.
 * Works in time linear in the text but for sorting what is shown. The text must be valid and not too deep to recurse.
 * @param advise what the mark of the largest cut adds, how to get the rest; it costs its own tokens
 */
export function cutJson(
  text: string,
  tokens: number,
  advise: (cuts: readonly JsonCut[]) => string = () => "",
): CutJson {
  const root = readSpans(text, tokens);
  const context: Cutting = { text, out: [], cuts: [] };
  write(root, tokens, { context, path: undefined });
  const cuts = context.cuts.map(({ cut }) => cut);
  const largest = context.cuts.toSorted((a, b) => b.cut.tokens - a.cut.tokens)[0];
  if (largest !== undefined) {
    const { kind, left, shown } = largest.cut;
    context.out[largest.at] = markOf(kind, left, shown, advise(cuts));
  }
  return { text: context.out.join(""), wholeTokens: Math.ceil(root.tokens), cuts };
}

interface Cutting {
  readonly text: string;
  /** The output, in pieces. */
  readonly out: string[];
  /** The cuts, and which piece is the mark of each. */
  readonly cuts: { readonly cut: JsonCut; readonly at: number }[];
}

/** Where a span is: a list that grows at its head, so that a step costs nothing. */
interface Place {
  readonly context: Cutting;
  readonly path: PathStep | undefined;
}

interface PathStep {
  readonly member: JsonMember;
  readonly at: number;
  readonly above: PathStep | undefined;
}

function write(span: JsonSpan, tokens: number, place: Place): void {
  const { text, out } = place.context;
  if (span.tokens <= tokens) {
    out.push(text.slice(span.start, span.end));
    return;
  }
  switch (span.kind) {
    case "array":
      return writeArray(span, tokens - MARK_TOKENS, place);
    case "object":
      return writeObject(span, tokens - MARK_TOKENS, place);
    case "string": {
      const inner = { start: span.start + 1, end: span.end - 1, isEscaped: true };
      const { end, shown, left } = beginningOf(text, inner, tokens - MARK_TOKENS);
      out.push(text.slice(span.start, end));
      mark(span, { shown, left }, place);
      out.push('"');
      return;
    }
    case "other":
      return mark(span, { shown: 0, left: span.end - span.start }, place);
  }
}

/** The items that fit whole, from the first on; where those are few, some more in part. */
function writeArray(span: JsonSpan, room: number, place: Place): void {
  const whole = span.members.slice(0, countWithin(span.members.map(needOf), room));
  const left = room - whole.reduce((sum, member) => sum + needOf(member), 0);
  const further = Math.max(0, Math.min(FEW - whole.length, Math.floor(left / WORTH)));
  const parts = shareAmong(span.members.slice(whole.length, whole.length + further), left);
  place.context.out.push("[");
  writeMembers([...whole.map((member) => [member, member.value.tokens] as const), ...parts], span, place);
  place.context.out.push("]");
}

/** The small properties, then as many of the large ones as are worth it, in the object's order. */
function writeObject(span: JsonSpan, room: number, place: Place): void {
  const chosen = chooseProperties(span, room, place.context.text);
  place.context.out.push("{");
  writeMembers(
    span.members.flatMap((member) => {
      const its = chosen.get(member);
      return its === undefined ? [] : [[member, its] as const];
    }),
    span,
    place,
  );
  place.context.out.push("}");
}

/** Members with what the value of each gets, then the mark of those that are left out. */
function writeMembers(chosen: readonly (readonly [JsonMember, number])[], span: JsonSpan, place: Place): void {
  const { context, path } = place;
  for (const [at, [member, its]] of chosen.entries()) {
    context.out.push(at === 0 ? "" : ",", context.text.slice(member.start, member.value.start));
    write(member.value, its, { context, path: { member, at, above: path } });
  }
  const left = span.count - chosen.length;
  if (left === 0) return;
  if (chosen.length > 0) context.out.push(",");
  mark(span, { shown: chosen.length, left }, place);
}

/** The properties that are shown, with the tokens that the value of each gets. */
function chooseProperties(span: JsonSpan, room: number, text: string): ReadonlyMap<JsonMember, number> {
  const small = span.members.filter((member) => needOf(member) <= SMALL);
  const naming = small.filter((member) => isNaming(text, member.start));
  const chosen = new Map<JsonMember, number>();
  let left = room;
  for (const member of new Set([...naming, ...small])) {
    if (needOf(member) > left) continue;
    chosen.set(member, member.value.tokens);
    left -= needOf(member);
  }
  const large = span.members.filter((member) => needOf(member) > SMALL);
  const worth = large.map(
    ({ value, around }) => around + Math.min(value.tokens, value.kind === "string" ? WORTH_OF_TEXT : WORTH),
  );
  const shared = shareAmong(large.slice(0, countWithin(worth, left)), left);
  const whole = large.slice(0, countWithin(large.map(needOf), left));
  const isTable = shared.filter(([{ value }, its]) => value.tokens > its).length > TABLE && whole.length > 0;
  for (const [member, its] of isTable ? shareAmong(whole, left) : shared) chosen.set(member, its);
  return chosen;
}

/** Names come first, whatever they cost; the room that is left is shared among the values. */
function shareAmong(members: readonly JsonMember[], room: number): readonly (readonly [JsonMember, number])[] {
  const names = members.reduce((sum, { around }) => sum + around, 0);
  const shares = share(
    members.map(({ value }) => value.tokens),
    room - names,
  );
  return members.map((member, at) => [member, shares[at] ?? 0] as const);
}

function needOf({ value, around }: JsonMember): number {
  return value.tokens + around;
}

/** How many of the first needs fit together. */
function countWithin(needs: readonly number[], room: number): number {
  let left = room;
  const over = needs.findIndex((need) => (left -= need) < 0);
  return over === -1 ? needs.length : over;
}

function mark({ kind, tokens }: JsonSpan, counts: Pick<JsonCut, "shown" | "left">, { context, path }: Place): void {
  const steps: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.above) steps.unshift(stepOf(at, context.text));
  context.cuts.push({ cut: { kind, path: steps, tokens, ...counts }, at: context.out.length });
  context.out.push(markOf(kind, counts.left, counts.shown));
}

function stepOf({ member, at }: PathStep, text: string): string | number {
  if (member.start === member.value.start) return at;
  const name: unknown = JSON.parse(text.slice(member.start, member.value.start - 1));
  return String(name);
}
