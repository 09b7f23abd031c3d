/** The objects of OpenAPI whose fields are read, and what those fields hold. Fields that nobody reads are not here. */

/** What a field holds. */
export type FieldType =
  /** Text; a number or boolean is read as text. */
  | "text"
  | "boolean"
  | "number"
  /** Any object whose members have readers that say what is wrong with them. */
  | "object"
  | { readonly object: ObjectName }
  /** Items that are objects of this kind, or have this type. */
  | { readonly list: ObjectName | "text" }
  | { readonly map: ObjectName | "text" };

/** Fields by name. */
export type Fields = { readonly [field: string]: FieldType };

export type ObjectName =
  | "document"
  | "info"
  | "tag"
  | "server"
  | "serverVariable"
  | "components"
  | "securityScheme"
  | "flows"
  | "flow"
  | "pathItem"
  | "operation"
  | "parameter"
  | "requestBody"
  | "response"
  | "mediaType"
  | "encoding"
  | "schema";

/** Objects in whose place a Reference Object may stand (a path item has its own `$ref`). */
export const referable: ReadonlySet<ObjectName> = new Set([
  "securityScheme",
  "pathItem",
  "operation",
  "parameter",
  "requestBody",
  "response",
  "mediaType",
  "schema",
]);

/** Objects whose reader says itself that one is not an object. */
export const reportedByReader: ReadonlySet<ObjectName> = new Set([
  "securityScheme",
  "pathItem",
  "operation",
  "parameter",
  "schema",
]);

const operation = { object: "operation" } as const;
const schema = { object: "schema" } as const;
const count = "number";

/** OpenAPI 3.2, 4.1 to 4.30, by the names of its objects. */
export const objectFields: { readonly [name in ObjectName]: Fields } = {
  document: {
    info: { object: "info" },
    servers: { list: "server" },
    paths: { map: "pathItem" },
    components: { object: "components" },
    tags: { list: "tag" },
  },
  info: { title: "text", version: "text", description: "text" },
  tag: { name: "text", description: "text" },
  server: { url: "text", variables: { map: "serverVariable" } },
  serverVariable: { default: "text" },
  components: {
    schemas: "object",
    parameters: "object",
    requestBodies: "object",
    responses: "object",
    pathItems: "object",
    securitySchemes: { map: "securityScheme" },
  },
  securityScheme: { openIdConnectUrl: "text", flows: { object: "flows" } },
  flows: {
    implicit: { object: "flow" },
    password: { object: "flow" },
    clientCredentials: { object: "flow" },
    authorizationCode: { object: "flow" },
    deviceAuthorization: { object: "flow" },
  },
  flow: { authorizationUrl: "text", tokenUrl: "text", scopes: "object" },
  pathItem: {
    get: operation,
    put: operation,
    post: operation,
    delete: operation,
    options: operation,
    head: operation,
    patch: operation,
    trace: operation,
    query: operation,
    additionalOperations: { map: "operation" },
    parameters: { list: "parameter" },
    servers: { list: "server" },
  },
  operation: {
    tags: { list: "text" },
    summary: "text",
    description: "text",
    operationId: "text",
    parameters: { list: "parameter" },
    requestBody: { object: "requestBody" },
    responses: { map: "response" },
    deprecated: "boolean",
    servers: { list: "server" },
  },
  parameter: {
    name: "text",
    description: "text",
    required: "boolean",
    deprecated: "boolean",
    style: "text",
    explode: "boolean",
    allowReserved: "boolean",
    schema,
    content: { map: "mediaType" },
  },
  requestBody: { description: "text", required: "boolean", content: { map: "mediaType" } },
  response: { content: { map: "mediaType" } },
  mediaType: { schema, itemSchema: schema, encoding: { map: "encoding" } },
  encoding: { contentType: "text", style: "text", explode: "boolean", allowReserved: "boolean" },
  schema: {
    description: "text",
    title: "text",
    format: "text",
    pattern: "text",
    properties: { map: "schema" },
    patternProperties: { map: "schema" },
    dependentSchemas: { map: "schema" },
    items: schema,
    additionalProperties: schema,
    propertyNames: schema,
    not: schema,
    allOf: { list: "schema" },
    anyOf: { list: "schema" },
    oneOf: { list: "schema" },
    prefixItems: { list: "schema" },
    multipleOf: "number",
    minimum: "number",
    maximum: "number",
    minLength: count,
    maxLength: count,
    minItems: count,
    maxItems: count,
    minProperties: count,
    maxProperties: count,
    uniqueItems: "boolean",
    nullable: "boolean",
    readOnly: "boolean",
    writeOnly: "boolean",
  },
};
