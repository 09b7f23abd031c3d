import { describe, expect, it, test } from "vitest";
import { upgradeServers } from "../../generator/1-spec/upgrade-servers.ts";
import { load, temporaryFiles } from "./temporary-files.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The converted document without notes of origin, and what was found: `code pointer`. */
async function upgraded(document: object, others: Fields = {}): Promise<{ root: Fields; found: readonly string[] }> {
  const folder = temporaryFiles({
    "a.json": { swagger: "2.0", info: { title: "T", version: "1" }, ...document },
    ...(others as Record<string, object>),
  });
  const loading = await load(folder, "a.json");
  const root = plain(loading.document.root.value) as Fields;
  return { root, found: loading.found.map(({ code, place }) => `${code} ${place.pointer}`) };
}

/** One operation, `POST /a`, converted. */
async function operation(given: object, root: object = {}, others: Fields = {}): Promise<Fields> {
  const { root: result } = await upgraded({ ...root, paths: { "/a": { post: given } } }, others);
  return (result["paths"] as Record<string, Record<string, Fields>>)["/a"]?.["post"] ?? {};
}

async function parameter(given: object): Promise<unknown> {
  return ((await operation({ parameters: [{ name: "p", ...given }] }))["parameters"] as unknown[])[0];
}

async function body(parameters: readonly object[], root: object = {}): Promise<unknown> {
  return (await operation({ parameters }, root))["requestBody"];
}

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const strings = { type: "array", items: { type: "string" } };

describe("parameters", () => {
  it.each<readonly [name: string, given: object, want: object]>([
    ["csv by default", { in: "query", ...strings }, { in: "query", style: "form", explode: false, schema: strings }],
    [
      "csv in a path",
      { in: "path", required: true, ...strings },
      { in: "path", required: true, style: "simple", explode: false, schema: strings },
    ],
    [
      "csv in a header",
      { in: "header", collectionFormat: "csv", ...strings },
      { in: "header", style: "simple", explode: false, schema: strings },
    ],
    [
      "multi",
      { in: "query", collectionFormat: "multi", ...strings },
      { in: "query", style: "form", explode: true, schema: strings },
    ],
    [
      "ssv",
      { in: "query", collectionFormat: "ssv", ...strings },
      { in: "query", style: "spaceDelimited", explode: false, schema: strings },
    ],
    [
      "pipes",
      { in: "query", collectionFormat: "pipes", ...strings },
      { in: "query", style: "pipeDelimited", explode: false, schema: strings },
    ],
    [
      "tsv, which OpenAPI 3 cannot say",
      { in: "query", collectionFormat: "tsv", description: "Names.", default: ["a"], ...strings },
      {
        in: "query",
        description: "Names.\n\nSeveral values in one text, separated by tabs.",
        schema: { type: "string" },
      },
    ],
    [
      "pipes in a path",
      { in: "path", required: true, collectionFormat: "pipes", ...strings },
      {
        in: "path",
        required: true,
        description: "Several values in one text, separated by vertical bars (|).",
        schema: { type: "string" },
      },
    ],
    [
      "lists of lists",
      { in: "query", type: "array", collectionFormat: "pipes", items: { type: "array", items: { type: "integer" } } },
      {
        in: "query",
        description: "Several values in one text, separated by vertical bars (|), each a list separated by commas.",
        schema: { type: "string" },
      },
    ],
    [
      "every keyword of a value",
      {
        in: "query",
        type: "integer",
        format: "int32",
        minimum: 1,
        exclusiveMinimum: true,
        maximum: 9,
        multipleOf: 2,
        default: 4,
        enum: [2, 4],
        "x-nullable": true,
        allowEmptyValue: true,
      },
      {
        in: "query",
        allowEmptyValue: true,
        schema: {
          type: "integer",
          format: "int32",
          default: 4,
          maximum: 9,
          minimum: 1,
          exclusiveMinimum: true,
          enum: [2, 4],
          multipleOf: 2,
          nullable: true,
        },
      },
    ],
    [
      "a schema where there is none in 2.0",
      { in: "query", schema: { type: "string" } },
      { in: "query", schema: { type: "string" } },
    ],
  ])("%s", async (_name, given, want) => {
    expect(await parameter(given)).toEqual({ name: "p", ...want });
  });

  it("are found by reference, of the path too, and in other files; the operation's come before the path's", async () => {
    const { root, found } = await upgraded(
      {
        parameters: { "a/b": { name: "a", in: "query", type: "string" }, again: { $ref: "#/parameters/a~1b" } },
        paths: {
          "/a": {
            post: { parameters: [{ name: "c", in: "query", type: "integer" }], responses: {} },
            parameters: [
              { $ref: "#/parameters/again" },
              { $ref: "p/p.json#/list/0" },
              { name: "c", in: "query", type: "string" },
            ],
          },
        },
      },
      { "p/p.json": { list: [{ name: "b", in: "body", schema: { $ref: "../a.json#/definitions/D" } }] } },
    );
    expect(root["paths"]).toEqual({
      "/a": {
        post: {
          parameters: [
            { name: "a", in: "query", schema: { type: "string" } },
            { name: "c", in: "query", schema: { type: "integer" } },
          ],
          requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/D" } } } },
          responses: {},
        },
      },
    });
    expect(found).toEqual([]);
  });

  it("that cannot be read cost nobody else, and reach the model as they are", async () => {
    const broken = [null, 5, { in: "query" }, { name: "x" }, { $ref: "#/parameters/none" }];
    const { root } = await upgraded({
      paths: { "/a": { get: { parameters: [...broken, { name: "q", in: "query", type: "string" }], responses: {} } } },
    });
    expect(root["paths"]).toEqual({
      "/a": {
        get: {
          parameters: [
            { name: "q", in: "query", schema: { type: "string" } },
            ...broken.slice(0, 4),
            { $ref: "#/x-swagger-2.0/parameters/none" },
          ],
          responses: {},
        },
      },
    });
  });
});

