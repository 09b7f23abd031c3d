import type { Position } from "./positions.ts";

/** Says what stands at a position; `fallback` is what a well-meant document has there. */
export type Slot = (position: Position, fallback: string) => string;

/** One document with the payload at one position, or at several, and harmless text at the others. */
export function hostileDocument(where: Position | readonly Position[], payload: string): object {
  const places: ReadonlySet<Position> = new Set(typeof where === "string" ? [where] : where);
  const slot: Slot = (position, fallback) => (places.has(position) ? payload : fallback);
  return build(slot, [slot]);
}

/** All payloads in one document: each at every position of its own paths and components, and in turn at those that a document has once. */
export function combinedHostileDocument(payloads: readonly string[]): object {
  let turn = 0;
  const root: Slot = (_position, fallback) => payloads[turn++ % payloads.length] ?? fallback;
  return build(
    root,
    payloads.map((payload) => () => payload),
  );
}

/** The document, with one group of paths and components for each slot of `groups`. Keys are computed: `__proto__` is one like any other. */
export function build(root: Slot, groups: readonly Slot[]): object {
  return {
    openapi: "3.1.0",
    info: info(root),
    servers: servers(root),
    externalDocs: {
      url: root("externalDocs.url", "https://example.com/docs"),
      description: root("externalDocs.description", "The manual."),
    },
    [`x-${root("x- key", "vendor")}`]: root("x- value", "Something of the vendor's."),
    tags: groups.map((slot) => ({
      name: slot("tags.name", "berths"),
      description: slot("tags.description", "Berths."),
    })),
    paths: Object.fromEntries(groups.flatMap((slot, index) => paths(slot, `/p${String(index)}`))),
    webhooks: Object.fromEntries(
      groups.map((slot) => [slot("webhooks key", "berthFreed"), { post: { responses: ok() } }]),
    ),
    components: {
      schemas: Object.fromEntries(groups.map((slot) => [slot("components.schemas key", "Berth"), schema(slot)])),
      parameters: Object.fromEntries(
        groups.map((slot) => [
          slot("components.parameters key", "Limit"),
          { name: "limit", in: "query", schema: { type: "integer" } },
        ]),
      ),
      responses: Object.fromEntries(
        groups.map((slot) => [
          slot("components.responses key", "Berths"),
          { description: "Berths.", content: json({ type: "array" }) },
        ]),
      ),
      securitySchemes: Object.fromEntries(
        groups.map((slot) => [slot("components.securitySchemes key", "oauth"), securityScheme(slot)]),
      ),
    },
  };
}

function info(slot: Slot): object {
  return {
    title: slot("info.title", "Hostile names"),
    version: slot("info.version", "1.0.0"),
    summary: slot("info.summary", "Text that wants out."),
    description: slot("info.description", "Text that wants out of where it stands."),
    termsOfService: slot("info.termsOfService", "https://example.com/terms"),
    contact: { name: slot("info.contact.name", "Harbour office") },
    license: { name: slot("info.license.name", "MIT") },
  };
}

function servers(slot: Slot): readonly object[] {
  const variable = slot("servers.variables key", "stage");
  return [
    {
      url: slot("servers.url", `https://api.example.com/{${variable}}`),
      description: slot("servers.description", "Production."),
      variables: { [variable]: { default: slot("servers.variables.default", "v1") } },
    },
  ];
}

function paths(slot: Slot, prefix: string): readonly (readonly [string, object])[] {
  return [
    [`${prefix}/literal/${slot("paths literal segment", "berths")}`, literalPath(slot)],
    [`${prefix}/by-id/{${slot("parameter.name in path", "berthId")}}`, parameterPath(slot)],
    [`${prefix}/content-parameter`, { get: { parameters: [contentParameter(slot)], responses: ok() } }],
    [`${prefix}/json-body`, { post: jsonBody(slot), get: componentResponse(slot) }],
    [`${prefix}/multipart-body`, { post: multipartBody(slot) }],
    [`${prefix}/other-body`, { put: otherBody(slot) }],
    [`${prefix}/responses`, { get: responses(slot) }],
    [`${prefix}/secured`, { get: secured(slot) }],
    [
      `${prefix}/elsewhere`,
      { get: { servers: [{ url: slot("operation.servers.url", "https://uploads.example.com") }], responses: ok() } },
    ],
    [`${prefix}/callbacks`, { post: callbacks(slot) }],
    [`${prefix}/discriminated`, { post: discriminated(slot) }],
  ];
}

function literalPath(slot: Slot): object {
  return {
    description: slot("paths description", "Berths."),
    get: {
      operationId: slot("operation.operationId", "listBerths"),
      summary: slot("operation.summary", "Lists berths"),
      description: slot("operation.description", "Lists all berths."),
      tags: [slot("tags.name", "berths")],
      "x-mcp": extension(slot),
      parameters: [
        { name: "tenant", in: "query", schema: { type: "object" } },
        { name: "label", in: "query", schema: { type: "string" } },
      ],
      responses: ok(),
    },
  };
}

/** All that `x-mcp` can bring into the output: text, a value of any shape, names, and keys that nobody knows. */
function extension(slot: Slot): object {
  const text = slot("operation.x-mcp", "Berths");
  return {
    title: text,
    description: text,
    scopes: [[text], ["berths:read"]],
    parameters: {
      tenant: { value: { [text]: [text] } },
      label: { name: text, description: text },
      [text]: { hidden: true, [text]: text },
    },
    [text]: { [text]: text },
  };
}

