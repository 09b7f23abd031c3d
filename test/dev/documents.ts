/** A small API in the versions that differ most, with an answer that Prism makes. */
export const documents: Readonly<Record<string, object>> = {
  "2.0": {
    swagger: "2.0",
    info: { title: "Stations", version: "1" },
    host: "trains.example.com",
    basePath: "/v1",
    schemes: ["https"],
    securityDefinitions: {
      oauth: {
        type: "oauth2",
        flow: "accessCode",
        authorizationUrl: "https://id.example.com/authorize",
        tokenUrl: "https://id.example.com/token",
        scopes: { "stations:read": "See stations" },
      },
    },
    security: [{ oauth: ["stations:read"] }],
    produces: ["application/json"],
    paths: {
      "/stations/{id}": {
        get: {
          operationId: "getStation",
          parameters: [{ name: "id", in: "path", required: true, type: "string" }],
          responses: { 200: { description: "", schema: { $ref: "#/definitions/Station" } } },
        },
      },
    },
    definitions: {
      Station: { type: "object", required: ["name"], properties: { name: { type: "string", enum: ["Berlin"] } } },
    },
  },
  "3.0": {
    openapi: "3.0.3",
    info: { title: "Stations", version: "1" },
    servers: [{ url: "https://trains.example.com/v1" }],
    components: {
      securitySchemes: {
        oauth: {
          type: "oauth2",
          flows: {
            authorizationCode: {
              authorizationUrl: "https://id.example.com/authorize",
              tokenUrl: "https://id.example.com/token",
              scopes: { "stations:read": "See stations" },
            },
          },
        },
      },
      schemas: {
        Station: {
          type: "object",
          required: ["name"],
          properties: {
            name: { type: "string", nullable: true, enum: ["Berlin"] },
            next: { $ref: "#/components/schemas/Station" },
          },
        },
      },
    },
    security: [{ oauth: ["stations:read"] }],
    paths: {
      "/stations/{id}": {
        get: {
          operationId: "getStation",
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: {
            200: {
              description: "",
              content: { "application/json": { schema: { $ref: "#/components/schemas/Station" } } },
            },
          },
        },
      },
    },
  },
  "3.2": {
    openapi: "3.2.0",
    info: { title: "Stations", version: "1" },
    paths: {
      "/stations/{id}": {
        query: {
          operationId: "getStation",
          parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
          responses: {
            200: {
              description: "",
              content: {
                "application/json": {
                  schema: { type: "object", required: ["name"], properties: { name: { const: "Berlin" } } },
                },
              },
            },
          },
        },
      },
    },
  },
};
