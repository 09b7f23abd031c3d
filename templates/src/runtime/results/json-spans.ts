import { TokenMeter } from "./token-meter.ts";

/** A value in JSON text: where it stands, and its tokens as estimated there. */
export interface JsonSpan {
  readonly kind: "object" | "array" | "string" | "other";
  readonly start: number;
  /** Just behind it. */
  readonly end: number;
  readonly tokens: number;
  /** How many items or properties it has. */
  readonly count: number;
  /** The first of them: as many as could be shown, none of what is small. */
  readonly members: readonly JsonMember[];
}

/** An item of a list, or a property of an object. */
export interface JsonMember {
  /** Where the property's name stands, with its quotes; for an item, where the value stands. */
  readonly start: number;
  readonly value: JsonSpan;
  /** Tokens of the name, its colon, and the comma behind the member. */
  readonly around: number;
}

/** A value of fewer tokens is shown whole or not at all: its members are not kept. */
const SMALL = 24;

/** Items of a list that are shown in part when fewer of them fit whole. */
export const FEW = 5;

/** Members of an object that are kept for their names, though there is no room for those before them. */
const MOST = 1000;

/** Names of properties that say which thing an object is. */
const NAMING = /^"(?:id|uuid|key|name|title|slug|number|code|\w{1,30}_id|\w{1,30}Id)"/;

/** Whether the property whose name opens at `start` says which thing this is. */
export function isNaming(text: string, start: number): boolean {
  return NAMING.test(text.slice(start, start + 36));
}

/** What one level of an object at least costs: more members than that are not shown, so they are counted only. */
const LEAST = 4;

/**
 * Reads compact JSON text, which must be valid and not deeper than recursion goes, once, into a tree of where everything stands.
 * Only what `tokens` of output could show is kept, so the tree of a large text is small.
 */
export function readSpans(text: string, tokens: number): JsonSpan {
  const meter = new TokenMeter();

  const readValue = (start: number, keep: boolean): JsonSpan => {
    const before = meter.tokens;
    switch (text.charCodeAt(start)) {
      case 0x22:
        return leaf("string", start, endOfString(text, start), before);
      case 0x5b:
      case 0x7b:
        return readContainer(start, keep);
      default:
        return leaf("other", start, endOfWord(text, start), before);
    }
  };

  const leaf = (kind: "string" | "other", start: number, end: number, before: number): JsonSpan => {
    meter.read(text, start, end);
    return { kind, start, end, tokens: meter.tokens - before, count: 0, members: [] };
  };

  const readContainer = (start: number, keep: boolean): JsonSpan => {
    const kind = text.charCodeAt(start) === 0x7b ? "object" : "array";
    const before = meter.tokens;
    const members: JsonMember[] = [];
    let count = 0;
    let shown = 0;
    let at = start + 1;
    meter.read(text, start, at);
    while (at < text.length && !isClosing(text, at)) {
      const isNamed = kind === "object";
      const keeps =
        keep && (shown <= tokens || count < FEW || (isNamed && members.length < MOST && isNaming(text, at)));
      const member = readMember(at, isNamed, keeps);
      if (keeps) members.push(member);
      shown += kind === "array" ? member.value.tokens + member.around : member.around + LEAST;
      count += 1;
      at = member.value.end + (text.charCodeAt(member.value.end) === 0x2c ? 1 : 0);
    }
    meter.read(text, at, at + 1);
    const cost = meter.tokens - before;
    return { kind, start, end: at + 1, tokens: cost, count, members: cost <= SMALL ? [] : members };
  };

  const readMember = (start: number, isNamed: boolean, keep: boolean): JsonMember => {
    const before = meter.tokens;
    const from = isNamed ? endOfString(text, start) + 1 : start;
    meter.read(text, start, from);
    const value = readValue(from, keep);
    if (text.charCodeAt(value.end) === 0x2c) meter.read(text, value.end, value.end + 1);
    return { start, value, around: meter.tokens - before - value.tokens };
  };

  return readValue(0, true);
}

function isClosing(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit === 0x7d || unit === 0x5d;
}

/** Just behind the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at + 1;
}

/** Just behind a number or a word: at the comma, the bracket, or the text's end. */
function endOfWord(text: string, start: number): number {
  let at = start;
  while (at < text.length && text.charCodeAt(at) !== 0x2c && !isClosing(text, at)) at += 1;
  return at;
}
