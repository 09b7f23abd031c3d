/** An OpenAPI 3.2 document with one operation for each way that a request is written and an answer is read. */
const text = { type: "string" };
const integer = { type: "integer" };
const binary = { type: "string", format: "binary" };
const answer = { 200: { description: "What the API saw.", content: { "application/json": { schema: {} } } } };

const query = (name: string, schema: object, more: object = {}): object => ({ name, in: "query", schema, ...more });
const path = (name: string): object => ({ name, in: "path", required: true, schema: text });
const form = (properties: object, encoding: object): object => ({
  required: true,
  content: { "application/x-www-form-urlencoded": { schema: { type: "object", properties }, encoding } },
});
const answers = (type: string, media: object = {}): object => ({
  200: { description: "", content: { [type]: media } },
});

/** The document, for an API whose operations partly go to two further origins. */
export const workshopDocument: object = {
  openapi: "3.2.0",
  info: { title: "Workshop", version: "1.0.0" },
  servers: [{ url: "https://api.workshop.example/v1" }],
  paths: {
    "/files/{name}": {
      put: {
        operationId: "upload",
        parameters: [path("name")],
        requestBody: { required: true, content: { "*/*": {} } },
        responses: answer,
      },
    },
    "/albums": {
      post: {
        operationId: "create_album",
        requestBody: {
          required: true,
          content: {
            "multipart/form-data": {
              schema: {
                type: "object",
                required: ["metadata", "files"],
                properties: {
                  metadata: { type: "object", properties: { title: text, tags: { type: "array", items: text } } },
                  files: { type: "array", items: binary },
                  cover: binary,
                  steps: { type: "array", items: { type: "object", properties: { n: integer } } },
                  sizes: { type: "array", items: integer },
                },
              },
              encoding: {
                files: { contentType: "image/png, image/jpeg" },
                cover: { contentType: "image/png", headers: { "X-Alt-Text": { schema: text } } },
                sizes: { style: "form", explode: false },
              },
            },
          },
        },
        responses: answer,
      },
    },
    "/charges": {
      post: {
        operationId: "create_charge",
        requestBody: form(
          {
            amount: integer,
            description: text,
            card: { type: "object", properties: { number: text, owner: { type: "object" } } },
            items: { type: "array", items: { type: "object" } },
            metadata: { type: "object", additionalProperties: text },
            expand: { type: "array", items: text },
            tags: { type: "array", items: text },
            raw: { type: "object" },
          },
          {
            card: { style: "deepObject", explode: true },
            items: { style: "deepObject", explode: true },
            metadata: { style: "deepObject" },
            expand: { style: "deepObject", explode: true },
          },
        ),
        responses: answer,
      },
    },
    "/same/{id}": {
      get: {
        operationId: "same_names",
        parameters: [
          path("id"),
          query("id", text),
          { name: "id", in: "header", schema: text },
          { name: "id", in: "cookie", schema: text },
          { name: "theme", in: "cookie", style: "cookie", schema: { type: "array", items: text } },
          query("flag", { type: "boolean" }, { allowEmptyValue: true }),
          query("version", { const: "2026-11" }, { required: true }),
          query("limit", { type: "integer", default: 10 }),
        ],
        responses: answer,
      },
    },
    "/reports/{year}-{month}.{kind}": {
      get: { operationId: "get_report", parameters: ["year", "month", "kind"].map(path), responses: answer },
    },
    "/search": {
      get: {
        operationId: "search_form",
        parameters: [
          {
            name: "criteria",
            in: "querystring",
            content: {
              "application/x-www-form-urlencoded": {
                schema: { type: "object", properties: { q: text, page: integer, filter: { type: "object" } } },
                encoding: { filter: { style: "deepObject" } },
              },
            },
          },
        ],
        responses: answer,
      },
      query: {
        operationId: "search_json",
        parameters: [{ name: "criteria", in: "querystring", content: { "application/json": { schema: {} } } }],
        requestBody: { content: { "application/json": { schema: { type: "array", items: integer } } } },
        responses: answer,
      },
    },
    "/import": {
      post: {
        operationId: "import_rows",
        requestBody: { required: true, content: { "application/jsonl": { itemSchema: { type: "object" } } } },
        responses: answer,
      },
    },
    "/orders": {
      post: {
        operationId: "create_order",
        requestBody: {
          required: true,
          content: { "application/xml": { schema: { $ref: "#/components/schemas/Order" } } },
        },
        responses: answers("application/xml"),
      },
    },
    "/uploads": {
      servers: [{ url: "https://uploads.workshop.example/u" }],
      post: {
        operationId: "upload_elsewhere",
        requestBody: { required: true, content: { "text/csv": {} } },
        responses: answer,
      },
      get: {
        operationId: "list_uploads",
        servers: [{ url: "https://eu.workshop.example" }],
        responses: answer,
      },
    },
    "/nowhere": {
      servers: [{ url: "https://nowhere.workshop.example" }],
      get: { operationId: "go_nowhere", responses: answer },
    },
    "/answers/{kind}": {
      get: { operationId: "get_answer", parameters: [path("kind")], responses: answers("*/*") },
    },
    "/events": {
      get: {
        operationId: "watch_events",
        parameters: [query("mode", text)],
        responses: answers("text/event-stream", {
          itemSchema: { type: "object", properties: { data: { type: "string" } } },
        }),
      },
    },
    "/lines": {
      get: {
        operationId: "read_lines",
        parameters: [query("mode", text)],
        responses: answers("application/jsonl", { itemSchema: { type: "object" } }),
      },
    },
    "/sequence": {
      get: { operationId: "read_sequence", responses: answers("application/json-seq", { itemSchema: {} }) },
    },
    "/busy": Object.fromEntries(
      ["get", "put", "post", "patch", "delete"].map((method) => [
        method,
        { operationId: `busy_${method}`, parameters: [query("how", text)], responses: answer },
      ]),
    ),
  },
  components: {
    schemas: {
      Order: {
        type: "object",
        xml: { name: "order", prefix: "o", namespace: "https://workshop.example/orders" },
        properties: {
          id: { type: "integer", xml: { attribute: true } },
          note: text,
          lines: { type: "array", xml: { name: "lines", wrapped: true }, items: { $ref: "#/components/schemas/Line" } },
          replaces: { $ref: "#/components/schemas/Order" },
        },
      },
      Line: { type: "object", xml: { name: "line" }, properties: { sku: text, count: integer } },
    },
  },
};
