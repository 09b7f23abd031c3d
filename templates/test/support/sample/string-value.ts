import { patternText } from "./pattern-text.ts";
import type { Schema } from "./schema.ts";

/** Text for a string schema. @param unique a number that no other value of the call has */
export interface StringWish {
  readonly unique: number;
  /** Text that holds characters which mean something in URLs, where the schema leaves it free. */
  readonly isReserved: boolean;
}

/** A string that a schema allows, with the wish's number in it where there is room; undefined when none was found. */
export function stringValue(schema: Schema, wish: StringWish): string | undefined {
  const { pattern, format } = schema;
  const min = numberOf(schema["minLength"]) ?? 0;
  const max = numberOf(schema["maxLength"]) ?? Number.POSITIVE_INFINITY;
  if (min > 1_000_000 || max < min) return undefined;
  if (typeof pattern === "string") return fromPattern(schema, pattern, wish, { min, max });
  const formatted = typeof format === "string" ? formats[format]?.(wish.unique) : undefined;
  if (formatted !== undefined) return fit(formatted, min, max, false);
  if (schema["contentEncoding"] === "base64") return Buffer.from(token(wish)).toString("base64");
  return fit(token(wish), min, max, true);
}

interface Length {
  readonly min: number;
  readonly max: number;
}

function fromPattern(schema: Schema, pattern: string, wish: StringWish, { min, max }: Length): string | undefined {
  const { pattern: _, ...open } = schema;
  const candidates = [
    stringValue(open, { ...wish, isReserved: false }),
    patternText(pattern, { unique: wish.unique, minLength: min }),
  ];
  return candidates.find(
    (text) =>
      text !== undefined &&
      charactersOf(text).length >= min &&
      charactersOf(text).length <= max &&
      matches(pattern, text),
  );
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, "u").test(text);
  } catch {
    try {
      return new RegExp(pattern).test(text);
    } catch {
      return true;
    }
  }
}

/** Lengths of JSON Schema count code points. */
function charactersOf(text: string): readonly string[] {
  return Array.from(text);
}

function token({ unique, isReserved }: StringWish): string {
  return isReserved ? `v${unique}/a b&c=d+e%f?g#h:\u00E9` : `v${unique}`;
}

/** Padded or cut; what a format says cannot be cut. */
function fit(text: string, min: number, max: number, isFree: boolean): string | undefined {
  const characters = charactersOf(text);
  if (characters.length < min) return isFree ? text.padEnd(min, "x") : undefined;
  if (characters.length <= max) return text;
  // The end differs from value to value, the start does not.
  return isFree
    ? text
        .replaceAll(/[^a-zA-Z0-9]/g, "")
        .slice(-Math.max(max, 0))
        .slice(0, max)
    : undefined;
}

const two = (value: number): string => String(value).padStart(2, "0");
const time = (unique: number): string =>
  `${two(Math.floor(unique / 3600) % 24)}:${two(Math.floor(unique / 60) % 60)}:${two(unique % 60)}`;
const date = (unique: number): string =>
  `20${two(20 + (Math.floor(unique / 336) % 20))}-${two(1 + (Math.floor(unique / 28) % 12))}-${two(1 + (unique % 28))}`;

const formats: { readonly [format: string]: (unique: number) => string } = {
  date,
  "date-time": (unique) => `${date(unique)}T${time(unique)}Z`,
  time: (unique) => `${time(unique)}Z`,
  duration: (unique) => `PT${unique}S`,
  uuid: (unique) => `6f1c2a3b-4d5e-4f60-8a7b-${unique.toString(16).padStart(12, "0")}`,
  email: (unique) => `v${unique}@example.com`,
  "idn-email": (unique) => `v${unique}@example.com`,
  hostname: (unique) => `v${unique}.example.com`,
  "idn-hostname": (unique) => `v${unique}.example.com`,
  ipv4: (unique) => `10.0.${Math.floor(unique / 250) % 250}.${1 + (unique % 250)}`,
  ipv6: (unique) => `2001:db8::${(unique % 65_535).toString(16)}`,
  uri: (unique) => `https://example.com/v${unique}`,
  url: (unique) => `https://example.com/v${unique}`,
  iri: (unique) => `https://example.com/v${unique}`,
  "uri-reference": (unique) => `/v${unique}`,
  "iri-reference": (unique) => `/v${unique}`,
  "uri-template": (unique) => `/v${unique}/{id}`,
  "json-pointer": (unique) => `/v${unique}`,
  "relative-json-pointer": (unique) => String(unique),
  regex: (unique) => `^v${unique}$`,
  byte: (unique) => Buffer.from(`v${unique}`).toString("base64"),
  int64: String,
  int32: String,
  decimal: (unique) => `${unique}.5`,
};

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
