import { describe, expect, test } from "vitest";
import { GeneratorError } from "../../generator/errors.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

const scope = (...scopes: string[]): object => ({ security: [{ oauth: scopes }] });
const oauth = {
  components: {
    securitySchemes: {
      oauth: {
        type: "oauth2",
        flows: {
          authorizationCode: {
            authorizationUrl: "https://auth.example/authorize",
            tokenUrl: "https://auth.example/token",
            scopes: {},
          },
        },
      },
    },
  },
};

describe("names", () => {
  test.each<[string, object, string[]]>([
    ["operationId in snake_case", { "/a": { get: { operationId: "listAllBerths" } } }, ["list_all_berths"]],
    ["separators", { "/a": { get: { operationId: "repos/list-for-user" } } }, ["repos_list_for_user"]],
    ["no operationId: method and path", { "/berths/{berthId}/photos": { get: {} } }, ["get_berths_berth_id_photos"]],
    ["nothing usable in the operationId", { "/berths": { get: { operationId: "列表" } } }, ["get_berths"]],
    ["nothing usable at all", { "/": { get: {} } }, ["get"]],
    [
      "all members of a clash carry a hash",
      { "/a": { get: { operationId: "list" } }, "/b": { get: { operationId: "List" } } },
      ["list_39dd0c12", "list_e0ec1c4a"],
    ],
    ["inherited names carry a hash", { "/a": { get: { operationId: "constructor" } } }, ["constructor_39dd0c12"]],
  ])("%s", (_, paths, want) => {
    const names = [...surfaceOf(openapi(paths)).tools.keys()];
    expect(names.map((name) => name.replace(/[0-9a-f]{8}$/, "#"))).toEqual(
      want.map((name) => name.replace(/[0-9a-f]{8}$/, "#")),
    );
    expect(names.every((name) => /^[a-zA-Z0-9_-]{1,64}$/.test(name))).toBe(true);
  });

  test("over-long names are cut and carry a hash; 64 characters fit", () => {
    const long = "a".repeat(65);
    const names = [
      ...surfaceOf(
        openapi({ "/a": { get: { operationId: long } }, "/b": { get: { operationId: "b".repeat(64) } } }),
      ).tools.keys(),
    ];
    expect(names.map((name) => name.length)).toEqual([64, 64]);
    expect(names[0]).toMatch(/^a{55}_[0-9a-f]{8}$/);
  });

  test("excluding a service and adding an operation rename nothing", () => {
    const paths = {
      "/a": { get: { operationId: "list", tags: ["a"] } },
      "/b": { get: { operationId: "list", tags: ["b"] } },
    };
    const all = [...surfaceOf(openapi(paths)).tools.keys()];
    const fewer = [...surfaceOf(openapi(paths), { services: { exclude: ["b"] } }).tools.keys()];
    const more = [...surfaceOf(openapi({ ...paths, "/c": { get: { operationId: "other" } } })).tools.keys()];
    expect(all).toEqual(expect.arrayContaining(fewer));
    expect(more).toEqual(expect.arrayContaining(all));
  });
});

describe("services", () => {
  test("first tag, else first literal path segment, else default", () => {
    const { surface } = surfaceOf(
      openapi({ "/a/b": { get: { tags: ["One", "Two"] } }, "/{x}/berths": { get: {} }, "/{x}": { get: {} } }),
    );
    expect(surface.services.map(({ name, file }) => [name, file])).toEqual([
      ["berths", "berths"],
      ["default", "default"],
      ["One", "one"],
    ]);
  });

  test("names that give the same file all carry a hash, and none is called index", () => {
    const { surface } = surfaceOf(
      openapi({
        "/a": { get: { tags: ["A B"] } },
        "/b": { get: { tags: ["a-b"] } },
        "/c": { get: { tags: ["index"] } },
        "/d": { get: { tags: ["AUX"] } },
      }),
    );
    expect(surface.services.map(({ file }) => file.replace(/[0-9a-f]{8}$/, "#"))).toEqual([
      "a-b-#",
      "a-b-#",
      "aux-service",
      "index-#",
    ]);
  });

  test("an unknown service is an error that helps", () => {
    const plan = (): unknown =>
      surfaceOf(openapi({ "/a": { get: { tags: ["berths"] } } }), { services: { exclude: ["berth"] } });
    expect(plan).toThrow(
      new GeneratorError("bad-usage", 'The document has no service "berth". Did you mean "berths"?'),
    );
  });
});

