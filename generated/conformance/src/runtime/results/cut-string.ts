import { TokenMeter } from "./token-meter.ts";

/** The start of a text. */
export interface Beginning {
  /** Index just behind it. */
  readonly end: number;
  /** Characters in it and behind it (UTF-16), an escape being one. */
  readonly shown: number;
  readonly left: number;
}

/** How far `tokens` reach into a text. */
export function beginningOf(
  text: string,
  { start, end, isEscaped }: { readonly start: number; readonly end: number; readonly isEscaped: boolean },
  tokens: number,
): Beginning {
  const meter = new TokenMeter();
  let at = start;
  while (at < end) {
    const width = isEscaped ? widthOfEscaped(text, at) : widthAt(text, at);
    meter.read(text, at, at + width);
    if (meter.tokens > tokens) break;
    at += width;
  }
  const length = isEscaped ? decodedLength : plainLength;
  return { end: at, shown: length(text, start, at), left: length(text, at, end) };
}

/** A pair of surrogates is one character. */
function widthAt(text: string, at: number): number {
  return isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1)) ? 2 : 1;
}

/** An escape is one character, and two are where they write a pair of surrogates (RFC 8259, 7). */
function widthOfEscaped(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x5c) return widthAt(text, at);
  if (text.charCodeAt(at + 1) !== 0x75) return 2;
  const isPair = isHigh(escapedUnit(text, at)) && text.startsWith("\\u", at + 6) && isLow(escapedUnit(text, at + 6));
  return isPair ? 12 : 6;
}

function escapedUnit(text: string, at: number): number {
  return Number.parseInt(text.slice(at + 2, at + 6), 16);
}

function decodedLength(text: string, start: number, end: number): number {
  let length = 0;
  for (let at = start; at < end; length += 1) {
    if (text.charCodeAt(at) === 0x5c) at += text.charCodeAt(at + 1) === 0x75 ? 6 : 2;
    else at += 1;
  }
  return length;
}

function plainLength(_: string, start: number, end: number): number {
  return end - start;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
