import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../../generator/2-model/api.ts";
import { modelOf, openapi } from "../../support/in-memory-document.ts";
import { convertOne as convert } from "./convert-one.ts";

describe("OpenAPI 3.0 becomes JSON Schema 2020-12", () => {
  test.each<[string, unknown, JsonSchema]>([
    ["nullable with a type", { type: "string", nullable: true }, { type: ["string", "null"] }],
    [
      "nullable with an enum",
      { type: "string", nullable: true, enum: ["a"] },
      { type: ["string", "null"], enum: ["a", null] },
    ],
    ["nullable: false says nothing", { type: "string", nullable: false }, { type: "string" }],
    [
      "an exclusive minimum",
      { type: "integer", minimum: 0, exclusiveMinimum: true },
      { type: "integer", exclusiveMinimum: 0 },
    ],
    ["an inclusive maximum", { type: "number", maximum: 5, exclusiveMaximum: false }, { type: "number", maximum: 5 }],
    ["a short example", { type: "string", example: "x" }, { type: "string", examples: ["x"] }],
    ["a long or structured example is dropped", { type: "object", example: { a: 1 } }, { type: "object" }],
    ["a list without items", { type: "array" }, { type: "array", items: {} }],
    [
      "extensions, xml and discriminators are dropped",
      { type: "object", xml: {}, "x-a": 1, discriminator: { propertyName: "a" } },
      { type: "object" },
    ],
    [
      "nullable alternatives",
      { nullable: true, anyOf: [{ type: "string" }, { type: "integer" }] },
      { anyOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] },
    ],
  ])("%s", (_, given, want) => {
    expect(convert(given, "3.0")).toMatchObject({ schema: want, codes: [] });
    expect(convert(given, "3.0").schema).toEqual(want);
  });

  const Berth = { type: "object", properties: { id: { type: "string" } } };

  test.each<[string, unknown, JsonSchema]>([
    [
      "beside a reference only annotations count",
      { $ref: "#/components/schemas/Berth", description: "D", minLength: 3 },
      { $ref: "#/$defs/Berth", description: "D" },
    ],
    [
      "nullable beside a reference",
      { $ref: "#/components/schemas/Berth", nullable: true },
      { anyOf: [{ $ref: "#/$defs/Berth" }, { type: "null" }] },
    ],
    [
      "an allOf of one is that one",
      { allOf: [{ $ref: "#/components/schemas/Berth" }], description: "D" },
      { $ref: "#/$defs/Berth", description: "D" },
    ],
    [
      "a nullable allOf of one",
      { allOf: [{ $ref: "#/components/schemas/Berth" }], nullable: true, description: "D" },
      { description: "D", anyOf: [{ $ref: "#/$defs/Berth" }, { type: "null" }] },
    ],
  ])("%s", (_, given, want) => {
    expect(convert(given, "3.0", { Berth }).schema).toEqual(want);
  });
});

describe("OpenAPI 3.1 keeps its schemas", () => {
  test.each<[string, unknown, JsonSchema]>([
    ["boolean schemas", true, true],
    ["type lists", { type: ["string", "null"] }, { type: ["string", "null"] }],
    ["const and null enum values", { const: 1, enum: [1, null] }, { const: 1, enum: [1, null] }],
    [
      "conditions",
      { if: { required: ["a"] }, then: { minProperties: 2 }, else: false },
      { if: { required: ["a"] }, then: { minProperties: 2 }, else: false },
    ],
    [
      "tuples",
      { type: "array", prefixItems: [{ type: "string" }], items: false },
      { type: "array", prefixItems: [{ type: "string" }], items: false },
    ],
    [
      "content",
      { type: "string", contentMediaType: "image/png", contentEncoding: "base64" },
      { type: "string", contentMediaType: "image/png", contentEncoding: "base64" },
    ],
  ])("%s", (_, given, want) => {
    expect(convert(given)).toMatchObject({ schema: want, codes: [] });
    expect(convert(given).schema).toEqual(want);
  });

  test("siblings of a reference apply", () => {
    const { schema } = convert({ $ref: "#/components/schemas/A", minLength: 2 }, "3.1", { A: { type: "string" } });
    expect(schema).toEqual({ $ref: "#/$defs/A", minLength: 2 });
  });
});

describe("recursion", () => {
  test("stays a reference", () => {
    const Tree = {
      type: "object",
      properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } },
    };
    expect(convert({ $ref: "#/components/schemas/Tree" }, "3.1", { Tree })).toEqual({
      found: [],
      schema: { $ref: "#/$defs/Tree" },
      codes: [],
      input: { Tree: { type: "object", properties: { children: { type: "array", items: { $ref: "#/$defs/Tree" } } } } },
    });
  });

  test("a schema that is only a reference to itself accepts anything, for a validator would never end", () => {
    const { schema, input } = convert({ $ref: "#/components/schemas/A" }, "3.1", {
      A: { $ref: "#/components/schemas/A" },
    });
    expect([schema, input]).toEqual([{ $ref: "#/$defs/A" }, { A: {} }]);
  });

  test("nesting without end stops with a finding, not with the stack", () => {
    let nested: object = { type: "string" };
    for (let i = 0; i < 300; i++) nested = { type: "object", properties: { a: nested } };
    expect(convert(nested).codes).toEqual(["schema-too-deep"]);
  });
});

