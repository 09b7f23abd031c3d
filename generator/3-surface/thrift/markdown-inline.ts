/**
 * Stands before a link's text in what {@link plainInline} returns. A control character: `plainText` has taken any of the
 * document's own out, and takes these out at the end.
 */
export const linkMark = "\u0001";

/** Characters within which the end of a span is looked for: what opens and never closes costs no more. */
const maxSpan = 600;
/** Spans within spans: emphasis in a link in emphasis. */
const maxNesting = 4;

interface Span {
  /** What stands for it. */
  readonly text: string;
  /** Index after it. */
  readonly end: number;
}

type ReadSpan = (text: string, at: number, nesting: number) => Span | undefined;

/** What a character may begin. */
const readers: ReadonlyMap<string, ReadSpan> = new Map<string, ReadSpan>([
  ["`", readCode],
  ["\\", readEscape],
  ["!", readImage],
  ["[", readLink],
  ["*", readEmphasis],
  ["_", readEmphasis],
  ["~", readEmphasis],
  ["<", readAutolink],
  ["&", readEntity],
]);

/**
 * Markdown within one block (CommonMark 0.31, 6) -> its words: links become their text behind a {@link linkMark}, images go,
 * emphasis and escapes are taken off, code spans stay as they are. Each character is looked at a bounded number of times.
 */
export function plainInline(text: string, nesting: number = maxNesting): string {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length;) {
    const span = readers.get(text.charAt(at))?.(text, at, nesting);
    if (span === undefined) {
      at += 1;
      continue;
    }
    parts.push(text.slice(start, at), span.text);
    start = span.end;
    at = span.end;
  }
  return parts.join("") + text.slice(start);
}

/** How often the character at `at` is repeated. */
function runLength(text: string, at: number): number {
  const character = text.charAt(at);
  let end = at + 1;
  while (end - at < 8 && text.charAt(end) === character) end += 1;
  return end - at;
}

/** Where `wanted` stands next, at most {@link maxSpan} characters on. */
function find(text: string, wanted: string, from: number): number {
  const index = text.slice(from, from + maxSpan).indexOf(wanted);
  return index < 0 ? -1 : from + index;
}

function readCode(text: string, at: number): Span | undefined {
  const run = "`".repeat(runLength(text, at));
  const close = find(text, run, at + run.length);
  if (close < 0) return { text: run, end: at + run.length };
  const content = text.slice(at + run.length, close).trim();
  return { text: content.includes("`") ? `${run}${content}${run}` : `\`${content}\``, end: close + run.length };
}

function readEscape(text: string, at: number): Span | undefined {
  const next = text.charAt(at + 1);
  return /^[!-/:-@[-`{-~]$/.test(next) ? { text: next, end: at + 2 } : undefined;
}

function readImage(text: string, at: number): Span | undefined {
  const link = text.charAt(at + 1) === "[" ? linkAt(text, at + 1) : undefined;
  return link === undefined ? undefined : { text: "", end: link.end };
}

function readLink(text: string, at: number, nesting: number): Span | undefined {
  const link = linkAt(text, at);
  if (link === undefined) return undefined;
  const label = nesting > 0 ? plainInline(link.text, nesting - 1) : link.text;
  return { text: `${linkMark}${label.trim()}`, end: link.end };
}

/** `[label](target)` and `[label][name]`: the label, and where the whole ends. */
function linkAt(text: string, at: number): Span | undefined {
  const close = closing(text, at, "[", "]");
  if (close < 0) return undefined;
  const next = text.charAt(close + 1);
  if (next !== "(" && next !== "[") return undefined;
  const end = closing(text, close + 1, next, next === "(" ? ")" : "]");
  return end < 0 ? undefined : { text: text.slice(at + 1, close), end: end + 1 };
}

/** Index of the bracket that closes the one at `at`. */
function closing(text: string, at: number, open: string, close: string): number {
  let depth = 0;
  const last = Math.min(text.length, at + maxSpan);
  for (let index = at; index < last; index++) {
    const character = text.charAt(index);
    if (character === "\\") index += 1;
    else if (character === open) depth += 1;
    else if (character === close && --depth === 0) return index;
  }
  return -1;
}

/** Between words: `*.example.com`, `a_b` and `2 * 3` are no emphasis. */
function readEmphasis(text: string, at: number, nesting: number): Span | undefined {
  const length = runLength(text, at);
  const run = text.slice(at, at + length);
  const from = at + length;
  const literal = { text: run, end: from };
  if (nesting === 0 || (run.startsWith("~") && length !== 2)) return literal;
  if (isWordCharacter(text.charAt(at - 1)) || !/^[^\s.,;:)]$/.test(text.charAt(from))) return literal;
  for (let close = find(text, run, from); close > 0 && close < at + maxSpan; close = find(text, run, close + length)) {
    const after = text.charAt(close + length);
    if (/\s/.test(text.charAt(close - 1)) || isWordCharacter(after) || after === run.charAt(0)) continue;
    return { text: plainInline(text.slice(from, close), nesting - 1), end: close + length };
  }
  return literal;
}

function isWordCharacter(character: string): boolean {
  return /^[\p{L}\p{N}_]$/u.test(character);
}

function readAutolink(text: string, at: number): Span | undefined {
  const close = find(text, ">", at);
  const target = close < 0 ? "" : text.slice(at + 1, close);
  return /^https?:\/\/\S+$/.test(target) ? { text: target, end: close + 1 } : undefined;
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&nbsp;", " "],
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&apos;", "'"],
  ["&#39;", "'"],
]);

function readEntity(text: string, at: number): Span | undefined {
  const near = text.slice(at, at + 8);
  const entity = near.slice(0, near.indexOf(";") + 1);
  const character = entities.get(entity);
  return character === undefined ? undefined : { text: character, end: at + entity.length };
}