describe("bodies", () => {
  test("each of `consumes`, of the operation before the document", async () => {
    const schema = { type: "object", properties: { a: { type: "string", "x-nullable": true } } };
    const parameters = [{ name: "b", in: "body", required: true, description: "d", schema }];
    const converted = { type: "object", properties: { a: { type: "string", nullable: true } } };
    const content = (...types: readonly string[]): object => ({
      required: true,
      description: "d",
      content: Object.fromEntries(types.map((type) => [type, { schema: converted }])),
    });
    expect(await body(parameters)).toEqual(content("application/json"));
    expect(await body(parameters, { consumes: ["application/xml", "text/plain"] })).toEqual(
      content("application/xml", "text/plain"),
    );
    const root = { consumes: ["application/xml"] };
    const own = await operation({ parameters, consumes: ["application/vnd.a+json"] }, root);
    expect(own["requestBody"]).toEqual(content("application/vnd.a+json"));
    expect((await operation({ parameters, consumes: [] }, root))["requestBody"]).toEqual(content("application/xml"));
    expect((await operation({ parameters, consumes: "text/csv" }, root))["requestBody"]).toEqual(content("text/csv"));
  });

  test("of the type that a header parameter fixes", async () => {
    const schema = { type: "string", format: "binary" };
    const header = { name: "Content-type", in: "header", type: "string" };
    const types = async (extra: object): Promise<readonly string[]> => {
      const parameters = [
        { name: "b", in: "body", schema },
        { ...header, ...extra },
      ];
      const converted = await operation({ parameters, consumes: ["application/octet-stream"] });
      return Object.keys((converted["requestBody"] as { content: object }).content);
    };
    expect(await types({ enum: ["application/x-tar"] })).toEqual(["application/x-tar"]);
    expect(await types({ default: "text/csv" })).toEqual(["text/csv"]);
    expect(await types({})).toEqual(["application/octet-stream"]);
  });

  test("by reference, and of the path, wherever it stands in it", async () => {
    const { root } = await upgraded({
      parameters: { B: { name: "b", in: "body", schema: { type: "string" } } },
      paths: {
        "/ref": { put: { parameters: [{ $ref: "#/parameters/B" }], consumes: ["text/plain"], responses: {} } },
        "/path": { put: { responses: {} }, parameters: [{ name: "b", in: "body", schema: { type: "integer" } }] },
      },
    });
    expect(root["paths"]).toEqual({
      "/ref": { put: { requestBody: { content: { "text/plain": { schema: { type: "string" } } } }, responses: {} } },
      "/path": {
        put: { requestBody: { content: { "application/json": { schema: { type: "integer" } } } }, responses: {} },
      },
    });
  });

  test("described like another parameter", async () => {
    expect(await body([{ name: "b", in: "body", type: "array", items: { type: "string" } }])).toEqual({
      content: { "application/json": { schema: strings } },
    });
  });

  test("a second one is left out, and said", async () => {
    const { found } = await upgraded({
      paths: {
        "/a": {
          post: {
            parameters: [
              { name: "a", in: "body", schema: {} },
              { name: "b", in: "body", schema: {} },
            ],
          },
        },
      },
    });
    expect(found).toEqual(["second-body /paths/~1a/post/parameters/1"]);
  });
});

