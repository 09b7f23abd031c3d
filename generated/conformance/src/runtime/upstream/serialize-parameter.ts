import type { ParameterDefinition, ParameterStyle } from "../surface-types.ts";
import { deepObjectEntries } from "./deep-object.ts";
import { pathEncoder, percentEncode, queryEncoder } from "./percent-encode.ts";
import type { Encode } from "./percent-encode.ts";
import { refuseArgument } from "./upstream-error.ts";
import { contentText, isAbsent, isRecord, valueText } from "./value-text.ts";

/** What of a parameter its serialisation depends on; form fields have the same. */
export type Serialization = Pick<
  ParameterDefinition,
  "argument" | "name" | "style" | "explode" | "allowReserved" | "contentType"
>;

/** How a style writes its values: the columns of RFC 6570, appendix A, with the delimiters of OpenAPI 3.1.1, 4.8.12.6. */
interface Expansion {
  readonly prefix: string;
  readonly separator: string;
  readonly named: boolean;
  /** What follows the name when the value is empty. */
  readonly ifEmpty: string;
  /** Stands between the values that `explode: false` puts together. */
  readonly delimiter: string;
  /** The character that no value of a list or object may hold, since nothing would tell it from the delimiter or separator. */
  readonly forbidden?: string;
  readonly forbiddenExploded?: string;
}

const FORM: Expansion = { prefix: "", separator: "&", named: true, ifEmpty: "=", delimiter: "," };
/** OpenAPI 3.2, 4.12.3: form, but nothing is percent-encoded. */
const COOKIE: Expansion = { ...FORM, forbidden: "," };
const EXPANSIONS: { readonly [style in ParameterStyle]: Expansion } = {
  simple: { prefix: "", separator: ",", named: false, ifEmpty: "", delimiter: "," },
  label: { prefix: ".", separator: ".", named: false, ifEmpty: "", delimiter: ",", forbiddenExploded: "." },
  matrix: { prefix: ";", separator: ";", named: true, ifEmpty: "", delimiter: "," },
  form: FORM,
  cookie: COOKIE,
  deepObject: FORM,
  spaceDelimited: { ...FORM, delimiter: "%20", forbidden: " " },
  pipeDelimited: { ...FORM, delimiter: "%7C", forbidden: "|" },
};
const HEADER: Expansion = { ...EXPANSIONS.simple, forbidden: ",", forbiddenExploded: "," };

/** A path parameter's expansion, percent-encoded: what replaces `{name}`. Empty for an empty list. */
export function serializePathParameter(parameter: Serialization, value: unknown): string {
  const encode = pathEncoder(parameter.allowReserved === true);
  const expansion = EXPANSIONS[parameter.style];
  const parts = expand({ parameter, expansion, encode, name: percentEncode(parameter.name) }, value);
  return parts.length === 0 ? "" : expansion.prefix + parts.join(expansion.separator);
}

/** A query parameter's `name=value` pairs, percent-encoded: none for null, undefined, an empty list or object. */
export function serializeQueryParameter(
  parameter: Serialization,
  value: unknown,
  nulls: "omit" | "empty" = "omit",
): readonly string[] {
  const name = percentEncode(parameter.name);
  if (isAbsent(value)) {
    return nulls === "empty" && value === null ? [`${name}=`] : [];
  }
  const expansion = EXPANSIONS[parameter.style];
  const encode = queryEncoder(parameter.allowReserved === true, parameter.explode ? "" : ",");
  if (parameter.style === "deepObject" && parameter.contentType === undefined) {
    return deepObjectEntries(parameter, value, nulls).map(([key, text]) => `${percentEncode(key)}=${encode(text)}`);
  }
  return expand({ parameter, expansion, encode, name }, value);
}

