/** Valid documents with one of everything, which the fuzzer then breaks. */

const flow = { authorizationUrl: "https://auth.example/authorize", tokenUrl: "https://auth.example/token" };

const components = {
  schemas: {
    Berth: {
      type: "object",
      required: ["id", "size"],
      properties: {
        id: { type: "string", format: "uuid", readOnly: true },
        size: { type: "integer", minimum: 1, maximum: 90, default: 12 },
        kind: { $ref: "#/components/schemas/Kind" },
        neighbours: { type: "array", maxItems: 4, items: { $ref: "#/components/schemas/Berth" } },
        labels: { type: "object", additionalProperties: { type: "string", pattern: "^[a-z]+$" } },
      },
    },
    Kind: { type: "string", enum: ["river", "sea"], description: "Where it is." },
    Vessel: {
      allOf: [{ $ref: "#/components/schemas/Named" }, { type: "object", properties: { length: { type: "number" } } }],
    },
    Named: { type: "object", properties: { name: { type: ["string", "null"], maxLength: 80 } } },
    Either: {
      oneOf: [{ $ref: "#/components/schemas/Berth" }, { $ref: "#/components/schemas/Vessel" }],
      discriminator: { propertyName: "kind", mapping: { berth: "#/components/schemas/Berth" } },
    },
  },
  parameters: { limit: { name: "limit", in: "query", schema: { type: "integer", maximum: 100 } } },
  requestBodies: {
    berth: { required: true, content: { "application/json": { schema: { $ref: "#/components/schemas/Berth" } } } },
  },
  responses: {
    berth: {
      description: "A berth.",
      content: { "application/json": { schema: { $ref: "#/components/schemas/Berth" } } },
    },
  },
  securitySchemes: {
    oauth: { type: "oauth2", flows: { authorizationCode: { ...flow, scopes: { read: "Read.", write: "Write." } } } },
    key: { type: "apiKey", in: "header", name: "X-Key" },
  },
};

const paths = {
  "/berths": {
    get: {
      operationId: "listBerths",
      tags: ["berths"],
      parameters: [
        { $ref: "#/components/parameters/limit" },
        {
          name: "filter",
          in: "query",
          style: "deepObject",
          explode: true,
          schema: { type: "object", properties: { kind: { type: "string" } } },
        },
        {
          name: "ids",
          in: "query",
          style: "pipeDelimited",
          explode: false,
          schema: { type: "array", items: { type: "string" } },
        },
      ],
      responses: {
        200: {
          description: "All.",
          content: { "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Berth" } } } },
        },
      },
      security: [{ oauth: ["read"] }],
    },
    post: {
      operationId: "createBerth",
      requestBody: { $ref: "#/components/requestBodies/berth" },
      responses: { 201: { $ref: "#/components/responses/berth" }, default: { description: "Wrong." } },
      security: [{ oauth: ["write"] }, { key: [] }],
    },
  },
  "/berths/{berthId}/photos/{photoId}": {
    parameters: [
      { name: "berthId", in: "path", required: true, schema: { type: "string" } },
      { name: "photoId", in: "path", required: true, style: "matrix", schema: { type: "string" } },
    ],
    servers: [{ url: "https://photos.example/{region}", variables: { region: { default: "eu", enum: ["eu", "us"] } } }],
    put: {
      operationId: "putPhoto",
      requestBody: {
        content: {
          "multipart/form-data": {
            schema: {
              type: "object",
              properties: {
                file: { type: "string", format: "binary" },
                note: { type: "object", properties: { text: { type: "string" } } },
              },
            },
            encoding: { note: { contentType: "application/json" } },
          },
        },
      },
      responses: { 204: { description: "Done." } },
    },
  },
  "/vessels": {
    post: {
      operationId: "createVessel",
      parameters: [
        { name: "X-Trace", in: "header", schema: { type: "string" } },
        { name: "session", in: "cookie", schema: { type: "string" } },
      ],
      requestBody: {
        content: {
          "application/x-www-form-urlencoded": {
            schema: { $ref: "#/components/schemas/Either" },
            encoding: { length: { style: "form", explode: false } },
          },
        },
      },
      responses: {
        200: {
          description: "It.",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Either" } }, "image/png": {} },
        },
      },
      "x-mcp": { name: "make_vessel", hints: { readOnlyHint: false } },
    },
  },
  "/export": {
    get: {
      operationId: "export",
      parameters: [{ name: "where", in: "query", content: { "application/json": { schema: { type: "object" } } } }],
      responses: { 200: { description: "x", content: { "text/csv": { schema: { type: "string" } } } } },
    },
  },
};

/** OpenAPI 3.1. */
export const harbour31: object = {
  openapi: "3.1.0",
  info: { title: "Harbour", version: "1.0.0", description: "A marina." },
  servers: [{ url: "https://api.example/v1" }],
  tags: [{ name: "berths", description: "Places for boats." }],
  security: [{ oauth: ["read"] }],
  paths,
  components,
};

/** OpenAPI 3.0: the same with its own dialect. */
export const harbour30: object = {
  ...harbour31,
  openapi: "3.0.3",
  components: {
    ...components,
    schemas: {
      ...components.schemas,
      Named: {
        type: "object",
        properties: { name: { type: "string", nullable: true, maxLength: 80, example: "Albatross" } },
      },
      Depth: { type: "number", minimum: 0, exclusiveMinimum: true },
    },
  },
};

/** Swagger 2.0. */
export const harbour20: object = {
  swagger: "2.0",
  info: { title: "Harbour", version: "1.0.0" },
  host: "api.example",
  basePath: "/v1",
  schemes: ["https"],
  consumes: ["application/json"],
  produces: ["application/json"],
  securityDefinitions: { oauth: { type: "oauth2", flow: "accessCode", ...flow, scopes: { read: "Read." } } },
  paths: {
    "/berths/{id}": {
      parameters: [{ name: "id", in: "path", required: true, type: "string" }],
      get: {
        operationId: "getBerth",
        parameters: [
          { name: "tags", in: "query", type: "array", items: { type: "string" }, collectionFormat: "multi" },
        ],
        responses: { 200: { description: "It.", schema: { $ref: "#/definitions/Berth" } } },
        security: [{ oauth: ["read"] }],
      },
      put: {
        operationId: "putBerth",
        parameters: [{ name: "berth", in: "body", required: true, schema: { $ref: "#/definitions/Berth" } }],
        responses: { 204: { description: "Done." } },
      },
      post: {
        operationId: "upload",
        consumes: ["multipart/form-data"],
        parameters: [{ name: "file", in: "formData", type: "file" }],
        responses: { 200: { description: "x" } },
      },
    },
  },
  definitions: {
    Berth: { type: "object", properties: { size: { type: "integer" }, next: { $ref: "#/definitions/Berth" } } },
  },
};
