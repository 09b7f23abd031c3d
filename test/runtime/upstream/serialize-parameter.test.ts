import { describe, expect, it } from "vitest";
import {
  serializeCookieParameter,
  serializeHeaderParameter,
  serializePathParameter,
  serializeQueryParameter,
} from "../../../templates/src/runtime/upstream/serialize-parameter.ts";
import type { Serialization } from "../../../templates/src/runtime/upstream/serialize-parameter.ts";
import { ArgumentError } from "../../../templates/src/runtime/upstream/upstream-error.ts";
import type { ParameterStyle } from "../../../templates/src/runtime/surface-types.ts";

function color(style: ParameterStyle, explode: boolean, more: Partial<Serialization> = {}): Serialization {
  return { argument: "color", name: "color", style, explode, ...more };
}
function query(parameter: Serialization, value: unknown): string {
  return serializeQueryParameter(parameter, value).join("&");
}

const list = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

describe("the table of OpenAPI 3.1.1, 4.8.12.6 Style Examples", () => {
  it.each([
    ["form", false, ["color="], ["color=blue"], ["color=blue,black,brown"], ["color=R,100,G,200,B,150"]],
    [
      "form",
      true,
      ["color="],
      ["color=blue"],
      ["color=blue", "color=black", "color=brown"],
      ["R=100", "G=200", "B=150"],
    ],
    ["cookie", false, ["color="], ["color=blue"], ["color=blue,black,brown"], ["color=R,100,G,200,B,150"]],
    [
      "cookie",
      true,
      ["color="],
      ["color=blue"],
      ["color=blue", "color=black", "color=brown"],
      ["R=100", "G=200", "B=150"],
    ],
  ] as const)(
    "cookie, %s, explode %s (the second style: OpenAPI 3.2)",
    (style, explode, empty, text, array, members) => {
      const parameter = color(style, explode);
      expect(["", "blue", list, object].map((value) => serializeCookieParameter(parameter, value))).toEqual([
        empty,
        text,
        array,
        members,
      ]);
    },
  );

  it.each([
    ["matrix", false, ";color", ";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"],
    ["matrix", true, ";color", ";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"],
    ["label", false, ".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
    ["label", true, ".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
    ["simple", false, "", "blue", "blue,black,brown", "R,100,G,200,B,150"],
    ["simple", true, "", "blue", "blue,black,brown", "R=100,G=200,B=150"],
  ] as const)("path, %s, explode %s", (style, explode, empty, text, array, members) => {
    const parameter = color(style, explode);
    expect(["", "blue", list, object].map((value) => serializePathParameter(parameter, value))).toEqual([
      empty,
      text,
      array,
      members,
    ]);
  });

  it.each([
    ["form", false, "color=", "color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"],
    ["form", true, "color=", "color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"],
  ] as const)("query, %s, explode %s", (style, explode, empty, text, array, members) => {
    const parameter = color(style, explode);
    expect(["", "blue", list, object].map((value) => query(parameter, value))).toEqual([empty, text, array, members]);
  });

  it.each([
    ["spaceDelimited", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"],
    ["pipeDelimited", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"],
  ] as const)("query, %s", (style, array, members) => {
    const parameter = color(style, false);
    expect([list, object].map((value) => query(parameter, value))).toEqual([array, members]);
  });

  it("query, deepObject", () => {
    expect(query(color("deepObject", true), object)).toBe("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150");
  });
});

describe("what the table leaves open", () => {
  it.each(["spaceDelimited", "pipeDelimited"] as const)("%s with explode repeats the name, as form does", (style) => {
    expect(query(color(style, true), list)).toBe("color=blue&color=black&color=brown");
    expect(query(color(style, true), "blue")).toBe("color=blue");
  });

  it("deepObject takes plain values and lists", () => {
    expect(query(color("deepObject", true), "blue")).toBe("color=blue");
    expect(query(color("deepObject", true), ["a", "b"])).toBe("color%5B%5D=a&color%5B%5D=b");
  });

  it("deepObject nests: brackets for names, none inside for plain items, an index for others", () => {
    const value = { a: { b: { c: 1 } }, d: ["x", "y"], e: [{ f: 1, g: [2] }, { f: 3 }], h: [[1], [2]] };
    const pairs = serializeQueryParameter(color("deepObject", true), value).map(decodeURIComponent);
    expect(pairs).toEqual([
      "color[a][b][c]=1",
      "color[d][]=x",
      "color[d][]=y",
      "color[e][0][f]=1",
      "color[e][0][g][]=2",
      "color[e][1][f]=3",
      "color[h][0][]=1",
      "color[h][1][]=2",
    ]);
  });

  it.each([
    ["null", null],
    ["undefined", undefined],
    ["an empty list", []],
    ["an empty object", {}],
    ["a list of nulls", [null]],
    ["an object of nulls", { a: null }],
  ])("%s is left out", (_, value) => {
    for (const style of ["form", "spaceDelimited", "pipeDelimited", "deepObject"] as const) {
      expect([query(color(style, true), value), query(color(style, false), value)]).toEqual(["", ""]);
    }
    expect(serializePathParameter(color("matrix", true), value)).toBe("");
    expect(serializeHeaderParameter(color("simple", false), value)).toBeUndefined();
    expect(serializeCookieParameter(color("form", true), value)).toEqual([]);
  });

  it.each([
    [true, "true"],
    [0, "0"],
    [-0, "0"],
    [-1.5, "-1.5"],
    [1e21, "1000000000000000000000"],
    [1.5e22, "15000000000000000000000"],
    [1e-7, "0.0000001"],
    [-1.25e-9, "-0.00000000125"],
    [2 ** 53, "9007199254740992"],
  ])("%s is written %s", (value, text) => {
    expect(query(color("form", true), value)).toBe(`color=${text}`);
  });

  it("writes a nested value as JSON where the style has no form for it", () => {
    expect(query(color("form", true), [{ a: 1 }])).toBe("color=%7B%22a%22%3A1%7D");
    expect(query(color("form", true), { a: [1, 2] })).toBe("a=%5B1%2C2%5D");
  });

  it("encodes everything but unreserved characters, in names too", () => {
    const parameter = color("form", true, { name: "filter[a b]" });
    expect(query(parameter, "a/b?c&d=e+f g#h'(é)!*~")).toBe(
      "filter%5Ba%20b%5D=a%2Fb%3Fc%26d%3De%2Bf%20g%23h%27%28%C3%A9%29%21%2A~",
    );
  });

  it("keeps the delimiter of a list apart from the same character in an item", () => {
    expect(query(color("form", false), ["a,b", "c"])).toBe("color=a%2Cb,c");
    expect(query(color("form", false, { allowReserved: true }), ["a,b", "c/d"])).toBe("color=a%2Cb,c/d");
    expect(serializePathParameter(color("simple", false), ["a,b", "c"])).toBe("a%2Cb,c");
  });

  it.each([
    ["spaceDelimited", ["New York", "Rome"], 'color: an item holds " ", which the API reads as the end of an item.'],
    ["pipeDelimited", ["a|b"], 'color: an item holds "|", which the API reads as the end of an item.'],
  ] as const)("refuses an item that holds the delimiter of %s", (style, value, message) => {
    expect(() => query(color(style, false), value)).toThrow(
      new ArgumentError([{ argument: "color", problem: message.slice(7) }]),
    );
  });

  it("refuses a dot in an item of an exploded label", () => {
    expect(() => serializePathParameter(color("label", true), ["1.5", "2"])).toThrow(ArgumentError);
    expect(serializePathParameter(color("label", false), ["1.5", "2"])).toBe(".1.5,2");
    expect(serializePathParameter(color("label", true), 1.5)).toBe(".1.5");
  });

  it("allowReserved keeps what cannot be misread, and percent-encoded triples", () => {
    const parameter = color("form", true, { allowReserved: true });
    expect(query(parameter, "https://a.b/c?d=e&f+g#h[i]%20j%zz")).toBe(
      "color=https://a.b/c?d=e%26f%2Bg%23h%5Bi%5D%20j%25zz",
    );
    expect(serializePathParameter(color("simple", false, { allowReserved: true }), "a:b@c/d?e#f")).toBe(
      "a:b@c%2Fd%3Fe%23f",
    );
  });

  it("content parameters are JSON", () => {
    const parameter = color("form", true, { contentType: "application/json" });
    expect(query(parameter, { a: [1, null] })).toBe("color=%7B%22a%22%3A%5B1%2Cnull%5D%7D");
    expect(query(parameter, "x")).toBe("color=%22x%22");
    expect(query(color("form", true, { contentType: "text/plain" }), "x")).toBe("color=x");
  });

  it("headers are not percent-encoded; a list item cannot hold a comma", () => {
    const parameter = color("simple", false, { name: "X-Color" });
    expect(serializeHeaderParameter(parameter, "a, b%")).toBe("a, b%");
    expect(serializeHeaderParameter(parameter, list)).toBe("blue,black,brown");
    expect(serializeHeaderParameter(parameter, object)).toBe("R,100,G,200,B,150");
    expect(serializeHeaderParameter({ ...parameter, explode: true }, object)).toBe("R=100,G=200,B=150");
    expect(() => serializeHeaderParameter(parameter, ["a,b"])).toThrow(ArgumentError);
    expect(() => serializeHeaderParameter({ ...parameter, explode: true }, ["a,b"])).toThrow(ArgumentError);
  });

  it("cookies are percent-encoded pairs", () => {
    expect(serializeCookieParameter(color("form", true), "a b;c")).toEqual(["color=a%20b%3Bc"]);
    expect(serializeCookieParameter(color("form", true), list)).toEqual(["color=blue", "color=black", "color=brown"]);
    expect(serializeCookieParameter(color("form", false), list)).toEqual(["color=blue,black,brown"]);
    expect(serializeCookieParameter(color("form", true), object)).toEqual(["R=100", "G=200", "B=150"]);
  });

  it("style cookie encodes nothing, and refuses what a cookie cannot hold", () => {
    expect(serializeCookieParameter(color("cookie", true, { name: "c" }), 'a b%/="x"')).toEqual(['c=a b%/="x"']);
    for (const value of ["a;b", "é", "a\r\nb"]) {
      expect(() => serializeCookieParameter(color("cookie", true), value)).toThrow(ArgumentError);
    }
    expect(() => serializeCookieParameter(color("cookie", false), ["a,b", "c"])).toThrow(ArgumentError);
  });

  it.each(["\uD800", ["\uDC00x"], { "\uD800": 1 }])("refuses lone surrogates: %j", (value) => {
    for (const style of ["form", "deepObject", "pipeDelimited"] as const) {
      expect(() => query(color(style, true), value)).toThrow(ArgumentError);
    }
  });

  it("refuses a deepObject name with brackets", () => {
    expect(() => query(color("deepObject", true), { "a]b": 1 })).toThrow(
      new ArgumentError([
        {
          argument: "color",
          problem: 'the property name "a]b" cannot be written.',
          allowed: "names without brackets, not empty.",
        },
      ]),
    );
  });
});
