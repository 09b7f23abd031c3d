/**
 * Text that matches a simple pattern: literals, classes, groups, alternatives, quantifiers and anchors. Look-around, back references
 * and anything else that it does not know give undefined, and so does a result that the pattern itself refuses.
 */
export function patternText(
  pattern: string,
  wanted: { readonly unique: number; readonly minLength: number },
): string | undefined {
  const parser = { source: pattern, at: 0 };
  try {
    const tree = parseAlternatives(parser);
    if (parser.at !== pattern.length) return undefined;
    const regex = compile(pattern);
    for (const repeat of [2, 4, 8, 1, 0, 16, wanted.minLength]) {
      const text = write(tree, { digits: String(wanted.unique).padStart(3, "7"), used: 0, repeat });
      if (text.length >= wanted.minLength && regex.test(text)) return text;
    }
    return undefined;
  } catch (error) {
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
}

/** A part of a pattern that the generator of texts does not know. */
class UnknownSyntax extends Error {}

type Tree =
  | { readonly kind: "sequence"; readonly items: readonly Tree[] }
  | { readonly kind: "choice"; readonly options: readonly Tree[] }
  | { readonly kind: "repeat"; readonly item: Tree; readonly min: number; readonly max: number }
  | { readonly kind: "class"; readonly characters: readonly string[] };

interface Parser {
  readonly source: string;
  at: number;
}

interface Writing {
  /** Digits that make texts of one pattern differ. */
  readonly digits: string;
  used: number;
  /** How often an open quantifier repeats. */
  readonly repeat: number;
}

/** As JSON Schema says with the flag `u`; documents that only run without it are matched without it. */
function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    return new RegExp(pattern);
  }
}

function write(tree: Tree, writing: Writing): string {
  switch (tree.kind) {
    case "sequence":
      return tree.items.map((item) => write(item, writing)).join("");
    case "choice":
      return write(tree.options[0] as Tree, writing);
    case "repeat": {
      const times = Math.min(Math.max(tree.min, writing.repeat), tree.max);
      return Array.from({ length: times }, () => write(tree.item, writing)).join("");
    }
    case "class":
      return pick(tree.characters, writing);
  }
}

/** A class that has digits takes the next digit of the unique number; the others take turns. */
function pick(characters: readonly string[], writing: Writing): string {
  const position = writing.used;
  writing.used++;
  const digit = writing.digits[position % writing.digits.length] ?? "7";
  if (characters.includes(digit) && characters.length > 1) return digit;
  const plain = characters.filter((character) => /[a-zA-Z0-9]/.test(character));
  const from = plain.length > 0 ? plain : characters;
  const [only] = characters;
  return (characters.length === 1 ? only : from[(Number(digit) + position) % from.length]) ?? "";
}

function parseAlternatives(parser: Parser): Tree {
  const options = [parseSequence(parser)];
  while (parser.source[parser.at] === "|") {
    parser.at++;
    options.push(parseSequence(parser));
  }
  return options.length === 1 ? (options[0] as Tree) : { kind: "choice", options };
}

function parseSequence(parser: Parser): Tree {
  const items: Tree[] = [];
  while (parser.at < parser.source.length && !["|", ")"].includes(parser.source[parser.at] ?? "")) {
    const atom = parseAtom(parser);
    if (atom !== undefined) items.push(parseQuantifier(parser, atom));
  }
  return { kind: "sequence", items };
}

function parseAtom(parser: Parser): Tree | undefined {
  const character = parser.source[parser.at] ?? "";
  parser.at++;
  if (character === "^" || character === "$") return undefined;
  if (character === "(") return parseGroup(parser);
  if (character === "[") return { kind: "class", characters: parseClass(parser) };
  if (character === ".") return { kind: "class", characters: alphanumerics };
  if (character === "\\") return parseEscape(parser);
  return { kind: "class", characters: [character] };
}