/** A header parameter's value (always `simple`), not percent-encoded: headers carry what they are given. Undefined: send no header. */
export function serializeHeaderParameter(parameter: Serialization, value: unknown): string | undefined {
  const parts = expand({ parameter, expansion: HEADER, encode: asItIs, name: parameter.name }, value);
  return parts.length === 0 ? undefined : parts.join(",");
}

/**
 * A cookie parameter's `name=value` pairs: percent-encoded (RFC 6265, 4.1.1 allows neither spaces nor semicolons), but as they
 * are in style `cookie` (OpenAPI 3.2, 4.12.3).
 */
export function serializeCookieParameter(parameter: Serialization, value: unknown): readonly string[] {
  if (parameter.style === "cookie") {
    return expand({ parameter, expansion: COOKIE, encode: asItIs, name: parameter.name }, value).map((pair) =>
      assertCookiePair(pair, parameter.argument),
    );
  }
  return expand({ parameter, expansion: FORM, encode: percentEncode, name: percentEncode(parameter.name) }, value);
}

interface Target {
  readonly parameter: Serialization;
  readonly expansion: Expansion;
  readonly encode: Encode;
  /** The name as it is written. */
  readonly name: string;
}

/** RFC 6570, 3.2.1: the parts of one value, to be joined by the style's separator. */
function expand(target: Target, value: unknown): readonly string[] {
  const { parameter, encode } = target;
  if (isAbsent(value)) {
    return [];
  }
  if (parameter.contentType !== undefined) {
    return [named(target, encode(contentText(value, parameter.contentType, parameter.argument)))];
  }
  if (Array.isArray(value)) {
    return expandTexts(
      target,
      value.filter((item) => !isAbsent(item)).map((item) => valueText(item, parameter.argument)),
    );
  }
  if (isRecord(value)) {
    return expandMembers(target, value);
  }
  return [named(target, encode(valueText(value, parameter.argument)))];
}

function expandTexts(target: Target, texts: readonly string[]): readonly string[] {
  if (texts.length === 0) {
    return [];
  }
  if (target.parameter.explode) {
    return texts.map((text) => named(target, encodeText(target, text)));
  }
  return [named(target, texts.map((text) => encodeText(target, text)).join(target.expansion.delimiter))];
}

function expandMembers(target: Target, value: Readonly<Record<string, unknown>>): readonly string[] {
  const { parameter, expansion } = target;
  const members = Object.entries(value)
    .filter(([, member]) => !isAbsent(member))
    .map(([key, member]) => [valueText(key, parameter.argument), valueText(member, parameter.argument)] as const);
  if (members.length === 0) {
    return [];
  }
  const encoded = members.map(([key, text]) => [encodeText(target, key), encodeText(target, text)] as const);
  if (parameter.explode) {
    return encoded.map(([key, text]) => `${key}=${text}`);
  }
  return [named(target, encoded.flat().join(expansion.delimiter))];
}

/** Encodes one of several values; what could be taken for a delimiter is refused instead of sending something else. */
function encodeText({ parameter, expansion, encode }: Target, text: string): string {
  const forbidden = parameter.explode ? expansion.forbiddenExploded : expansion.forbidden;
  if (forbidden !== undefined && text.includes(forbidden)) {
    refuseArgument(
      parameter.argument,
      `an item holds ${JSON.stringify(forbidden)}, which the API reads as the end of an item.`,
    );
  }
  return encode(text);
}

function named({ expansion, name }: Target, encoded: string): string {
  if (!expansion.named) {
    return encoded;
  }
  return encoded === "" ? name + expansion.ifEmpty : `${name}=${encoded}`;
}

/** RFC 6265, 4.1.1, with the white space and quotes that servers take as they are. */
function assertCookiePair(pair: string, argument: string): string {
  return /^[\x20-\x3A\x3C-\x7E]*$/.test(pair)
    ? pair
    : refuseArgument(argument, "cannot be sent in a cookie.", "visible ASCII characters but the semicolon.");
}

function asItIs(text: string): string {
  return text;
}
