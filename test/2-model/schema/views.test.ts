import { describe, expect, test } from "vitest";
import { modelOf, openapi } from "../../support/in-memory-document.ts";

const id = { type: "string", readOnly: true };
const secret = { type: "string", writeOnly: true };
const name = { type: "string" };

/** The schema of a request body and of its answer, with what they refer to. */
function views(schema: unknown, schemas: object = {}, dialect: "3.0" | "3.1" = "3.1"): object {
  const content = { "application/json": { schema } };
  const { api } = modelOf(
    openapi(
      { "/a": { post: { requestBody: { content }, responses: { 200: { content } } } } },
      { components: { schemas } },
    ),
    dialect,
  );
  const [operation] = api.operations;
  return {
    request: operation?.body?.contents[0]?.schema,
    answer: operation?.responses[0]?.contents[0]?.schema,
    input: Object.fromEntries(api.components.input),
  };
}

describe("what only answers have is no part of requests", () => {
  test("said by what the property refers to, through references and parts", () => {
    const schemas = {
      Id: { $ref: "#/components/schemas/RealId" },
      RealId: id,
      Stamp: { allOf: [{ type: "string" }, { readOnly: true }] },
    };
    const schema = {
      type: "object",
      properties: {
        id: { $ref: "#/components/schemas/Id" },
        at: { allOf: [{ $ref: "#/components/schemas/Stamp" }] },
        beside: { $ref: "#/components/schemas/Plain", readOnly: true },
        kept: { $ref: "#/components/schemas/RealId", readOnly: false },
        name,
      },
      required: ["id", "at", "beside", "kept", "name"],
    };
    expect(views(schema, { ...schemas, Plain: name }, "3.0")).toMatchObject({
      request: { properties: { kept: { $ref: "#/$defs/RealId" }, name }, required: ["kept", "name"] },
    });
  });

  test("a part that only has required means its neighbours' properties", () => {
    const schema = {
      allOf: [{ type: "object", properties: { id, name } }, { required: ["id", "name"] }],
      required: ["id"],
    };
    expect(views(schema)).toMatchObject({
      request: { allOf: [{ type: "object", properties: { name } }, { required: ["name"] }] },
      answer: {
        allOf: [{ properties: { id: { type: "string" }, name } }, { required: ["id", "name"] }],
        required: ["id"],
      },
    });
  });

  test("also when the parts are named: the one that requires is read in place", () => {
    const schemas = {
      Base: { type: "object", properties: { id, name } },
      Needs: { required: ["id", "name"] },
      Whole: { allOf: [{ $ref: "#/components/schemas/Base" }, { $ref: "#/components/schemas/Needs" }] },
    };
    expect(views({ $ref: "#/components/schemas/Whole" }, schemas)).toMatchObject({
      request: { $ref: "#/$defs/WholeInput" },
      answer: { $ref: "#/$defs/Whole" },
      input: {
        BaseInput: { type: "object", properties: { name } },
        WholeInput: { allOf: [{ $ref: "#/$defs/BaseInput" }, { required: ["name"] }] },
      },
    });
  });

  test("siblings of a reference that require what it leaves out", () => {
    const schemas = { Base: { type: "object", properties: { id, name } } };
    const schema = { $ref: "#/components/schemas/Base", required: ["id", "name"] };
    expect(views(schema, schemas)).toMatchObject({ request: { $ref: "#/$defs/BaseInput", required: ["name"] } });
  });

  test("alternatives that were told apart by it may all fit", () => {
    const schema = {
      type: "object",
      properties: { id, name },
      oneOf: [{ required: ["id"] }, { required: ["name"] }],
      not: { required: ["id"] },
    };
    expect(views(schema)).toMatchObject({
      request: { properties: { name }, anyOf: [{}, { required: ["name"] }], not: { required: ["id"] } },
      answer: { oneOf: [{ required: ["id"] }, { required: ["name"] }] },
    });
  });

  test("in lists, maps and dependencies; write-only the other way round", () => {
    const item = { type: "object", properties: { id, secret, name }, required: ["id", "secret"] };
    const schema = {
      type: "object",
      properties: { list: { type: "array", items: item }, map: { type: "object", additionalProperties: item }, id },
      dependentRequired: { name: ["id", "list"], id: ["list"] },
    };
    const request = { type: "object", properties: { secret: { type: "string" }, name }, required: ["secret"] };
    const answer = { type: "object", properties: { id: { type: "string" }, name }, required: ["id"] };
    expect(views(schema)).toMatchObject({
      request: {
        properties: { list: { items: request }, map: { additionalProperties: request } },
        dependentRequired: { name: ["list"] },
      },
      answer: { properties: { list: { items: answer }, map: { additionalProperties: answer } } },
    });
  });

  test("parts that refer to each other in a circle end", () => {
    const schemas = {
      A: { allOf: [{ $ref: "#/components/schemas/B" }], properties: { id }, required: ["id"] },
      B: { allOf: [{ $ref: "#/components/schemas/A" }], required: ["id"] },
    };
    expect(views({ $ref: "#/components/schemas/A" }, schemas)).toMatchObject({ request: { $ref: "#/$defs/AInput" } });
  });
});
