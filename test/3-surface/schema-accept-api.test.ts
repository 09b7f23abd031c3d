import { describe, expect, test } from "vitest";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";
import { listedTools } from "../support/listed-tools.ts";

/** The listed input schema of the only operation, which has this JSON body, and how the body is put together. */
function shaped(schema: unknown, schemas: object = {}, others: object = {}): { input: unknown; from: unknown } {
  const requestBody = { required: true, content: { "application/json": { schema } } };
  const { surface, tools } = surfaceOf(
    openapi({ "/a": { post: { operationId: "a", requestBody, ...others } } }, { components: { schemas } }),
  );
  const body = [...tools.values()][0]?.definition.operation.body;
  return { input: listedTools(surface)[0]?.inputSchema, from: body?.from };
}

const Base = {
  type: "object",
  properties: { id: { type: "string", readOnly: true }, name: { type: "string" } },
  required: ["id", "name"],
};

describe("bodies", () => {
  test("put together from parts become flat arguments; required lists survive, without what only answers have", () => {
    const schemas = {
      Base,
      Berth: {
        allOf: [
          { $ref: "#/components/schemas/Base" },
          { type: "object", properties: { length: { type: "number" } } },
          { required: ["length", "id"] },
        ],
      },
    };
    expect(shaped({ $ref: "#/components/schemas/Berth" }, schemas)).toEqual({
      input: {
        type: "object",
        properties: { name: { type: "string" }, length: { type: "number" } },
        required: ["name", "length"],
        additionalProperties: false,
      },
      from: "properties",
    });
  });

  test("recursion stays in the definitions, and only those that the tool reaches are listed", () => {
    const schemas = {
      Base,
      Tree: {
        allOf: [
          { $ref: "#/components/schemas/Base" },
          { properties: { children: { type: "array", items: { $ref: "#/components/schemas/Tree" } } } },
        ],
      },
      Lonely: { type: "object", properties: { never: { $ref: "#/components/schemas/Unseen" } } },
      Unseen: { type: "string" },
    };
    const children = { type: "array", items: { $ref: "#/$defs/TreeInput" } };
    const tree = { type: "object", properties: { name: { type: "string" }, children }, required: ["name"] };
    expect(shaped({ $ref: "#/components/schemas/Tree" }, schemas)).toEqual({
      input: { ...tree, additionalProperties: false, $defs: { TreeInput: tree } },
      from: "properties",
    });
  });

  test.each<[string, object, object]>([
    [
      "a union",
      { oneOf: [{ $ref: "#/components/schemas/Base" }, { type: "string" }] },
      { oneOf: [{ $ref: "#/$defs/BaseInput" }, { type: "string" }] },
    ],
    [
      "parts that contradict each other",
      {
        allOf: [
          { type: "object", properties: { a: { type: "string" } }, additionalProperties: false },
          { type: "object", properties: { b: { type: "string" } } },
        ],
      },
      {
        type: "object",
        properties: { a: { type: "string" } },
        additionalProperties: false,
        allOf: [{ type: "object", properties: { b: { type: "string" } } }],
      },
    ],
    [
      "an object with alternatives",
      { type: "object", properties: { a: { type: "string" } }, anyOf: [{ required: ["a"] }, { required: ["b"] }] },
      { type: "object", properties: { a: { type: "string" } }, anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    ],
  ])("%s stands whole under body", (_, given, want) => {
    const { input, from } = shaped(given, { Base });
    expect(from).toBe("argument");
    expect(input).toMatchObject({ type: "object", properties: { body: want }, required: ["body"] });
    expect(Object.keys((input as { properties: object }).properties)).toEqual(["body"]);
  });
});

test("answers are not rewritten: their types say what the document says", () => {
  const schema = { type: "integer", enum: [1, 3] };
  const { tools } = surfaceOf(
    openapi({ "/a": { get: { responses: { 200: { content: { "application/json": { schema } } } } } } }),
  );
  expect([...tools.values()][0]?.output.json).toEqual(schema);
});

test("files that may be null, or one or several, are files", () => {
  const file = { type: "string", format: "binary" };
  const properties = {
    one: { ...file, nullable: true, description: "D" },
    list: { type: ["array", "null"], items: file, maxItems: 2 },
    either: { oneOf: [file, { type: "array", items: file }] },
    text: { anyOf: [file, { type: "object" }] },
  };
  const requestBody = { content: { "multipart/form-data": { schema: { type: "object", properties } } } };
  const { tools } = surfaceOf(openapi({ "/a": { post: { requestBody } } }));
  const definition = [...tools.values()][0]?.definition;
  const argument = { $ref: "#/$defs/FileArgument" };
  const list = { type: "array", items: argument };
  expect(definition?.inputSchema.properties?.["body"]).toEqual({
    type: "object",
    properties: {
      one: { ...argument, description: "D" },
      list: { ...list, maxItems: 2 },
      either: { anyOf: [argument, list] },
      text: { anyOf: [file, { type: "object" }] },
    },
  });
  expect(definition?.operation.body?.parts).toEqual({
    one: { kind: "file" },
    list: { kind: "file" },
    either: { kind: "file" },
  });
});
