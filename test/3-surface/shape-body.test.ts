import { describe, expect, test } from "vitest";
import type { ToolRule } from "../../generator/options.ts";
import type { ToolDefinition } from "../../templates/src/runtime/surface-types.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

interface Shaped {
  readonly body: ToolDefinition["operation"]["body"];
  readonly input: ToolDefinition["inputSchema"];
  readonly features: readonly string[];
}

/** How the body with these contents is sent. */
function shaped(
  content: object,
  given: { required?: boolean; components?: object; tools?: readonly ToolRule[] } = {},
): Shaped {
  const { required = true, components = {}, tools } = given;
  const { surface, tools: found } = surfaceOf(
    openapi({ "/a": { post: { operationId: "a", requestBody: { required, content } } } }, { components }),
    tools === undefined ? {} : { tools: { rules: tools } },
  );
  const definition = found.get("a")?.definition;
  if (definition === undefined) throw new Error("there is no tool");
  return {
    body: definition.operation.body,
    input: definition.inputSchema,
    features: [...surface.features],
  };
}
const bodyOf = ({ input }: Shaped): unknown => input.properties?.["body"];
const text = { type: "string" };

describe("which content type", () => {
  const all = {
    "application/octet-stream": {},
    "text/csv": {},
    "application/xml": { schema: { type: "object" } },
    "application/jsonl": {},
    "multipart/form-data": {},
    "application/x-www-form-urlencoded": {},
    "application/vnd.a+json": {},
    "application/json": {},
  };
  const types = Object.keys(all).toReversed();

  test.each(types.map((want, index) => [want, types.slice(index)] as const))("%s before what is less", (want, left) => {
    const content = Object.fromEntries(Object.entries(all).filter(([type]) => left.includes(type)));
    expect(shaped(content).body?.mediaType).toBe(want);
  });

  test("a rule says otherwise, where it is declared", () => {
    const rule = (contentType: string): { tools: readonly ToolRule[] } => ({
      tools: [{ match: { operation: "a" }, contentType }],
    });
    expect(shaped(all, rule("text/csv")).body).toMatchObject({ mediaType: "text/csv", format: "text" });
    expect(shaped(all, rule("application/jsonl")).body).toMatchObject({ format: "lines" });
  });
});

describe("JSON Lines", () => {
  test.each([
    ["itemSchema", { itemSchema: { type: "object" } }, { type: "array", items: { type: "object" } }],
    ["a list", { schema: { type: "array", items: text, maxItems: 5 } }, { type: "array", items: text, maxItems: 5 }],
    ["one line", { schema: { type: "object" } }, { type: "array", items: { type: "object" } }],
    ["text", { schema: text }, text],
    ["nothing", {}, { type: "array", items: {} }],
  ])("by %s", (_, media, want) => {
    const found = shaped({ "application/x-ndjson": media });
    expect([found.body?.format, bodyOf(found)]).toEqual(["lines", want]);
  });
});

