import type { DeclaredBody, DeclaredEncoding } from "./declared-operation.ts";
import { decodePairs, plusDecode, shapeOf, splitPairs } from "./decode-style.ts";
import type { Pair, Shape, Written } from "./decode-style.ts";
import { givenFile } from "./file-bytes.ts";
import type { GivenFile } from "./file-bytes.ts";
import { bodyKind, essence, fitsDeclared } from "./media-type.ts";
import { readParts } from "./multipart-parts.ts";
import type { ReceivedPart } from "./multipart-parts.ts";
import type { Problem } from "./problem.ts";
import { sameValue } from "./same-value.ts";
import type { Decoded } from "./same-value.ts";
import type { Fields } from "./source-document.ts";

const decoder = new TextDecoder();

/** Judges an urlencoded body: every field given is there with its value, by its Encoding Object, and nothing else is. */
export function judgeForm(declared: DeclaredBody, body: Uint8Array, fields: Fields): readonly Problem[] {
  const pairs = splitPairs(decoder.decode(body));
  const problems = wholeFirst(fields, declared).flatMap(([name, value]) =>
    judgeField(name, decodeField({ name, value, encoding: declared.encoding.get(name), fields }, pairs), value),
  );
  return [...problems, ...leftOver(pairs)];
}

/** An exploded object takes what no other field has, so that it comes last. */
function wholeFirst(fields: Fields, { encoding }: DeclaredBody): readonly (readonly [string, unknown])[] {
  const takesRest = ([name, value]: readonly [string, unknown]): boolean =>
    shapeOf(value) === "object" && encoding.get(name) !== undefined;
  return Object.entries(fields).toSorted((one, other) => Number(takesRest(one)) - Number(takesRest(other)));
}

interface GivenField {
  readonly name: string;
  readonly value: unknown;
  readonly encoding: DeclaredEncoding | undefined;
  /** All fields that were given: an exploded object owns only names that are nobody else's. */
  readonly fields: Fields;
}

/** OpenAPI 3.1.1, 4.8.15: with a style as in a query; else an object is JSON, a list repeats its name. */
function decodeField({ name, value, encoding, fields }: GivenField, pairs: readonly Pair[]): Decoded | undefined {
  const shape = shapeOf(value);
  if (isWrittenAsJson(shape, encoding)) {
    const own = pairs.filter((pair) => pair.name === name);
    for (const pair of own) pair.used = true;
    return own.length === 1 ? plusDecode(own[0]?.raw ?? "") : undefined;
  }
  const style = encoding?.style ?? "form";
  const written: Written = { name, style, explode: encoding?.explode ?? (style === "form" || style === "deepObject") };
  return decodePairs(written, pairs, shape, (other) => Object.hasOwn(fields, other));
}

function isWrittenAsJson(shape: Shape, encoding: DeclaredEncoding | undefined): boolean {
  if (encoding?.style !== undefined || encoding?.explode !== undefined) return false;
  return shape === "object" || (encoding?.contentType !== undefined && bodyKind(encoding.contentType) === "json");
}

function judgeField(name: string, decoded: Decoded | undefined, value: unknown): readonly Problem[] {
  if (isEmpty(value) && decoded === undefined) return [];
  const where = `body.${name}`;
  if (decoded === undefined) return [{ code: "argument-missing", where, message: "is not in the body" }];
  if (sameValue(decoded, value)) return [];
  return [{ code: "argument-changed", where, message: `${short(value)} was given, the body says ${short(decoded)}` }];
}

function leftOver(pairs: readonly Pair[]): readonly Problem[] {
  return pairs
    .filter(({ used }) => !used)
    .map(({ name, raw }) => ({
      code: "undeclared" as const,
      where: `body.${name}`,
      message: `nobody gave ${short(raw)}`,
    }));
}

