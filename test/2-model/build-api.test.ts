import { describe, expect, test } from "vitest";
import { inMemoryDocument, modelOf, openapi } from "../support/in-memory-document.ts";
import { buildApi } from "../../generator/2-model/build-api.ts";
import { createDiagnostics } from "../../generator/diagnostics.ts";

describe("parameters", () => {
  test("every default is explicit; the operation's override the path's; ignored headers are gone", () => {
    const { api } = modelOf(
      openapi({
        "/a/{id}": {
          parameters: [
            { name: "id", in: "path", required: true, schema: { type: "string" } },
            { name: "q", in: "query", schema: { type: "string" } },
          ],
          get: {
            parameters: [
              { name: "q", in: "query", required: true, style: "pipeDelimited", schema: { type: "array" } },
              { name: "Authorization", in: "header", schema: { type: "string" } },
              { name: "session", in: "cookie", schema: { type: "string" } },
            ],
          },
        },
      }),
    );
    expect(
      api.operations[0]?.parameters.map(({ name, in: location, required, style, explode }) => ({
        name,
        location,
        required,
        style,
        explode,
      })),
    ).toEqual([
      { name: "id", location: "path", required: true, style: "simple", explode: false },
      { name: "q", location: "query", required: true, style: "pipeDelimited", explode: false },
      { name: "session", location: "cookie", required: false, style: "form", explode: true },
    ]);
  });

  test("a description and `required` beside a reference are meant", () => {
    const reference = { $ref: "#/components/parameters/Q", description: "Here.", required: true };
    const parameters = { Q: { name: "q", in: "query", description: "Anywhere.", schema: {} } };
    const { api } = modelOf(
      openapi({ "/a": { get: { operationId: "a", parameters: [reference] } } }, { components: { parameters } }),
    );
    expect(api.operations[0]?.parameters[0]).toMatchObject({ name: "q", required: true, description: "Here." });
  });

  test("a style that is not for the place is replaced and reported at its own pointer", () => {
    const { api, found } = modelOf(
      openapi({
        "/a": { get: { operationId: "a", parameters: [{ name: "q", in: "query", style: "matrix", schema: {} }] } },
      }),
    );
    expect(api.operations[0]?.parameters[0]?.style).toBe("form");
    expect(found).toEqual([
      {
        code: "style-not-allowed",
        severity: "warning",
        place: { file: "openapi.json", pointer: "/paths/~1a/get/parameters/0/style" },
        message: 'Style "matrix" is not for query parameters; "form" is used.',
        help: "Use form, spaceDelimited, pipeDelimited, deepObject.",
      },
    ]);
  });
});

describe("one bad operation never loses the others", () => {
  test.each<[string, unknown, string]>([
    ["null", null, "operation-not-an-object"],
    ["a list", [], "operation-not-an-object"],
    ["text", "x", "operation-not-an-object"],
  ])("%s in place of an operation", (_, bad, code) => {
    const { api, found } = modelOf(
      openapi({ "/a": { get: bad, post: { operationId: "a" } }, "/b": { get: { operationId: "b" } } }),
    );
    expect(api.operations.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /a", "GET /b"]);
    expect(found.map((finding) => [finding.code, finding.severity, finding.place.pointer])).toEqual([
      [code, "error", "/paths/~1a/get"],
    ]);
  });

  test.each<[string, object]>([
    ["parameters: null", { parameters: null }],
    ["parameters: {}", { parameters: { a: 1 } }],
    ["tags: text", { tags: "x" }],
    ["responses: null", { responses: null }],
    ["requestBody: text", { requestBody: "x" }],
    ["content: null", { requestBody: { content: null } }],
    ["a media type that is none", { requestBody: { content: { examples: {} } } }],
    ["security: text", { security: "x" }],
    ["operationId: number", { operationId: 5 }],
  ])("%s leaves the operation usable", (_, operation) => {
    const { api } = modelOf(openapi({ "/a": { get: operation } }));
    expect(api.operations).toHaveLength(1);
  });
});

test("path items, parameters, bodies and answers may stand in other files; places name the file", () => {
  const diagnostics = createDiagnostics();
  const api = buildApi(
    inMemoryDocument(openapi({ "/a": { $ref: "paths/a.json" } }), "3.1", {
      "paths/a.json": { get: { operationId: "a", parameters: [{ $ref: "../parts.json#/q" }] } },
      "parts.json": {
        q: { name: "q", in: "query", schema: { $ref: "#/schemas/Q" } },
        schemas: { Q: { type: "string" } },
      },
    }),
    diagnostics,
  );
  expect(api.operations[0]?.parameters[0]).toMatchObject({
    name: "q",
    schema: { $ref: "#/$defs/Q" },
    place: { file: "parts.json", pointer: "/q" },
  });
  expect(Object.fromEntries(api.components.input)).toEqual({ Q: { type: "string" } });
  expect(diagnostics.all).toEqual([]);
});

test("security: the operation's own, even when empty, else the document's", () => {
  const { api } = modelOf(
    openapi(
      { "/a": { get: {}, post: { security: [] }, put: { security: [{}, { o: ["w"] }] } } },
      { security: [{ o: ["r"] }] },
    ),
  );
  expect(Object.fromEntries(api.operations.map(({ method, security }) => [method, security]))).toEqual({
    GET: [[{ scheme: "o", scopes: ["r"] }]],
    POST: [],
    PUT: [[], [{ scheme: "o", scopes: ["w"] }]],
  });
});

test("servers: variables get their defaults, what has none stays as written", () => {
  const { api } = modelOf(
    openapi(
      {},
      { servers: [{ url: "https://{region}.example/{v}", variables: { region: { default: "eu" } } }, { url: "/v2" }] },
    ),
  );
  expect(api.servers).toEqual(["https://eu.example/{v}", "/v2"]);
});
