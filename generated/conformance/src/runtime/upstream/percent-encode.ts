import { refuseArgument } from "./upstream-error.ts";

/** Turns text into what may stand at one place of a request. */
export type Encode = (text: string) => string;

const LONE_SURROGATE = /\p{Surrogate}/u;
const TRIPLE = /(%[0-9A-Fa-f]{2})/;

/** RFC 3986 reserved characters that mean nothing inside one path segment: never `/`, `?`, `#` (OpenAPI 3.2, Path Templating). */
const RESERVED_IN_SEGMENT = ":@!$&'()*+,;=";

/**
 * Reserved characters that change nothing in a query that is read as a form: without `#` (ends the query), `&` (ends the pair),
 * `+` (read as a space) and the brackets, which RFC 3986 does not allow in a query.
 */
const RESERVED_IN_QUERY = ":/?@!$'()*,;=";

/** Percent-encodes everything but RFC 3986 unreserved characters, as RFC 6570 simple expansion does. The text must be well formed. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, encodeCharacter);
}

/** An encoder for values in the path; `allowReserved` is RFC 6570 reserved expansion, within one segment. */
export function pathEncoder(allowReserved: boolean): Encode {
  return allowReserved ? (text) => encodeKeeping(text, RESERVED_IN_SEGMENT) : percentEncode;
}

/** An encoder for values in a query or form body; `without` is kept encoded because it delimits. */
export function queryEncoder(allowReserved: boolean, without = ""): Encode {
  if (!allowReserved) {
    return percentEncode;
  }
  const kept = without === "" ? RESERVED_IN_QUERY : RESERVED_IN_QUERY.replace(without, "");
  return (text) => encodeKeeping(text, kept);
}

/** Refuses text that UTF-8 cannot carry (lone surrogates), which `encodeURIComponent` would throw on. */
export function assertWellFormed(text: string, argument: string): void {
  if (LONE_SURROGATE.test(text)) {
    refuseArgument(argument, "holds half of a surrogate pair, which is no character.", "well-formed Unicode text.");
  }
}

/** Percent-encoded triples pass unchanged, as RFC 6570, 3.2.3 has it. */
function encodeKeeping(text: string, kept: string): string {
  return text
    .split(TRIPLE)
    .map((piece, index) => (index % 2 === 1 ? piece : encodeAllBut(piece, kept)))
    .join("");
}

function encodeAllBut(text: string, kept: string): string {
  return percentEncode(text).replaceAll(/%[0-7][0-9A-F]/g, (triple) => {
    const character = String.fromCharCode(Number.parseInt(triple.slice(1), 16));
    return kept.includes(character) ? character : triple;
  });
}

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