describe("forms", () => {
  const field = { name: "f", in: "formData", type: "string" };

  test("without files are sent urlencoded, whatever `consumes` says", async () => {
    const schema = { type: "object", properties: { f: { type: "string", description: "d" } }, required: ["f"] };
    const required = { ...field, required: true, description: "d" };
    expect(await body([required], { consumes: ["application/json"] })).toEqual({
      required: true,
      content: { "application/x-www-form-urlencoded": { schema } },
    });
    expect(
      await body([required], { consumes: ["multipart/form-data; charset=utf-8", "application/x-www-form-urlencoded"] }),
    ).toEqual({
      required: true,
      content: { "multipart/form-data": { schema }, "application/x-www-form-urlencoded": { schema } },
    });
  });

  test("with files are multipart", async () => {
    const files = { name: "g", in: "formData", type: "array", items: { type: "file" }, collectionFormat: "multi" };
    expect(
      await body([field, { name: "file", in: "formData", type: "file" }, files], {
        consumes: ["application/x-www-form-urlencoded"],
      }),
    ).toEqual({
      content: {
        "multipart/form-data": {
          schema: {
            type: "object",
            properties: {
              f: { type: "string" },
              file: { type: "string", format: "binary" },
              g: { type: "array", items: { type: "string", format: "binary" } },
            },
            required: [],
          },
        },
      },
    });
  });

  test("lists have their format, also the one that is not written", async () => {
    const list = (name: string, collectionFormat?: string): object => ({
      name,
      in: "formData",
      ...strings,
      collectionFormat,
    });
    expect(await body([list("a"), list("b", "multi"), list("c", "ssv"), list("d", "pipes"), list("e", "tsv")])).toEqual(
      {
        content: {
          "application/x-www-form-urlencoded": {
            schema: {
              type: "object",
              properties: {
                a: strings,
                b: strings,
                c: strings,
                d: strings,
                e: { type: "string", description: "Several values in one text, separated by tabs." },
              },
              required: [],
            },
            encoding: {
              a: { style: "form", explode: false },
              b: { style: "form", explode: true },
              c: { style: "spaceDelimited", explode: false },
              d: { style: "pipeDelimited", explode: false },
            },
          },
        },
      },
    );
  });

  test("fields by reference, and of the path, are merged", async () => {
    const { root } = await upgraded({
      parameters: { F: { name: "f", in: "formData", type: "string" } },
      paths: {
        "/a": {
          parameters: [{ $ref: "#/parameters/F" }],
          post: { parameters: [{ ...field, name: "g" }], responses: {} },
        },
      },
    });
    expect(root["paths"]).toEqual({
      "/a": {
        post: {
          requestBody: {
            content: {
              "application/x-www-form-urlencoded": {
                schema: { type: "object", properties: { f: { type: "string" }, g: { type: "string" } }, required: [] },
              },
            },
          },
          responses: {},
        },
      },
    });
  });
});