function parameterPath(slot: Slot): object {
  const text = { type: "string" };
  return {
    get: {
      parameters: [
        { name: slot("parameter.name in path", "berthId"), in: "path", required: true, schema: text },
        {
          name: slot("parameter.name in query", "size"),
          in: "query",
          description: slot("parameter.description", "At least this long."),
          example: slot("parameter.example", "10"),
          schema: text,
        },
        {
          name: slot("parameter.name in header", "X-Harbour"),
          in: "header",
          examples: { [slot("parameter.examples key", "one")]: { value: "1" } },
          schema: text,
        },
        { name: slot("parameter.name in cookie", "session"), in: "cookie", schema: text },
        reference("parameters", slot("components.parameters key", "Limit")),
      ],
      responses: ok(),
    },
  };
}

function contentParameter(slot: Slot): object {
  return {
    name: "filter",
    in: "query",
    content: { [slot("parameter.content key", "application/json")]: { schema: { type: "object" } } },
  };
}

function jsonBody(slot: Slot): object {
  const berth = reference("schemas", slot("components.schemas key", "Berth"));
  return {
    requestBody: {
      description: slot("requestBody.description", "The new berth."),
      required: true,
      content: json(berth),
    },
    responses: { 200: { description: slot("response.description", "The berth."), content: json(berth) } },
  };
}

function componentResponse(slot: Slot): object {
  return { responses: { 200: reference("responses", slot("components.responses key", "Berths")) } };
}

function multipartBody(slot: Slot): object {
  const property = slot("encoding key", "photo");
  const mediaType = {
    schema: { type: "object", properties: { [property]: { type: "string", contentMediaType: "image/png" } } },
    encoding: { [property]: { contentType: slot("encoding.contentType", "image/png") } },
  };
  return { requestBody: { content: { "multipart/form-data": mediaType } }, responses: ok() };
}

function otherBody(slot: Slot): object {
  return {
    requestBody: { content: { [slot("requestBody.content key", "text/plain")]: { schema: { type: "string" } } } },
    responses: ok(),
  };
}

function responses(slot: Slot): object {
  return {
    responses: {
      200: {
        description: "Berths.",
        content: { [slot("response.content key", "application/json")]: { schema: { type: "string" } } },
        headers: { [slot("response.headers key", "X-Total")]: { schema: { type: "integer" } } },
        links: { [slot("response.links key", "next")]: { operationId: "listBerths" } },
      },
      [slot("responses key", "404")]: { description: "No such berth." },
    },
  };
}

function secured(slot: Slot): object {
  const scheme = slot("components.securitySchemes key", "oauth");
  return { security: [{ [scheme]: [slot("oauth2 scope name", "berths:read")] }], responses: ok() };
}

function securityScheme(slot: Slot): object {
  const tokenUrl = slot("oauth2 tokenUrl", "https://auth.example.com/token");
  const scopes = { [slot("oauth2 scope name", "berths:read")]: slot("oauth2 scope name", "Read berths.") };
  return { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes } } };
}

function callbacks(slot: Slot): object {
  const expression = slot("callbacks expression", "{$request.body#/url}");
  return {
    callbacks: { [slot("callbacks key", "freed")]: { [expression]: { post: { responses: ok() } } } },
    responses: ok(),
  };
}

function discriminated(slot: Slot): object {
  const kind = slot("discriminator.propertyName", "kind");
  const variant = (value: string): object => ({
    type: "object",
    properties: { [kind]: { const: value } },
    required: [kind],
  });
  const berth = `#/components/schemas/${pointerToken(slot("components.schemas key", "Berth"))}`;
  const discriminator = { propertyName: kind, mapping: { [slot("discriminator.mapping key", "berth")]: berth } };
  const shape = { oneOf: [variant("berth"), variant("buoy"), { $ref: berth }], discriminator };
  return { requestBody: { content: json({ type: "object", properties: { thing: shape } }) }, responses: ok() };
}

/** A schema with a payload at each keyword, each in a property of its own. */
function schema(slot: Slot): object {
  const definition = slot("schema.$defs key", "Size");
  const required = slot("schema.required entry", "name");
  return {
    type: "object",
    title: slot("schema.title", "Berth"),
    description: slot("schema.description", "A place for a boat."),
    $defs: { [definition]: { type: "integer" } },
    required: [required],
    properties: {
      [required]: { type: "string" },
      [slot("schema.properties key", "quay")]: { type: "string" },
      choice: { type: "string", enum: [slot("schema.enum", "free"), "taken"] },
      constant: { const: slot("schema.const", "berth") },
      preset: { type: "string", default: slot("schema.default", "A1"), examples: [slot("schema.examples", "B2")] },
      matched: { type: "string", pattern: slot("schema.pattern", "^[A-Z]") },
      formatted: { type: "string", format: slot("schema.format", "date") },
      matching: {
        type: "object",
        patternProperties: { [slot("schema.patternProperties key", "^x-")]: { type: "string" } },
      },
      nested: {
        type: "array",
        items: { type: "object", properties: { [slot("schema.properties key", "quay")]: { type: "integer" } } },
      },
    },
  };
}

function ok(): object {
  return { 204: { description: "Done." } };
}

function json(schemaObject: object): object {
  return { "application/json": { schema: schemaObject } };
}

function reference(kind: "schemas" | "parameters" | "responses", name: string): object {
  return { $ref: `#/components/${kind}/${pointerToken(name)}` };
}

/** A name in a JSON Pointer (RFC 6901, 3) in a URI fragment (6); what has no UTF-8 stands as it is. */
function pointerToken(name: string): string {
  const token = name.replaceAll("~", "~0").replaceAll("/", "~1");
  return token.isWellFormed() ? encodeURIComponent(token) : token;
}