function parseGroup(parser: Parser): Tree {
  const rest = parser.source.slice(parser.at);
  const opening = /^\?(?::|<[A-Za-z_]\w*>)/.exec(rest)?.[0] ?? "";
  if (opening === "" && rest.startsWith("?")) throw new UnknownSyntax();
  parser.at += opening.length;
  const tree = parseAlternatives(parser);
  if (parser.source[parser.at] !== ")") throw new UnknownSyntax();
  parser.at++;
  return tree;
}

const alphanumerics: readonly string[] = [...range("a", "z"), ...range("A", "Z"), ...range("0", "9")];
const escapes: { readonly [letter: string]: readonly string[] } = {
  d: range("0", "9"),
  w: [...alphanumerics, "_"],
  s: [" "],
  S: alphanumerics,
  D: [...range("a", "z"), ...range("A", "Z")],
  n: ["\n"],
  r: ["\r"],
  t: ["\t"],
};

function parseEscape(parser: Parser): Tree | undefined {
  const characters = escapedCharacters(parser);
  return characters.length === 0 ? undefined : { kind: "class", characters };
}

function escapedCharacters(parser: Parser): readonly string[] {
  const letter = parser.source[parser.at] ?? "";
  parser.at++;
  const known = escapes[letter];
  if (known !== undefined) return known;
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]+)\})/.exec(parser.source.slice(parser.at - 1));
  if (code !== null) {
    parser.at += code[0].length - 1;
    return [String.fromCodePoint(Number.parseInt(code[1] ?? code[2] ?? code[3] ?? "61", 16))];
  }
  const property = /^p\{([^}]+)\}/.exec(parser.source.slice(parser.at - 1));
  if (property !== null) {
    parser.at += property[0].length - 1;
    const regex = new RegExp(`\\p{${property[1]}}`, "u");
    return [...alphanumerics, " ", "-", "_"].filter((character) => regex.test(character));
  }
  if (/[A-Za-z0-9]/.test(letter)) {
    if (letter === "b" || letter === "A" || letter === "z" || letter === "Z") return [];
    throw new UnknownSyntax();
  }
  return [letter];
}

function parseClass(parser: Parser): readonly string[] {
  const isNegated = parser.source[parser.at] === "^";
  if (isNegated) parser.at++;
  const members = new Set<string>();
  let first = true;
  while (parser.at < parser.source.length && (first || parser.source[parser.at] !== "]")) {
    first = false;
    for (const character of parseClassMember(parser)) members.add(character);
  }
  parser.at++;
  const found = isNegated ? alphanumerics.filter((character) => !members.has(character)) : [...members];
  if (found.length === 0) throw new UnknownSyntax();
  return found;
}

function parseClassMember(parser: Parser): readonly string[] {
  const start = parseClassCharacter(parser);
  const isRange = parser.source[parser.at] === "-" && !["]", undefined].includes(parser.source[parser.at + 1]);
  if (!isRange || start.length !== 1) return start;
  parser.at++;
  const end = parseClassCharacter(parser);
  const [from = "", to = ""] = [start[0], end[0]];
  return end.length === 1 && from <= to ? range(from, to) : [...start, "-", ...end];
}

function parseClassCharacter(parser: Parser): readonly string[] {
  const character = String.fromCodePoint(parser.source.codePointAt(parser.at) ?? 97);
  parser.at += character.length;
  return character === "\\" ? escapedCharacters(parser) : [character];
}

function range(from: string, to: string): readonly string[] {
  const [start, end] = [from.codePointAt(0) ?? 0, to.codePointAt(0) ?? 0];
  return Array.from({ length: Math.min(end - start + 1, 256) }, (_, index) => String.fromCodePoint(start + index));
}

function parseQuantifier(parser: Parser, item: Tree): Tree {
  const match = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(parser.source.slice(parser.at));
  if (match === null) return item;
  parser.at += match[0].length;
  const [, symbol, low = "0", comma, high] = match;
  if (symbol !== undefined) return { kind: "repeat", item, min: symbol === "+" ? 1 : 0, max: symbol === "?" ? 1 : 64 };
  const min = Number(low);
  return {
    kind: "repeat",
    item,
    min,
    max: comma === undefined ? min : high === undefined || high === "" ? Math.max(min, 64) : Number(high),
  };
}