/** Judges a multipart body: a part per value, files byte by byte with their names and types, and nothing else. */
export async function judgeMultipart(
  declared: DeclaredBody,
  body: Uint8Array,
  contentType: string,
  fields: Fields,
): Promise<readonly Problem[]> {
  let received: readonly ReceivedPart[];
  try {
    received = await readParts(body, contentType);
  } catch (error) {
    return [{ code: "content-type", where: "body", message: `is not a multipart body: ${String(error)}` }];
  }
  const parts = received.map((part) => ({ part, pair: { name: part.name, raw: rawText(part), used: false } }));
  const pairs = parts.map(({ pair }) => pair);
  const problems = wholeFirst(fields, declared).flatMap(([name, value]) => {
    const encoding = declared.encoding.get(name);
    // 4.8.15.1.2: `style` names the parts as a query would.
    if (encoding?.style !== undefined && shapeOf(value) !== "scalar")
      return judgeField(name, decodeField({ name, value, encoding, fields }, pairs), value);
    const own = parts.filter(({ pair }) => pair.name === name);
    for (const { pair } of own) pair.used = true;
    return judgeParts(
      name,
      value,
      encoding,
      own.map(({ part }) => part),
    );
  });
  return [...problems, ...leftOver(pairs)];
}

/** A part's text as a query would write it, its delimiters kept. */
function rawText({ bytes }: ReceivedPart): string {
  return encodeURIComponent(decoder.decode(bytes)).replaceAll("%2C", ",");
}

function judgeParts(
  name: string,
  value: unknown,
  encoding: DeclaredEncoding | undefined,
  own: readonly ReceivedPart[],
): readonly Problem[] {
  const where = `body.${name}`;
  const wantsJson = encoding?.contentType !== undefined && bodyKind(encoding.contentType) === "json";
  const items = Array.isArray(value) && !(wantsJson && own.length === 1) ? (value as readonly unknown[]) : [value];
  const given = items.filter((item) => item !== null && item !== undefined);
  if (own.length === 0 && given.length > 0) return [{ code: "argument-missing", where, message: "has no part" }];
  if (own.length !== given.length)
    return [
      { code: "argument-changed", where, message: `${given.length} values were given, ${own.length} parts came` },
    ];
  return given.flatMap((item, index) => judgePart(where, item, encoding, own[index] as ReceivedPart));
}

function judgePart(
  where: string,
  value: unknown,
  encoding: DeclaredEncoding | undefined,
  part: ReceivedPart,
): readonly Problem[] {
  const file = givenFile(value);
  const text = decoder.decode(part.bytes);
  if (file !== undefined && !sameValue(text, value)) return judgeFilePart(where, file, encoding, part);
  if (!sameValue(text, value))
    return [{ code: "argument-changed", where, message: `${short(value)} was given, the part says ${short(text)}` }];
  const isObject = typeof value === "object" && value !== null;
  return judgePartType(where, part, encoding?.contentType ?? (isObject ? "application/json" : undefined));
}

/** A file's own media type counts where the document allows it. */
function judgeFilePart(
  where: string,
  file: GivenFile,
  encoding: DeclaredEncoding | undefined,
  part: ReceivedPart,
): readonly Problem[] {
  const changed = (message: string): readonly Problem[] => [{ code: "argument-changed", where, message }];
  if (Buffer.compare(file.bytes, part.bytes) !== 0) return changed("the file has other bytes");
  if (file.filename !== undefined && part.filename !== file.filename)
    return changed(`the file is named ${short(part.filename)}`);
  const isDeclared = encoding?.contentType === undefined || fitsAny(file.mediaType ?? "", encoding.contentType);
  return judgePartType(where, part, isDeclared ? (file.mediaType ?? encoding?.contentType) : encoding.contentType);
}

function judgePartType(where: string, part: ReceivedPart, wanted: string | undefined): readonly Problem[] {
  const sent = part.mediaType ?? "text/plain";
  if (wanted === undefined || fitsAny(sent, wanted)) return [];
  return [{ code: "content-type", where, message: `the part is ${essence(sent)}, not ${wanted}` }];
}

function fitsAny(sent: string, declared: string): boolean {
  return declared.split(",").some((type) => fitsDeclared(sent, type.trim()));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);
}

/** A value in a message, cut. */
export function short(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
