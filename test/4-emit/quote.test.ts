import { deepStrictEqual } from "node:assert/strict";
import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { format } from "oxfmt";
import { ts } from "ts-morph";
import { describe, expect, it, test } from "vitest";
import { comment, escapeInvisible, literal, propertyKey, stringLiteral } from "../../generator/4-emit/quote.ts";
import { jsonLike, nastyText } from "./quote/nasty-text.ts";

describe("literal", () => {
  test.each<[string, unknown, string]>([
    ["text", `it's "so"`, String.raw`"it's \"so\""`],
    ["a template", "${x} `", '"${x} `"'],
    ["line ends", "a\n\r\u2028\u2029\u0085b", String.raw`"a\n\r\u2028\u2029\u0085b"`],
    ["NUL", "a\0b", String.raw`"a\u0000b"`],
    ["a lone surrogate", "\uD800", String.raw`"\ud800"`],
    ["a bidi override", "a\u202Eb", String.raw`"a\u202eb"`],
    ["a tag character", "\u{E0041}", String.raw`"\udb40\udc41"`],
    ["text that is only foreign", "日本語 👍", '"日本語 👍"'],
    ["the end of a script", "</script><!--<b>", String.raw`"\u003c/script>\u003c!--<b>"`],
    ["zero below nothing", -0, "-0"],
    ["a large number", 1e308, "1e+308"],
    ["a number too large", Number.NEGATIVE_INFINITY, "-1e999"],
    ["no number", Number.NaN, "0 / 0"],
    ["nothing", null, "null"],
    ["an empty object and array", [{}, []], "[{}, []]"],
    ["keys", { a: 1, "b-c": [true], constructor: 2 }, '{ a: 1, "b-c": [true], "constructor": 2 }'],
    ["a prototype key", JSON.parse('{"__proto__":{"x":1}}'), '{ ["__proto__"]: { x: 1 } as const }'],
    ["data under a name that objects inherit", { toString: { a: "b" } }, '{ "toString": { a: "b" } as const }'],
    ["an undefined member", { a: undefined, b: 1 }, "{ b: 1 }"],
  ])("writes %s", (_, value, want) => {
    expect(literal(value)).toBe(want);
  });

  const circular: unknown[] = [];
  circular.push(circular);
  test.each<[string, unknown, string]>([
    ["undefined", undefined, "Only JSON-like data can be written as a literal, not a value of type undefined."],
    [
      "undefined in an array",
      [undefined],
      "Only JSON-like data can be written as a literal, not a value of type undefined.",
    ],
    ["a bigint", 1n, "Only JSON-like data can be written as a literal, not a value of type bigint."],
    ["a function", () => 1, "Only JSON-like data can be written as a literal, not a value of type function."],
    ["a symbol", Symbol("x"), "Only JSON-like data can be written as a literal, not a value of type symbol."],
    ["a Map", new Map(), "Only JSON-like data can be written as a literal, not an instance of a class."],
    ["a circle", circular, "A value is nested deeper than 500 levels, or holds itself."],
  ])("refuses %s", (_, value, message) => {
    expect(() => literal(value)).toThrow(new TypeError(message));
  });

  it("is one line of one expression without names, and evaluates to the value", () => {
    fc.assert(
      fc.property(jsonLike, (value) => {
        const code = literal(value);
        expect(code).not.toMatch(/[\n\r\u2028\u2029]/u);
        expect(outline(`x(${code});`)).toEqual({ errors: 0, statements: 1, arguments: 1, names: ["x"] });
        deepStrictEqual(evaluate(code), value);
      }),
      { numRuns: 1000 },
    );
  });

  it("evaluates to the value after the formatter's reprint", async () => {
    await fc.assert(
      fc.asyncProperty(jsonLike, async (value) => {
        const { code, errors } = await format("x.ts", `export const x = ${literal(value)};`);
        expect(errors).toEqual([]);
        expect(outline(code)).toMatchObject({ errors: 0, statements: 1, names: ["x"] });
        deepStrictEqual(evaluate(code.replace("export const x =", "").trimEnd().replace(/;$/u, "")), value);
      }),
      { numRuns: 300 },
    );
  });

  it("leaves the deepest value it accepts within what the parser and the formatter bear", async () => {
    let value: unknown = 1;
    for (let depth = 0; depth < 500; depth++) {
      value = depth % 2 === 0 ? [value] : { a: value };
    }
    const { errors } = await format("x.ts", `export const x = ${literal(value)};`);
    expect(errors).toEqual([]);
  });
});

describe("stringLiteral", () => {
  it("holds no invisible character and reads as the text", () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const code = stringLiteral(text);
        expect(escapeInvisible(code)).toBe(code);
        expect(evaluate(code)).toBe(text);
      }),
    );
  });
});