describe("answers", () => {
  test("each of `produces`; headers and examples; by reference as the operation produces them", async () => {
    const answer = {
      description: "d",
      schema: { $ref: "#/definitions/D" },
      headers: { "X-Next": { type: "integer", description: "h" } },
      examples: { "application/json": { a: 1 } },
    };
    const want = (...types: readonly string[]): object => ({
      description: "d",
      headers: { "X-Next": { description: "h", schema: { type: "integer" } } },
      content: Object.fromEntries(
        types.map((type) => [
          type,
          { schema: { $ref: "#/components/schemas/D" }, ...(type === "application/json" ? { example: { a: 1 } } : {}) },
        ]),
      ),
    });
    const root = { responses: { R: answer }, produces: ["application/json", "application/xml"] };
    const given = { responses: { 200: answer, 400: { $ref: "#/responses/R" }, 404: { description: "none" } } };
    expect((await operation(given, root))["responses"]).toEqual({
      200: want("application/json", "application/xml"),
      400: want("application/json", "application/xml"),
      404: { description: "none" },
    });
    expect((await operation({ ...given, produces: ["application/json"] }, root))["responses"]).toEqual({
      200: want("application/json"),
      400: want("application/json"),
      404: { description: "none" },
    });
  });

  test("a file is of any type, unless the document says which", async () => {
    const responses = { 200: { description: "d", schema: { type: "file" } } };
    const schema = { type: "string", format: "binary" };
    expect((await operation({ responses }))["responses"]).toEqual({
      200: { description: "d", content: { "*/*": { schema } } },
    });
    expect((await operation({ responses, produces: ["image/png"] }))["responses"]).toEqual({
      200: { description: "d", content: { "image/png": { schema } } },
    });
  });

  test("that are no objects, or lead nowhere, stay for the model to report", async () => {
    const responses = { 200: null, 201: { $ref: "#/responses/none" }, default: { description: "d" }, "x-a": 1 };
    expect((await operation({ responses }))["responses"]).toEqual({
      200: null,
      201: { $ref: "#/x-swagger-2.0/responses/none" },
      default: { description: "d" },
      "x-a": 1,
    });
  });
});

test("security schemes become flows of OpenAPI 3", async () => {
  const urls = { authorizationUrl: "https://a.example/auth", tokenUrl: "https://a.example/token" };
  const scopes = { read: "Reads" };
  const { root } = await upgraded({
    paths: {},
    securityDefinitions: {
      code: { type: "oauth2", flow: "accessCode", ...urls, scopes },
      implicit: { type: "oauth2", flow: "implicit", authorizationUrl: urls.authorizationUrl, scopes },
      application: { type: "oauth2", flow: "application", tokenUrl: urls.tokenUrl, scopes },
      password: { type: "oauth2", flow: "password", tokenUrl: urls.tokenUrl, scopes },
      basic: { type: "basic", description: "b" },
      key: { type: "apiKey", in: "header", name: "X-Key" },
      broken: null,
    },
    security: [{ code: ["read"] }],
  });
  expect(root["components"]).toEqual({
    schemas: {},
    securitySchemes: {
      code: { type: "oauth2", flows: { authorizationCode: { ...urls, scopes } } },
      implicit: { type: "oauth2", flows: { implicit: { authorizationUrl: urls.authorizationUrl, scopes } } },
      application: { type: "oauth2", flows: { clientCredentials: { tokenUrl: urls.tokenUrl, scopes } } },
      password: { type: "oauth2", flows: { password: { tokenUrl: urls.tokenUrl, scopes } } },
      basic: { type: "http", scheme: "basic", description: "b" },
      key: { type: "apiKey", in: "header", name: "X-Key" },
    },
  });
  expect(root["security"]).toEqual([{ code: ["read"] }]);
});

test.each<readonly [root: object, want: readonly string[]]>([
  [{}, []],
  [{ basePath: "/v1/" }, ["/v1"]],
  [{ host: "a.example" }, ["https://a.example"]],
  [
    { host: "a.example", basePath: "v1", schemes: ["http", "ws", "https"] },
    ["https://a.example/v1", "http://a.example/v1"],
  ],
  [{ host: "a.example:8080", basePath: "/", schemes: ["http"] }, ["http://a.example:8080"]],
  [{ host: "https://a.example/", schemes: ["https"] }, ["https://a.example"]],
  [{ host: 5, basePath: null, schemes: "https" }, []],
])("host, base path and schemes of %j", (root, want) => {
  expect(upgradeServers(root as Record<string, unknown>).map(({ url }) => url)).toEqual(want);
});

