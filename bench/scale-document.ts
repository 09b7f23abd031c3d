/** A synthetic document with the shape of large real ones: services, entities, recursive schemas, enums, forms, prose. Same count, same document. */

/** Operations of one entity. */
const operationsPerEntity = 11;
const services = 40;

type Fields = Record<string, unknown>;

/** OpenAPI 3.1 with so many operations, in {@link services} services. */
export function scaleDocument(operations: number): object {
  const entities = Array.from({ length: Math.ceil(operations / operationsPerEntity) }, (_, index) => index);
  const all = entities.flatMap((index) => entityPaths(index)).slice(0, operations);
  const paths: Record<string, Fields> = {};
  for (const { path, method, operation } of all) paths[path] = { ...paths[path], [method]: operation };
  return {
    openapi: "3.1.0",
    info: { title: "Scale API", version: "1.0.0", description: prose(40, 0) },
    servers: [{ url: "https://api.scale.example/v1" }],
    tags: Array.from({ length: services }, (_, index) => ({ name: `service ${index}`, description: prose(12, index) })),
    security: [{ oauth: ["read"] }],
    paths,
    components: {
      schemas: { ...sharedSchemas(), ...Object.assign({}, ...entities.map(entitySchemas)) } as Fields,
      parameters: sharedParameters(),
      responses: {
        problem: { description: prose(8, 3), content: { "application/problem+json": { schema: ref("Problem") } } },
      },
      securitySchemes: { oauth: { type: "oauth2", flows: { authorizationCode: oauthFlow() } } },
    },
  };
}

interface PlacedOperation {
  readonly path: string;
  readonly method: string;
  readonly operation: Fields;
}

function entityPaths(index: number): PlacedOperation[] {
  const name = `entity-${index}`;
  const list = `/${name}`;
  const one = `/${name}/{id}`;
  const id = { $ref: "#/components/parameters/id" };
  const entity = ref(`Entity${index}`);
  const body = json(ref(`Entity${index}Write`), true);
  const make = (path: string, method: string, verb: string, members: Fields): PlacedOperation => ({
    path,
    method,
    operation: {
      operationId: `${verb}Entity${index}`,
      tags: [`service ${index % services}`],
      summary: `${verb} of entity ${index}`,
      description: prose(105, index),
      security: [
        { oauth: [`service${index % services}:${method === "get" ? "read" : "write"}`] },
        { oauth: ["admin"] },
      ],
      ...members,
      responses: {
        ...(members["responses"] as Fields | undefined),
        default: { $ref: "#/components/responses/problem" },
      },
    },
  });
  return [
    make(list, "get", "list", { parameters: listParameters(index), responses: ok(page(entity)) }),
    make(list, "post", "create", { requestBody: body, responses: ok(entity) }),
    make(one, "get", "get", { parameters: [id], responses: ok(entity) }),
    make(one, "put", "replace", { parameters: [id], requestBody: body, responses: ok(entity) }),
    make(one, "patch", "update", { parameters: [id], requestBody: json(patchOf(index), false), responses: ok(entity) }),
    make(one, "delete", "delete", { parameters: [id], responses: { 204: { description: "Gone." } } }),
    make(`${one}/file`, "put", "upload", { parameters: [id], requestBody: upload(index), responses: ok(entity) }),
    make(`${one}/file`, "get", "download", {
      parameters: [id],
      responses: { 200: { description: "Bytes.", content: { "application/octet-stream": {} } } },
    }),
    make(`${one}/search`, "post", "search", {
      parameters: [id],
      requestBody: json(ref("Filter"), false),
      responses: ok(page(entity)),
    }),
    make(`${one}/children`, "get", "listChildren", {
      parameters: [id, ...listParameters(index)],
      responses: ok(page(ref(`Entity${index}Part`))),
    }),
    make(`${one}/settings`, "post", "setSettings", {
      parameters: [id],
      requestBody: form(index),
      responses: ok(ref("Settings")),
    }),
  ];
}

function listParameters(index: number): object[] {
  return [
    { $ref: "#/components/parameters/limit" },
    { $ref: "#/components/parameters/cursor" },
    {
      name: "sort",
      in: "query",
      description: prose(9, index),
      schema: { type: "string", enum: ["created", "updated", `field${index}`] },
    },
    { name: "ids", in: "query", style: "form", explode: false, schema: { type: "array", items: { type: "string" } } },
  ];
}