describe("XML", () => {
  const components = {
    schemas: {
      Pet: {
        type: "object",
        xml: { name: "pet" },
        properties: {
          id: { type: "integer", xml: { attribute: true } },
          name: { type: "string", xml: { prefix: "p", namespace: "https://p.example" } },
          tags: { type: "array", xml: { name: "tags", wrapped: true }, items: { $ref: "#/components/schemas/Tag" } },
          parent: { $ref: "#/components/schemas/Pet" },
          plain: { type: "string" },
        },
      },
      Tag: {
        allOf: [{ type: "object", properties: { code: { type: "string", xml: { nodeType: "text" } } } }],
        xml: { name: "tag" },
      },
    },
  };

  test("by the schema's XML Objects, recursive ones too", () => {
    const found = shaped({ "application/xml": { schema: { $ref: "#/components/schemas/Pet" } } }, { components });
    expect(found.features).toEqual(["page", "xml-bodies"]);
    expect(found.body).toEqual({
      mediaType: "application/xml",
      format: "xml",
      required: true,
      from: "argument",
      xml: {
        root: { name: "pet", ref: "Pet" },
        shapes: {
          Pet: {
            name: "pet",
            properties: {
              id: { as: "attribute" },
              name: { prefix: "p", namespace: "https://p.example" },
              tags: { name: "tags", wrapped: true, items: { ref: "Tag" } },
              parent: { ref: "Pet" },
            },
          },
          Tag: { name: "tag", properties: { code: { as: "text" } } },
        },
      },
    });
  });

  test("without a name the root is called like its component, else root", () => {
    const order = { schemas: { Order: { type: "object" } } };
    const named = shaped({ "text/xml": { schema: { $ref: "#/components/schemas/Order" } } }, { components: order });
    expect(named.body?.xml?.root).toEqual({ name: "Order", ref: "Order" });
    expect(shaped({ "a/b+xml": { schema: { type: "object" } } }).body).toMatchObject({ format: "bytes" });
    const inline = shaped({ "application/a+xml": { schema: { type: "object" } } });
    expect(inline.body?.xml).toEqual({ root: { name: "root" }, shapes: {} });
  });

  test("text, and what is not described, is sent as it stands, and needs no writer", () => {
    for (const media of [{}, { schema: text }]) {
      const found = shaped({ "application/xml": media });
      expect([found.body?.format, bodyOf(found), found.features]).toEqual(["text", text, ["page"]]);
    }
    expect(shaped({ "application/xml": { schema: { type: "string", format: "binary" } } }).body?.format).toBe("bytes");
  });
});

describe("forms", () => {
  const schema = { type: "object", properties: { a: { type: "object" }, b: { type: "array", items: text }, c: text } };

  test("urlencoded: style and explode have their defaults, a style beats a content type", () => {
    const encoding = {
      a: { style: "deepObject" },
      b: { style: "pipeDelimited", contentType: "application/json" },
      c: { allowReserved: true },
    };
    expect(shaped({ "application/x-www-form-urlencoded": { schema, encoding } }).body?.parts).toEqual({
      a: { kind: "text", style: "deepObject", explode: false },
      b: { kind: "text", style: "pipeDelimited", explode: false },
      c: { kind: "text", style: "form", explode: true, allowReserved: true },
    });
  });

  test("multipart: content types, lists of them, headers beside the part", () => {
    const encoding = {
      a: { contentType: "application/json; charset=utf-8, text/json" },
      c: {
        contentType: "image/png, image/jpeg",
        headers: {
          "Content-Type": { schema: text },
          "X-Rate": { schema: { type: "integer" }, required: true },
          "X-Note": { $ref: "#/components/headers/Note" },
        },
      },
    };
    const components = { headers: { Note: { schema: { type: "string", maxLength: 9 } } } };
    const found = shaped(
      { "multipart/form-data": { schema: { ...schema, required: ["c"] }, encoding } },
      { components },
    );
    expect(found.body?.parts).toEqual({
      a: { kind: "json", contentType: "application/json; charset=utf-8, text/json" },
      c: {
        kind: "file",
        contentType: "image/png, image/jpeg",
        headers: { property: "c_headers", names: ["X-Rate", "X-Note"] },
      },
    });
    expect(bodyOf(found)).toEqual({
      type: "object",
      properties: {
        a: { type: "object" },
        b: { type: "array", items: text },
        c: { $ref: "#/$defs/FileArgument" },
        c_headers: {
          type: "object",
          description: "Headers of the part c.",
          properties: { "X-Rate": { type: "integer" }, "X-Note": { type: "string", maxLength: 9 } },
          required: ["X-Rate"],
          additionalProperties: false,
        },
      },
      required: ["c", "c_headers"],
    });
  });
});

describe("text keeps what the document says of it", () => {
  test.each([
    [
      { type: "string", maxLength: 5 },
      { type: "string", maxLength: 5 },
    ],
    [{ type: "object" }, text],
    [{ type: "string", format: "binary" }, text],
    [undefined, text],
  ])("%j", (schema, want) => {
    expect(bodyOf(shaped({ "text/plain": schema === undefined ? {} : { schema } }))).toEqual(want);
  });
});