test("schemas: discriminators, files and null, in the main file and in others", async () => {
  const folder = temporaryFiles({
    "a.json": {
      swagger: "2.0",
      paths: {},
      definitions: {
        Pet: {
          type: "object",
          discriminator: "kind",
          properties: { kind: { type: "string" }, n: { type: "string", "x-nullable": true } },
        },
        Other: { $ref: "b.json#/Pet" },
      },
      "x-mcp": { title: "kept" },
    },
    "b.json": {
      Pet: { type: "object", discriminator: "kind", properties: { self: { $ref: "a.json#/definitions/Pet" } } },
    },
  });
  const { document } = await load(folder, "a.json");
  expect(plain(document.root.value)).toEqual({
    openapi: "3.0.4",
    servers: [],
    paths: {},
    components: {
      schemas: {
        Pet: {
          type: "object",
          discriminator: { propertyName: "kind" },
          properties: { kind: { type: "string" }, n: { type: "string", nullable: true } },
          required: ["kind"],
        },
        Other: { $ref: "b.json#/Pet" },
      },
      securitySchemes: {},
    },
    "x-mcp": { title: "kept" },
  });
  const other = [...document.files.values()].find(({ name }) => name === "b.json");
  expect(plain(other?.value)).toEqual({
    Pet: {
      type: "object",
      discriminator: { propertyName: "kind" },
      properties: { self: { $ref: `${document.root.url}#/components/schemas/Pet` } },
    },
  });
});

test("what bundlers write, references into operations, still leads to the original", async () => {
  const { root } = await upgraded({
    paths: {
      "/a": {
        get: {
          responses: {
            200: { description: "d", schema: { type: "object", properties: { d: { $ref: "#/definitions/D" } } } },
          },
        },
      },
      "/b": {
        get: { responses: { 200: { description: "d", schema: { $ref: "#/paths/~1a/get/responses/200/schema" } } } },
      },
    },
    definitions: { D: {} },
  });
  expect(root["paths"]).toMatchObject({
    "/b": {
      get: {
        responses: {
          200: {
            content: { "application/json": { schema: { $ref: "#/x-swagger-2.0/paths/~1a/get/responses/200/schema" } } },
          },
        },
      },
    },
  });
  expect(root["x-swagger-2.0"]).toMatchObject({
    paths: {
      "/a": { get: { responses: { 200: { schema: { properties: { d: { $ref: "#/components/schemas/D" } } } } } } },
    },
  });
});

test("one operation that the converter stumbles over costs no other", async () => {
  const { root, found } = await upgraded(
    {
      paths: {
        "/a": {
          get: { responses: { 200: { description: "d", headers: { A: 5, B: { type: "string" } } } } },
          post: null,
          "x-a": null,
        },
        "/b": 5,
        "/c": { $ref: "c.json", get: { summary: "beside", responses: {} } },
        "/d": { get: { responses: [null], parameters: { one: { name: "q", in: "query", type: "string" } } } },
        "/e": {
          get: {
            parameters: [{ in: "formData", name: "f" }],
            responses: { 200: { description: "d", schema: null, examples: 5 } },
          },
        },
      },
    },
    { "c.json": { post: { summary: "in a file", responses: {} } } },
  );
  expect(root["paths"]).toEqual({
    "/a": {
      get: { responses: { 200: { description: "d", headers: { B: { schema: { type: "string" } } } } } },
      post: null,
      "x-a": null,
    },
    "/b": 5,
    "/c": { post: { summary: "in a file", responses: {} }, get: { summary: "beside", responses: {} } },
    "/d": { get: { parameters: [{ name: "q", in: "query", schema: { type: "string" } }], responses: { 0: null } } },
    "/e": {
      get: {
        requestBody: {
          content: {
            "application/x-www-form-urlencoded": { schema: { type: "object", properties: { f: {} }, required: [] } },
          },
        },
        responses: { 200: { description: "d", schema: null, examples: 5 } },
      },
    },
  });
  expect(found).toEqual([]);
});

test("numbers for versions are read", async () => {
  const folder = temporaryFiles({
    "a.yaml":
      "swagger: 2.0\ninfo: { title: T, version: 1.0 }\nhost: a.example\npaths:\n  /a: { get: { responses: { 200: { description: d } } } }\n",
  });
  const { document } = await load(folder, "a.yaml");
  expect(document.dialect).toBe("3.0");
  expect(Object.keys((document.root.value as { paths: object }).paths)).toEqual(["/a"]);
});

test("references that multiply the document are refused", async () => {
  const big = { name: "b", in: "body", schema: { enum: Array.from({ length: 20_000 }, (_, index) => ({ index })) } };
  const paths = Object.fromEntries(
    Array.from({ length: 1_000 }, (_, index) => [
      `/p${index}`,
      { post: { parameters: [{ $ref: "#/parameters/B" }], responses: {} } },
    ]),
  );
  await expect(upgraded({ parameters: { B: big }, paths })).rejects.toThrow(
    "its references to parameters, bodies and answers repeat it more than 4 times over.",
  );
});
