/**
 * Document text in TypeScript: only ever as data (a literal, a quoted key) or as a comment, never as code. For other languages see
 * `quote/`: data.ts (JSON, YAML), markup.ts (Markdown, HTML), shell.ts (shell, `.env`), identifier.ts (names), plain-text.ts (models).
 * There is no other way by which text of a document enters an emitted file.
 */
import { plainText, replaceInvisible } from "../plain-text.ts";

/** Deeper than any document that stage 1 lets through, shallow enough for every parser's stack. */
const MAX_DEPTH = 500;

/** Names that every object inherits: as keys or identifiers they are read where nothing was written. */
const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Characters per comment: enough for any description that is still read beside code. */
const COMMENT_LENGTH = 2000;

/**
 * A string as a TypeScript string literal, in double quotes, on one line: an expression, a literal type, or a quoted property name
 * (but see {@link propertyKey}). Invisible characters are escaped, so that what a reader sees is what the compiler sees
 * (CVE-2021-42574), and so is what would end a `<script>` element.
 */
export function stringLiteral(text: string): string {
  return escapeInvisible(JSON.stringify(text)).replaceAll(/<(?=\/?script|!--)/giu, String.raw`\u003c`);
}

/**
 * A JSON-like value as a TypeScript expression on one line, equal to the value when it is evaluated. Put it after `=`, `:`, `(` or
 * `,`: at the start of a statement an object would read as a block. Its type fits readonly members only. Strings, finite numbers, booleans and `null` are also
 * literal types. No identifier occurs in it but plain property names. Members that are `undefined` are left out.
 *
 * @throws TypeError for what is no data: functions, symbols, bigints, `undefined` itself or in an array, instances of classes,
 * and what is nested deeper than 500 levels or holds itself
 */
export function literal(value: unknown): string {
  return print(value, 0);
}

/**
 * A property name for an object literal, an interface or an object type: bare when it is an ASCII identifier, else quoted. Two
 * kinds come out computed. `__proto__`, since `{ "__proto__": x }` sets the prototype (ECMA-262, B.3.1); and names of foreign
 * letters, since a formatter takes their quotes away when its Unicode calls them identifiers, and the compiler's may be older.
 */
export function propertyKey(name: string): string {
  if (/^[A-Za-z_$][A-Za-z0-9_$]*$/u.test(name) && !INHERITED.has(name)) {
    return name;
  }
  const foreign = /[\u{80}-\u{10FFFF}]/u.test(name) && /^[\w$\u{80}-\u{10FFFF}]+$/u.test(name);
  return foreign || name === "__proto__" ? `[${stringLiteral(name)}]` : stringLiteral(name);
}

/**
 * Text as a TSDoc comment, to stand above a declaration or member: one line or several, without a line end after it. Nothing in
 * it ends the comment, starts a tag or an inline link, or is read as a directive (`@ts-ignore`, `@jsxImportSource`). Empty when there
 * is nothing to say.
 *
 * @param maxLength - in code points, before escaping
 */
export function comment(text: string, maxLength: number = COMMENT_LENGTH): string {
  const lines = plainText(text, maxLength).split("\n").map(escapeCommentLine);
  const [first = ""] = lines;
  if (lines.length === 1) {
    return first === "" ? "" : `/** ${first} */`;
  }
  return ["/**", ...lines.map((line) => ` * ${line}`.trimEnd()), " */"].join("\n");
}

/** Escapes invisible characters in text that has only complete escapes, such as JSON's. Leaves `\n`, which only layout has there. */
export function escapeInvisible(json: string): string {
  return replaceInvisible(json, (character) => (character === "\n" ? character : unicodeEscape(character)));
}

function unicodeEscape(character: string): string {
  return character
    .split("")
    .map((unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, "0"))
    .join("");
}

function print(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) {
    throw new TypeError(`A value is nested deeper than ${String(MAX_DEPTH)} levels, or holds itself.`);
  }
  if (typeof value === "string") {
    return stringLiteral(value);
  }
  if (typeof value === "number") {
    return printNumber(value);
  }
  if (typeof value === "boolean" || value === null) {
    return String(value);
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item) => print(item, depth + 1)).join(", ")}]`;
  }
  if (typeof value === "object" && isPlain(value)) {
    return printObject(value, depth);
  }
  throw new TypeError(`Only JSON-like data can be written as a literal, not ${describe(value)}.`);
}

function printObject(value: object, depth: number): string {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (members.length === 0) {
    return "{}";
  }
  return `{ ${members.map(([key, member]) => `${propertyKey(key)}: ${printMember(key, member, depth + 1)}`).join(", ")} }`;
}

/**
 * TypeScript takes the context of a member that every object inherits from `Object`, not from an index signature, and then widens the
 * strings in it; an assertion keeps them.
 */
function printMember(key: string, member: unknown, depth: number): string {
  const printed = print(member, depth);
  return INHERITED.has(key) && typeof member === "object" && member !== null ? `${printed} as const` : printed;
}

/** Infinity and NaN are no JSON, but `1e400` in JSON and `.nan` in YAML are read as such: written without a name that could be shadowed. */
function printNumber(value: number): string {
  if (Number.isNaN(value)) {
    return "0 / 0";
  }
  if (Number.isFinite(value)) {
    return Object.is(value, -0) ? "-0" : String(value);
  }
  return value > 0 ? "1e999" : "-1e999";
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  return typeof value === "object" && value !== null ? "an instance of a class" : `a value of type ${typeof value}`;
}

/** `*\/` as protobuf-es writes it. `@` is a tag only at a line's start or after `{`, but TypeScript looks for `@jsx` and `@ts-` anywhere. */
function escapeCommentLine(line: string): string {
  return line
    .replaceAll("*/", String.raw`*\/`)
    .replaceAll(/(?<![\w.])@/gu, String.raw`\@`)
    .replaceAll(/@(?=jsx|ts-)/giu, "@ ")
    .replace(/^\//u, String.raw`\/`);
}