describe("propertyKey", () => {
  test.each([
    ["berthId", "berthId"],
    ["$ref", "$ref"],
    ["default", "default"],
    ["", '""'],
    ["1", '"1"'],
    ["a-b", '"a-b"'],
    ["naïve", '["naïve"]'],
    ["naïve-2", '"naïve-2"'],
    ["constructor", '"constructor"'],
    ["__proto__", '["__proto__"]'],
    [`x"; y: any; "`, String.raw`"x\"; y: any; \""`],
  ])("writes %j", (name, want) => {
    expect(propertyKey(name)).toBe(want);
  });

  it("reads a long name once", () => {
    const name = `${"é".repeat(100_000)}-`;
    expect(propertyKey(name)).toBe(`"${name}"`);
  });

  it("is a key of that name in an object literal and an interface, before and after formatting", async () => {
    await fc.assert(
      fc.asyncProperty(nastyText, async (name) => {
        const source = `interface I { ${propertyKey(name)}?: string }\nconst o: I = { ${propertyKey(name)}: "" };\n`;
        const { code } = await format("x.ts", source);
        for (const text of [source, code]) {
          expect(memberNames(text)).toEqual({ errors: 0, interface: [name], object: [name] });
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    "new",
    "get",
    "set",
    "readonly",
    "static",
    "async",
    "in",
    "class",
    "await",
    "declare",
    "constructor",
    "0x1",
    "1e3",
    "9007199254740993",
    "\u{323B0}",
    "x\u{323B0}",
  ])("keeps %s a plain property", async (name) => {
    const { code } = await format(
      "x.ts",
      `interface I { ${propertyKey(name)}: string }\nconst o = { ${propertyKey(name)}: "" };\n`,
    );
    expect(memberNames(code)).toEqual({ errors: 0, interface: [name], object: [name] });
  });
});

describe("comment", () => {
  test.each([
    ["", ""],
    [" \n\u200B ", ""],
    ["Lists berths.", "/** Lists berths. */"],
    ["a */ b", String.raw`/** a *\/ b */`],
    ["*/*/", String.raw`/** *\/*\/ */`],
    ["/berths", String.raw`/** \/berths */`],
    ["@param x\n{@link y} a@b.c", "/**\n * \\@param x\n * {\\@link y} a@b.c\n */"],
    ["@ts-ignore x@jsx", String.raw`/** \@ ts-ignore x@ jsx */`],
    ["a\r\n\u2028\u2029\n\nb\tc\u202E", "/**\n * a\n *\n * b c\n */"],
  ])("writes %j", (text, want) => {
    expect(comment(text)).toBe(want);
  });

  it("is cut where the caller says", () => {
    expect(comment("one two three", 9)).toBe("/** one two… */");
  });

  it("adds no statement, tag, link or directive, before and after formatting", async () => {
    await fc.assert(
      fc.asyncProperty(nastyText, async (text) => {
        const source = `${comment(text)}\nconst x = 1;\n`;
        const { code } = await format("x.ts", source);
        for (const candidate of [source, code]) {
          expect(outline(candidate)).toMatchObject({ errors: 0, statements: 1, names: ["x"] });
          expect(documentation(candidate)).toEqual({ tags: 0, links: 0, directives: 0, pragmas: 0 });
        }
      }),
      { numRuns: 500 },
    );
  });
});

function evaluate(expression: string): unknown {
  return runInThisContext(ts.transpile(`(${expression})`, { target: ts.ScriptTarget.ESNext }));
}

/** Members of the parser's result that its types leave out. */
interface ParsedFile extends ts.SourceFile {
  readonly parseDiagnostics: readonly unknown[];
  readonly commentDirectives?: readonly unknown[];
  readonly pragmas: ReadonlyMap<string, unknown>;
}

function parse(source: string): ParsedFile {
  return ts.createSourceFile("x.ts", source, ts.ScriptTarget.Latest, true) as ParsedFile;
}

/** What a source is made of: how many statements, and which names stand anywhere but as property names. */
function outline(source: string): object {
  const file = parse(source);
  const names: string[] = [];
  let callArguments: number | undefined;
  const visit = (node: ts.Node): void => {
    if (
      ts.isIdentifier(node) &&
      !ts.isConstTypeReference(node.parent) &&
      !(ts.isPropertyAssignment(node.parent) && node.parent.name === node)
    ) {
      names.push(node.text);
    }
    if (ts.isCallExpression(node)) {
      callArguments = (callArguments ?? 0) + node.arguments.length;
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { errors: file.parseDiagnostics.length, statements: file.statements.length, arguments: callArguments, names };
}

function memberNames(source: string): object {
  const file = parse(source);
  const found: { interface: string[]; object: string[] } = { interface: [], object: [] };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertySignature(node)) {
      found.interface.push(nameOf(node.name));
    }
    if (ts.isPropertyAssignment(node)) {
      found.object.push(nameOf(node.name));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { errors: file.parseDiagnostics.length, ...found };
}

function nameOf(name: ts.PropertyName): string {
  const text = ts.isComputedPropertyName(name) ? name.expression : name;
  return ts.isIdentifier(text) || ts.isStringLiteral(text) || ts.isNumericLiteral(text)
    ? text.text
    : `not a name: ${name.getText()}`;
}

function documentation(source: string): object {
  const file = parse(source);
  let links = 0;
  let tags = 0;
  const visit = (node: ts.Node): void => {
    tags += ts.isJSDoc(node) ? (node.tags?.length ?? 0) : 0;
    links += ts.isJSDocLink(node) || ts.isJSDocLinkCode(node) || ts.isJSDocLinkPlain(node) ? 1 : 0;
    for (const child of node.getChildren(file)) {
      visit(child);
    }
  };
  visit(file);
  return { tags, links, directives: file.commentDirectives?.length ?? 0, pragmas: file.pragmas.size };
}
