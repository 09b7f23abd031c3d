import { XMLParser } from "fast-xml-parser";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { XmlBody, XmlShape } from "../../../templates/src/runtime/surface-types.ts";
import { xmlWriters } from "../../../templates/src/runtime/upstream/write-xml.ts";
import { ArgumentError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
const runs = process.env["FULL"] === "1" ? 20_000 : 500;

function xml(value: unknown, root: XmlShape, shapes: XmlBody["shapes"] = {}): string {
  const definition = { mediaType: "application/xml", format: "xml", required: true, from: "argument" } as const;
  const text = xmlWriters.get("xml")?.(value, { ...definition, xml: { root, shapes } }) ?? "";
  expect(text.startsWith(declaration)).toBe(true);
  return text.slice(declaration.length);
}

describe("the examples of OpenAPI 3.1.1, 4.8.26.2 XML Object Examples", () => {
  const animals = (shape: XmlShape): string =>
    xml({ animals: ["value"] }, { name: "r", properties: { animals: shape } }).replaceAll(/<\/?r>/g, "");

  it.each<[string, XmlShape, string]>([
    ["no XML Object", {}, "<animals>value</animals>"],
    ["items named, not wrapped", { items: { name: "animal" } }, "<animal>value</animal>"],
    ["the outer name has no effect", { name: "aliens", items: { name: "animal" } }, "<animal>value</animal>"],
    ["an outer name alone has no effect", { name: "aliens" }, "<animals>value</animals>"],
    ["wrapped", { wrapped: true }, "<animals><animals>value</animals></animals>"],
    [
      "wrapped, both named",
      { name: "aliens", wrapped: true, items: { name: "animal" } },
      "<aliens><animal>value</animal></aliens>",
    ],
    ["wrapped, the outer named", { name: "aliens", wrapped: true }, "<aliens><aliens>value</aliens></aliens>"],
  ])("arrays: %s", (_, shape, want) => {
    expect(animals(shape)).toBe(want);
  });

  it("a name, an attribute, a prefix and a namespace", () => {
    const shape: XmlShape = {
      name: "Person",
      properties: {
        id: { as: "attribute" },
        name: { namespace: "https://example.com/schema/sample", prefix: "sample" },
      },
    };
    expect(xml({ id: 123, name: "example" }, shape)).toBe(
      '<Person id="123"><sample:name xmlns:sample="https://example.com/schema/sample">example</sample:name></Person>',
    );
  });
});

describe("what else a value can hold", () => {
  it("nested objects, lists of objects, numbers, booleans; null is left out, an empty object is an empty element", () => {
    const value = { a: { b: [{ c: 1 }, { c: true }] }, gone: null, none: {}, empty: "", list: [] };
    expect(xml(value, { name: "root" })).toBe("<root><a><b><c>1</c></b><b><c>true</c></b></a><none/><empty/></root>");
  });

  it("text and CDATA beside attributes (OpenAPI 3.2 nodeType)", () => {
    const shape: XmlShape = {
      name: "note",
      properties: { lang: { as: "attribute" }, text: { as: "text" }, code: { as: "cdata" } },
    };
    expect(xml({ lang: "de", text: "a<b", code: "x]]>y" }, shape)).toBe(
      '<note lang="de">a&#60;b<![CDATA[x]]]]><![CDATA[>y]]></note>',
    );
  });

  it("shapes that refer to themselves, and what a use adds to them", () => {
    const shapes = { Node: { name: "node", properties: { kids: { wrapped: true, items: { ref: "Node" } } } } } as const;
    const value = { kids: [{ kids: [] }, { name: "leaf" }] };
    expect(xml(value, { ref: "Node", name: "tree" }, shapes)).toBe(
      "<tree><kids><node><kids/></node><node><name>leaf</name></node></kids></tree>",
    );
  });

  it.each(["a b", "a:b:c", "<x>", "1a", "", 'a="1"'])("refuses a name that XML cannot have: %j", (name) => {
    expect(() => xml({ [name]: 1 }, { name: "r" })).toThrow(ArgumentError);
  });

  it.each(["\u0000", "\u001B", "\uFFFF", "\uD800"])("refuses a character that XML cannot hold: %j", (text) => {
    expect(() => xml({ a: text }, { name: "r" })).toThrow(ArgumentError);
    expect(() => xml({ a: text }, { name: "r", properties: { a: { as: "attribute" } } })).toThrow(ArgumentError);
  });

  it("any text comes back as it was, in elements and attributes", () => {
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: "@",
      parseTagValue: false,
      trimValues: false,
      htmlEntities: true,
    });
    const texts = fc
      .string({ unit: fc.constantFrom("a", "<", ">", "&", '"', "'", "\n", "\r", "\t", " ", "]]>", "é", "&amp;", "€") })
      .filter((text) => text !== "");
    fc.assert(
      fc.property(texts, texts, (text, attribute) => {
        const written = xml({ at: attribute, el: text }, { name: "r", properties: { at: { as: "attribute" } } });
        const read: unknown = parser.parse(written);
        expect(read).toEqual({ r: { "@at": attribute, el: text } });
      }),
      { numRuns: runs },
    );
  });
});
