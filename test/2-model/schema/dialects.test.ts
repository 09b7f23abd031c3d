import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../../generator/2-model/api.ts";
import { convertOne } from "./convert-one.ts";

describe("draft 4 to 2019-09 and OpenAPI 3.0 become 2020-12", () => {
  test.each<[string, unknown, JsonSchema]>([
    [
      "dependencies are split in two",
      { type: "object", dependencies: { a: ["b", "b"], c: { required: ["d"] }, e: 3 } },
      { type: "object", dependentRequired: { a: ["b"] }, dependentSchemas: { c: { required: ["d"] } } },
    ],
    [
      "a list of items is a tuple, additionalItems are the items",
      { type: "array", items: [{ type: "string" }], additionalItems: { type: "integer" } },
      { type: "array", prefixItems: [{ type: "string" }], items: { type: "integer" } },
    ],
    [
      "no additionalItems",
      { type: "array", items: [{}], additionalItems: false },
      { type: "array", prefixItems: [{}], items: false },
    ],
    [
      "additionalItems without a list say nothing",
      { type: "array", items: {}, additionalItems: false },
      { type: "array", items: {} },
    ],
    [
      "exclusive limits of both kinds",
      { type: "number", minimum: 1, exclusiveMinimum: true, exclusiveMaximum: 9 },
      { type: "number", exclusiveMinimum: 1, exclusiveMaximum: 9 },
    ],
    [
      "id and definitions",
      { id: "x", $id: "y", type: "string", definitions: { a: {} }, $comment: "c" },
      { type: "string" },
    ],
    ["an integer stays an integer", { type: "integer", format: "int64" }, { type: "integer", format: "int64" }],
    ["formats are kept", { type: "string", format: "made-up" }, { type: "string", format: "made-up" }],
    ["nullable constants", { nullable: true, const: 1 }, { enum: [1, null] }],
    [
      "nullable with an enum in an allOf",
      { nullable: true, allOf: [{ type: "string", enum: ["a"] }, { maxLength: 3 }] },
      { anyOf: [{ allOf: [{ type: "string", enum: ["a"] }, { maxLength: 3 }] }, { type: "null" }] },
    ],
    [
      "nullable with a type beside alternatives",
      { nullable: true, type: "object", oneOf: [{ required: ["a"] }, { required: ["b"] }] },
      { anyOf: [{ type: "object", oneOf: [{ required: ["a"] }, { required: ["b"] }] }, { type: "null" }] },
    ],
    ["x-nullable", { type: "string", "x-nullable": true }, { type: ["string", "null"] }],
    ["nullable and nothing else", { nullable: true }, {}],
    [
      "limits beyond exact integers",
      { type: "integer", minimum: -5, maximum: 2 ** 63 },
      { type: "integer", minimum: -5 },
    ],
    ["large limits of numbers", { type: "number", maximum: 1e300 }, { type: "number", maximum: 1e300 }],
  ])("%s", (_, given, want) => {
    expect(convertOne(given, "3.0")).toMatchObject({ schema: want, codes: [] });
    expect(convertOne(given, "3.0").schema).toEqual(want);
  });

  test.each<[string, unknown, unknown]>([
    ["a number as text", { type: "integer", default: "5" }, 5],
    ["text as a number", { type: "string", default: 5 }, "5"],
    ["a boolean as text", { type: "boolean", default: "true" }, true],
    ["null where it is allowed", { type: "string", nullable: true, default: null }, null],
    ["null where it is not", { type: "string", default: null }, undefined],
    ["of another type", { type: "array", items: {}, default: "x" }, undefined],
    ["a fraction for an integer", { type: "integer", default: 1.5 }, undefined],
  ])("a default: %s", (_, given, want) => {
    expect((convertOne(given).schema as { default?: unknown }).default).toEqual(want);
  });
});

describe("references that are no pointers", () => {
  const Node = {
    type: "object",
    properties: {
      next: { $recursiveRef: "#" },
      left: { $dynamicRef: "#node" },
      right: { $ref: "#node" },
      self: { $ref: "#" },
    },
    $dynamicAnchor: "node",
  };

  test("name the schema that they stand in", () => {
    const reference = { $ref: "#/$defs/Node" };
    expect(convertOne({ $ref: "#/components/schemas/Node" }, "3.1", { Node })).toMatchObject({
      schema: reference,
      codes: [],
      input: {
        Node: { type: "object", properties: { next: reference, left: reference, right: reference, self: reference } },
      },
    });
  });

  test("one that nothing is called by is a finding, and anything is accepted", () => {
    const { schema, codes } = convertOne({ properties: { a: { $dynamicRef: "#nobody" } } });
    expect([schema, codes]).toEqual([{ type: "object", properties: { a: true } }, ["dangling-reference"]]);
  });
});