describe("scopes", () => {
  const paths = {
    "/berths": {
      get: { tags: ["berths"], security: [{ oauth: ["admin"] }, { oauth: ["berths:read"] }] },
      post: { tags: ["berths"], security: [{ oauth: ["berths:write"] }, { oauth: ["admin"] }] },
    },
    "/invoices": {
      get: { tags: ["invoices"], ...scope("invoices:read", "openid") },
      delete: { tags: ["invoices"], ...scope("admin") },
    },
    "/public": { get: { tags: ["public"], security: [{}, { oauth: ["x"] }] } },
    "/none": { get: { tags: ["public"], security: [] } },
    "/key": { get: { tags: ["public"], security: [{ key: [] }] } },
  };

  test("the preferred alternative unlocks the fewest other operations, writes first", () => {
    const { tools, surface } = surfaceOf(openapi(paths, oauth));
    expect(Object.fromEntries([...tools].map(([name, { definition }]) => [name, definition.scopes]))).toEqual({
      get_berths: [["berths:read"], ["admin"]],
      post_berths: [["berths:write"], ["admin"]],
      get_invoices: [["invoices:read", "openid"]],
      delete_invoices: [["admin"]],
      get_public: [],
      get_none: [],
      get_key: [],
    });
    expect(surface.api.scopes).toEqual({
      supported: ["admin", "berths:read", "berths:write", "invoices:read", "openid"],
      baseline: {
        minimal: [],
        read: ["berths:read", "invoices:read", "openid"],
        all: ["admin", "berths:read", "berths:write", "invoices:read", "openid"],
      },
    });
  });

  test("a scope that unlocks a write is worse than one that unlocks more reads", () => {
    const reads = Object.fromEntries(["/b", "/c", "/d"].map((path) => [path, { get: scope("wide:read") }]));
    const { tools } = surfaceOf(
      openapi(
        {
          "/a": { get: { security: [{ oauth: ["narrow"] }, { oauth: ["wide:read"] }] }, post: scope("narrow") },
          ...reads,
        },
        oauth,
      ),
    );
    expect(tools.get("get_a")?.definition.scopes).toEqual([["wide:read"], ["narrow"]]);
  });

  test("roles on another scheme (OpenAPI 3.1) count as scopes; the scheme of a bearer token alone asks for none", () => {
    const schemes = { components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } } };
    const { tools } = surfaceOf(
      openapi(
        { "/a": { get: { security: [{ token: ["org:read"] }] } }, "/b": { get: { security: [{ token: [] }] } } },
        schemes,
      ),
    );
    expect([...tools.values()].map(({ definition }) => definition.scopes)).toEqual([[["org:read"]], []]);
  });

  test("excluding a service takes away the scopes that only it needed", () => {
    const { surface, tools } = surfaceOf(openapi(paths, oauth), { services: { exclude: ["invoices"] } });
    expect([...tools.keys()]).toEqual(["get_berths", "post_berths", "get_key", "get_none", "get_public"]);
    expect(surface.api.scopes.supported).toEqual(["berths:read", "berths:write"]);
  });

  test("an alternative that no token can satisfy does not open the operation; offline_access is never asked for", () => {
    const { tools } = surfaceOf(
      openapi({ "/a": { get: { security: [{ basic: [] }, { oauth: ["r", "offline_access"] }] } } }, oauth),
    );
    expect(tools.get("get_a")?.definition.scopes).toEqual([["r"]]);
  });
});

