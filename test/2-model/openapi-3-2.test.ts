import { expect, test } from "vitest";
import { modelOf, openapi, surfaceOf } from "../support/in-memory-document.ts";

test("the query method, and methods of any name", () => {
  const { api, found } = modelOf(
    openapi({
      "/a": { query: { summary: "q" }, additionalOperations: { LINK: { summary: "l" }, Purge: { summary: "p" } } },
    }),
    "3.2",
  );
  expect(api.operations.map(({ method, path, summary }) => [method, path, summary])).toEqual([
    ["QUERY", "/a", "q"],
    ["LINK", "/a", "l"],
    ["Purge", "/a", "p"],
  ]);
  expect(found.filter(({ severity }) => severity !== "info")).toEqual([]);
});

test("a tag that is a badge names no service; a parent changes nothing", () => {
  const { api, surface } = {
    ...modelOf(document(), "3.2"),
    ...surfaceOf(document(), {}, "3.2"),
  };
  expect(api.operations.map(({ path, tags, serviceTag }) => [path, tags, serviceTag])).toEqual([
    ["/flights", ["flights"], "flights"],
    ["/flights/international", ["partners", "delays", "international"], "international"],
    ["/flights/delayed", ["delays"], undefined],
    ["/other", ["undeclared"], "undeclared"],
  ]);
  expect(surface.services.map(({ name, tools }) => [name, tools.length])).toEqual([
    ["flights", 2],
    ["international", 1],
    ["undeclared", 1],
  ]);
});

function document(): object {
  return openapi(
    {
      "/flights": { get: { tags: ["flights"] } },
      "/flights/international": { get: { tags: ["partners", "delays", "international"] } },
      "/flights/delayed": { get: { tags: ["delays"] } },
      "/other": { get: { tags: ["undeclared"] } },
    },
    {
      tags: [
        { name: "flights", kind: "nav" },
        { name: "international", kind: "nav", parent: "flights" },
        { name: "delays", kind: "badge" },
        { name: "partners", kind: "audience" },
      ],
    },
  );
}

test("media types by reference, in bodies, answers and parameters; itemSchema of a stream", () => {
  const event = { type: "object", properties: { id: { type: "string" } } };
  const json = { "application/json": { $ref: "#/components/mediaTypes/Json" } };
  const { api } = modelOf(
    openapi(
      {
        "/a": {
          post: {
            parameters: [{ name: "p", in: "query", content: json }],
            requestBody: { content: json },
            responses: { 200: { content: { "application/jsonl": { $ref: "#/components/mediaTypes/Stream" } } } },
          },
        },
      },
      { components: { mediaTypes: { Json: { schema: event }, Stream: { itemSchema: event } } } },
    ),
    "3.2",
  );
  const [operation] = api.operations;
  expect(operation?.parameters[0]).toMatchObject({ contentType: "application/json", schema: event });
  expect(operation?.body?.contents[0]).toMatchObject({ mediaType: "application/json", schema: event });
  expect(operation?.responses).toEqual([
    { status: "200", contents: [{ mediaType: "application/jsonl", itemSchema: event }] },
  ]);
});

test("a whole query string", () => {
  const content = { "application/x-www-form-urlencoded": { schema: { type: "object" } } };
  const { api } = modelOf(
    openapi({ "/a": { get: { parameters: [{ name: "q", in: "querystring", content }] } } }),
    "3.2",
  );
  expect(api.operations[0]?.parameters[0]).toMatchObject({
    name: "q",
    in: "querystring",
    contentType: "application/x-www-form-urlencoded",
  });
});

test("the device flow and the metadata of an authorization server propose an issuer, and scopes", () => {
  const deviceAuthorization = {
    deviceAuthorizationUrl: "https://login.example/device",
    tokenUrl: "https://login.example/token",
    scopes: { read: "" },
  };
  const oauth2MetadataUrl = "https://login.example/.well-known/oauth-authorization-server";
  const { api } = modelOf(
    openapi(
      {},
      {
        components: {
          securitySchemes: {
            device: { type: "oauth2", flows: { deviceAuthorization } },
            metadata: { type: "oauth2", oauth2MetadataUrl, flows: { deviceAuthorization } },
          },
        },
      },
    ),
    "3.2",
  );
  const credential = { kind: "bearer" };
  expect(api.securitySchemes).toEqual([
    { name: "device", type: "oauth2", scopes: ["read"], proposedIssuer: "https://login.example/device", credential },
    { name: "metadata", type: "oauth2", scopes: ["read"], proposedIssuer: oauth2MetadataUrl, credential },
  ]);
});

test("a server's name names the further origin, unless config does", () => {
  const paths = {
    "/a": { get: { servers: [{ url: "https://up.example/v1", name: "Uploads (EU)" }] } },
    "/b": { servers: [{ url: "https://down.example" }], get: {} },
    "/c": {
      servers: [{ url: "https://third.example", name: "3" }],
      get: { servers: [{ url: "https://third.example" }] },
    },
  };
  const value = openapi(paths, { servers: [{ url: "https://api.example", name: "main" }] });
  const names = (origins: Readonly<Record<string, string>> = {}): unknown =>
    surfaceOf(value, { origins }, "3.2").surface.api.origins.map(({ name, proposed }) => [name, proposed]);
  expect(names()).toEqual([
    ["down_example", "https://down.example"],
    ["third_example", "https://third.example"],
    ["uploads_eu", "https://up.example/v1"],
  ]);
  expect(names({ files: "https://up.example/v1" })).toEqual([
    ["down_example", "https://down.example"],
    ["third_example", "https://third.example"],
    ["files", "https://up.example/v1"],
  ]);
});