describe("dialects", () => {
  test.each([
    ["http://json-schema.org/draft-04/schema#", []],
    ["https://json-schema.org/draft/2020-12/schema", []],
    ["https://spec.openapis.org/oas/3.1/dialect/base", []],
    ["https://example.com/our-dialect", ["unknown-dialect"]],
    [5, ["unknown-dialect"]],
  ])("$schema: %s", ($schema, codes) => {
    expect(convertOne({ $schema, type: "string" })).toMatchObject({ schema: { type: "string" }, codes });
  });

  test("jsonSchemaDialect of the document is said once, and the schemas are read", () => {
    const document = { jsonSchemaDialect: "https://example.com/our-dialect" };
    const { schema, found } = convertOne({ type: "string", ourKeyword: 1 }, "3.1", {}, document);
    expect(schema).toEqual({ type: "string" });
    expect(found.map(({ code, severity, place }) => [code, severity, place.pointer])).toEqual([
      ["unknown-dialect", "warning", "/jsonSchemaDialect"],
    ]);
  });
});

describe("a type is added to what describes objects, never to a condition", () => {
  const inner = { properties: { a: { properties: { b: {} } } } };
  test.each(["if", "then", "else", "not", "contains"])("%s", (keyword) => {
    expect(convertOne({ type: "object", [keyword]: inner }).schema).toEqual({ type: "object", [keyword]: inner });
  });

  test.each(["anyOf", "oneOf", "allOf"])("%s describes values", (keyword) => {
    const { schema } = convertOne({ [keyword]: [inner, {}] });
    const typed = { type: "object", properties: { a: { type: "object", properties: { b: {} } } } };
    expect(schema).toEqual({ [keyword]: [typed, {}] });
  });
});

describe("discriminators", () => {
  const Cat = { type: "object", properties: { kind: { type: "string" }, meow: { type: "boolean" } } };
  const Dog = { type: "object", properties: { kind: { type: "string", enum: ["dog"] } } };
  const Base = { type: "object", properties: { kind: { type: "string", enum: ["cat", "dog", "cow"] } } };
  const Cow = { allOf: [{ $ref: "#/components/schemas/Base" }, { properties: { milk: {} } }] };
  const Odd = { type: "object", properties: { kind: { type: "integer" } } };
  const mapping = {
    cat: "#/components/schemas/Cat",
    tomcat: "Cat",
    dog: "Dog",
    cow: "#/components/schemas/Cow",
    odd: "Odd",
    ghost: "#/components/schemas/None",
  };
  const references = ["Cat", "Dog", "Cow", "Odd", "Other"].map((name) => ({ $ref: `#/components/schemas/${name}` }));
  const tag = (...values: string[]): object => ({ properties: { kind: { type: "string", enum: values } } });

  test.each(["oneOf", "anyOf"])(
    "the mapping says which value means which alternative of %s; none is lost",
    (keyword) => {
      const given = { [keyword]: references, discriminator: { propertyName: "kind", mapping } };
      const { schema, codes } = convertOne(given, "3.0", { Cat, Dog, Base, Cow, Odd, Other: { type: "string" } });
      expect([schema, codes]).toEqual([
        {
          [keyword]: [
            { allOf: [{ $ref: "#/$defs/Cat" }, tag("cat", "tomcat")] },
            { $ref: "#/$defs/Dog" },
            { allOf: [{ $ref: "#/$defs/Cow" }, tag("cow")] },
            { $ref: "#/$defs/Odd" },
            { $ref: "#/$defs/Other" },
          ],
        },
        [],
      ]);
    },
  );

  test("without a mapping nothing is added: values and names often differ", () => {
    const given = { oneOf: references.slice(0, 2), discriminator: { propertyName: "kind" } };
    const { schema } = convertOne(given, "3.0", { Cat, Dog });
    expect(schema).toEqual({ oneOf: [{ $ref: "#/$defs/Cat" }, { $ref: "#/$defs/Dog" }] });
  });
});