function entitySchemas(index: number): Fields {
  return {
    [`Entity${index}`]: {
      type: "object",
      description: prose(20, index),
      required: ["id", "name"],
      properties: {
        id: { type: "string", format: "uuid", readOnly: true, description: prose(6, index) },
        name: { type: "string", maxLength: 200, description: prose(12, index + 1) },
        kind: ref(`Entity${index}Kind`),
        parent: ref(`Entity${index}`),
        parts: { type: "array", items: ref(`Entity${index}Part`) },
        owner: ref("Person"),
        state: ref("State"),
        amount: ref("Money"),
        related: { type: "array", maxItems: 10, items: ref(`Entity${Math.floor(index / 2)}`) },
        created: { type: "string", format: "date-time", readOnly: true, description: prose(8, index + 2) },
      },
    },
    [`Entity${index}Write`]: {
      allOf: [
        ref(`Entity${index}`),
        { type: "object", properties: { note: { type: "string", description: prose(14, index) } } },
      ],
    },
    [`Entity${index}Kind`]: {
      type: "string",
      enum: ["small", "large", `special${index}`],
      description: prose(10, index),
    },
    [`Entity${index}Part`]: {
      type: "object",
      properties: {
        label: { type: "string", pattern: "^[a-z][a-z0-9-]*$", description: prose(10, index) },
        count: { type: "integer", minimum: 0, maximum: 1000 },
        parts: { type: "array", items: ref(`Entity${index}Part`) },
        value: { oneOf: [{ type: "string" }, { type: "number" }, ref("Money")] },
      },
    },
  };
}

function sharedSchemas(): Fields {
  return {
    Person: {
      type: "object",
      properties: { id: { type: "string" }, email: { type: "string", format: "email" }, manager: ref("Person") },
    },
    State: { type: "string", enum: ["draft", "active", "archived"] },
    Money: {
      type: "object",
      required: ["amount", "currency"],
      properties: { amount: { type: "number" }, currency: { type: "string", pattern: "^[A-Z]{3}$" } },
    },
    Filter: {
      type: "object",
      properties: {
        field: { type: "string" },
        value: {},
        and: { type: "array", items: ref("Filter") },
        or: { type: "array", items: ref("Filter") },
      },
    },
    Settings: { type: "object", additionalProperties: { type: ["string", "number", "boolean", "null"] } },
    Problem: {
      type: "object",
      properties: { title: { type: "string" }, status: { type: "integer" }, detail: { type: "string" } },
    },
  };
}

function sharedParameters(): Fields {
  return {
    id: {
      name: "id",
      in: "path",
      required: true,
      description: prose(6, 1),
      schema: { type: "string", format: "uuid" },
    },
    limit: {
      name: "limit",
      in: "query",
      description: prose(9, 2),
      schema: { type: "integer", minimum: 1, maximum: 100, default: 20 },
    },
    cursor: { name: "cursor", in: "query", description: prose(9, 3), schema: { type: "string" } },
  };
}

function patchOf(index: number): object {
  return {
    type: "object",
    minProperties: 1,
    properties: {
      name: { type: "string" },
      state: ref("State"),
      parts: { type: "array", items: ref(`Entity${index}Part`) },
    },
  };
}

function upload(index: number): object {
  return {
    required: true,
    content: {
      "multipart/form-data": {
        schema: {
          type: "object",
          required: ["file"],
          properties: {
            file: { type: "string", format: "binary" },
            metadata: ref(`Entity${index}Part`),
            tags: { type: "array", items: { type: "string" } },
          },
        },
        encoding: { metadata: { contentType: "application/json" } },
      },
    },
  };
}

function form(index: number): object {
  return {
    content: {
      "application/x-www-form-urlencoded": {
        schema: {
          type: "object",
          properties: { theme: { type: "string", enum: ["dark", "light"] }, part: ref(`Entity${index}Part`) },
        },
        encoding: { part: { style: "deepObject", explode: true } },
      },
    },
  };
}

function json(schema: object, required: boolean): object {
  return { required, content: { "application/json": { schema } } };
}

function ok(schema: object): Fields {
  return { 200: { description: "Fine.", content: { "application/json": { schema } } } };
}

function page(items: object): object {
  return {
    type: "object",
    required: ["items"],
    properties: { items: { type: "array", items }, next: { type: "string" } },
  };
}

function ref(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` };
}

function oauthFlow(): object {
  const scopes = Array.from({ length: services }, (_, index) => [
    `service${index}:read`,
    `service${index}:write`,
  ]).flat();
  return {
    authorizationUrl: "https://auth.scale.example/authorize",
    tokenUrl: "https://auth.scale.example/token",
    scopes: Object.fromEntries(["read", "admin", ...scopes].map((scope) => [scope, `May ${scope}.`])),
  };
}

const words =
  "the harbour keeps a list of berths and every vessel that asks for one gets an answer with its place and price".split(
    " ",
  );

/** So many words, another text for each seed. */
function prose(count: number, seed: number): string {
  const text = Array.from({ length: count }, (_, index) => words[(index * 7 + seed * 3) % words.length]).join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} (${seed}).`;
}