describe("arguments", () => {
  const argumentsOf = (operation: object, path = "/a/{id}"): { schema: unknown; operation: unknown } => {
    const { tools } = surfaceOf(openapi({ [path]: { post: operation } }));
    const definition = [...tools.values()][0]?.definition;
    return { schema: definition?.inputSchema, operation: definition?.operation };
  };
  const json = (schema: object, required = true): object => ({
    requestBody: { required, content: { "application/json": { schema } } },
  });
  const id = { name: "id", in: "path", required: true, schema: { type: "string" } };

  test("a plain JSON object's properties stand beside the parameters", () => {
    const { schema, operation } = argumentsOf({
      parameters: [id],
      ...json({
        type: "object",
        required: ["name"],
        properties: { name: { type: "string" }, size: { type: "integer" } },
      }),
    });
    expect(schema).toEqual({
      type: "object",
      properties: { id: { type: "string" }, name: { type: "string" }, size: { type: "integer" } },
      required: ["id", "name"],
      additionalProperties: false,
    });
    expect(operation).toMatchObject({
      body: {
        mediaType: "application/json",
        format: "json",
        required: true,
        from: "properties",
        properties: ["name", "size"],
      },
    });
  });

  test.each<[string, object]>([
    ["a name clashes", json({ type: "object", properties: { id: { type: "string" } } })],
    ["the set of properties is open", json({ type: "object", properties: { a: {} }, additionalProperties: true })],
    ["it is a union", json({ oneOf: [{ type: "object" }, { type: "string" }] })],
    ["it is a list", json({ type: "array", items: { type: "string" } })],
    ["it is optional but requires something", json({ type: "object", required: ["a"], properties: { a: {} } }, false)],
    ["a name is none that clients accept", json({ type: "object", properties: { "a b": {} } })],
  ])("all of the body is under `body` when %s", (_, operation) => {
    const { schema, operation: request } = argumentsOf({ parameters: [id], ...operation });
    expect(Object.keys((schema as { properties: object }).properties)).toEqual(["id", "body"]);
    expect(request).toMatchObject({ body: { from: "argument" } });
  });

  test("names that clients refuse are made acceptable; one name in two places says where it belongs", () => {
    const { schema, operation } = argumentsOf({
      parameters: [
        id,
        { name: "id", in: "query", schema: {} },
        { name: "filter[deleted]", in: "query", schema: {} },
        { name: "body", in: "query", schema: {} },
        { name: "$top", in: "query", schema: {} },
      ],
    });
    expect(Object.keys((schema as { properties: object }).properties)).toEqual([
      "id_path",
      "id_query",
      "filter_deleted",
      "body_query",
      "top",
    ]);
    expect(operation).toMatchObject({
      parameters: [
        { argument: "id_path", name: "id" },
        { argument: "id_query", name: "id" },
        { argument: "filter_deleted", name: "filter[deleted]" },
        { argument: "body_query", name: "body" },
        { argument: "top", name: "$top" },
      ],
    });
  });

  test("a query in the path becomes a query; a fragment goes; a forgotten path parameter is a required string", () => {
    const { tools, found } = surfaceOf(
      openapi({
        "/a/{id}?action=go&lat={lat}#two": {
          get: {
            operationId: "a",
            parameters: [{ name: "lat", in: "path", required: true, schema: { type: "number" } }],
          },
        },
      }),
    );
    const definition = [...tools.values()][0]?.definition;
    expect(definition?.operation).toMatchObject({
      path: "/a/{id}",
      query: "action=go",
      parameters: [
        { name: "id", in: "path" },
        { name: "lat", in: "query" },
      ],
    });
    expect(definition?.inputSchema.required).toEqual(["id", "lat"]);
    expect(found.map(({ code }) => code)).toEqual([
      "path-with-fragment",
      "path-with-query",
      "path-parameter-undeclared",
    ]);
  });

  test("a misspelt path parameter is matched when only one can be meant", () => {
    const { tools, found } = surfaceOf(
      openapi({
        "/a/{berthId}": {
          get: {
            operationId: "a",
            parameters: [{ name: "berth_id", in: "path", required: true, schema: { type: "integer" } }],
          },
        },
      }),
    );
    expect([...tools.values()][0]?.definition.inputSchema.properties).toEqual({ berthId: { type: "integer" } });
    expect(found.map(({ message }) => message)).toEqual(['The path parameter "berth_id" is taken for {berthId}.']);
  });

  test("bytes in a multipart body become file arguments, alone and in lists", () => {
    const file = { type: "string", format: "binary" };
    const { schema, operation } = argumentsOf(
      {
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": {
              schema: {
                type: "object",
                properties: { photo: file, more: { type: "array", items: file }, meta: { type: "object" } },
              },
              encoding: { photo: { contentType: "image/png" }, meta: { contentType: "application/json" } },
            },
          },
        },
      },
      "/a",
    );
    expect(schema).toMatchObject({
      properties: {
        body: {
          properties: {
            photo: { $ref: "#/$defs/FileArgument" },
            more: { type: "array", items: { $ref: "#/$defs/FileArgument" } },
            meta: { type: "object" },
          },
        },
      },
    });
    expect(operation).toMatchObject({
      body: {
        format: "multipart",
        mediaType: "multipart/form-data",
        parts: {
          photo: { kind: "file", contentType: "image/png" },
          more: { kind: "file" },
          meta: { kind: "json", contentType: "application/json" },
        },
      },
    });
  });

  test.each<[string, object, string, string]>([
    [
      "JSON before all",
      { "multipart/form-data": { schema: {} }, "application/json": { schema: {} } },
      "application/json",
      "json",
    ],
    [
      "JSON of another name",
      { "application/merge-patch+json": { schema: {} } },
      "application/merge-patch+json",
      "json",
    ],
    [
      "forms before multipart",
      { "multipart/form-data": {}, "application/x-www-form-urlencoded": {} },
      "application/x-www-form-urlencoded",
      "form",
    ],
    ["text", { "text/csv": {} }, "text/csv", "text"],
    ["anything else is bytes", { "application/zip": {} }, "application/zip", "bytes"],
    ["a range of bytes stays one: the caller knows the type", { "image/*": {} }, "image/*", "bytes"],
  ])("content type: %s", (_, content, mediaType, format) => {
    expect(argumentsOf({ requestBody: { content } }, "/a").operation).toMatchObject({ body: { mediaType, format } });
  });

  test("GET has no body, whatever the document says", () => {
    const { tools } = surfaceOf(openapi({ "/a": { get: json({ type: "object", properties: { a: {} } }) } }));
    expect(tools.get("get_a")?.definition.inputSchema.properties).toEqual({});
  });
});