describe("what is wrong is mended where the intent is plain, and said", () => {
  test.each<[string, unknown, JsonSchema, string[]]>([
    ["null as a schema", null, true, ["schema-not-an-object"]],
    ["an unknown type", { type: "file" }, { type: "string" }, ["unknown-type"]],
    ["no type at all", { type: "any" }, {}, ["unknown-type"]],
    ["an enum of another type", { type: "integer", enum: ["a"] }, { enum: ["a"] }, ["enum-of-another-type"]],
    ["numbers as text", { type: "integer", enum: ["1"] }, { type: "integer", enum: [1] }, ["enum-of-another-type"]],
    [
      "text as numbers, or null",
      { type: ["string", "null"], enum: [4.1, 4, null] },
      { type: ["string", "null"], enum: ["4.1", "4", null] },
      ["enum-of-another-type"],
    ],
    ["one value of another type", { type: "string", enum: ["a", 1] }, { type: "string", enum: ["a", 1] }, []],
    ["an enum that is no list", { type: "string", enum: "a" }, { type: "string" }, ["enum-not-a-list"]],
    ["doubled enum values", { enum: ["a", "a"] }, { enum: ["a"] }, []],
    ["limits as text", { type: "integer", minimum: "1" }, { type: "integer", minimum: 1 }, []],
    [
      "needless escapes",
      { type: "string", pattern: "^\\@[\\w\\-]+\\_$" },
      { type: "string", pattern: "^@[\\w\\-]+_$" },
      [],
    ],
    [
      "a pattern of another language",
      { type: "string", pattern: "(?i)^a$(" },
      { type: "string", description: "Form: (?i)^a$(" },
      ["pattern-not-runnable"],
    ],
    ["a reference to nothing", { $ref: "#/components/schemas/None" }, true, ["dangling-reference"]],
  ])("%s", (_, given, want, codes) => {
    const result = convert(given);
    expect(result.schema).toEqual(want);
    expect(result.codes).toEqual(codes);
  });

  test("a property named like an inherited one, or $ref, is a property", () => {
    const { schema } = convert({
      type: "object",
      properties: JSON.parse(
        '{"constructor":{"type":"string"},"__proto__":{"type":"integer"},"$ref":{"type":"string"}}',
      ) as object,
    });
    expect(Object.keys((schema as { properties: object }).properties)).toEqual(["constructor", "__proto__", "$ref"]);
  });
});

describe("views", () => {
  const schemas = {
    Booking: {
      type: "object",
      required: ["id", "berth", "secret"],
      properties: {
        id: { type: "string", readOnly: true },
        berth: { type: "string" },
        secret: { type: "string", writeOnly: true },
      },
    },
    Wrapper: {
      type: "object",
      properties: { booking: { $ref: "#/components/schemas/Booking" }, plain: { $ref: "#/components/schemas/Plain" } },
    },
    Plain: { type: "string" },
  };

  test("requests leave read-only properties out, answers write-only ones; who refers to them has two names too", () => {
    const content = { "application/json": { schema: { $ref: "#/components/schemas/Wrapper" } } };
    const { api } = modelOf(
      openapi(
        { "/a": { post: { requestBody: { content }, responses: { 200: { content } } } } },
        { components: { schemas } },
      ),
    );
    expect(Object.fromEntries(api.components.input)).toEqual({
      BookingInput: {
        type: "object",
        required: ["berth", "secret"],
        properties: { berth: { type: "string" }, secret: { type: "string" } },
      },
      WrapperInput: {
        type: "object",
        properties: { booking: { $ref: "#/$defs/BookingInput" }, plain: { $ref: "#/$defs/Plain" } },
      },
      Plain: { type: "string" },
    });
    expect(Object.fromEntries(api.components.output)).toEqual({
      Booking: {
        type: "object",
        required: ["id", "berth"],
        properties: { id: { type: "string" }, berth: { type: "string" } },
      },
      Wrapper: {
        type: "object",
        properties: { booking: { $ref: "#/$defs/Booking" }, plain: { $ref: "#/$defs/Plain" } },
      },
      Plain: { type: "string" },
    });
  });

  test("names that clash all carry a hash, so that neither depends on order", () => {
    const clash = { "simple-user": { type: "string" }, simpleUser: { type: "integer" } };
    const { input } = convert(
      { anyOf: [{ $ref: "#/components/schemas/simple-user" }, { $ref: "#/components/schemas/simpleUser" }] },
      "3.1",
      clash,
    );
    expect(Object.keys(input).map((name) => name.replace(/_[0-9a-f]{8}$/, "_#"))).toEqual([
      "SimpleUser_#",
      "SimpleUser_#",
    ]);
  });
});
