/** Identifiers made from document text, in an alphabet of our own: ASCII letters, digits, `_`. */
import { splitWords } from "../../identifier-case.ts";

/** Words that name something already where a generated identifier may stand. A space separates. */
const RESERVED: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(Object.prototype),
  // ECMA-262 12.7.2, strict mode and modules included, and what may not be bound there.
  ..."arguments as async await break case catch class const continue debugger default delete do else enum eval export extends false".split(
    " ",
  ),
  ..."finally for from function get if implements import in instanceof interface let new null of package private protected".split(
    " ",
  ),
  ..."public return set static super switch this throw true try typeof undefined using var void while with yield".split(
    " ",
  ),
  // TypeScript's own types, which an interface or alias may not be called.
  ..."any asserts bigint boolean declare infer is keyof module namespace never number object readonly require".split(
    " ",
  ),
  ..."satisfies string symbol type unique unknown".split(" "),
  // Globals that generated code, or a reader of it, means by their names; `then` makes a module a thenable for `import()`.
  ..."Array Awaited Blob Boolean Date Error Exclude Extract File Function Infinity JSON Map Math NaN Object Omit Partial Pick".split(
    " ",
  ),
  ..."Promise Proxy Readonly ReadonlyArray ReadonlyMap ReadonlySet Record RegExp Required Set String Number Symbol Uint8Array URL".split(
    " ",
  ),
  ..."exports fetch globalThis process then".split(" "),
]);

/** Whether a name means something else in TypeScript: a keyword, a built-in type, a global, or what every object inherits. */
export function isReservedWord(name: string): boolean {
  return RESERVED.has(name);
}

/**
 * Text as a PascalCase identifier, for types: `list HTTP-servers` -> `ListHttpServers`.
 *
 * @param fallback - for text without any ASCII letter or digit; an identifier
 */
export function pascalCase(text: string, fallback = "Unnamed"): string {
  return safe(words(text).map(capitalize).join(""), fallback);
}

/**
 * Text as a camelCase identifier, for values: `list HTTP-servers` -> `listHttpServers`.
 *
 * @param fallback - for text without any ASCII letter or digit; an identifier
 */
export function camelCase(text: string, fallback = "unnamed"): string {
  const [first = "", ...rest] = words(text);
  return safe(first + rest.map(capitalize).join(""), fallback);
}

/**
 * Text as a snake_case identifier: `list HTTP-servers` -> `list_http_servers`.
 *
 * @param fallback - for text without any ASCII letter or digit; an identifier
 */
export function snakeCase(text: string, fallback = "unnamed"): string {
  return safe(words(text).join("_"), fallback);
}

/** The name itself, or with the first number from 2 on that makes it new. Depends on the order of asking. */
export function distinctName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}${String(number)}`;
    if (!taken.has(candidate)) {
      return candidate;
    }
  }
}

function words(text: string): readonly string[] {
  return splitWords(text).map((word) => word.toLowerCase());
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function safe(name: string, fallback: string): string {
  const filled = name === "" ? fallback : name;
  const started = /^\d/u.test(filled) ? `_${filled}` : filled;
  return isReservedWord(started) ? `${started}_` : started;
}