test("all four hints are always given, by the method", () => {
  const { tools } = surfaceOf(
    openapi({
      "/a": Object.fromEntries(["get", "head", "post", "put", "patch", "delete"].map((method) => [method, {}])),
    }),
  );
  const hints = Object.fromEntries(
    [...tools.values()].map(({ definition: { operation, annotations } }) => [
      operation.method,
      [annotations.readOnlyHint, annotations.destructiveHint, annotations.idempotentHint, annotations.openWorldHint],
    ]),
  );
  expect(hints).toEqual({
    GET: [true, false, true, true],
    HEAD: [true, false, true, true],
    POST: [false, true, false, true],
    PUT: [false, true, true, true],
    PATCH: [false, true, false, true],
    DELETE: [false, true, true, true],
  });
});

test("rules: by path, method and operation; a later one wins; one that fits nothing is an error", () => {
  const paths = {
    "/a/b": { get: { operationId: "one" }, post: { operationId: "two" } },
    "/c": { get: { operationId: "three" } },
  };
  const rules = [
    { match: { path: "/a/*" }, exclude: true },
    { match: { operation: "two" }, exclude: false, name: "second", hints: { destructiveHint: false } },
  ];
  const planned = surfaceOf(openapi(paths), { tools: { rules } }).tools;
  expect([...planned].map(([name, { definition }]) => [name, definition.annotations.destructiveHint])).toEqual([
    ["second", false],
    ["three", false],
  ]);
  expect(() =>
    surfaceOf(openapi(paths), { tools: { rules: [{ match: { operation: "four" }, exclude: true }] } }),
  ).toThrow('The rule for {"operation":"four"} fits no operation of the document. Correct or remove it.');
});

test("operations that go elsewhere name their origin; relative and covered servers do not", () => {
  const { surface, tools } = surfaceOf(
    openapi(
      {
        "/a": { get: { servers: [{ url: "https://uploads.example.com/v1/" }] } },
        "/b": { get: { servers: [{ url: "https://api.example.com/" }] } },
        "/c": { get: { servers: [{ url: "/other" }] } },
      },
      { servers: [{ url: "https://api.example.com" }] },
    ),
  );
  expect(surface.api.origins).toEqual([{ name: "uploads_example_com_v1", proposed: "https://uploads.example.com/v1" }]);
  expect([...tools].map(([name, { definition }]) => [name, definition.operation.origin])).toEqual([
    ["get_a", "uploads_example_com_v1"],
    ["get_b", undefined],
    ["get_c", undefined],
  ]);
});

test("a document without operations gives an empty surface", () => {
  const { surface } = surfaceOf(openapi({}));
  expect(surface).toMatchObject({
    services: [],
    api: { name: "test-api", title: "Test API", version: "1.0.0", scopes: { supported: [] } },
  });
});
